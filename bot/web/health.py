"""体检：活着没有；库、钟、泵是不是真的在动。"""

from aiohttp import web

from bot.delivery import Delivery
from bot.lane import Lane
from bot.scheduler import Scheduler
from handlers import jobs


class Health:
    """`/healthz` says that we live, `/readyz` that everything works."""

    def __init__(self, lane: Lane, delivery: Delivery, scheduler: Scheduler) -> None:
        """Look at these three."""
        self._lane = lane
        self._delivery = delivery
        self._scheduler = scheduler

    def routes(self) -> list[web.RouteDef]:
        """Return the two routes."""
        return [
            web.get("/healthz", self.alive),
            web.get("/readyz", self.ready),
        ]

    async def alive(self, request: web.Request) -> web.Response:
        """Answer at once."""
        return web.json_response({"status": "ok"})

    async def ready(self, request: web.Request) -> web.Response:
        """Ask database, pump and clock; 503 with the reasons where one is down."""
        reasons = {}
        try:
            await self._lane.run(jobs.alive)
        except Exception as error:
            reasons["database"] = type(error).__name__
        if not self._delivery.alive:
            reasons["delivery"] = "stopped"
        if not self._scheduler.alive:
            reasons["scheduler"] = "stopped"
        body = {"status": "down" if reasons else "ok", "reasons": reasons}
        return web.json_response(body, status=503 if reasons else 200)
