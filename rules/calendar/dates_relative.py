"""相对的日期：天、周、月、季、年，从说话那天数起。"""

import re
from datetime import timedelta

from rules.calendar import dates_months as months
from rules.calendar.dates_base import (
    BEFORE,
    YEAR,
    Fits,
    Found,
    Meaning,
    N,
    Rule,
    Today,
    always,
    amount,
    before_it,
    found,
    free,
    is_all,
    sunday_of,
    year_of,
)
from rules.calendar.dates_events import after_event
from rules.calendar.months import add_months, month_end
from rules.calendar.workdays import DAY

WORDS = {
    "今天": 0,
    "今日": 0,
    "今晚": 0,
    "当天": 0,
    "明天": 1,
    "明早": 1,
    "明晚": 1,
    "明日": 1,
    "次日": 1,
    "后天": 2,
    "大后天": 3,
}
WEEKDAYS = {name: number for number, name in enumerate("一二三四五六日")} | {"天": 6}
LATER = r"(?:以后|之后|后|以内|之内|内)"
HOURS = 24
ABOUT = re.compile(r"[一两二三四五六七八九]{2}")
"""两三个月, 三五天: more or less."""

GIVEN = re.compile(
    r"(?:给|宽限|延期|延长|延后|推迟|顺延|缓|再|需要?|还要|还需|之?日起|(?:[想要再]|能否|能不能|可否|可不可以)延|限期|^延)(?:我们?|个)?$"
)


NAMED_DAY = re.compile(r"[\u4e00-\u9fa5](?<![在于到至能须要应可就取必])$")
"""会议当天 and 10月31日次日 are days of their own, not today and tomorrow."""


def _word_fits(folded: str, match: re.Match[str]) -> bool:
    ours = match.group("word") not in ("当天", "次日")
    return ours or not NAMED_DAY.search(before_it(folded, match, 1))


