"""工作日：国务院公布的放假和调休，没公布的年份按法定节假日暂计（domain.md §4）。"""

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, cached_property
from importlib import resources

DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2015, 2045
"""Years for which workdays are counted; outside them nobody sets a limit."""


@dataclass(frozen=True)
class Festival:
    """A public holiday: its own day, and the unbroken days off around it."""

    name: str
    day: date
    first: date
    last: date


@dataclass(frozen=True)
class Calendar:
    """Which days are worked; equal calendars count alike."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    published: frozenset[int] = frozenset()
    festivals: Mapping[tuple[str, int], Festival] = field(
        default_factory=dict, compare=False
    )

    def is_workday(self, day: date) -> bool:
        """Say whether people work on a day."""
        if day in self.work:
            return True
        return day.weekday() < 5 and day not in self.off

    def is_provisional(self, day: date) -> bool:
        """Say whether the year's arrangement is not published yet (暂定)."""
        return day.year not in self.published

    def add_workdays(self, day: date, count: int) -> date:
        """Return the workday `count` workdays after a day, before it when negative.

        The day itself is not counted; 0 gives the day back unchanged.
        """
        if count == 0:
            return day
        ordinals = self._ordinals
        if count > 0:
            position = bisect_right(ordinals, day.toordinal()) + count - 1
        else:
            position = bisect_left(ordinals, day.toordinal()) + count
        if not 0 <= position < len(ordinals):
            raise OverflowError("a limit outside the years that are counted")
        return date.fromordinal(ordinals[position])

    def workdays_between(self, start: date, end: date) -> int:
        """Count the workdays after `start` up to and with `end`; negative backwards."""
        ordinals = self._ordinals
        return bisect_right(ordinals, end.toordinal()) - bisect_right(
            ordinals, start.toordinal()
        )

    def on_or_before(self, day: date) -> date:
        """Return the day itself if it is worked, else the workday before it."""
        return day if self.is_workday(day) else self.add_workdays(day, -1)

    def on_or_after(self, day: date) -> date:
        """Return the day itself if it is worked, else the workday after it."""
        return day if self.is_workday(day) else self.add_workdays(day, 1)

    def festival(self, name: str, year: int) -> Festival | None:
        """Return a festival of a year, if the table knows it."""
        return self.festivals.get((name, year))

    def with_days(
        self,
        off: frozenset[date] = frozenset(),
        work: frozenset[date] = frozenset(),
        published: frozenset[int] = frozenset(),
    ) -> "Calendar":
        """Return a calendar with days changed; the later word wins."""
        return replace(
            self,
            off=(self.off - work) | off,
            work=(self.work - off) | work,
            published=self.published | published,
        )

    @cached_property
    def _ordinals(self) -> tuple[int, ...]:
        return _worked(self.off, self.work)


@cache
def _worked(off: frozenset[date], work: frozenset[date]) -> tuple[int, ...]:
    """Every workday as an ordinal, in order: counting is then two bisections."""
    plain = Calendar(off, work)
    first = date(FIRST_YEAR, 1, 1).toordinal()
    last = date(LAST_YEAR, 12, 31).toordinal()
    return tuple(
        number
        for number in range(first, last + 1)
        if plain.is_workday(date.fromordinal(number))
    )


@cache
def statutory_calendar() -> Calendar:
    """The calendar of rules/data/holidays.toml."""
    text = resources.files("rules").joinpath("data/holidays.toml").read_text("utf-8")
    off: set[date] = set()
    work: set[date] = set()
    published: set[int] = set()
    festivals: dict[tuple[str, int], Festival] = {}
    for key, entry in tomllib.loads(text).items():
        year = int(key)
        off |= set(entry["off"])
        work |= set(entry["work"])
        if entry["published"]:
            published.add(year)
        for name, (own, first, last) in entry["festival"].items():
            festivals[(name, year)] = Festival(name, own, first, last)
    return Calendar(frozenset(off), frozenset(work), frozenset(published), festivals)
