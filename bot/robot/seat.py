"""席位：几个进程里只有一个接着机器人，它倒下了别的接上（decisions.md 14）。"""

import asyncio
from typing import Protocol

import structlog

from bot.ending import end
from bot.robot.connection import Connection
from bot.threads import Threads

log = structlog.get_logger()

LOOK_SECONDS = 5.0
"""How often a process looks whether the place is free, or still its own."""


class Place(Protocol):
    """A place that one process of several holds (models/locks.py)."""

    def take(self) -> bool:
        """Say whether the place is ours now."""
        ...

    def leave(self) -> None:
        """Free it for another process."""
        ...


class Sitter:
    """Connects the robot while this process holds the place, and only then."""

    def __init__(self, place: Place, connection: Connection) -> None:
        """Open and close `connection` as the place comes and goes."""
        self._place = place
        self._connection = connection
        # What was begun ends before the place is left.
        self._beside = Threads(1, "seat")
        self._task: asyncio.Task[None] | None = None
        self.sits = False

    def start(self) -> None:
        """Look for the place in the background."""
        self._task = asyncio.create_task(self._forever(), name="robot-seat")

    async def close(self) -> None:
        """Hang up and free the place; whoever does it again finds it done."""
        if self._task is None:
            return
        await end(self._task)
        self._task = None
        await self._stand_up()
        await self._beside.run(self._place.leave)
        await self._beside.close()

    async def _forever(self) -> None:
        while True:
            try:
                await self._look()
            except Exception:
                log.exception("robot_seat_failed")
            await asyncio.sleep(LOOK_SECONDS)

    async def _look(self) -> None:
        ours = await self._beside.run(self._place.take)
        if ours and not self.sits:
            self.sits = True
            self._connection.start()
        elif not ours:
            await self._stand_up()

    async def _stand_up(self) -> None:
        if self.sits:
            self.sits = False
            await self._connection.close()
