"""日期的句式表：每条一个名字、一个样子、一个意思；加一种说法就加一行。"""

import re
from dataclasses import replace
from datetime import date

from rules.calendar import dates_festivals as festivals
from rules.calendar import dates_relative as relative
from rules.calendar.dates_base import (
    BEFORE,
    DAYNUM,
    MONTH,
    YEAR,
    Fits,
    Found,
    Meaning,
    Rule,
    Today,
    alone_without_year,
    amount,
    as_long,
    before_more,
    coming,
    coming_month_end,
    found,
    free,
    leap_days,
    month_of,
    year_of,
)
from rules.calendar.dates_fits import (
    behind_year_fits,
    coming_fits,
    day_fits,
    month_fits,
    month_range_fits,
    numeric_month_fits,
)
from rules.calendar.dates_past import PAST
from rules.calendar.months import add_months, month_end, valid

__all__ = ["BEGINS", "LEAP_DAY", "PAST", "RULES", "Found", "Today"]

LEAP_DAY = "leap_day"
"""The rule that asks back: the coming February has no 29th."""


def _full(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    year = year_of(match, today)
    month, day = month_of(match), amount(match.group("day"))
    if year is None:
        return None
    on = valid(year, month, day)
    return found("full", on, month=(year, month)) or Found("impossible")


def _numeric(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    year = int(match.group("year"))
    month, day = int(match.group("month")), int(match.group("day"))
    on = valid(year + 2000 if year < 100 else year, month, day)
    return found("numeric", on) or Found("impossible")


def _month_day(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    month, day = month_of(match), amount(match.group("day"))
    on = coming(month, day, today)
    if on is None:
        return _no_such_day(month, day, today)
    return found("month_day", on, month=(on.year, month))


def _bare_pair(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    month, day = int(match.group("month")), int(match.group("day"))
    on = coming(month, day, today)
    return found("bare_pair", on) or _no_such_day(month, day, today)


def _no_such_day(month: int, day: int, today: Today) -> Found:
    """29 Feb where the next February has none is asked; 30 Feb is no day at all."""
    choices = leap_days(month, day, today)
    return Found(LEAP_DAY if choices else "impossible", choices=choices)


def _relative_month_day(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    ahead = 0 if match.group("which")[0] in "本这当" else 1
    if match.group("which").startswith("下下"):
        ahead = 2
    first = add_months(today.day.replace(day=1), ahead)
    on = valid(first.year, first.month, amount(match.group("day")))
    if on is None:
        return Found("impossible")
    if on < today.day:
        return Found("past")
    return found("relative_month_day", on, month=(first.year, first.month))


def _day_only(
    match: re.Match[str], today: Today, previous: Found | None, text: str
) -> Found | None:
    day = amount(match.group("day"))
    if not 1 <= day <= 31:
        return None
    between = text[previous.end : match.start()] if previous else ""
    if (
        previous
        and previous.month
        and re.fullmatch(r"\s*(?:[至到\-~、和]|或者?|还是)?\s*", between)
    ):
        on = valid(*previous.month, day)
        return found("range_end", on, month=previous.month) or Found("impossible")
    for ahead in range(3):
        first = add_months(today.day.replace(day=1), ahead)
        on = valid(first.year, first.month, day)
        if on is not None and on >= today.day:
            return found("day_only", on, month=(first.year, first.month))
    return Found("impossible")


ENDS = {"上旬": 10, "初": 10, "中": 20, "中旬": 20, "上中旬": 20}


def _month_part(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    """12月底, 10月中旬前, 2027年1月: 底, 末 and nothing mean the last day."""
    month, part = month_of(match), match.group("part") or ""
    groups = match.groupdict()
    year = year_of(match, today)
    end = month_end(year, month) if year else coming_month_end(month, today)
    choices: tuple[date, ...]
    if groups.get("inside") and not (year or part) and as_long(month, end, today):
        return Found("month_or_months", None, (add_months(today.day, month), end))
    if part not in ENDS:
        strict = part == "中下旬" and groups.get("before")
        choices = (end, end.replace(day=10)) if strict else ()
        return found("month_part", end, choices=choices, month=(end.year, end.month))
    on = end.replace(day=ENDS[part])
    if year is None and on < today.day:
        on = month_end(end.year + 1, month).replace(day=ENDS[part])
    choices = ()
    if part == "中旬" and groups.get("before"):
        choices = (on, on.replace(day=10))
    if part in ("初", "中"):
        middle = {"初": 5, "中": 15}[part]
        choices = (on, on.replace(day=middle))
    return found("month_part", on, month=(on.year, on.month), choices=choices)


def _month_or_more(
    match: re.Match[str], today: Today, previous: Found | None, text: str
) -> Found | None:
    """A bare month with a further one behind it, 6月、9月, leaves open which is meant."""
    month = _month_part(match, today, previous, text)
    clear = any(match.group("part", "before", "inside"))
    if clear or month is None or month.on is None or not before_more(text, match):
        return month
    return replace(month, on=None, choices=(month.on,))


def _month_range(
    match: re.Match[str], today: Today, previous: Found | None, text: str
) -> Found | None:
    """2026年5-12月, 11月至次年2月, with or without 次年: from one month to the next such."""
    end = _month_part(match, today, previous, text)
    first, month = amount(match.group("first")), month_of(match)
    if end is None or end.on is None or not 1 <= first <= 12:
        return Found("impossible")
    said, following = year_of(match, today), match.group("next")
    if following and not said and first < today.day.month:
        return Found("month_range", None, (end.on, month_end(end.on.year + 1, month)))
    if (said and month < first) or following:
        last = month_end((said or today.day.year) + 1, month)
        part = match.group("part")
        on = last.replace(day=ENDS[part]) if part in ENDS else last
        end = replace(end, on=on, month=(on.year, month))
    if end.on and before_more(text, match):
        end = replace(end, on=None, choices=(end.on,))
    return replace(end, rule="month_range")


def _rule(name: str, pattern: str, meaning: Meaning, fits: Fits = free) -> Rule:
    return Rule(name, re.compile(pattern), meaning, fits)


OF = r"\s?的?\s?"
"""Between year and month: 明年的12月31日."""

DAY = rf"(?P<day>{DAYNUM})"
GAP = r"(?:\s(?=[^\s日号]{1,3}\s?[日号]))?"
"""A space before a day is one date only where 日 or 号 follows: 12 月 31 日."""

MARK = r"(?:\s?[日号](?![文楼令机线院桥井房]))"
WHICH = r"(?P<which>下下(?:个)?月|下(?:个)?月|次月|本月|这(?:个)?月|当月)(?:份)?"

RULES: tuple[Rule, ...] = (
    _rule("full", rf"{YEAR}{OF}{MONTH}{GAP}{DAY}{MARK}?{BEFORE}", _full),
    _rule(
        "numeric",
        r"(?P<year>\d{4}|\d{2})(?P<sep>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=sep)"
        rf"(?P<day>3[01]|[12]\d|0?[1-9])日?{BEFORE}",
        _numeric,
    ),
    _rule(
        "numeric_behind_year",
        r"(?P<year>20\d{2})年度?\s?(?P<month>1[0-2]|0?[1-9])[/.]"
        rf"(?P<day>3[01]|[12]\d|0?[1-9])日?{BEFORE}",
        _numeric,
        behind_year_fits,
    ),
    _rule(
        "compact",
        r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])"
        rf"(?P<day>0[1-9]|[12]\d|3[01]){BEFORE}",
        _numeric,
    ),
    _rule(
        "numeric_month",
        r"(?P<year>20\d{2})[-/.](?P<month>1[0-2]|0?[1-9])月?"
        rf"(?P<part>上中旬|中下旬|上旬|中旬|下旬|底|末|初)?{BEFORE}",
        _month_part,
        numeric_month_fits,
    ),
    _rule("month_day", rf"{MONTH}{GAP}{DAY}{MARK}?{BEFORE}", _month_day, coming_fits),
    _rule(
        "bare_pair",
        r"(?P<month>1[0-2]|0?[1-9])[-/.](?P<day>3[01]|[12]\d|0?[1-9])",
        _bare_pair,
        alone_without_year,
    ),
    _rule(
        "relative_month_day",
        rf"{WHICH}的?{DAY}(?:{MARK}|(?=[,;。]|$)){BEFORE}",
        _relative_month_day,
    ),
    _rule("day_only", rf"{DAY}{MARK}{BEFORE}", _day_only, day_fits),
    _rule(
        "month_part",
        rf"(?:{YEAR}{OF})?{MONTH}的?\s?(?P<part>上中旬|中下旬|上旬|中旬|下旬|底|末|初|中(?!旬|下旬|央|心))?"
        r"(?P<before>以前|之前|前)?(?P<inside>以内|之内|内)?",
        _month_or_more,
        month_fits,
    ),
    _rule(
        "month_range",
        rf"(?:{YEAR}\s?)?(?P<first>1[0-2]|[1-9])月?(?:份)?\s?[-至到~]\s?"
        rf"(?P<next>[次翌]年)?{MONTH}(?!\s?{DAYNUM}\s?[日号])"
        r"(?P<part>上中旬|中下旬|上旬|中旬|下旬|底|末|初)?"
        r"(?P<before>以前|之前|前)?(?P<inside>以内|之内|内)?",
        _month_range,
        month_range_fits,
    ),
    *relative.RULES,
    *festivals.RULES,
)
"""Every expression that we read; the longest match at a place wins."""


def _anywhere(pattern: str) -> str:
    """A pattern without names, to be joined with others."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern).replace("(?P=sep)", "[-/.]")


BEGINS = re.compile(
    "|".join(
        _anywhere(pattern.pattern) for pattern in (PAST, *(r.pattern for r in RULES))
    )
)
"""Where any expression may begin; what lies between is skipped at once."""
