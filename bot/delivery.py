"""送：到点的邮件按人按序送出，结果如实记回；一个端口，两种做法（decisions.md 3、10）。"""

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import Protocol

import structlog

from bot.ending import end
from bot.sending import Beside, Carrier, Work

log = structlog.get_logger()

IDLE_SECONDS = 1.0


class Delivery(Protocol):
    """Whoever carries the outbox out: in this process, or shared among several."""

    sent: int
    last_round: datetime | None
    beside: list[Beside]
    work: Work

    def start(self) -> None:
        """Work in the background."""
        ...

    async def close(self) -> None:
        """Finish what is in hand and stop."""
        ...

    def wake(self) -> None:
        """Look at once: something has just been written."""
        ...

    async def drain(self) -> int:
        """Send until nothing more is due; return how many went out."""
        ...

    async def run_job(self, name: str, slot: datetime) -> None:
        """Have a named job run once for its slot, here or in another process."""
        ...

    @property
    def alive(self) -> bool:
        """Say whether it works."""
        ...


class Pump(Carrier):
    """One process carries everything; several at once are kept apart by leases."""

    _task: asyncio.Task[None] | None = None
    _trouble = ""

    def start(self) -> None:
        """Run the pump in the background."""
        self._task = asyncio.create_task(self._forever(), name="delivery")

    async def close(self) -> None:
        """Finish what is in hand and stop."""
        self._closing = True
        async with self._turning:  # what a turn has leased must not be forgotten
            if self._task is not None:
                self._task.cancel()
        await end(self._task)
        await self.wind_up()

    @property
    def alive(self) -> bool:
        """Say whether the pump runs."""
        return self._task is not None and not self._task.done()

    async def _forever(self) -> None:
        while not self._closing:  # a wait that ends as it is cancelled ends normally
            self._wake.clear()
            try:
                await self.prepare()
                await self._dispatch()
                self._trouble = ""
            except Exception as error:
                self._complain(error)
            await self._rest()

    def _complain(self, error: Exception) -> None:
        """Say where it failed once: a disk that is full fails every second."""
        name = type(error).__name__
        if name == self._trouble:
            log.warning("delivery_round_failed", error=name)
        else:
            log.error("delivery_round_failed", exc_info=error)
        self._trouble = name

    async def _rest(self) -> None:
        """Wait until enough has come back or something new was written."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._due.wait(), IDLE_SECONDS)
        self._due.clear()

    async def _dispatch(self) -> int:
        """Lease and write down until nothing leaves or something new was written."""
        total = 0
        while leased := len(await self.turn()):
            total += leased
            await self._rest()
            if self._wake.is_set():
                break
        return total

    async def run_job(self, name: str, slot: datetime) -> None:
        """Run a named job here: there is nobody else."""
        await self.work(name, slot)

    async def drain(self) -> int:
        """Send until nothing more is due; return how many went out."""
        total = 0
        while True:
            await self.prepare()
            sent = await self._dispatch()
            await self.land()
            total += sent
            if not sent and self.quiet:
                return total
