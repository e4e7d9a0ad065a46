"""期限：台账里的字读成日子，晚了几个工作日，亮什么灯（domain.md §4、§5）。"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import resources

from rules.calendar.dates import ZONE, Kind, read
from rules.calendar.months import add_months
from rules.calendar.workdays import Calendar
from rules.errors import Misconfigured
from rules.vocabulary import Clock, Light, Status

__all__ = [
    "Due",
    "Preset",
    "add_months",
    "latest",
    "light",
    "overdue_days",
    "preset",
    "presets",
    "read_due",
    "workdays_left",
]

EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_FIRST, EXCEL_LAST = 36526, 73051
"""Serial numbers from 2000 to 2099: other numbers in a date column are no dates."""

COMPACT = range(2000_01_01, 2100_01_01)
"""A number cell like 20261231 is a date that was typed without separators."""

MONTH_NUMBER = re.compile(r"20\d\d\.(?:0[1-9]|1[12]|[2-9])")
"""A number cell like 2026.6 is a month; 2026.1 is January or, typed 2026.10, October."""

TIME_OF_DAY = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?$")

YELLOW_FROM = 10
"""Workdays before the due date from which the light is yellow."""

AT_ONCE = frozenset({"即时整改", "即查即改", "边查边改", "边督边改"})
"""Words of a ledger that mean 立行立改; in chat they are part of a sentence."""

BROKEN_WORD = re.compile(r"(?<=[\u4e00-\u9fa5])\s+(?=[\u4e00-\u9fa5])")
"""A narrow column breaks words: 立行 over 立改."""

RANGE = re.compile(
    r"(?:(20\d\d)[./年])?(\d{1,2})[./月](\d{1,2})[日号]?"
    r"\s*[-－—–~～至到]{1,2}\s*(?:(\d{1,2})[./月])?(\d{1,2})[日号]?(?:前|以前|之前)?"
)

BEGUN = re.compile(
    r"(20\d\d)年(\d{1,2})月(?:\d{1,2}[日号])?起?\s*[-－—–~～至到]{1,2}\s*(?=(\d{1,2})月)"
)
"""The beginning of a range that says its year, before an end that says none."""

OPEN = re.compile(
    r"(?:尽快|尽早|尽速|及时|适时|近期|抓紧)(?:完成|办理|整改|落实|推进)?"
    r"|待定|未定|暂未确定|无(?:明确)?(?:时限|期限)|(?:时间|时限|期限)待定"
    r"|待[\u4e00-\u9fa5]{0,6}(?:明确|确定|研究)后?(?:再定|确定)?"
    r"|(?:另行|待)通知|另行(?:确定|明确|规定)|视(?:情|情况)(?:而定|确定|推进)?"
    r"|(?:已经?)?(?:完成|整改|办结|销号|落实|整改到位|整改完成|完成整改|整改完毕|到位)"
    r"|(?:每|按)(?:半年|学期|季度|[年季月周旬])(?:(?!20\d\d)[^,，;；。]){0,10}|(?:不定期|定期)[\u4e00-\u9fa5]{0,6}"
)
"""Words of a ledger that plainly set no day: 尽快, 待定, 已完成, 每季度末."""

DONE_ON = re.compile(
    r"已(?:经|于|在)*\s*\d[^前内底末]{0,14}(?:完成|整改|办结|到位|销号)"
    r"|^[\d年月日号./-]+已经?(?:完成|整改|办结|到位|销号)"
    r"|^已经?(?:完成|整改|办结|到位|销号)[(（,，:：\s]*于?\d"
)
"""已于5月10日完成 says when it was done, not until when it must be; a day with （已完成）
behind it is the limit."""

BLANK = frozenset({"", "-", "—", "——", "/", "无", "暂无"})


@dataclass(frozen=True)
class Due:
    """A limit as understood, beside the words as written."""

    clock: Clock
    on: date | None = None
    then_long_term: bool = False
    text: str = ""


def read_due(cell: object, feedback_on: date | None, calendar: Calendar) -> Due | None:
    """Read a ledger cell; None where it cannot be understood (the caller refuses).

    Words that plainly set no day (`OPEN`) are kept and leave the limit unset.
    Dates without a year are the first on or after `feedback_on`, relative limits
    (三个月内) count from it.
    """
    if isinstance(cell, datetime):
        return Due(Clock.DATED, cell.date(), text=cell.date().isoformat())
    if isinstance(cell, date):
        return Due(Clock.DATED, cell, text=cell.isoformat())
    if cell is None or isinstance(cell, str):
        return _read_text(cell or "", feedback_on, calendar)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if cell in COMPACT:
            return _read_text(str(int(cell)), feedback_on, calendar)
        if MONTH_NUMBER.fullmatch(f"{cell:g}"):
            return _read_text(f"{cell:g}", feedback_on, calendar)
        return _read_serial(cell)
    return None


def _read_serial(cell: float) -> Due | None:
    if not EXCEL_FIRST <= cell <= EXCEL_LAST:
        return None
    on = EXCEL_EPOCH + timedelta(days=int(cell))
    return Due(Clock.DATED, on, text=f"{cell:g}")


def _read_text(cell: str, feedback_on: date | None, calendar: Calendar) -> Due | None:
    text = cell.strip()
    if text in BLANK:
        return Due(Clock.UNSET, text="")
    done = DONE_ON.search(text) and not re.search("[前内底末]", text)
    if done or OPEN.fullmatch("".join(text.split()).strip("。.")):
        return Due(Clock.UNSET, text=cell)
    if text in AT_ONCE:
        return Due(Clock.IMMEDIATE, text=cell)
    if re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return _read_serial(float(text))
    start = feedback_on or date(1970, 1, 1)
    words = BEGUN.sub(_with_year, TIME_OF_DAY.sub("", text))
    now = datetime.combine(start, time(12), ZONE)
    reading = read(words, now, calendar)
    if reading.kind is Kind.NONE:
        whole = _range_end(BROKEN_WORD.sub("", words))
        reading = read(whole, now, calendar)
    if reading.kind is Kind.DATE:
        if feedback_on is None and reading.on is not None and reading.on.year < 2000:
            return None
        return Due(Clock.DATED, reading.on, reading.then_long_term, cell)
    if reading.kind is Kind.IMMEDIATE:
        return Due(Clock.IMMEDIATE, None, reading.then_long_term, cell)
    if reading.kind is Kind.LONG_TERM:
        return Due(Clock.LONG_TERM, text=cell)
    return None


def _with_year(begun: re.Match[str]) -> str:
    """The beginning of a range with the year of its end: the same, or the next one."""
    year, month, later = map(int, begun.groups())
    return f"{begun[0]}{year + (later < month)}年"


def _range_end(words: str) -> str:
    """Write the end of a range in full: 2026.4.15-6.30 is 2026年6月30日.

    A range that would run backwards stays as it is.
    """
    found = RANGE.fullmatch(words)
    if not found:
        return words
    year, month, day, later, last = found.groups()
    later = later or month
    if (int(later), int(last)) <= (int(month), int(day)):
        return words
    return f"{year}年{later}月{last}日" if year else f"{later}月{last}日"


def latest(dues: Iterable[Due]) -> Due:
    """The limit of a finding with several measures: its latest dated one."""
    known = list(dues)
    dated = [due for due in known if due.on is not None]
    if dated:
        return max(dated, key=lambda due: due.on or date.min)
    return known[0] if known else Due(Clock.UNSET)


def is_long_term(status: str, clock: str) -> bool:
    """Say whether the review date counts and no longer the limit (decisions.md 18).

    Takes the words as they are stored too: lists ask it of every row.
    """
    return status == Status.LONG_TERM or clock == Clock.LONG_TERM


def overdue_days(calendar: Calendar, due_on: date, today: date) -> int:
    """Workdays after the due date up to and with today; 0 when not late."""
    if today <= due_on:
        return 0
    return calendar.workdays_between(due_on, today)


def workdays_left(calendar: Calendar, due_on: date, today: date) -> int:
    """Workdays from tomorrow to the due date; negative once it is past."""
    return calendar.workdays_between(today, due_on)


def light(
    status: str,
    clock: str,
    due_on: date | None,
    review_on: date | None,
    today: date,
    calendar: Calendar,
) -> Light | None:
    """Derive the light; None for what is withdrawn or not delivered yet.

    A long-term finding is green until 10 workdays before its review date, one without
    a date is grey (decisions.md 18). Takes the words as they are stored too.
    """
    if status == Status.WITHDRAWN:
        return None
    if status == Status.CLOSED:
        return Light.BLUE
    long_term = is_long_term(status, clock)
    target = review_on if long_term else due_on
    if target is None:
        return Light.GREEN if long_term else Light.GREY
    if today > target:
        return Light.RED
    left = workdays_left(calendar, target, today)
    return Light.GREEN if left > YELLOW_FROM else Light.YELLOW


@dataclass(frozen=True)
class Preset:
    """The time limits of a round, with the document that they rest on."""

    name: str
    label: str
    basis: str
    report_months: int
    clue_months: int


@cache
def presets() -> dict[str, Preset]:
    """The built-in presets of rules/data/presets.toml, by name."""
    text = resources.files("rules").joinpath("data/presets.toml").read_text("utf-8")
    return {
        name: Preset(name=name, **entry) for name, entry in tomllib.loads(text).items()
    }


def preset(name: str) -> Preset:
    """Return a preset; raises Misconfigured where there is none of this name."""
    found = presets().get(name)
    if found is None:
        known = "、".join(presets())
        raise Misconfigured(f"[deadlines] preset 没有 {name}，可用：{known}")
    return found
