"""延多久：延期半个月、再给两周，从原期限往后数；到两周后、两周内，从今天数。

N个工作日 is counted from the day of the message, as a limit in workdays is set; only
where that is no later than the limit, it can but be meant from there.
"""

import re
from dataclasses import replace
from datetime import date, datetime, time

from rules.calendar import dates
from rules.calendar.dates import Reading
from rules.calendar.workdays import Calendar
from rules.writing.text import fold

FROM_LIMIT = "prolonged"
"""The rule of a reading whose length is to be counted from the present limit."""

WORKDAYS = "more_workdays"
"""The same of workdays, which are counted from today where that is later."""

LENGTHS = frozenset({"days", "weeks", "months", "years"})
FROM_TODAY = re.compile(r"(?:[到至在于]|今天起?|现在起?|今日起?|即日起)[\s,:]*$")
AHEAD = re.compile(r"\s?(?:以后|之后|后|以内|之内|内|里)")
DAYS = re.compile(r"(?:延期?|延长|延后|顺延|推迟|展期|宽限|[再多]给)\s?(?:我们?)?\s?$")
"""延期15日 is how long, 延期到15日 until when."""


def prolonged(due: Reading | None, text: str) -> Reading | None:
    """Mark a reading that says how much longer, and not until when."""
    if due is None or due.on is None:
        return due
    folded = fold(text)
    before, behind = folded[: due.span[0]], folded[due.span[1] :]
    if due.rule == "day_only" and due.text.endswith("日") and DAYS.search(before):
        return replace(due, rule=FROM_LIMIT)
    ahead = AHEAD.search(due.text) or AHEAD.match(behind) or FROM_TODAY.search(before)
    if ahead or due.rule not in LENGTHS | {"workdays"}:
        return due
    return replace(due, rule=FROM_LIMIT if due.rule in LENGTHS else WORKDAYS)


def from_limit(due: Reading, limit: date, calendar: Calendar) -> Reading:
    """The day that is meant: as long after the limit as was said."""
    late = due.on is not None and due.on > limit
    if due.rule not in (FROM_LIMIT, WORKDAYS) or (due.rule == WORKDAYS and late):
        return due
    at = datetime.combine(limit, time(12), dates.ZONE)
    found = dates.read(f"延期{_length(due)}", at, calendar)
    changed = replace(due, on=found.on, provisional=found.provisional)
    return replace(changed, rule=FROM_LIMIT)


def _length(due: Reading) -> str:
    """15日 as days: a day of the month would be read otherwise."""
    of_month = due.text.endswith("日") and not due.text.endswith("工作日")
    return f"{due.text[:-1]}天" if of_month else due.text
