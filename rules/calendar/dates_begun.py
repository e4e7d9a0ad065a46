"""一段或几样日子，头上写着年份的：尾上没写年份的，从头上那天往后数。"""

import re
from datetime import date

from rules.calendar.dates_base import (
    DAYNUM,
    MONTH,
    YEAR,
    Today,
    amount,
    month_of,
    year_of,
)
from rules.calendar.dates_festivals import NAMES

BEGUN = re.compile(
    rf"{YEAR}\s?(?:"
    rf"(?:{MONTH}|(?P<festival>{NAMES})节?|第?(?P<quarter>[一二三四1-4])季度"
    r"|(?P<half>[上下])半年|全年)?"
    rf"(?:{DAYNUM}[日号]|[上中下]旬|[底末初])?前?\s?"
    r"(?:(?P<since>起|开始)[,\s]?[至到~]?\s?|(?P<range>[至到~])\s{0,2}|[、,和及]\s?)"
    r"|[:(（])$"
)
"""The beginning of a range or a list that says its year for all that follows."""

LONGEST = 20

OWN_YEAR = re.compile(r"[今明]|来年|后[年天]|本年|大后")
OWN_MONTH = re.compile(r"[本这下](?!半年|旬)")
"""明年 is counted from today whatever stands before, 下月 too but in a range."""

FROM_TODAY = frozenset(
    {
        *("hours", "days", "workdays", "weeks", "months", "years", "about"),
        *("word", "weekday", "weekend", "week"),
    }
)
"""Rules for what is so far away, or a day of a week: no year to be taken over."""

FESTIVAL_MONTHS = {
    "清明": 4,
    "五一": 4,
    "劳动节": 4,
    "端午": 5,
    "中秋": 9,
    "国庆": 9,
    "十一": 9,
}
"""Months of the days before festivals; those left out open a year."""


def beginning(folded: str, position: int) -> "re.Match[str] | None":
    """Return the beginning that says its year right before a place."""
    begun = BEGUN.search(folded, max(0, position - LONGEST), position)
    if begun is None or OWN_YEAR.match(folded, position):
        return None
    of_range = begun["range"] or begun["since"]
    return begun if of_range or not OWN_MONTH.match(folded, position) else None


def first_day(begun: "re.Match[str]", today: Today) -> date:
    """Return the day from which what follows is counted; never one before today."""
    year = year_of(begun, today) or today.day.year
    return max(today.day, date(year, _month(begun), 1))


def _month(begun: "re.Match[str]") -> int:
    if begun["month"]:
        return month_of(begun)
    if begun["quarter"]:
        return amount(begun["quarter"]) * 3 - 2
    if begun["half"]:
        return 7 if begun["half"] == "下" else 1
    return FESTIVAL_MONTHS.get(begun["festival"] or "", 1)
