"""几个进程一起送：PgQueuer 在 PostgreSQL 上把每件活交给其中一个，谁倒下别人接着干。"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import psycopg
import structlog
from pgqueuer import PgQueuer
from pgqueuer.models import Job
from sqlalchemy.engine import make_url

from bot.clock import Clock
from bot.delivery import Carrier, MakeContext
from bot.gateway import Gateway
from bot.lane import Lane
from bot.meters import Meters
from bot.spoken import Spoken
from handlers import jobs, outbox
from rules.vocabulary import Way

log = structlog.get_logger()

LOOK_SECONDS = 2.0
"""How often a process looks for what is owed and for mail that lost its job."""

WAIT_SECONDS = 0.05
BATCH = 50
STALE = timedelta(seconds=20)
"""A job whose process gave no sign of life for so long is handed to another."""

LONGEST_REST = 10.0
"""Most seconds between two tries to reach a database that went away."""


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
        url: str,
    ) -> None:
        """Listen on the PostgreSQL at `url` (as SQLAlchemy writes it)."""
        super().__init__(lane, gateways, clock, context, meters, spoken)
        address = make_url(url).set(drivername="postgresql")
        self._address = address.render_as_string(hide_password=False)
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None
        self._queue: asyncio.Task[None] | None = None
        self._closing = False
        self._manager: PgQueuer | None = None
        self._listening = asyncio.Event()
        self._busy = 0

    def start(self) -> None:
        """Take jobs and look around in the background."""
        self._looking = asyncio.create_task(self._forever(), name="delivery")
        self._queue = asyncio.create_task(self._listen(), name="queue")

    async def close(self) -> None:
        """Finish what is in hand and stop."""
        self._closing = True
        if self._manager is not None:
            self._manager.shutdown.set()
        elif self._queue is not None:
            self._queue.cancel()
        if self._looking is not None:
            self._looking.cancel()
        for task in (self._looking, self._queue):
            if task is not None:
                with suppress(asyncio.CancelledError):
                    await task
        await self.note()

    def wake(self) -> None:
        """Look at once: something has just been written."""
        self._wake.set()

    @property
    def alive(self) -> bool:
        """Say whether this process takes jobs."""
        return self._looking is not None and self._listening.is_set()

    async def _forever(self) -> None:
        while True:
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
        return await self.lane.run(lambda s: outbox.recall(self.context(s)))

    async def _listen(self) -> None:
        """Take jobs from the queue; connect again however the connection ended."""
        rest = 0.1
        while not self._closing:
            try:
                await self._serve()
            except (psycopg.Error, OSError) as error:
                log.warning("queue_lost", error=type(error).__name__)
            except Exception:
                log.exception("queue_failed")
            self._listening.clear()
            if not self._closing:
                await asyncio.sleep(rest)
                rest = min(rest * 2, LONGEST_REST)

    async def _serve(self) -> None:
        connection = await psycopg.AsyncConnection.connect(
            self._address, autocommit=True
        )
        async with connection:
            manager = PgQueuer.from_psycopg_connection(connection)
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
        """Send the next mail of whoever this one goes to, and what follows it."""
        mail_id = int(job.payload or b"0")
        self._busy += 1
        try:
            await self._send_from(mail_id)
        except Exception:
            log.exception("mail_failed", mail=mail_id)
        finally:
            self._busy -= 1
            self._idle.set()

    async def _send_from(self, mail_id: int) -> None:
        while True:
            parcels = await self.lane.run(
                lambda s: outbox.take_for(self.context(s), mail_id)
            )
            if not parcels:
                return
            outcome = await self.carry(parcels[0])
            await self.settle({parcels[0].mail_id: outcome})

    async def _job(self, job: Job) -> None:
        """Run a named job for its slot, unless another process did already."""
        name, slot = jobs.read_order((job.payload or b"").decode())
        self._busy += 1
        try:
            if not await self._has_run(name, slot):
                await self.work(name, slot)
        except Exception:
            log.exception("job_failed", job=name)
        finally:
            self._busy -= 1
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
        while await self._look() or self._busy:
            self._idle.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), WAIT_SECONDS)
        return self.sent - before

    async def _working(self) -> None:
        """Take jobs from now on, where it is not done already."""
        if self._queue is None:
            self._queue = asyncio.create_task(self._listen(), name="queue")
        await self._listening.wait()
