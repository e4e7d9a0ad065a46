"""补记：答复写出去了，稍后几条一起记进库；库一时不在的，留着再记。"""

import asyncio
from collections.abc import Callable

import structlog
from sqlmodel import Session

from bot.lane import Lane
from bot.spoken import Spoken
from handlers.context import Context
from handlers.post import outbox

log = structlog.get_logger()

NOTE_SECONDS = 0.05
"""How soon after an answer was written the database knows it."""


class Noter:
    """Lets the database know which passive answers were written, many at once."""

    def __init__(
        self, lane: Lane, spoken: Spoken, context: Callable[[Session], Context]
    ) -> None:
        """Note what `spoken` says, as soon as it says so."""
        self._lane = lane
        self._spoken = spoken
        self._context = context
        self._closed = False
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        spoken.stir = self.soon

    @property
    def is_noting(self) -> bool:
        """Say whether written answers are about to be noted."""
        return self._timer is not None

    def soon(self) -> None:
        """Note them shortly."""
        if self._timer is None and not self._closed:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(NOTE_SECONDS, self._start)

    def _start(self) -> None:
        self._timer = None
        self._task = asyncio.create_task(self._try())

    async def _try(self) -> None:
        """Note them; where the database is away, the next look or start does it."""
        try:
            await self.note()
        except Exception as error:
            log.warning("answers_not_noted", error=type(error).__name__)

    async def note(self) -> None:
        """Note them now; what could not be noted is kept for the next time."""
        written = self._spoken.take()
        if not written:
            return
        try:
            await self._lane.run(
                lambda s: outbox.answered(self._context(s), written), quick=True
            )
        except Exception:
            self._spoken.put_back(written)
            raise
        self._spoken.forget(*written)

    async def close(self) -> None:
        """Note the last ones, and none later."""
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._task is not None:
            await asyncio.wait([self._task])
        await self._try()
