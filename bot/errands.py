"""路上的事：取文件、收台账，答复以后在旁边办；停机时等一会儿，没完的下次起来接着办。"""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import structlog

from bot.ending import end

log = structlog.get_logger()

LAST_SECONDS = 15.0
"""How long a stop waits for what is under way; the service is killed after 90."""


class Errands:
    """Work that nobody waits for; the inbox row knows what is left of it."""

    def __init__(self) -> None:
        """Nothing is under way yet."""
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """Return how many are under way."""
        return len(self._tasks)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Let work run beside."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("errand_failed", exc_info=error)

    async def settle(self) -> None:
        """Wait until nothing is under way; raises what stopped one of them."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def close(self) -> None:
        """Let what is under way end, for a while; the rest is for the next start."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_SECONDS):
                while self._tasks:
                    await asyncio.wait(self._tasks)
        await end(*self._tasks)
