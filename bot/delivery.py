"""送：到点的邮件按人按序送出，结果如实记回；一个端口，两种做法（decisions.md 3、10）。"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Protocol

import structlog
from sqlmodel import Session

from bot.clock import Clock
from bot.gateway import Gateway
from bot.lane import Lane
from bot.meters import Meters
from bot.spoken import Spoken
from handlers import outbox
from handlers.context import Context
from handlers.outbox import Parcel
from rules.outcomes import Outcome
from rules.vocabulary import Way

log = structlog.get_logger()

IDLE_SECONDS = 1.0
NOTE_SECONDS = 0.05
"""How soon after an answer was written the database knows it."""

CONCURRENCY = 32
"""Sends under way at once; the platform blocks an app that opens too many (45033)."""

MakeContext = Callable[[Session], Context]
Beside = Callable[[], Awaitable[object]]
Work = Callable[[str, datetime], Awaitable[object]]


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


class Carrier:
    """What both ways share: one send, its outcome, and the look at what is owed."""

    def __init__(
        self,
        lane: Lane,
        gateways: Mapping[Way, Gateway],
        clock: Clock,
        context: MakeContext,
        meters: Meters,
        spoken: Spoken,
    ) -> None:
        """Deliver by `gateways`; `context` makes a handler's context."""
        self.meters = meters
        self.spoken = spoken
        self.lane = lane
        self.gateways = gateways
        self.clock = clock
        self.context = context
        self.last_round: datetime | None = None
        self.sent = 0
        self.beside: list[Beside] = []
        self.work: Work = _nobody
        self._noting: asyncio.TimerHandle | None = None
        self._note: asyncio.Task[None] | None = None
        spoken.stir = self._soon

    def _soon(self) -> None:
        """Note written answers in the database shortly, many at once."""
        if self._noting is None:
            loop = asyncio.get_running_loop()
            self._noting = loop.call_later(NOTE_SECONDS, self._start_note)

    def _start_note(self) -> None:
        self._noting = None
        self._note = asyncio.create_task(self.note())

    async def note(self) -> None:
        """Let the database know which passive answers were written."""
        written = self.spoken.take()
        if written:
            await self.lane.run(lambda s: outbox.answered(self.context(s), written))
            self.spoken.settled()

    async def prepare(self) -> None:
        """Turn what is owed into mail; do what else waits for a quiet moment."""
        await self.note()
        await self.lane.run(lambda s: outbox.prepare(self.context(s)))
        self.last_round = self.clock.now()
        for errand in self.beside:
            await errand()

    async def carry(self, parcel: Parcel) -> Outcome:
        """Send one mail; a file is uploaded first, so that a retry names the same."""
        gateway = self.gateways[parcel.way]
        request = await gateway.ready(parcel.kind, parcel.request)
        if not isinstance(request, str):
            return request
        if request != parcel.request:
            await self.lane.run(
                lambda s: outbox.rewrite(self.context(s), parcel.mail_id, request)
            )
        return await gateway.send(parcel.kind, request)

    async def settle(self, outcomes: dict[int, Outcome]) -> None:
        """Write down what became of some sends."""
        await self.lane.run(lambda s: outbox.settle(self.context(s), outcomes))
        self.sent += len(outcomes)
        for outcome in outcomes.values():
            self.meters.sends.labels(outbox.word(outcome)).inc()
        log.info("mail_settled", count=len(outcomes))


async def _nobody(name: str, slot: datetime) -> None:
    raise LookupError(f"nobody runs {name}")


class Pump(Carrier):
    """One process carries everything; several at once are kept apart by leases."""

    def __init__(
        self,
        lane: Lane,
        gateways: Mapping[Way, Gateway],
        clock: Clock,
        context: MakeContext,
        meters: Meters,
        spoken: Spoken,
    ) -> None:
        """Deliver by `gateways`; `context` makes a handler's context."""
        super().__init__(lane, gateways, clock, context, meters, spoken)
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self._done: dict[int, Outcome] = {}
        self._settling: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Run the pump in the background."""
        self._task = asyncio.create_task(self._forever(), name="delivery")

    async def close(self) -> None:
        """Finish what is in hand and stop."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await self._landed()
        await self.note()

    def wake(self) -> None:
        """Look at once: something has just been written."""
        self._wake.set()

    @property
    def alive(self) -> bool:
        """Say whether the pump runs."""
        return self._task is not None and not self._task.done()

    async def _forever(self) -> None:
        while True:
            self._wake.clear()
            try:
                await self.prepare()
                await self._dispatch()
            except Exception:
                log.exception("delivery_round_failed")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), IDLE_SECONDS)

    async def _dispatch(self) -> int:
        """Take and send while there is something to take; return how many."""
        total = 0
        while True:
            while len(self._under_way) > CONCURRENCY // 2:
                await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
            room = CONCURRENCY - len(self._under_way)
            parcels = await self.lane.run(
                lambda s, room=room: outbox.take(self.context(s), room)  # type: ignore[misc]
            )
            if not parcels:
                return total
            total += len(parcels)
            for parcel in parcels:
                task = asyncio.create_task(self._one(parcel))
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)

    async def _one(self, parcel: Parcel) -> None:
        self._done[parcel.mail_id] = await self.carry(parcel)
        await self._settled()

    async def _settled(self) -> None:
        """Settle together what has come back together."""
        if self._settling is None or self._settling.done():
            self._settling = asyncio.create_task(self._settle_all())
        await asyncio.shield(self._settling)

    async def _settle_all(self) -> None:
        while self._done:
            outcomes, self._done = self._done, {}
            await self.settle(outcomes)
        self.wake()

    async def run_job(self, name: str, slot: datetime) -> None:
        """Run a named job here: there is nobody else."""
        await self.work(name, slot)

    async def _landed(self) -> None:
        while self._under_way:
            await asyncio.gather(*self._under_way)

    async def drain(self) -> int:
        """Send until nothing more is due; return how many went out."""
        total = 0
        while True:
            await self.prepare()
            sent = await self._dispatch()
            await self._landed()
            total += sent
            if not sent:
                return total
