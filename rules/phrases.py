"""句中的成分：日期、理由、人名、结论、第几条措施；问句问的是什么。"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from rules import dates, file_words
from rules.commands import CommandSpec
from rules.more_time import CLAUSE, EXTENDED_THING, extension
from rules.numerals import NUMERAL, number
from rules.questions import UNIT_END, asks
from rules.said import Said
from rules.speech import Speech, classify
from rules.targets import Target
from rules.text import tidy
from rules.vocabulary import Means, ReportKind, Verdict
from rules.workdays import Calendar

MEASURE = re.compile(
    r"措施\s?(?P<list>[\d一二三四五六七八九十]+(?:\s?[、,和]\s?[\d一二三四五六七八九十]+)*)|"
    r"第\s?(?P<one>[\d一二三四五六七八九十]+)\s?(?:条(?:措施)?|[项个](?:整改)?措施)"
)
REASSIGN = re.compile(
    r"^(?:由|把|将)?(?P<from>[\u4e00-\u9fa5·㛃]{2,4}?)?\s?(?:给|改为|改成|换成|转给|交给|改派|→|->)\s?"
    r"(?:由)?(?P<to>[\u4e00-\u9fa5·㛃A-Za-z0-9_]{2,20})"
)
WHO = rf"(?:[\u4e00-\u9fa5]{{1,12}}{UNIT_END}的?)?[\u4e00-\u9fa5·㛃]{{2,4}}"
"""A name, with the unit before it where two share it: 教育局王磊."""

FIELDS = ("标题", "责任领导", "责任人", "措施", "佐证要求", "类别", "问题")
VERDICTS: tuple[tuple[str, Verdict | None], ...] = (
    (r"虚假整改", Verdict.FALSE),
    (r"(?:整改)?不到位|未整改|没有?整改", Verdict.NOT_DONE),
    (r"基本(?:整改)?到位", Verdict.MOSTLY),
    (r"正在整改|整改中", None),
    (r"(?:整改)?到位|已(?:经)?整改(?:到位)?", Verdict.DONE),
)
MEANS = {
    "电话": Means.PHONE,
    "电话了解": Means.PHONE,
    "督查函": Means.INQUIRY,
    "函询": Means.INQUIRY,
    "听取汇报": Means.HEARING,
    "审阅报告": Means.REVIEW,
    "回访": Means.VISIT,
}
WHOLE_ONLY = frozenset({"confirm", "cancel", "more", "help", "mine", "digest"})
CODE_ONLY = frozenset(
    {"supervise", "set_due", "deliver", "correct", "defer", "reopen", "withdraw"}
)
CODE_ONLY |= {"sample", "dissatisfied", "undo", "receipt", "move"}
NOT_NOW = re.compile(r"(?:申请|报告)?(?:已|获|的|了|批)|\s*(?:不用|不需要?|不要|算)了")
PARTLY = re.compile(
    r"没|未|不(?:能|了|到|具备)|还[差缺需有]|尚|差|缺|(?:材料|资料|手续).{0,4}(?:准备|整理|补)"
)
"""Words beside 完成 or 销号 that take them back."""

SEPARATOR = re.compile(r"^(?:[\s,:;、。]|$)")


def measures_in(folded: str) -> tuple[int, ...]:
    """措施2, 措施1、3, 第2条措施: which measures are named; empty means all."""
    numbers: list[int] = []
    for match in MEASURE.finditer(folded):
        said = match.group("list") or match.group("one")
        for piece in re.split(r"[、,和\s]+", said):
            value = number(piece)
            if value and value not in numbers:
                numbers.append(value)
    return tuple(numbers)


def is_command(
    spec: CommandSpec,
    word: str,
    folded: str,
    rest: str,
    targets: tuple[Target, ...],
) -> bool:
    """Say whether a leading command word is meant as one (退回资金8600元 is not)."""
    named = targets[0].kind != "none"
    if spec.name in WHOLE_ONLY:
        return False
    if spec.name in CODE_ONLY:
        return named and not (spec.name == "set_due" and asks(rest))
    check = CHECKS.get(spec.name)
    if check is not None:
        return check(rest, named)
    return named or bool(SEPARATOR.match(rest))


def _progress(rest: str, named: bool) -> bool:
    return (named or bool(SEPARATOR.match(rest))) and not asks(rest)


def _complete(rest: str, named: bool) -> bool:
    bare = tidy(rest)
    if asks(rest):
        return False
    return (
        not bare
        or bare in ("了", "啦")
        or (bool(MEASURE.match(bare)) and not PARTLY.search(bare))
        or (named and classify(f"完成{rest}") is Speech.DONE)
    )


def _extend(rest: str, named: bool) -> bool:
    return not (NOT_NOW.match(rest) or EXTENDED_THING.match(rest))


def _submit(rest: str, named: bool) -> bool:
    if asks(rest) or PARTLY.search(rest):
        return False
    return not tidy(rest) or bool(named and SEPARATOR.match(rest))


def _show(rest: str, named: bool) -> bool:
    bare = tidy(rest)
    if named:
        return bool(
            re.fullmatch(r"(?:这项|该项)?的?(?:情况|进展|进度|详情|明细)?", bare)
        )
    return bool(re.fullmatch(WHO, bare))


def _unit(rest: str, named: bool) -> bool:
    bare = tidy(rest)
    return not bare or bool(
        re.fullmatch(rf"[\u4e00-\u9fa5]{{1,20}}{UNIT_END}", bare)
        or (SEPARATOR.match(rest) and len(bare) <= 12)
    )


def _urge(rest: str, named: bool) -> bool:
    return named or bool(
        re.fullmatch(rf"[\u4e00-\u9fa5]{{1,20}}{UNIT_END}", tidy(rest))
    )


CHECKS: dict[str, Callable[[str, bool], bool]] = {
    "progress": _progress,
    "complete": _complete,
    "extend": _extend,
    "submit": _submit,
    "show": _show,
    "status": _unit,
    "overdue": _unit,
    "due_this_week": _unit,
    "unit_status": lambda rest, named: False,
    "export": _unit,
    "urge": _urge,
    "files": file_words.is_list,
    "reject_file": file_words.names_files,
    "accept_file": file_words.names_files,
    "destroy": file_words.names_files,
    "acknowledged": lambda rest, named: True,
    "urged_on": lambda rest, named: True,
    "coordinate": lambda rest, named: True,
}
"""What must follow a word so that it is a command and not the beginning of a report."""


def fill(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said | None:
    """Take the parts of a command's words apart; None where they do not make one."""
    act = FILLERS.get(made.command)
    return act(made, word, rest, now, calendar) if act else made


