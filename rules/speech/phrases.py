"""命令后面的话：日期、理由、人名、单位各在其位，一种命令一种填法。"""

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
    prolonging,
)
from rules.speech.command_spec import MEANS
from rules.speech.measures import MEASURE, measures_in
from rules.speech.more_time import extension, hold
from rules.speech.said import Said
from rules.speech.subjects import ANY_SENT_BACK, subject_in
from rules.speech.verdicts import verdict_in
from rules.speech.worth import claim_kind, report_kind
from rules.writing.numerals import NUMERAL, number
from rules.writing.text import NAME_LETTERS, fold, reason_in, tidy

REASSIGN = re.compile(
    rf"^(?:由|把|将)?(?P<from>[{NAME_LETTERS}]{{2,4}}?)?\s?(?:给|改为|改成|换成|转给|交给|改派|→|->)\s?"
    rf"(?:由)?(?P<to>[{NAME_LETTERS}A-Za-z0-9_]{{2,20}})"
)
FIELDS = ("标题", "责任领导", "责任人", "措施", "佐证要求", "类别", "问题", "期限")
OF_REQUEST = re.compile(rf"^(?:{ANY_SENT_BACK})(?:申请)?(?:[\s,;:，；：。、]+|$)")
"""不同意延期，已延过一次: what is refused is no part of the reason."""

WHAT_TABLE = re.compile(
    r"(?:(?:全部|所有|各|整本)(?:单位|部门|轮次|事项|问题)?的?)?"
    r"(?:(?:整改|全部|总|巡察)*(?:台账|清单|表格?|明细))?(?P<round>第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})轮)?"
    r"(?:的)?(?:(?:整改|全部|总|巡察)*(?:台账|清单|表格?|明细))?"
)
"""What is to be exported, said without a unit: 导出台账, 导出全部, 导出第5轮."""


SHARE = re.compile(
    r"[\s:,]*(?P<round>第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})轮)?[\s:,]*(?:为|是|定为|改为)?"
    r"\s?(?:(?P<share>\d{1,3})\s?[%％]|百分之(?P<words>[一二三四五六七八九十百零\d]+))\s?"
)
"""抽查比例 第5轮 20%, 抽查比例百分之二十."""


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
    text = f"延期{joined}{made.text}"
    asked = extension(made, text, now, calendar)
    return replace(asked, due=prolonging.prolonged(asked.due, text))


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
    name = re.match(rf"[{NAME_LETTERS}]{{2,4}}?(?=[\s,(]|$|\d{{1,2}}[月.日号])", rest)
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
    "end_acting": acting_heads.fill_end,
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
