"""第二个证人：平台的答话里写着几点；和我们的钟差得远，巡查就先不开口。"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import structlog

from bot.clock import LASTING, LEAP, Clock, running

log = structlog.get_logger()

Ask = Callable[[], Awaitable[object]]
"""Has the platform answer something now, if it can be reached."""

YEARS = range(2024, 2100)
"""When it may be: whoever says 1970 has a clock that was never set."""


class Witness:
    """What time the platform says it is, beside what we believe.

    Our clock may be days ahead after a start without a network: what was said then
    cannot be taken back, and the platform is asked before anything is said anyhow.
    """

    def __init__(self, clock: Clock, counter: Callable[[], float] = running) -> None:
        """Stand beside `clock`; what was heard once runs on by the `counter`."""
        self._clock, self._counter = clock, counter
        self.ask: Ask | None = None
        self._began = counter()
        self._zero: datetime | None = None
        self._answered = self._doubted = False

    def hear(self, headers: Mapping[str, str]) -> None:
        """Take the time from an answer's head; one that was kept by a proxy is old."""
        self._answered = True
        if "Age" in headers:
            return
        try:
            told = parsedate_to_datetime(headers.get("Date", "")).astimezone(UTC)
        except (ValueError, OverflowError):
            return
        if told.year in YEARS:
            self._zero = told - timedelta(seconds=self._counter())

    def now(self) -> datetime | None:
        """What time the platform has; None where it has not said."""
        if self._zero is None:
            return None
        return self._zero + timedelta(seconds=self._counter())

    @property
    def apart(self) -> timedelta:
        """By how much we are ahead of the platform, where that is too much; or zero."""
        told = self.now()
        ahead = self._clock.now() - told if told is not None else timedelta()
        return ahead if abs(ahead) > LEAP else timedelta()

    def doubted(self) -> datetime | None:
        """What time the platform has, where ours cannot be believed; else None."""
        return self.now() if self.apart else None

    async def trusts(self) -> bool:
        """Say whether our clock may be gone by; it may where there is nobody to ask.

        Where the platform cannot be reached at the start it is waited for, as long as
        for a leap to be believed: then nothing would arrive anyhow. Where it differs it
        is asked anew: it may have been put right, or our counter stood still for a
        while, and in our silence nothing else has it answer.
        """
        if self.ask is None:
            return True
        if not self._answered or self.apart:
            await self.ask()
        apart = self.apart
        if apart and not self._doubted:
            log.warning("clock_doubted", ahead=str(apart))
        self._doubted = bool(apart)
        waited = self._counter() - self._began >= LASTING
        return not apart and (self._answered or waited)