def _fill_progress(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    return replace(made, report=report_kind(made.text))


def report_kind(text: str) -> ReportKind:
    """Say what words that are given as progress are worth (decisions.md 24)."""
    kinds = {
        Speech.RECEIPT: ReportKind.STATUS_ONLY,
        Speech.CHAT: ReportKind.STATUS_ONLY,
        Speech.STATUS_ONLY: ReportKind.STATUS_ONLY,
        Speech.BLOCKED: ReportKind.BLOCKED,
    }
    return kinds.get(classify(text), ReportKind.SUBSTANTIVE)


def _fill_complete(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    measures = measures_in(rest)
    text = "" if MEASURE.fullmatch(rest) or rest in ("了", "啦") else made.text
    return replace(made, measures=measures, text=text)


def _fill_extend(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    joined = "" if re.match(rf"{NUMERAL}|半", rest) else " "
    return extension(made, f"延期{joined}{made.text}", now, calendar)


def _fill_supervise(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    return replace(made, means=MEANS[word], verdict=verdict_in(rest))


def _fill_date(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    return replace(made, due=dates.read(made.text, now, calendar), reason=made.text)


def _fill_reason(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    return replace(made, reason=re.sub(r"^(?:原因|因为?|理由)[:：\s]*", "", made.text))


def _fill_field(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    for field in FIELDS:
        if rest.startswith(field):
            tail = made.text[len(field) :]
            measures = measures_in(rest[: len(field) + 3]) if field == "措施" else ()
            if measures:
                tail = re.sub(r"^\s?[\d０-９一二三四五六七八九十]+", "", tail)
            tail = re.sub(r"^\s*(?:改为|改成|为)", "", tail)
            return replace(made, field=field, value=tidy(tail), measures=measures)
    return replace(made, field=tidy(rest)[:6])


def _fill_people(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    match = REASSIGN.match(rest)
    if match:
        return replace(
            made, person=match.group("from") or "", to_person=match.group("to")
        )
    return replace(made, to_person=tidy(rest))


def _fill_unit(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    return replace(made, unit=tidy(rest))


def _fill_status(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    """状态 教育局 asks for the unit's findings, 状态 for the totals."""
    unit = tidy(rest)
    return replace(made, unit=unit, command="unit_status" if unit else "status")


def _fill_show(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    name = tidy(rest)
    if made.target.kind == "none" and name:
        return replace(made, command="person_status", person=name)
    return made


def _fill_name(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    return replace(made, person=tidy(rest))


def _fill_substitute(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    found = dates.find(made.text, now, calendar)
    name = re.match(r"[\u4e00-\u9fa5·㛃]{2,4}(?=[\s,]|$)", rest)
    return replace(
        made,
        person=name.group() if name else "",
        due=found[0] if found else None,
        until=found[-1] if len(found) > 1 else None,
    )


Filler = Callable[[Said, str, str, datetime, Calendar], Said]
FILLERS: dict[str, Filler] = {
    "progress": _fill_progress,
    "complete": _fill_complete,
    "extend": _fill_extend,
    "supervise": _fill_supervise,
    "set_due": _fill_date,
    "defer": _fill_date,
    "return_": _fill_reason,
    "reopen": _fill_reason,
    "withdraw": _fill_reason,
    "coordinate": _fill_reason,
    "correct": _fill_field,
    "reassign": _fill_people,
    "status": _fill_status,
    "overdue": _fill_unit,
    "due_this_week": _fill_unit,
    "urge": _fill_unit,
    "export": _fill_unit,
    "reject_file": file_words.fill,
    "accept_file": file_words.fill,
    "destroy": file_words.fill,
    "show": _fill_show,
    "substitute": _fill_substitute,
    "revoke_substitute": _fill_name,
}


def verdict_in(rest: str) -> Verdict | None:
    """The verdict, where it stands as a word of its own (hearsay is none)."""
    for clause in CLAUSE.findall(rest):
        for pattern, verdict in VERDICTS:
            if re.fullmatch(pattern, clause):
                return verdict
    return None
