"""演示的舞台监督：现在几点，推到下一个工作日、下周一、下一个期限，预演往后。"""

import asyncio
from datetime import datetime, timedelta

from aiohttp import web
from sqlmodel import Session

from bot.app import House
from bot.clock import PushedClock
from handlers.notices import planning
from handlers.views import stage

WEEKDAYS = "一二三四五六日"


class StageDoor:
    """The routes under /demo/ that move the clock and look ahead."""

    def __init__(self, house: House, clock: PushedClock) -> None:
        """Push `clock`, the one that `house` runs on."""
        self._house = house
        self._clock = clock
        self._busy = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/demo/state", self.state),
            web.post("/demo/clock", self.walk),
            web.get("/demo/plan", self.plan),
        ]

    async def state(self, request: web.Request) -> web.Response:
        """What time it is, and how the ledger stands."""
        return web.json_response(await self._state())

    async def _state(self) -> dict[str, object]:
        context = self._house.context
        counts = await self._house.lane.read(lambda s: stage.counts(context(s)))
        local = self._clock.now().astimezone(self._house.timetable.zone)
        weekday = WEEKDAYS[local.weekday()]
        return {
            "now": local.isoformat(),
            "date_text": f"{local:%Y}年{local.month}月{local.day}日"
            f"（周{weekday}）{local:%H:%M}",
            "workday": self._house.policy.calendar.is_workday(local.date()),
            **counts,
        }

    async def walk(self, request: web.Request) -> web.Response:
        """Push the clock day by day, so that nothing on the way is left out."""
        body = await request.json()
        async with self._busy:
            before = self._house.delivery.sent
            days = await self._days(str(body.get("to")))
            walked = []
            for day in days:
                await self._morning(day)
                walked.append(day.date().isoformat())
            sent = self._house.delivery.sent - before
        return web.json_response(
            {**await self._state(), "walked": walked, "sent": sent}
        )

    async def _days(self, goal: str) -> list[datetime]:
        context = self._house.context

        def ask(session: Session) -> list[datetime]:
            return stage.mornings(context(session), goal)

        return await self._house.lane.read(ask)

    async def _morning(self, moment: datetime) -> None:
        """Let a workday begin: the jobs run, what is due is sent."""
        self._clock.push(moment)
        await self._house.scheduler.run_due()
        await self._house.delivery.drain()
        self._clock.push(self._clock.now() + timedelta(seconds=1))

    async def plan(self, request: web.Request) -> web.Response:
        """The rehearsal list: who will be told what, when and why."""
        text = request.query.get("days", "14")
        days = min(int(text), 60) if text.isdigit() else 14
        context = self._house.context

        def ask(session: Session) -> list[dict[str, str]]:
            ctx = context(session)
            entries = planning.plan(ctx, ctx.today, days)
            return [
                {**planning.as_json(entry), "name": entry.name} for entry in entries
            ]

        return web.json_response(await self._house.lane.read(ask))
