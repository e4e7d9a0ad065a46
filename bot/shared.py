"""几个进程一起送：PgQueuer 在 PostgreSQL 上把每件活交给其中一个，谁倒下别人接着干。"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Self

import psycopg
import structlog
from pgqueuer import PgQueuer
from pgqueuer.adapters.drivers.psycopg import PsycopgDriver
from pgqueuer.models import Job
from pgqueuer.ports.driver import NotifyCallback
from sqlalchemy.engine import URL

from bot.clock import Clock
from bot.ending import end
from bot.gateway import Gateway
from bot.lane import Lane
from bot.meters import Meters
from bot.sending import AHEAD, Carrier, MakeContext
from bot.spoken import Spoken
from handlers.clock import jobs
from handlers.post import outbox
from handlers.post.parcel import Parcel
from rules.vocabulary import Way

log = structlog.get_logger()

LOOK_SECONDS = 2.0
"""How often a process looks for what is owed and for mail that lost its job."""

SHARED = (Way.APP,)
"""Ways by which any process may send; the robot's line is held by one."""

WAIT_SECONDS = 0.05
BATCH = 64
"""Jobs that are fetched at once; at most four times as many are in hand."""

STALE = timedelta(seconds=20)
"""A job whose process gave no sign of life for so long is handed to another."""

FIRST_REST, LONGEST_REST = 0.1, 10.0
"""Seconds before a queue that was lost is tried again, twice as many each time; from
the beginning, where it had been served for longer."""


class TwoWires(PsycopgDriver):
    """Asks on one connection and listens on the other.

    On a single one every question waits until the listening pauses, up to a second.
    """

    def __init__(
        self, asking: psycopg.AsyncConnection, listening: psycopg.AsyncConnection
    ) -> None:
        """Both connections commit by themselves and are closed by whoever opened them."""
        super().__init__(asking)
        self._ears = PsycopgDriver(listening)
        self._users = 0

    async def add_listener(self, channel: str, callback: NotifyCallback) -> None:
        """Hear what is told on a channel."""
        await self._ears.add_listener(channel, callback)

    async def remove_listener(self, channel: str, callback: NotifyCallback) -> None:
        """Hear it no longer."""
        await self._ears.remove_listener(channel, callback)

    async def __aenter__(self) -> Self:
        """Open both ways."""
        self._users += 1
        await self._ears.__aenter__()
        return await super().__aenter__()

    async def __aexit__(self, *error: object) -> None:
        """Stop listening, without hearing its second out; then stop asking."""
        self._users -= 1
        if not self._users:
            for task in self._ears.tm.tasks:
                task.cancel()
        await self._ears.__aexit__(*error)
        await super().__aexit__(*error)


