"""唯一的钟：真实的，或推着走的（演示、演练、测试）；其余人只被告知现在几点。"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

import structlog

log = structlog.get_logger()

LEAP = timedelta(hours=1)
"""What a clock may be put forward by at once and be believed at once."""

LASTING = 600.0
"""Seconds that a longer leap must last before it is believed."""

COUNTER = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""Counts on while the machine sleeps, where there is such a counter."""


def running() -> float:
    """Return seconds that pass whatever the clock on the wall is set to."""
    return time.clock_gettime(COUNTER)


class Clock(Protocol):
    """Whoever can say what time it is."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class Held:
    """What is believed: when the counter began, and where on it a leap was noticed.

    `at` is where the counter stood when that was last so.
    """

    zero: datetime
    leapt: float | None
    at: float


class Memory(Protocol):
    """Where the processes of one machine tell each other what they believe."""

    def read(self) -> Held | None:
        """Return what was believed before; None where nobody has said."""
        ...

    def keep(self, held: Held) -> None:
        """Note what is believed now."""
        ...


class Alone:
    """No memory: each process begins by believing what it finds."""

    def read(self) -> Held | None:
        """Nobody was here before."""
        return None

    def keep(self, held: Held) -> None:
        """Nobody will ask."""


class SteadyClock:
    """A clock whose leaps ahead are believed only when they last.

    One that is ahead by mistake would let everything be overdue at once, and what was
    said then cannot be taken back. Set back, it is followed at once.
    """

    def __init__(
        self,
        wall: Clock,
        counter: Callable[[], float] = running,
        memory: Memory | None = None,
    ) -> None:
        """Go by `wall`, as long as it goes as fast as the `counter` of seconds.

        What others of this machine believe is in `memory`: whoever begins while the
        clock is ahead is no wiser than they are.
        """
        self._wall, self._counter = wall, counter
        self._memory = memory or Alone()
        self._zero, self._leapt = self._believed(counter())

    def _believed(self, seconds: float) -> tuple[datetime, float | None]:
        """What others believed just now; after a longer silence, what is found."""
        held = self._memory.read()
        if held is not None and 0 <= seconds - held.at < LASTING:
            return held.zero, held.leapt
        return self._told(seconds), None

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        seconds = self._counter()
        told = self._told(seconds)
        if told - self._zero <= LEAP or self._lasts(seconds):
            self._zero, self._leapt = told, None
        self._memory.keep(Held(self._zero, self._leapt, seconds))
        return self._zero + timedelta(seconds=seconds)

    def _told(self, seconds: float) -> datetime:
        """When the counter began, if the clock is right."""
        return self._wall.now() - timedelta(seconds=seconds)

    def _lasts(self, seconds: float) -> bool:
        """Say whether the clock has stayed ahead for long; the first time, note since.

        Read once: another thread that finds the clock set back forgets it meanwhile.
        """
        leapt = self._leapt
        if leapt is None:
            self._leapt = leapt = seconds
            log.warning("clock_leapt_ahead", believed_in=LASTING)
        return seconds - leapt >= LASTING


class PushedClock:
    """A clock set by hand; it runs on from there unless it is `frozen`."""

    def __init__(self, start: datetime, *, frozen: bool = True) -> None:
        """Start at the aware instant `start`."""
        self._frozen = frozen
        self.push(start)

    def now(self) -> datetime:
        """Return the pushed instant, plus what has run by since unless frozen."""
        start, since = self._hands
        if self._frozen:
            return start
        return start + timedelta(seconds=running() - since)

    def push(self, to: datetime) -> None:
        """Set the hands to the aware instant `to`, earlier or later, from any thread."""
        self._hands = to.astimezone(UTC), running()
