"""接在模拟平台上的一条线，和它身后的平台。"""

import itertools
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.app import served
from bot.clock import PushedClock
from bot.simulator.robot import PATH, Robot
from bot.simulator.robot_board import BOT_ID, SECRET
from bot.simulator.wecom import Simulator

START = datetime(2026, 9, 14, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


PERSON = "dengjianing"


NUMBERS = itertools.count()


class Wire:
    """A bare line to the platform: what is said, and what comes back."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def ask(
        self, cmd: str, body: dict[str, Any] | None = None, req_id: str = ""
    ) -> dict[str, Any]:
        """Send a request and return the next frame."""
        head = {"req_id": req_id or f"R{next(NUMBERS)}"}
        frame = {"cmd": cmd, "headers": head, "body": body}
        await self.socket.send_str(json.dumps(frame))
        answer = await self.next()
        assert answer["headers"] == head
        return answer

    async def code(self, cmd: str, body: dict[str, Any], req_id: str = "") -> int:
        """Send a request and return its error code."""
        return int((await self.ask(cmd, body, req_id))["errcode"])

    async def next(self) -> dict[str, Any]:
        """The next frame."""
        text = await self.socket.receive_str(timeout=10)
        frame = json.loads(text, strict=False)
        assert isinstance(frame, dict)
        return frame

    async def subscribe(self, secret: str = SECRET) -> dict[str, Any]:
        """Subscribe."""
        return await self.ask("aibot_subscribe", {"bot_id": BOT_ID, "secret": secret})


class Platform:
    """The platform, and as many lines as wanted."""

    def __init__(
        self, simulator: Simulator, clock: PushedClock, session: aiohttp.ClientSession
    ) -> None:
        self.simulator = simulator
        self.clock = clock
        self.session = session
        self.address = ""

    @property
    def robot(self) -> Robot:
        """The robot's side."""
        return self.simulator.robot

    async def connect(self) -> Wire:
        """A new line, not subscribed."""
        return Wire(await self.session.ws_connect(self.address + PATH))

    async def subscribed(self) -> Wire:
        """A new line, subscribed."""
        wire = await self.connect()
        assert (await wire.subscribe())["errcode"] == 0
        return wire

    def wait(self, **how: float) -> None:
        """Let time pass."""
        self.clock.push(self.clock.now() + timedelta(**how))

    def said(self, userid: str = PERSON) -> list[str]:
        """What the robot said to somebody."""
        screen = self.simulator.phone(userid, "robot")
        return [one.text for one in screen if one.direction == "out"]


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    """A platform with one person."""
    clock = PushedClock(START)
    simulator = Simulator("ww1", 1, "s", "t", "a" * 43, clock)
    simulator.add_member(PERSON, "邓家宁")
    async with (
        served(simulator.application(), "127.0.0.1", 0) as address,
        aiohttp.ClientSession() as session,
    ):
        made = Platform(simulator, clock, session)
        made.address = address
        yield made
        await simulator.close()


def stream(words: str, number: str = "S1", *, finish: bool = True) -> dict[str, Any]:
    """A stream reply."""
    part = {"id": number, "finish": finish, "content": words}
    return {"msgtype": "stream", "stream": part}


def push(words: str, to: str = PERSON, **more: Any) -> dict[str, Any]:
    """A push of words."""
    markdown = {"msgtype": "markdown", "markdown": {"content": words}}
    return {"chatid": to, "chat_type": 1, **markdown, **more}
