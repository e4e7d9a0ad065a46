"""按节说的日期：国庆前、节前、春节后第三个工作日。"""

import re
from datetime import date

from rules.dates_base import YEAR, Found, N, Rule, Today, always, amount, found, year_of
from rules.workdays import DAY, Festival

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
    "双节": "国庆",
}
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
        return found("before_festival", festival.day - DAY)
    first = today.calendar.add_workdays(festival.last, 1)
    return Found("after_festival", None, (first,))


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
    coming: list[date] = [
        festival.day
        for festival in today.calendar.festivals.values()
        if festival.day > today.day
    ]
    return found("before_festival", min(coming) - DAY) if coming else None


LUNAR = re.compile(
    r"(?:(?:农历|阴历|旧历)(?:[正腊冬]月|[一二三四五六七八九十\d]{1,2}月)?|[正腊]月)"
    r"(?:初?[一二三四五六七八九十廿\d]{1,3})?[日号]?年?[底末]?(?:之前|以前|前)?"
)


def _lunar(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    """农历八月十五 is no 15 August: it is passed over, and asked about."""
    return Found("lunar")


LUNAR_RULE = Rule("lunar", LUNAR, _lunar, always)
"""Stands before all others: of two readings of one length the first counts."""

RULES: tuple[Rule, ...] = (
    Rule(
        "festival",
        re.compile(
            rf"{YEAR}?(?P<name>{NAMES})节?(?:假期|长假|放假)?(?P<side>之前|以前|前|之后|以后|后)"
            rf"(?:的)?(?:第?(?P<nth>首|头|{N})个?(?:工作日|上班日|天上班))?"
        ),
        _festival,
        always,
    ),
    Rule(
        "before_holiday",
        re.compile(r"(?:(?<![\u4e00-\u9fa5])|(?<=[到至在于赶延期]))节前"),
        _before_holiday,
        always,
    ),
)
"""Expressions by festivals, as part of the grammar."""
