"""只敲门：APScheduler 每分钟敲一次，哪一刻该跑、跑过没有，由库里的行说了算。"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlmodel import Session

from bot.clock import Clock, SystemClock
from bot.delivery import Delivery
from bot.lane import Lane
from bot.witness import Witness
from handlers.clock import jobs, watchman
from handlers.context import Context
from rules.calendar.slots import Timetable

log = structlog.get_logger()

MakeContext = Callable[[Session], Context]
Errand = Callable[[], Awaitable[None]]
KNOCK_SECOND = 20
"""Second of each minute at which we look: beside the full minute, where all knock."""

KNOCK = "knock"
KNOCKS = "apscheduler.executors.default"
"""Where the knocker logs how a knock ended."""

EVERY = timedelta(minutes=1)

LATE = timedelta(minutes=15)
"""A job that should have run so long ago does not run, whatever the knocker says."""


class Scheduler:
    """Runs the named jobs whose slot has come and has no row yet, newest only."""

    def __init__(
        self,
        lane: Lane,
        clock: Clock,
        timetable: Timetable,
        context: MakeContext,
        delivery: Delivery,
    ) -> None:
        """`delivery` has the jobs run, and sends what they leave."""
        self._lane = lane
        self._clock = clock
        self._timetable = timetable
        self._context = context
        self._delivery = delivery
        self.first: Errand = _nothing
        self.witness = Witness(clock)
        self._warned = False
        delivery.work = self.run
        delivery.beside.append(self.keep_knocking)
        self._knocker = AsyncIOScheduler(
            timezone=str(timetable.zone),
            job_defaults={
                "misfire_grace_time": None,
                "coalesce": True,
                "max_instances": 1,
            },
        )
        self._knocker.add_listener(_report, EVENT_JOB_ERROR)
        logging.getLogger(KNOCKS).addFilter(_is_no_stop)

    def start(self) -> None:
        """Begin to knock: once at once, then every minute."""
        trigger = CronTrigger(second=KNOCK_SECOND, timezone=str(self._timetable.zone))
        self._knocker.add_job(self._knock, trigger, id=KNOCK)
        self._knocker.add_job(self._knock, id="knock-at-start")
        self._knocker.start()

    async def _knock(self) -> None:
        """Run what is due; what a stop cuts off has no row yet and runs at the next start."""
        with suppress(asyncio.CancelledError):
            await self.first()
            await self._look_ahead()
            if await self._is_trusted():
                await self._run_missing()

    async def _is_trusted(self) -> bool:
        """Say whether jobs may go by our clock; the office hears once why they may not."""
        if await self.witness.trusts():
            return True
        if apart := self.witness.apart:
            await self._lane.run(lambda s: watchman.doubt(self._context(s), apart))
            self._delivery.wake()
        return False

    @property
    def doubt(self) -> str:
        """By how much our clock and the platform's differ, where that is too much."""
        apart = self.witness.apart
        return f"{apart} ahead of the platform's: jobs wait" if apart else ""

    async def _look_ahead(self) -> None:
        """Say once that jobs have run which are still to come: they will not run again."""
        ran_at = await self._lane.read(lambda s: jobs.from_the_future(self._context(s)))
        if ran_at is not None and not self._warned:
            log.warning("jobs_from_the_future", ran_at=ran_at.isoformat())
        self._warned = ran_at is not None

    async def keep_knocking(self) -> None:
        """Knock again soon where the machine's clock was set back.

        The knocker remembers its next minute by the clock on the wall: after a day
        ahead by mistake it would be silent for that day.
        """
        job = self._knocker.get_job(KNOCK)
        if job is None or not self._knocker.running:
            return
        now = SystemClock().now()
        if job.next_run_time - now > EVERY:
            log.warning("clock_set_back", ahead=str(job.next_run_time - now))
            job.modify(next_run_time=now)

    def close(self) -> None:
        """Stop knocking."""
        if self._knocker.running:
            self._knocker.shutdown(wait=False)

    @property
    def alive(self) -> bool:
        """Say whether the knocker runs."""
        return bool(self._knocker.running)

    async def overdue(self) -> str:
        """Say which job should have run long ago and has not; "" where none."""
        now = self._clock.now()
        for name in jobs.NAMES:
            slot = await self._lane.read(self._missing(name, now))
            if slot is not None and now - slot > LATE:
                minutes = int((now - slot).total_seconds() // 60)
                return f"{name} due {minutes} minutes ago has not run"
        return ""

    async def run_due(self) -> list[str]:
        """Run every job whose newest slot has no row, and send what they leave."""
        ran = await self._run_missing()
        if ran:
            await self._delivery.drain()
        return ran

    async def _run_missing(self) -> list[str]:
        """Run every job whose newest slot has no row; return the names that ran.

        The next knock waits for this one, so none waits for the platform: what the jobs
        leave is sent beside.
        """
        now = self._clock.now()
        ran = []
        for name in jobs.NAMES:
            slot = await self._lane.run(self._missing(name, now))
            if slot is not None:
                await self._delivery.run_job(name, slot)
                ran.append(name)
        if ran:
            self._delivery.wake()
        return ran

    def _missing(
        self, name: str, now: datetime
    ) -> Callable[[Session], datetime | None]:
        return lambda session: jobs.missing_slot(
            self._context(session), self._timetable, name, now
        )

    def _stepped(self, step: jobs.Step) -> Callable[[Session], int]:
        return lambda session: step(self._context(session))

    async def run(self, name: str, slot: datetime) -> str:
        """Run one job for one slot in short transactions; return its result line."""
        steps = await self._lane.run(
            lambda s: jobs.steps(self._context(s), self._timetable, name)
        )
        count = 0
        for step in steps:
            count += await self._lane.run(self._stepped(step))
        result = f"{count}"
        await self._lane.run(
            lambda s: jobs.finish(self._context(s), name, slot, result)
        )
        log.info("job_ran", job=name, slot=slot.isoformat(), notices=count)
        return result


async def _nothing() -> None:
    """Until somebody has an errand before each knock."""


def _is_no_stop(record: logging.LogRecord) -> bool:
    """Say nothing of a knock that a stop cuts before its first step."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, asyncio.CancelledError)


def _report(event: JobExecutionEvent) -> None:
    log.error("job_failed", job=event.job_id, error=type(event.exception).__name__)
