"""哪天、哪周、哪月：问到期的时候说的一段日子，怎么叫，从哪天到哪天。"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from rules.calendar import spans_of_year as of_year
from rules.calendar.months import month_end

Days = tuple[date, date]


def _day(after: int) -> Callable[[date], Days]:
    return lambda today: (today + timedelta(after), today + timedelta(after))


def _this_week(today: date) -> Days:
    return today, today + timedelta(6 - today.weekday())


def _next_week(today: date) -> Days:
    monday = today + timedelta(7 - today.weekday())
    return monday, monday + timedelta(6)


def _this_month(today: date) -> Days:
    return today, month_end(today.year, today.month)


def _next_month(today: date) -> Days:
    first = month_end(today.year, today.month) + timedelta(1)
    return first, month_end(first.year, first.month)


def _monday(today: date) -> date:
    return today - timedelta(today.weekday())


def _last_week(today: date) -> Days:
    monday = _monday(today) - timedelta(7)
    return monday, monday + timedelta(6)


def _last_month(today: date) -> Days:
    last = today.replace(day=1) - timedelta(1)
    return last.replace(day=1), last


SPANS: dict[str, tuple[str, Callable[[date], Days]]] = {
    "今天": (r"今[天日]|当[天日]", _day(0)),
    "明天": (r"明[天日]", _day(1)),
    "后天": (r"后天", _day(2)),
    "本周": (r"[本这]一?个?(?:周|星期)", _this_week),
    "下周": (r"下一?个?(?:周|星期)", _next_week),
    "本月": (r"[本这当]一?个?月", _this_month),
    "下月": (r"下一?个?月", _next_month),
}
"""Usual name → how people say it, and its first and last day as seen from a day.

What runs already (本周, 本月) begins today: what is past is late, not due.
"""

PAST: dict[str, tuple[str, Callable[[date], Days]]] = {
    "今天": (SPANS["今天"][0], _day(0)),
    "昨天": (r"昨[天日]", _day(-1)),
    "本周": (SPANS["本周"][0], lambda today: (_monday(today), today)),
    "上周": (r"上一?个?(?:周|星期)", _last_week),
    "本月": (SPANS["本月"][0], lambda today: (today.replace(day=1), today)),
    "上月": (r"上一?个?月", _last_month),
    "近两天": (r"[这近]两[天日]", lambda today: (today - timedelta(1), today)),
    "最近": (r"最近|近期|[这近]几天|近来", lambda today: (today - timedelta(6), today)),
}
"""The same for what happened: 本周 is from Monday to today."""

THIS_WEEK = "本周"
MONTH = of_year.MONTH
BY_END = rf"(?:{MONTH}|[本这]?个?月|下个?月|年)底(?:以前|之前|前)"
"""10月底前, 年底前: from today to the last day of it."""

UNTIL = "底前"
"""How the usual name of such a span ends."""

_NEAR = "|".join(words for words, _ in SPANS.values())
WORDS = f"(?:{BY_END}|{_NEAR}|{of_year.WORDS})"
_LATELY = "|".join(words for words, _ in PAST.values())
PAST_WORDS = f"(?:{of_year.RECENT}|{_LATELY}|{of_year.WORDS})"
OTHER_TIME = re.compile(
    r"国庆|元旦|春节|中秋|端午|清明|五一|节[前后]|假[前后期]|[旬年季]|"
    r"[\d一二两三四五六七八九十半]\s?个?(?:月|天|周|星期|工作日|[日号])"
)
"""Times that may be said and are none of these spans: what is due by then is not what
is due soon."""

DUE = tuple(f"{name}到期" for name in SPANS)
"""The words that ask what is due in a span."""


def named(text: str) -> str:
    """Return the usual name of the span that a sentence names; 本周 where none is."""
    found = re.search(WORDS, text)
    said = found.group() if found else THIS_WEEK
    if re.fullmatch(BY_END, said):
        head = said[: said.index("底")]
        return (head if head == "年" else _month_named(head)) + UNTIL
    if re.fullmatch(of_year.WORDS, said):
        return of_year.named(said)
    return next(name for name, (words, _) in SPANS.items() if re.fullmatch(words, said))


def _month_named(head: str) -> str:
    """10月, 本月, 下月: of whose end is spoken; the end of a 月 is this month's."""
    if re.fullmatch(MONTH, head):
        return named(head)
    return "下月" if head.startswith("下") else "本月"


def days(name: str, today: date) -> Days:
    """Return first and last day of a span by its usual name; 3月 is the next one.

    What runs already begins today.
    """
    if name.endswith(UNTIL):
        head = name.removesuffix(UNTIL)
        end = date(today.year, 12, 31) if head == "年" else days(head, today)[1]
        return today, end
    if name in SPANS:
        return SPANS[name][1](today)
    return of_year.coming(name, today)


def shown(name: str, today: date) -> str:
    """Return a span's usual name with its year where that is another than today's.

    下周, 下季度 and 3月底前 are told from today and need none.
    """
    year = days(name, today)[0].year
    near = name in SPANS or name in of_year.NEAR
    return name if near or year == today.year else f"{year}年{name}"


def past_named(said: str) -> str:
    """Return the usual name of a span that has passed, as `PAST_WORDS` finds it."""
    known = (name for name, (words, _) in PAST.items() if re.fullmatch(words, said))
    recent = said if re.fullmatch(of_year.RECENT, said) else ""
    return next(known, "") or recent or named(said)


def past_days(name: str, today: date) -> Days:
    """Return first and last day of a span that has passed; 11月 is the last one."""
    if name in PAST:
        return PAST[name][1](today)
    return of_year.passed(name, today)
