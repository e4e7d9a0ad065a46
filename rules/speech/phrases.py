"""句中的成分：日期、理由、人名、结论、第几条措施；问句问的是什么。"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from rules.calendar import dates, spans
from rules.calendar.workdays import Calendar
from rules.speech import (
    absence,
    acting_heads,
    departures,
    file_words,
    late_grants,
    worth,
)
from rules.speech.command_spec import MEANS
from rules.speech.more_time import CLAUSE, extension, hold
from rules.speech.rulings import subject_in
from rules.speech.said import Said
from rules.speech.tone import DONE, Speech, classify
from rules.vocabulary import ReportKind, Verdict
from rules.writing.numerals import NUMERAL, number
from rules.writing.text import NAME_LETTERS, fold, reason_in, tidy

MEASURE = re.compile(
    r"措施\s?(?P<list>[\d一二三四五六七八九十]+(?:\s?[、,和]\s?[\d一二三四五六七八九十]+)*)|"
    r"第\s?(?P<one>[\d一二三四五六七八九十]+)\s?(?:条(?:措施)?|[项个](?:整改)?措施)"
)
REASSIGN = re.compile(
    rf"^(?:由|把|将)?(?P<from>[{NAME_LETTERS}]{{2,4}}?)?\s?(?:给|改为|改成|换成|转给|交给|改派|→|->)\s?"
    rf"(?:由)?(?P<to>[{NAME_LETTERS}A-Za-z0-9_]{{2,20}})"
)
FIELDS = ("标题", "责任领导", "责任人", "措施", "佐证要求", "类别", "问题", "期限")
VERDICTS: tuple[tuple[str, Verdict | None], ...] = (
    (r"虚假整改", Verdict.FALSE),
    (
        r"(?:[还仍尚都均]|全部)*(?:整改)?(?:不算?|没有?|未)(?:整改)?到位|"
        r"(?:[还仍尚都均]|全部)*(?:未|没有?)整改",
        Verdict.NOT_DONE,
    ),
    (r"(?:[都均]|全部)?基本(?:整改)?到位了?", Verdict.MOSTLY),
    (r"正在整改|整改中", None),
    (
        r"(?:[都均]|全部)?(?:整改)?到位了?|(?:[都均]|全部)?已(?:经)?整改(?:到位)?了?",
        Verdict.DONE,
    ),
)
"""How a verdict is worded: that it is not done, people say in many ways."""

OF_REQUEST = re.compile(r"^(?:延期|销[号账]|核减)(?:申请)?(?:[\s,;:，；：。、]+|$)")
"""不同意延期，已延过一次: what is refused is no part of the reason."""

WHAT_TABLE = re.compile(
    r"(?:(?:整改|全部|总|巡察)*(?:台账|清单|表格?|明细))?(?P<round>第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})轮)?"
    r"(?:的)?(?:(?:整改|全部|总|巡察)*(?:台账|清单|表格?|明细))?"
)
"""What is to be exported, said without a unit: 导出台账, 导出第5轮."""


SHARE = re.compile(
    r"[\s:,]*(?P<round>第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})轮)?[\s:,]*(?:为|是|定为|改为)?"
    r"\s?(?:(?P<share>\d{1,3})\s?[%％]|百分之(?P<words>[一二三四五六七八九十百零\d]+))\s?"
)
"""抽查比例 第5轮 20%, 抽查比例百分之二十."""


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


def claim_kind(text: str) -> ReportKind:
    """Say what a claim of completion is worth: more where it tells what was done.

    轮岗12人，名单已公示 is a report, 已整改到位 and 第2条措施 say nothing of the work.
    """
    besides = DONE.sub(" ", MEASURE.sub(" ", fold(text)))
    tells = worth.tells_of_work(besides)
    return ReportKind.SUBSTANTIVE if tells else ReportKind.STATUS_ONLY


def _fill_complete(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    measures = measures_in(rest)
    text = "" if MEASURE.fullmatch(rest) or rest in ("了", "啦") else made.text
    return replace(made, measures=measures, text=text, report=claim_kind(text))


def _fill_extend(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    joined = "" if re.match(rf"{NUMERAL}|半", rest) else " "
    return extension(made, f"延期{joined}{made.text}", now, calendar)


def _fill_hold(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    joined = "" if re.match(rf"{NUMERAL}|半", rest) else " "
    return hold(made, f"延期{joined}{made.text}", now, calendar)


def _fill_supervise(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    return replace(made, means=MEANS[word], verdict=verdict_in(rest), value=word)


def _fill_word(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    """Keep the word that led: said by somebody else it is part of a report."""
    return replace(made, value=word)


def _fill_date(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    return replace(made, due=dates.read(made.text, now, calendar), reason=made.text)


def _fill_reason(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    return replace(made, reason=reason_in(made.text))


def _fill_refusal(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    text = OF_REQUEST.sub("", made.text)
    named = made.text[: len(made.text) - len(text)]
    return replace(
        made,
        text=text,
        reason=reason_in(text),
        field=subject_in(fold(named)),
    )


def _fill_consent(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    named = OF_REQUEST.match(rest.lstrip("的"))
    return replace(made, field=subject_in(named.group() if named else ""), value=word)


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


def _fill_export(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    table = WHAT_TABLE.fullmatch(tidy(rest))
    return replace(made, unit=(table.group("round") or "") if table else tidy(rest))


def _fill_unit(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    return replace(made, unit=tidy(rest))


def _fill_due(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    return replace(made, unit=tidy(rest), value=spans.named(word))


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
    name = re.match(rf"[{NAME_LETTERS}]{{2,4}}?(?=[\s,]|$|\d{{1,2}}[月.日号])", rest)
    person = name.group() if name else ""
    return replace(absence.with_days(made, now, calendar), person=person)


def _fill_share(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    found = SHARE.fullmatch(rest)
    if found is None:
        return made
    share = number(found.group("share") or found.group("words"))
    return replace(
        made, unit=found.group("round") or "", numbers=() if share is None else (share,)
    )


Filler = Callable[[Said, str, str, datetime, Calendar], Said]
FILLERS: dict[str, Filler] = {
    "progress": _fill_progress,
    "complete": _fill_complete,
    "extend": _fill_extend,
    "hold": _fill_hold,
    "supervise": _fill_supervise,
    "sample_share": _fill_share,
    "dissatisfied": _fill_word,
    "satisfied": _fill_word,
    "urged_on": _fill_word,
    "set_due": _fill_date,
    "acting_head": acting_heads.fill,
    "late_grant": late_grants.fill,
    "defer": _fill_date,
    "agree": _fill_consent,
    "return_": _fill_refusal,
    "reopen": _fill_reason,
    "withdraw": _fill_reason,
    "coordinate": _fill_reason,
    "correct": _fill_field,
    "reassign": _fill_people,
    "status": _fill_status,
    "overdue": _fill_unit,
    "due_within": _fill_due,
    "urge": _fill_unit,
    "export": _fill_export,
    "reject_file": file_words.fill,
    "accept_file": file_words.fill,
    "destroy": file_words.fill,
    "show": _fill_show,
    "substitute": _fill_substitute,
    "revoke_substitute": _fill_name,
    "retire": departures.fill,
    "reinstate": departures.fill_back,
}


def verdict_in(rest: str) -> Verdict | None:
    """The verdict, where it stands as a word of its own (hearsay is none)."""
    for clause in CLAUSE.findall(rest):
        for pattern, verdict in VERDICTS:
            if re.fullmatch(pattern, clause):
                return verdict
    return None
