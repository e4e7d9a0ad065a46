"""期限：台账里的字读成日子，晚了几个工作日，亮什么灯（domain.md §4、§5）。"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import resources

from rules.calendar.dates import IMMEDIATE, LONG_TERM, ZONE, Kind, Reading, read
from rules.calendar.limit_words import (
    AT_ONCE,
    BLANK,
    BROKEN_WORD,
    OPEN,
    VAGUE,
    another_day,
    before_done,
    may_move,
    names_day,
    parts_of,
    range_end,
    without_done,
    written_out,
)
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

COMPACT_MONTHS = range(2000_01, 2100_01)
"""The same without a day: 202612."""

MONTH_NUMBER = re.compile(r"20\d\d\.(?:0[1-9]|1[12]|[2-9])")
"""A number cell like 2026.6 is a month; 2026.1 is January or, typed 2026.10, October."""

YELLOW_FROM = 10
"""Workdays before the due date from which the light is yellow."""


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
        if MONTH_NUMBER.fullmatch(f"{cell:g}") or cell in COMPACT_MONTHS:
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
    if re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return _read_serial(float(text))
    said = "".join(text.split()).strip("。.")
    if said in AT_ONCE:
        return Due(Clock.IMMEDIATE, text=cell)
    words = without_done(text)
    limit = before_done(words or "")
    if not limit and (words is not None or OPEN.fullmatch(said)):
        return Due(_clock_beside(words or ""), text=cell)
    if VAGUE.search(said) and not names_day(VAGUE.sub("", said)):
        return None if _is_timed(said) else Due(Clock.UNSET, text=cell)
    due = _limit(written_out(limit or text), feedback_on, calendar)
    return None if due is None else replace(due, text=cell)


def _clock_beside(words: str) -> Clock:
    """The limit beside what was done, 立行立改（已于4月20日完成）; it has no day."""
    if IMMEDIATE.search(words):
        return Clock.IMMEDIATE
    return Clock.LONG_TERM if LONG_TERM.search(words) else Clock.UNSET


def _is_timed(words: str) -> bool:
    """Say whether words set a limit beside a vague day: 立行立改，10月左右."""
    return bool(IMMEDIATE.search(words) or LONG_TERM.search(words))


def _limit(words: str, feedback_on: date | None, calendar: Calendar) -> Due | None:
    now = datetime.combine(feedback_on or date(1970, 1, 1), time(12), ZONE)
    reading = read(words, now, calendar)
    if reading.kind is Kind.NONE:
        words = range_end(BROKEN_WORD.sub("", words))
        reading = read(words, now, calendar)
    if may_move(words):
        return None
    if reading.kind is Kind.DATE and not another_day(words[reading.span[1] :]):
        return _dated(reading, feedback_on)
    if reading.kind not in (Kind.IMMEDIATE, Kind.LONG_TERM):
        return None
    if names_day(words):
        return _one_day(parts_of(words), now, feedback_on, calendar)
    if reading.kind is Kind.IMMEDIATE:
        return Due(Clock.IMMEDIATE, None, reading.then_long_term)
    return Due(Clock.LONG_TERM)


def _dated(reading: Reading, feedback_on: date | None) -> Due | None:
    """A day of the last century was counted from a feedback that nobody told us."""
    if feedback_on is None and reading.on is not None and reading.on.year < 2000:
        return None
    return Due(Clock.DATED, reading.on, reading.then_long_term)


def _one_day(
    parts: list[str], now: datetime, feedback_on: date | None, calendar: Calendar
) -> Due | None:
    """The one day in a part of its own: 2026年6月；长期坚持. None where one is unclear."""
    read_ones = [read(part, now, calendar) for part in parts]
    unclear = any(
        one.kind is Kind.AMBIGUOUS or (one.kind is Kind.NONE and names_day(part))
        for one, part in zip(read_ones, parts, strict=True)
    )
    dated = [one for one in read_ones if one.kind is Kind.DATE]
    if unclear or len(dated) != 1:
        return None
    lasting = any(one.kind is Kind.LONG_TERM or one.then_long_term for one in read_ones)
    return _dated(replace(dated[0], then_long_term=lasting), feedback_on)


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
    if status in (Status.RECORDED, Status.WITHDRAWN):
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
    """The time limits of a round, with the document that they rest on.

    The months count from the feedback to the unit's report, and from a clue's handover
    to its handling: no finding is due by them (a finding's limit is the ledger's own),
    and nothing reminds of either yet.
    """

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
