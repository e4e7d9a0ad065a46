"""说办完了：日子还没到的“9月30日完成”，是打算，不是办完。"""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from rules.calendar import dates
from rules.calendar.dates import Kind, Reading
from rules.calendar.workdays import Calendar
from rules.speech.said import Said
from rules.speech.tone import DONE, ENDED
from rules.vocabulary import ReportKind
from rules.writing.text import fold, tidy

HALF_A_YEAR = timedelta(days=183)
"""A day without a year that would lie further ahead is meant as past (9月10日完成)."""

TO_COME = re.compile(
    rf"\s?(?:以前|之前|前|底|左右|就|才|便|能|可以?|会|将|再|全部|都|[,\s])*{ENDED}(?![了啦])"
)


def awaited(said: Said, now: datetime, calendar: Calendar) -> Said:
    """Turn a claim of completion on a day that is still to come into what it is.

    Nothing but the claim is a promise and stops no clock; other words are a report.
    """
    if said.command != "complete":
        return said
    folded = fold(said.text)
    found = dates.find(said.text, now, calendar)
    if not any(_is_ahead(one, now) and _ends(folded, one) for one in found):
        return said
    alone = DONE.fullmatch(tidy(folded))
    kind = ReportKind.STATUS_ONLY if alone else ReportKind.SUBSTANTIVE
    return replace(said, command="progress", report=kind)


def _is_ahead(day: Reading, now: datetime) -> bool:
    today = now.astimezone(dates.ZONE).date()
    if day.kind is not Kind.DATE or day.on is None:
        return False
    return today < day.on <= today + HALF_A_YEAR


def _ends(folded: str, day: Reading) -> bool:
    return bool(TO_COME.match(folded, day.span[1]))
