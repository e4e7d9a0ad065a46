"""按月说的日期：下月底、月初、10月最后一个工作日。"""

import re
from dataclasses import replace
from datetime import date

from rules.calendar.dates_base import (
    BEFORE,
    MONTH,
    YEAR,
    Found,
    Rule,
    Today,
    always,
    before_it,
    coming_month_end,
    found,
    is_all,
    month_of,
    year_of,
)
from rules.calendar.months import add_months, month_end

IN_MONTH = re.compile(r"(?:[月旬初中日号]|月\d{1,2})\s?[至到~]\s?$")
GIVEN_TO = re.compile(r"(?:到|至|延期|推迟)$")


def _month_normal(
    match: re.Match[str], today: Today, previous: Found | None, text: str
) -> Found | None:
    which, part = match.group("which") or "", match.group("part") or ""
    if previous and previous.month and _ends_range(text, match):
        today = replace(today, day=date(*previous.month, 1))
    return _month_of_parts(which, part.removeprefix("月"), today)


def _month_of_parts(which: str, part: str, today: Today) -> Found | None:
    ahead = which.count("下") or (1 if which == "次月" else 0)
    first = add_months(today.day.replace(day=1), ahead)
    end = month_end(first.year, first.month)
    days = {"初": 10, "上旬": 10, "中": 20, "中旬": 20, "上中旬": 20}
    on = end.replace(day=days[part]) if part in days else end
    if on < today.day and not which:
        following = add_months(first, 1)
        on = following.replace(day=days[part]) if part in days else following
    if on < today.day:
        return Found("past")
    choices = (on, on.replace(day=on.day - 5)) if part in ("初", "中") else ()
    return found("month", on, choices=choices, month=(on.year, on.month))


def _end_of(match: re.Match[str], today: Today) -> Found:
    month, year = month_of(match), year_of(match, today)
    on = month_end(year, month) if year else coming_month_end(month, today)
    return Found("month_part", on)


def _last_workday(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    named = match.group("month") is not None
    which = match.group("which") or ""
    end = _end_of(match, today) if named else _month_of_parts(which, "底", today)
    if end is None or end.on is None or match.group("day"):
        return end
    return found("last_workday", today.calendar.on_or_before(end.on), counted=True)


def _ends_range(folded: str, match: re.Match[str]) -> bool:
    """Say whether a part of a month ends a range: 5月中旬至下旬 is all of that month."""
    return bool(IN_MONTH.search(before_it(folded, match))) and not match["which"]


def _month_fits(folded: str, match: re.Match[str]) -> bool:
    """月底 and 下月底 always; a bare 下月 where a limit stands."""
    which, part = match.group("which"), match.group("part") or ""
    if not which and not part.startswith("月"):
        begins = match.start() == 0 or _ends_range(folded, match)
        return bool(part in ("中旬", "上旬", "下旬") and begins)
    if part:
        return not re.search(
            r"[0-9一二三四五六七八九十个半几每]$", before_it(folded, match, 1)
        )
    tail = match.group(0).removeprefix(which or "")
    if tail:
        return True
    given = GIVEN_TO.search(before_it(folded, match))
    return is_all(folded, match) or bool(given)


RULES: tuple[Rule, ...] = (
    Rule(
        "month",
        re.compile(
            r"(?=[下次本这当月上中])(?P<which>下下个?月|下个?月|次月|本月|这个?月|当月)?(?:份)?(?:的)?"
            r"(?P<part>月(?=[内以之]内?)|月?底|月?末|月?初|月中(?!旬|下旬)|月?上中旬|月?中下旬|上旬|月?中旬|下旬)?(?:以内|之内|内)?"
            rf"{BEFORE}"
        ),
        _month_normal,
        _month_fits,
    ),
    Rule(
        "last_workday",
        re.compile(
            rf"(?:(?:{YEAR}\s?的?\s?)?{MONTH}|(?P<which>下下个?月|下个?月|次月|本月|这个?月|当月)|月)"
            r"底?的?最后[一1](?:个(?:工作|上班)日|(?P<day>天))"
            rf"{BEFORE}"
        ),
        _last_workday,
        always,
    ),
)
"""Expressions by months, as part of the grammar."""
