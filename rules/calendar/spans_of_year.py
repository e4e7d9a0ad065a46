"""一年里的一段：10月、10月15日前、上旬、第三季度、下半年、一个月内，怎么叫，是哪几天。"""

import re
from datetime import date, timedelta

from rules.calendar.months import add_months, month_end
from rules.writing.numerals import number

Days = tuple[date, date]

MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
DAY = rf"(?:{MONTH})(?:3[01]|[12]\d|0?[1-9])[日号]"
BEFORE = r"(?:以前|之前|前)"
RANGE = rf"{DAY}(?:到|至|-|~)(?:{DAY}|(?:3[01]|[12]\d|0?[1-9])[日号])"
TEN_DAYS = rf"(?:{MONTH})[上中下]旬"
QUARTER = r"(?:第?[一二三四1-4]|[本这上下]一?个?)季度"
HALF = r"[上下]半年"
YEAR = r"年内|今年|明年"
COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})"
WITHIN = (
    rf"(?:未来|今后|最近)?{COUNT}\s?(?:天|日|个?工作日|周|个?星期|个?月)(?:[以之]内|内)"
)
RECENT = rf"(?:最近|过去|近)的?{COUNT}\s?(?:天|周|个?星期|个?月)内?"
"""Only of what has happened: 最近两周, 近一个月."""

WORDS = rf"{RANGE}|{DAY}{BEFORE}?|{TEN_DAYS}|{WITHIN}|{QUARTER}|{HALF}|{YEAR}|{MONTH}"
"""How a span of a year is said, the longest first."""

NEAR = frozenset({"下季度", "明年"})
"""Names that are told from today and need no year."""

_TENTHS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}
_OF_YEAR = {"上半年": (1, 6), "下半年": (7, 12), "今年": (1, 12)}
_DATE = re.compile(rf"(?P<month>{MONTH})(?P<day>\d{{1,2}})[日号]")


def named(said: str) -> str:
    """Return the usual name of what `WORDS` found: 第三季度, 10月15日前, 一个月内."""
    if re.fullmatch(YEAR, said):
        return "明年" if said == "明年" else "今年"
    if said.endswith("季度"):
        count = number(said.removeprefix("第").removesuffix("季度"))
        near = {"这": "本"}.get(said[0], said[0])
        return f"第{'一二三四'[count - 1]}季度" if count else f"{near}季度"
    if re.fullmatch(f"{WITHIN}|{HALF}", said):
        return said
    return re.sub(MONTH, lambda one: f"{_month(one.group())}月", _plain(said))


def _plain(said: str) -> str:
    """10月1号到15号 with the usual signs, and its month again."""
    usual = said.replace("号", "日")
    ends = re.sub("[到~-]", "至", re.sub(f"{BEFORE}$", "前", usual))
    first, sign, last = ends.partition("至")
    month = first[: first.index("月") + 1]
    return ends if not sign or "月" in last else f"{first}至{month}{last}"


def _month(said: str) -> int:
    return number(said.removesuffix("份").removesuffix("月")) or 1


def coming(name: str, today: date) -> Days:
    """Return first and last day of a span that is to come; what runs begins today."""
    if name.endswith("内"):
        return today, _away(name, today, 1)
    if name == "明年":
        return date(today.year + 1, 1, 1), date(today.year + 1, 12, 31)
    first, last = _in_year(name, today, today.year)
    if last < today:
        first, last = _in_year(name, today, today.year + 1)
    return (today if name.endswith("前") else max(first, today)), last


def passed(name: str, today: date) -> Days:
    """Return first and last day of a span that has passed, to today at the latest."""
    if name.endswith("内") or re.fullmatch(RECENT, name):
        return _away(name, today, -1), today
    first, last = _in_year(name, today, today.year)
    if first > today:
        first, last = _in_year(name, today, today.year - 1)
    return first, min(last, today)


def _in_year(name: str, today: date, year: int) -> Days:
    """The span of a name in a year; a range may end in the next one."""
    days = list(_DATE.finditer(name))
    if days:
        first, last = (_day(one, year) for one in (days[0], days[-1]))
        return first, last if last >= first else _day(days[-1], year + 1)
    if name.endswith("旬"):
        end = month_end(year, _month(name[:-2]))
        begins, ends = _TENTHS[name[-2]]
        return end.replace(day=begins), end.replace(day=min(ends, end.day))
    first_month, last_month = _months(name, today)
    return date(year, first_month, 1), month_end(year, last_month)


def _months(name: str, today: date) -> tuple[int, int]:
    """The first and the last month of a month, a quarter, half a year or a whole one."""
    if name.endswith("季度"):
        now = (today.month - 1) // 3
        near = {"本季度": now, "上季度": (now - 1) % 4, "下季度": (now + 1) % 4}
        count = near[name] if name in near else "一二三四".index(name[1])
        return count * 3 + 1, count * 3 + 3
    return _OF_YEAR.get(name) or (_month(name), _month(name))


def _day(found: "re.Match[str]", year: int) -> date:
    """A day that its month has not is the month's last."""
    end = month_end(year, _month(found["month"]))
    return end.replace(day=min(end.day, int(found["day"])))


def _away(name: str, today: date, way: int) -> date:
    """The other end of 一个月内, 最近两周, 10天内, ahead (1) or back (-1); workdays are
    counted a week for five.
    """
    said = re.search(COUNT, name)
    words = said.group() if said else "一"
    count = 0.5 if words == "半" else float(number(words) or 1)
    if "月" in name and count >= 1:
        return add_months(today, way * int(count))
    each = 7 if re.search("周|星期", name) else 30 if "月" in name else 1
    days = count * 7 / 5 if "工作日" in name else count * each
    return today + way * timedelta(round(days))
