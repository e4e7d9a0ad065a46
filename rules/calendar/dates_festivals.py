"""按节说的日期：国庆前、节前、春节后第三个工作日。"""

import re
from datetime import date

from rules.calendar.dates_base import (
    YEAR,
    Found,
    N,
    Rule,
    Today,
    alone,
    always,
    amount,
    before_it,
    coming,
    found,
    free,
    year_of,
)
from rules.calendar.workdays import DAY, Festival

FESTIVAL_NAMES = {
    "元旦": "元旦",
    "春节": "春节",
    "过年": "春节",
    "清明": "清明",
    "五一": "劳动节",
    "劳动节": "劳动节",
    "端午": "端午",
    "中秋": "中秋",
    "国庆": "国庆",
    "十一": "国庆",
}
SET_DAYS = {
    "妇女节": (3, 8),
    "六一": (6, 1),
    "儿童节": (6, 1),
    "七一": (7, 1),
    "建党节": (7, 1),
    "八一": (8, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
}
"""Days that are kept every year on the same date, without a day off."""
LONGER = re.compile(r"[双第一二三四五六七八九十]$")
"""双十一, 第二十一 and 四十六一 only end like a festival."""

NAMES = "|".join(sorted(FESTIVAL_NAMES, key=len, reverse=True))


def _festival(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    """国庆前 is the day before the festival itself; 后第N个工作日 counts from 1."""
    name = FESTIVAL_NAMES[match.group("name")]
    festival = _coming_festival(name, year_of(match, today), today)
    if festival is None:
        return None
    if match.group("nth"):
        nth = 1 if match.group("nth") in ("首", "头") else amount(match.group("nth"))
        if not nth:
            return None
        on = today.calendar.add_workdays(festival.last, nth)
        return found("after_festival", on, counted=True)
    if match.group("side") in ("前", "之前", "以前"):
        return _before(match, festival, today)
    if not match.group("side"):
        return found("festival", festival.day)
    first = today.calendar.add_workdays(festival.last, 1)
    return Found("after_festival", None, (first,))


def _before(match: re.Match[str], festival: Festival, today: Today) -> Found | None:
    """中秋国庆前 may mean before the first or before the second."""
    last = festival.day - DAY
    other = match.group("first")
    first = _coming_festival(FESTIVAL_NAMES[other], None, today) if other else None
    if first is None or first.day == festival.day:
        return found("before_festival", last)
    return Found("before_festival", None, (first.day - DAY, last))


def _set_day(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    """七一前: the day before, as with the public holidays."""
    on = coming(*SET_DAYS[match.group("name")], today)
    return found("set_day", on - DAY) if on else None


def _own_name(folded: str, match: re.Match[str]) -> bool:
    """Say whether the name begins here and is not the end of a longer number."""
    numbered = match.group("name")[0] in "五六七八十"
    return not (numbered and LONGER.search(before_it(folded, match, 1)))


def _set_day_fits(folded: str, match: re.Match[str]) -> bool:
    return free(folded, match) and _own_name(folded, match)


def _fits(folded: str, match: re.Match[str]) -> bool:
    """A festival without 前 or 后 is a limit only where a limit stands."""
    if not match.group("first") and not _own_name(folded, match):
        return False
    return bool(match.group("side") or match.group("itself")) or alone(folded, match)


def _coming_festival(name: str, year: int | None, today: Today) -> Festival | None:
    years = [year] if year else [today.day.year, today.day.year + 1]
    for candidate in years:
        festival = today.calendar.festival(name, candidate)
        if festival and (year or festival.day > today.day):
            return festival
    return None


def _before_holiday(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    """节前: the day before the next festival itself."""
    ahead: list[date] = [
        festival.day
        for festival in today.calendar.festivals.values()
        if festival.day > today.day
    ]
    return found("before_festival", min(ahead) - DAY) if ahead else None


RULES: tuple[Rule, ...] = (
    Rule(
        "festival",
        re.compile(
            rf"{YEAR}?(?:(?P<first>{NAMES})节?[、和及]?)?(?P<name>{NAMES})节?(?:假期|长假|放假)?"
            rf"(?:(?P<side>之前|以前|前|之后|以后|后)|(?P<itself>当[天日]))?(?:的)?(?:第?(?P<nth>首|头|{N})个?(?:工作日|上班日|天上班))?"
        ),
        _festival,
        _fits,
    ),
    Rule(
        "set_day",
        re.compile(rf"(?P<name>{'|'.join(SET_DAYS)})节?(?:之前|以前|前)"),
        _set_day,
        _set_day_fits,
    ),
    Rule(
        "before_holiday",
        re.compile(r"(?:(?<![\u4e00-\u9fa5])|(?<=[到至在于赶延期]))节前"),
        _before_holiday,
        always,
    ),
)
"""Expressions by festivals, as part of the grammar."""