def _word(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    return found("word", today.day + timedelta(days=WORDS[match.group("word")]))


def _span(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    """三天后, 两周内, 半个月, 1个月, 三个自然月内, 十个工作日内; 两三个月 is open."""
    if after_event(text, match):
        return Found("after_event")
    said = match.group("count") or ""
    if ABOUT.fullmatch(said):
        ends = [_after(match, amount(place), today) for place in said]
        return Found("about", None, tuple(end.on for end in ends if end and end.on))
    return _after(match, amount(said), today)


MOST_MONTHS = 240
"""Longer spans are typed wrong: 20263个月."""


def _after(match: re.Match[str], count: int, today: Today) -> Found | None:
    unit = match.group("unit")
    half = match.group("half") is not None
    if unit.endswith("工作日"):
        if not count:
            return None
        on = today.calendar.add_workdays(today.day, count)
        return found("workdays", on, counted=True)
    extra = match.group("more") is not None
    if unit == "小时":
        whole = count and count % HOURS == 0
        return found("hours", today.day + timedelta(hours=count)) if whole else None
    if unit in ("天", "日"):
        return found("days", today.day + timedelta(days=count)) if count else None
    if unit in ("周", "星期", "礼拜"):
        return found("weeks", today.day + timedelta(days=7 * count)) if count else None
    if unit == "月" and count > MOST_MONTHS:
        return None
    if unit == "月":
        on = today.day + timedelta(days=15) if half else add_months(today.day, count)
        return found("months", on + timedelta(days=15) if extra else on)
    length = 6 if half else 12 * count
    if length > MOST_MONTHS:
        return None
    return found("years", add_months(today.day, length)) if length else None


def _span_fits(folded: str, match: re.Match[str]) -> bool:
    """A bare length of time is a limit only after 给, 延期, 再 …, or on its own."""
    if match.group("later"):
        return free_before(folded, match)
    given = GIVEN.search(before_it(folded, match))
    return is_all(folded, match) or bool(given)


def free_before(folded: str, match: re.Match[str]) -> bool:
    """Say whether no digit or 第 stands right before."""
    return not re.search(r"[0-9A-Za-z.\-/第]$", before_it(folded, match, 1))


NTH = re.compile(rf"第{N}个?$")
"""第二个周五 is another day than the coming one."""


def _weekday_fits(folded: str, match: re.Match[str]) -> bool:
    return not NTH.search(before_it(folded, match))


def _belongs(match: re.Match[str], before: Found | None, text: str) -> bool:
    """Say whether a weekday only annotates the date before it: 12月31日（周四）."""
    if before is None or before.on is None or match.group("which"):
        return False
    between = text[before.end : match.start()]
    day = WEEKDAYS.get(match.group("name"))
    return before.on.weekday() == day and not between.strip(" (（,，")


def _weekday(
    match: re.Match[str], today: Today, before: Found | None, text: str
) -> Found | None:
    if _belongs(match, before, text):
        return Found("annotation")
    which, name = match.group("which") or "", match.group("name")
    monday = today.day - timedelta(days=today.day.weekday())
    weeks = which.count("下")
    if name == "末":
        on = monday + timedelta(days=7 * weeks + 6)
        return found("weekend", on, choices=(on, on - DAY))
    on = monday + timedelta(days=7 * weeks + WEEKDAYS[name])
    if not weeks and on < today.day:
        if which:
            return Found("past")
        on += timedelta(days=7)
    return found("weekday", on)


def _week(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    weeks = match.group("which").count("下")
    end = sunday_of(today.day) + timedelta(days=7 * weeks)
    return found("week", end, choices=(end, end - timedelta(days=2)))


def _quarter(
    match: re.Match[str], today: Today, _: Found | None, text: str
) -> Found | None:
    said = match.group("number")
    year = year_of(match, today)
    if said:
        number = amount(said)
        if amount(match.group("first")) >= number:
            return Found("impossible")
        end = month_end(year or today.day.year, number * 3)
        if year is None and end < today.day:
            end = month_end(today.day.year + 1, number * 3)
        return found("quarter", end)
    ahead = (match.group("which") or "").count("下")
    month = ((today.day.month - 1) // 3 + 1 + ahead) * 3
    return found("quarter", month_end(today.day.year, month))


def _year_normal(
    match: re.Match[str], today: Today, previous: Found | None, text: str
) -> Found | None:
    year = year_of(match, today)
    part = match.group("bare") or match.group("part") or ""
    month = 6 if part in ("上半年", "年中") else 12
    end = month_end(year or today.day.year, month)
    if year is None and end < today.day:
        end = month_end(today.day.year + 1, month)
    return found("year", end)


def _year_fits(folded: str, match: re.Match[str]) -> bool:
    """A bare year is a limit only with 底, 内, 前 …"""
    if match.group("bare") or match.group("part"):
        return not re.search(r"[0-9去前上每学财]$", before_it(folded, match, 1))
    return match.group(0).endswith(("内", "前")) and free(folded, match)


def _rule(name: str, pattern: str, meaning: Meaning, fits: Fits = always) -> Rule:
    return Rule(name, re.compile(pattern), meaning, fits)


TIME = r"(?:下班)?"

RULES: tuple[Rule, ...] = (
    _rule(
        "word",
        rf"(?P<word>大后天|{'|'.join(WORDS)})(?!候){TIME}{BEFORE}",
        _word,
        _word_fits,
    ),
    _rule(
        "span",
        rf"(?:(?P<half>半)|(?P<count>{N}))个?(?P<more>半)?"
        rf"(?:自然)?(?P<unit>工作日|小时|天|日|周|星期|礼拜|月|年)(?:时间)?(?P<later>{LATER})?",
        _span,
        _span_fits,
    ),
    _rule(
        "weekday",
        r"(?P<which>下下个?|下个?|本|这个?)?(?:周|星期|礼拜)(?P<name>[一二三四五六日天末])"
        rf"(?![次度年]){TIME}{BEFORE}",
        _weekday,
        _weekday_fits,
    ),
    _rule(
        "week",
        r"(?P<which>下下个?|下个?|本|这个?)(?:周|星期|礼拜)(?:以内|之内|内|末?前)?(?![一二三四五六日天末])",
        _week,
    ),
    *months.RULES,
    _rule(
        "quarter",
        rf"{YEAR}?(?:前?(?:第?(?P<first>[一二三四1-4])(?:季度)?[-至到~、和及])?第?(?P<number>[一二三四1-4])季度|(?P<which>本|这个?|下个?)季度|(?<![每各])季度?(?=[末底]))"
        rf"(?:末|底|内)?{BEFORE}(?!报表|报告|数据|工作|考核|指标|的)",
        _quarter,
        free,
    ),
    _rule(
        "year",
        rf"(?:{YEAR}(?P<part>年?底|年?末|年?终|年?内|上半年|下半年|年中|全年)?|"
        r"(?P<bare>年底|年末|年终|年内|岁末|上半年|下半年|年中))"
        rf"(?:以内|之内|内)?{BEFORE}",
        _year_normal,
        _year_fits,
    ),
)
"""Relative expressions, as part of the grammar."""
