"""唯一的钟：真实的，或推着走的（演示、演练、测试）；其余人只被告知现在几点。"""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


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
        return start + timedelta(seconds=time.monotonic() - since)

    def push(self, to: datetime) -> None:
        """Set the hands to the aware instant `to`, earlier or later, from any thread."""
        self._hands = to.astimezone(UTC), time.monotonic()
