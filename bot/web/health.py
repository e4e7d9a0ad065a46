"""体检：活着没有；库、钟、泵、通道是不是真的在动；表盘上各是多少。"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from errno import errorcode
from typing import Protocol

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST
from sqlmodel import Session

from bot.clock import Clock
from bot.delivery import Delivery
from bot.files import FileStore
from bot.lane import Lane
from bot.meters import Meters
from bot.scheduler import Scheduler
from handlers.clock import vitals
from handlers.clock.vitals import Vitals
from handlers.context import Context

log = structlog.get_logger()

STALLED = timedelta(seconds=60)
"""A pump that has not looked for so long does not work, whatever it says."""


WITHIN = 2.0
"""Seconds in which a database that works has answered; whoever asks us won't wait."""


class Robot(Protocol):
    """The robot's line, as far as health is concerned."""

    def complaint(self) -> str:
        """Why it cannot speak now; empty where all is well."""
        ...


class Health:
    """`/healthz` says that we live, `/readyz` that everything works, `/metrics` how."""

    def __init__(
        self,
        lane: Lane,
        delivery: Delivery,
        scheduler: Scheduler,
        clock: Clock,
        context: Callable[[Session], Context],
        meters: Meters,
        files: FileStore,
        robot: Robot | None = None,
    ) -> None:
        """Look at these."""
        self._lane = lane
        self._delivery = delivery
        self._scheduler = scheduler
        self._clock = clock
        self._context = context
        self._meters = meters
        self._files = files
        self._robot = robot

    def routes(self) -> list[web.RouteDef]:
        """Return the three routes."""
        return [
            web.get("/healthz", self.alive),
            web.get("/readyz", self.ready),
            web.get("/metrics", self.metrics),
        ]

    async def alive(self, request: web.Request) -> web.Response:
        """Answer at once."""
        return web.json_response({"status": "ok"})

    async def ready(self, request: web.Request) -> web.Response:
        """Ask database, disk, pump, clock and channel; 503 with the reasons, if any."""
        reasons: dict[str, str] = {}
        try:
            async with asyncio.timeout(WITHIN):
                reasons.update(_complaints(await self._look()))
                if overdue := await self._scheduler.overdue():
                    reasons["scheduler"] = overdue
        except Exception as error:
            reasons["database"] = type(error).__name__
        reasons.update(await self._trouble_with_files())
        if not self._delivery.alive or self._has_stalled():
            reasons["delivery"] = "stopped"
        if self._scheduler.doubt:
            reasons["clock"] = self._scheduler.doubt
        if not self._scheduler.alive:
            reasons["scheduler"] = "stopped"
        if self._robot is not None and self._robot.complaint():
            reasons["robot"] = self._robot.complaint()
        body = {"status": "down" if reasons else "ok", "reasons": reasons}
        return web.json_response(body, status=503 if reasons else 200)

    async def _look(self) -> Vitals:
        """A write lane that is stuck is a database that does not work: ask there."""
        return await self._lane.run(lambda s: vitals.try_out(self._context(s)))

    async def _trouble_with_files(self) -> dict[str, str]:
        try:
            async with asyncio.timeout(WITHIN):
                await asyncio.to_thread(self._files.try_out)
        except OSError as error:  # also the time that ran out
            return {"files": errorcode.get(error.errno or 0, type(error).__name__)}
        return {}

    def _has_stalled(self) -> bool:
        last = self._delivery.last_round
        return last is None or self._clock.now() - last > STALLED

    async def metrics(self, request: web.Request) -> web.Response:
        """Answer in Prometheus' text format; 503 where the database can't be read.

        Old figures would say that all is well.
        """
        try:
            seen = await self._lane.read(lambda s: vitals.look(self._context(s)))
        except Exception as error:
            log.warning("metrics_failed", error=type(error).__name__)
            return web.Response(status=503, text="# database\n")
        self._show(seen)
        return web.Response(
            body=self._meters.text(), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    def _show(self, seen: Vitals) -> None:
        meters = self._meters
        for status, count in seen.mail.items():
            meters.mail.labels(status).set(count)
        meters.oldest.set(seen.oldest_due.total_seconds())
        meters.channel.set(0 if seen.channel_alarm else 1)
        meters.fetching.set(seen.fetching)
        for name, at in seen.last_runs.items():
            meters.last_run.labels(name).set(at.timestamp())


def _complaints(seen: Vitals) -> dict[str, str]:
    if seen.channel_alarm:
        return {"channel": seen.channel_reason}
    if seen.behind:
        minutes = int(seen.oldest_due.total_seconds() // 60)
        return {"delivery": f"mail due {minutes} minutes ago has not left"}
    return {}
