"""唯一的泵：到点的邮件按人按序送出，结果如实记回（decisions.md 3、10）。"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import structlog
from sqlmodel import Session

from bot.clock import Clock
from bot.gateway import Gateway
from bot.lane import Lane
from handlers import outbox
from handlers.context import Context
from handlers.outbox import Parcel

log = structlog.get_logger()

IDLE_SECONDS = 1.0
MakeContext = Callable[[Session], Context]


class Delivery:
    """Take what is due, hand it to the gateway, write down what became of it."""

    def __init__(
        self, lane: Lane, gateway: Gateway, clock: Clock, context: MakeContext
    ) -> None:
        """Deliver through `gateway`; `context` makes a handler's context."""
        self._lane = lane
        self._gateway = gateway
        self._clock = clock
        self._context = context
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.last_round: datetime | None = None
        self.sent = 0

    def start(self) -> None:
        """Run the pump in the background."""
        self._task = asyncio.create_task(self._forever(), name="delivery")

    async def close(self) -> None:
        """Finish what is in hand and stop."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def wake(self) -> None:
        """Look at once: something has just been written."""
        self._wake.set()

    @property
    def alive(self) -> bool:
        """Say whether the pump runs."""
        return self._task is not None and not self._task.done()

    async def _forever(self) -> None:
        while True:
            try:
                sent = await self.round()
            except Exception:
                log.exception("delivery_round_failed")
                sent = 0
            if sent:
                continue
            self._wake.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), IDLE_SECONDS)

    async def round(self) -> int:
        """Release what may leave, send what is due once; return how many were sent."""
        parcels = await self._lane.run(lambda s: outbox.take(self._context(s)))
        self.last_round = self._clock.now()
        await asyncio.gather(*(self._carry(parcel) for parcel in parcels))
        return len(parcels)

    async def drain(self) -> int:
        """Send until nothing more is due; return how many went out."""
        total = 0
        while sent := await self.round():
            total += sent
        return total

    async def _carry(self, parcel: Parcel) -> None:
        outcome = await self._gateway.send(parcel.kind, parcel.request)
        await self._lane.run(
            lambda s: outbox.settle(self._context(s), parcel.mail_id, outcome)
        )
        self.sent += 1
        log.info("mail_settled", mail=parcel.mail_id, outcome=type(outcome).__name__)
