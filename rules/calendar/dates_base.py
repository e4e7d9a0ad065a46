"""日期句式的底子：今天、读到的结果、一条句式长什么样，前后要避开什么。"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from rules.calendar.months import add_months, month_end, valid
from rules.calendar.workdays import Calendar
from rules.writing.numerals import NUMERAL, number

N = NUMERAL
YEAR = (
    r"(?:(?P<year>\d{4}|[零〇○一二三四五六七八九]{4}|\d{2})\s?年度?|"
    r"(?P<rel>今年|本年度|本年|明年|来年|后年|当年))"
)
MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元])\s?月(?:份)?"
DAYNUM = (
    r"(?:[12]\d|3[01]|0?[1-9]|[一二三]?十[一二三四五六七八九]?|"
    r"廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])"
)
BEFORE = r"(?:以前|之前|前)?"
YEARS_AHEAD = {
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "当年": 0,
    "明年": 1,
    "来年": 1,
    "后年": 2,
}
GUARD_BEFORE = re.compile(r"[0-9A-Za-z.\-/第〔〕\[\]¥￥#]$")
GUARD_AFTER = re.compile(
    r"[0-9](?!\d?[时点:月日号]|\d{3}年)|[A-Za-z%％‰]|[.\-/]-?\d|[万亿千]?[元块]|万|亿|[项条轮届份个名人件套户所家次处台页]"
)
LONGEST_WAIT = 9
"""Years within which a leap year comes, over a turn of the century too."""

SEASON, HALF_A_YEAR = 3, 6
"""Months that a wait is usually counted in; 十二月内 is December."""

SHORT = 40
"""Blanks and stops that may stand around an expression that is all there is."""

AIMED = re.compile(
    r"(?:到|至|延期|延至|改为|预计|时限|期限|完成时间|完成日期)[为是:\s]*$"
)
ENDING = re.compile(
    r"\s*(?:以前|之前|前|日|号|(?:完成|办结)(?!了|情况|率|的)"
    r"|[并且、,;及\s]+(?:长期坚持|持续整改|持续坚持|长期整改)[。\s]*$)"
)
UNREAD_YEAR = re.compile(r"[0-9A-Za-z]\s?年度?的?\s?$")
"""A year right before the month that could not be read: 2O27年12月31日."""
MORE = re.compile(r"\s?[、,和及]\s?(?:1[0-2]|[1-9])(?:[-至到~](?:1[0-2]|[1-9]))?月")
"""A further month behind one: which of them is the limit nobody says."""


@dataclass(frozen=True)
class Today:
    """The day that relative words count from, and the calendar for workdays."""

    day: date
    calendar: Calendar


@dataclass(frozen=True)
class Found:
    """What one expression means; neither `on` nor `choices`: nothing to keep."""

    rule: str
    on: date | None = None
    choices: tuple[date, ...] = ()
    counted: bool = False
    month: tuple[int, int] | None = None
    start: int = 0
    end: int = 0


Meaning = Callable[["re.Match[str]", Today, "Found | None", str], "Found | None"]
Fits = Callable[[str, "re.Match[str]"], bool]


@dataclass(frozen=True)
class Rule:
    """One line of the grammar."""

    name: str
    pattern: "re.Pattern[str]"
    meaning: Meaning
    fits: Fits


def before_it(folded: str, match: "re.Match[str]", count: int = 12) -> str:
    """The few characters before a match; more never decide, and long texts stay quick."""
    return folded[max(0, match.start() - count) : match.start()]


def is_all(folded: str, match: "re.Match[str]") -> bool:
    """Say whether nothing but the match is said."""
    if len(folded) - match.end() + match.start() > SHORT:
        return False
    rest = folded[: match.start()] + folded[match.end() :]
    return not rest.strip(" 。.,")


def free(folded: str, match: "re.Match[str]") -> bool:
    """Say whether the match stands apart from numbers, sums and document numbers."""
    before = GUARD_BEFORE.search(before_it(folded, match, 1))
    after = GUARD_AFTER.match(folded, match.end())
    return not before and not after


def alone(folded: str, match: "re.Match[str]") -> bool:
    """Say whether the match is all there is, or stands where only a date can."""
    if is_all(folded, match):
        return True
    aimed = AIMED.search(before_it(folded, match))
    before = ENDING.match(folded, match.end())
    return free(folded, match) and bool(aimed or before)


def behind_year(folded: str, match: "re.Match[str]") -> bool:
    """Say whether a year that is no part of the match stands right before it."""
    return bool(UNREAD_YEAR.search(before_it(folded, match)))


def alone_without_year(folded: str, match: "re.Match[str]") -> bool:
    """6-30 alone; behind a year, 2026年3-5日, it is no day of another one."""
    return alone(folded, match) and not behind_year(folded, match)


def before_more(folded: str, match: "re.Match[str]") -> bool:
    """Say whether a further month follows as in a list."""
    return bool(MORE.match(folded, match.end()))


def always(folded: str, match: "re.Match[str]") -> bool:
    """Say yes: the words can mean nothing else."""
    return True


def amount(text: str | None) -> int:
    """Read a number that the pattern has already let through."""
    return number(text or "") or 0


def year_of(match: "re.Match[str]", today: Today) -> int | None:
    """The year that was said, or None."""
    groups = match.groupdict()
    said, relative = groups.get("year"), groups.get("rel")
    if relative:
        return today.day.year + YEARS_AHEAD[relative]
    if not said:
        return None
    value = amount(said)
    return value + 2000 if value < 100 else value


def month_of(match: "re.Match[str]") -> int:
    """The month that was said."""
    said = match.group("month")
    return 1 if said == "元" else amount(said)


def coming(month: int, day: int, today: Today) -> date | None:
    """The next such day from today on; None where that year has none (29 Feb)."""
    this, following = (valid(today.day.year + more, month, day) for more in (0, 1))
    over = (month, day) < (today.day.month, today.day.day)
    return following if over else this


def leap_days(month: int, day: int, today: Today) -> tuple[date, ...]:
    """What 29 Feb may mean in a year without it: the day before, or the next one."""
    if (month, day) != (2, 29):
        return ()
    end = coming_month_end(2, today)
    years = range(end.year, end.year + LONGEST_WAIT)
    leap = (valid(year, month, day) for year in years)
    return end, next(one for one in leap if one is not None)


def coming_month_end(month: int, today: Today) -> date:
    """The end of the first such month that is not over."""
    end = month_end(today.day.year, month)
    return end if end >= today.day else month_end(today.day.year + 1, month)


def as_long(month: int, end: date, today: Today) -> bool:
    """Say whether 三月内 may as well mean within three months: that March is far off."""
    if month > HALF_A_YEAR:
        return False
    return end > add_months(today.day, 2 if month <= SEASON else 3)


def found(rule: str, on: date | None, **more: object) -> Found | None:
    """A result, or nothing where there is no such day."""
    return None if on is None else Found(rule, on, **more)  # type: ignore[arg-type]


def sunday_of(day: date) -> date:
    """The Sunday that ends a day's week."""
    return day + timedelta(days=6 - day.weekday())
