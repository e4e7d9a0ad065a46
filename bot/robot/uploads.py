"""传文件：一块一块传，断了接着传没传到的（wecom-protocol §5.6）。"""

import asyncio
import base64
import hashlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.robot import frames
from bot.robot.errors import NotSent, RobotError, Uncertain
from bot.robot.pace import Count

CHUNK = 512 * 1024
"""Bytes of a piece before Base64; the platform takes at most a hundred pieces."""

TOGETHER = 2
"""Pieces on their way at a time; more of a large file meet "system error"."""

SESSION = timedelta(minutes=30)

Request = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]


@dataclass
class Begun:
    """An upload that the platform knows, and which pieces it has."""

    upload_id: str
    since: datetime
    there: set[int] = field(default_factory=set)


class Uploads:
    """One file after another; what a lost line left half done goes on next time."""

    def __init__(self, request: Request, clock: Clock) -> None:
        """Send pieces with `request`, which raises NotSent, Uncertain or RobotError."""
        self._request = request
        self._clock = clock
        self._begun: dict[tuple[str, str, str], Begun] = {}
        self._one = asyncio.Lock()
        self._count = Count()

    async def upload(self, kind: str, name: str, data: bytes) -> str:
        """Upload a file and return its media_id.

        The same file asked for again within 30 minutes takes up where it was left.
        Raises NotSent, without a word to the platform, where a new one would be more
        than it lets a robot begin.
        """
        digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
        mark = (kind, name, digest)
        async with self._one:
            begun = self._going_on(mark) or await self._begin(mark, data)
            self._begun[mark] = begun
            try:
                await self._pieces(begun, data)
            except RobotError:
                del self._begun[mark]
                raise
            return await self._finish(mark, begun)

    def _going_on(self, mark: tuple[str, str, str]) -> Begun | None:
        now = self._clock.now()
        self._begun = {
            key: one for key, one in self._begun.items() if now - one.since < SESSION
        }
        return self._begun.get(mark)

    async def _begin(self, mark: tuple[str, str, str], data: bytes) -> Begun:
        kind, name, digest = mark
        body = {
            "type": kind,
            "filename": name,
            "total_size": len(data),
            "total_chunks": _count(data),
            "md5": digest,
        }
        since = self._clock.now()
        if self._count.is_full(since):
            raise NotSent
        answer = await self._counted(body)
        return Begun(_text(answer, "upload_id"), since)

    async def _counted(self, body: dict[str, Any]) -> dict[str, Any]:
        """Begin an upload; it counts from its answer on, later than the platform's own
        count, unless nothing went out.
        """
        try:
            answer = await self._request(frames.UPLOAD_INIT, body)
        except (RobotError, Uncertain):
            self._count.add(self._clock.now())
            raise
        self._count.add(self._clock.now())
        return answer

    async def _pieces(self, begun: Begun, data: bytes) -> None:
        """Send what is not there yet; the first failure is raised when all have ended."""
        left = iter([n for n in range(_count(data)) if n not in begun.there])
        workers = [self._work(begun, data, left) for _ in range(TOGETHER)]
        for failure in await asyncio.gather(*workers, return_exceptions=True):
            if failure is not None:
                raise failure

    async def _work(self, begun: Begun, data: bytes, left: Iterator[int]) -> None:
        for number in left:
            piece = data[number * CHUNK : (number + 1) * CHUNK]
            body = {
                "upload_id": begun.upload_id,
                "chunk_index": number,
                "base64_data": base64.b64encode(piece).decode(),
            }
            await self._request(frames.UPLOAD_CHUNK, body)
            begun.there.add(number)

    async def _finish(self, mark: tuple[str, str, str], begun: Begun) -> str:
        """Close the session; only where nothing went out it can be closed again."""
        try:
            answer = await self._request(
                frames.UPLOAD_FINISH, {"upload_id": begun.upload_id}
            )
        except (RobotError, Uncertain):
            del self._begun[mark]
            raise
        del self._begun[mark]
        return _text(answer, "media_id")


def _count(data: bytes) -> int:
    return max(1, -(-len(data) // CHUNK))


def _text(answer: dict[str, Any], name: str) -> str:
    """A value that a good answer must have."""
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise Uncertain
    return value
