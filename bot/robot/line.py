"""一条接通的线：发一帧，等它的回音；同一个 req_id 的答复一帧一帧来。"""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

import aiohttp
import structlog

from bot.clock import Clock
from bot.robot import frames
from bot.robot.errors import (
    INVALID_REQUEST,
    NOT_SUBSCRIBED,
    NotSent,
    RobotError,
    Uncertain,
)
from bot.robot.frames import Frame
from bot.robot.pace import REPLY_LIVES, Pace

log = structlog.get_logger()

NOTHING_WRITTEN = "Cannot write to closing transport"
"""What aiohttp says before it writes; its other errors come after some bytes left."""

NO_ANSWER: dict[str, Any] = {}
"""Stands for the answer that never came; it has no errcode, which is uncertain."""


class Line:
    """One live socket. What was asked on it ends with it: no req_id outlives it."""

    def __init__(
        self, socket: aiohttp.ClientWebSocketResponse, clock: Clock, pace: Pace
    ) -> None:
        """Speak over `socket`, which somebody else opens and closes."""
        self._socket = socket
        self._clock = clock
        self._pace = pace
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._heard: dict[str, datetime] = {}
        self._over = False
        self.reason = ""

    async def request(
        self, cmd: str, body: dict[str, Any] | None, req_id: str = ""
    ) -> dict[str, Any]:
        """Send a request and return the body of its answer.

        With `req_id` it answers the callback of that id, after what went before on the
        same id. Raises RobotError, NotSent or Uncertain; an id whose fate is uncertain
        is answered no more, since a late answer could be taken for another's.
        """
        key = req_id or f"{cmd}_{secrets.token_hex(8)}"
        turn = self._turns.setdefault(key, asyncio.Lock())
        async with turn:
            if self._over:
                raise NotSent
            if req_id and req_id not in self._heard:
                raise RobotError(INVALID_REQUEST)
            return _checked(await self._exchange(key, frames.request(cmd, key, body)))

    async def frames(self) -> AsyncIterator[Frame]:
        """Yield the platform's callbacks until the socket ends; `reason` says why."""
        async for message in self._socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            try:
                frame = frames.loads(message.data)
            except ValueError:
                log.warning("robot_frame_unreadable", size=len(message.data))
                continue
            if "cmd" in frame:
                yield self._noted(frames.callback(frame, self._clock.now()))
            elif self._settle(frame) == NOT_SUBSCRIBED:
                self.reason = "subscription lost"
                return
        self.reason = f"closed {self._socket.close_code}"

    def abandon(self) -> None:
        """Tell everybody who waits that no answer will come."""
        self._over = True
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_result(NO_ANSWER)

    async def _exchange(self, key: str, frame: dict[str, Any]) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[dict[str, Any]] = loop.create_future()
        self._waiting[key] = answer
        try:
            async with asyncio.timeout(self._pace.answer_within):
                await self._write(frame)
                return await answer
        except TimeoutError as error:
            raise Uncertain from error
        finally:
            del self._waiting[key]
            if not answer.done() or answer.cancelled():
                self._heard.pop(key, None)

    async def _write(self, frame: dict[str, Any]) -> None:
        try:
            await self._socket.send_str(json.dumps(frame, ensure_ascii=False))
        except aiohttp.ClientConnectionResetError as error:
            raise (NotSent if NOTHING_WRITTEN in str(error) else Uncertain) from error
        except (aiohttp.ClientError, OSError) as error:
            raise Uncertain from error

    def _settle(self, frame: dict[str, Any]) -> object:
        """Give an answer to whoever waits for it; one that comes too late is nobody's."""
        answer = self._waiting.get(frames.request_id(frame))
        if answer is not None and not answer.done():
            answer.set_result(frame)
        return frame.get("errcode")

    def _noted(self, frame: Frame) -> Frame:
        """Keep the req_id for as long as it can be answered."""
        for req_id, at in list(self._heard.items()):
            if frame.received_at - at < REPLY_LIVES:
                break
            del self._heard[req_id]
        self._heard[frame.req_id] = frame.received_at
        return frame


def _checked(answer: dict[str, Any]) -> dict[str, Any]:
    """The body of a good answer; a command before subscribing has had no effect."""
    code = answer.get("errcode")
    if not isinstance(code, int):
        raise Uncertain
    if code == NOT_SUBSCRIBED:
        raise NotSent
    if code:
        raise RobotError(code)
    body = answer.get("body")
    return body if isinstance(body, dict) else {}