class Shared(Carrier):
    """Carries what PgQueuer hands to this process; the outbox row stays the truth."""

    def __init__(
        self,
        lane: Lane,
        gateways: Mapping[Way, Gateway],
        clock: Clock,
        context: MakeContext,
        meters: Meters,
        spoken: Spoken,
        url: URL,
    ) -> None:
        """Listen on the PostgreSQL at `url`."""
        super().__init__(lane, gateways, clock, context, meters, spoken)
        address = url.set(drivername="postgresql")
        self._address = address.render_as_string(hide_password=False)
        self._looking: asyncio.Task[None] | None = None
        self._queue: asyncio.Task[None] | None = None
        self._turns: asyncio.Task[None] | None = None
        self._manager: PgQueuer | None = None
        self._listening = asyncio.Event()
        self._idle = asyncio.Event()
        self._asked: list[int] = []
        self._in_hand: dict[int, asyncio.Event] = {}
        self._jobs = 0

    def start(self) -> None:
        """Take jobs and look around in the background."""
        self._looking = asyncio.create_task(self._forever(), name="delivery")
        self._take_jobs()

    def _take_jobs(self) -> None:
        self._queue = asyncio.create_task(self._listen(), name="queue")
        self._turns = asyncio.create_task(self._take_turns(), name="turns")

    async def close(self) -> None:
        """Finish what is in hand and stop."""
        self._closing = True
        await end(self._looking)
        self.over(self._asked)
        await self.give_back(set(Way))
        if self._manager is not None and self._queue is not None:
            self._manager.shutdown.set()
            await self._queue
        await end(self._queue)
        async with self._turning:  # what a turn has leased must not be forgotten
            await end(self._turns)
        await self.wind_up()

    @property
    def alive(self) -> bool:
        """Say whether this process takes jobs."""
        return self._looking is not None and self._listening.is_set()

    async def _forever(self) -> None:
        while not self._closing:  # a wait that ends as it is cancelled ends normally
            self._wake.clear()
            try:
                await self._look()
            except Exception:
                log.exception("delivery_round_failed")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), LOOK_SECONDS)

    async def _look(self) -> int:
        """Turn what is owed into mail; queue what is due and lost its job."""
        await self.prepare()
        held = [way for way in self.ways if way not in SHARED]
        own = await self.lane.run(lambda s: outbox.due(self.context(s), held))
        if own:
            self._asked = list(dict.fromkeys([*self._asked, *own]))
            self._due.set()
        lost = await self.lane.run(lambda s: outbox.recall(self.context(s), SHARED))
        return lost + len(own)

    async def _listen(self) -> None:
        """Take jobs from the queue; connect again however the connection ended."""
        rest = FIRST_REST
        clock = asyncio.get_running_loop().time
        while not self._closing:
            began = clock()
            try:
                await self._serve()
            except (psycopg.Error, OSError) as error:
                log.warning("queue_lost", error=type(error).__name__)
            except Exception:
                log.exception("queue_failed")
            self._listening.clear()
            if clock() - began > LONGEST_REST:
                rest = FIRST_REST
            if not self._closing:
                await asyncio.sleep(rest)
                rest = min(rest * 2, LONGEST_REST)

    async def _serve(self) -> None:
        connect = psycopg.AsyncConnection.connect
        async with (
            await connect(self._address, autocommit=True) as asking,
            await connect(self._address, autocommit=True) as listening,
        ):
            manager = PgQueuer(TwoWires(asking, listening))
            manager.entrypoint("mail")(self._mail)
            manager.entrypoint("job")(self._job)
            self._manager = manager
            self._listening.set()
            try:
                await manager.run(
                    dequeue_timeout=timedelta(seconds=LOOK_SECONDS),
                    batch_size=BATCH,
                    max_concurrent_tasks=4 * BATCH,
                    heartbeat_timeout=STALE,
                    shutdown_on_listener_failure=True,
                )
            finally:
                self._manager = None

    async def _mail(self, job: Job) -> None:
        """Have the next mail sent of whoever this one goes to; returns once it is."""
        if self._closing:
            return
        mail_id = int(job.payload or b"0")
        over = self._in_hand.setdefault(mail_id, asyncio.Event())
        self._asked.append(mail_id)
        self._due.set()
        await over.wait()

    def over(self, mail_ids: Collection[int]) -> None:
        """Let the jobs end of mail that was settled, or is not ours to send now."""
        for mail_id in list(mail_ids):
            if mail_id in self._in_hand:
                self._in_hand.pop(mail_id).set()
        self._idle.set()

    async def _take_turns(self) -> None:
        """Send what jobs ask for, those on hand together."""
        while True:
            await self._due.wait()
            self._due.clear()
            try:
                await self._next()
            except Exception:
                log.exception("turn_failed")
                if self._closing:
                    return self.over(self._in_hand)
                await asyncio.sleep(1)
                self._due.set()

    async def _next(self) -> None:
        room = max(0, AHEAD - len(self._stock) - len(self._done))
        asked, self._asked = self._asked[:room], self._asked[room:]
        leased: Sequence[Parcel] = ()
        try:
            if asked or self._done or self._unsure:
                leased = await self.turn(asked)
        finally:
            self.over(set(asked).difference(parcel.mail_id for parcel in leased))

    async def _job(self, job: Job) -> None:
        """Run a named job for its slot, unless another process did already."""
        name, slot = jobs.read_order((job.payload or b"").decode())
        self._jobs += 1
        try:
            if not await self._has_run(name, slot):
                await self.work(name, slot)
        except Exception:
            log.exception("job_failed", job=name)
        finally:
            self._jobs -= 1
            self._idle.set()

    async def _has_run(self, name: str, slot: datetime) -> bool:
        return await self.lane.read(lambda s: jobs.has_run(self.context(s), name, slot))

    async def run_job(self, name: str, slot: datetime) -> None:
        """Order a named job; returns when any process has run it, or after a minute."""
        await self._working()
        await self.lane.run(lambda s: jobs.order(self.context(s), name, slot))
        for _ in range(int(60 / WAIT_SECONDS)):
            if await self._has_run(name, slot):
                return
            await asyncio.sleep(WAIT_SECONDS)

    async def drain(self) -> int:
        """Send until nothing more is due; return how many this process sent."""
        before = self.sent
        await self._working()
        while await self._look() or self._jobs or self._in_hand or not self.quiet:
            self._idle.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), WAIT_SECONDS)
        return self.sent - before

    async def _working(self) -> None:
        """Take jobs from now on, where it is not done already."""
        if self._queue is None:
            self._take_jobs()
        await self._listening.wait()
