"""机器人的台子：本地的平台、推着走的钟、一条真的长连接。"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp

from bot.app import served
from bot.clock import PushedClock
from bot.robot.client import RobotClient
from bot.robot.connection import Connection, ConnectionSettings
from bot.robot.files import Files
from bot.robot.frames import Frame
from bot.robot.pace import Pace
from bot.simulator.phones import Bubble
from bot.simulator.robot import PATH, Robot
from bot.simulator.wecom import Simulator

START = datetime(2026, 9, 14, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PERSON, OTHER = "dengjianing", "feisiyuan"
QUICK = Pace(ping_every=0.02, answer_within=1, close_within=0.2)


class Hands:
    """The sleep between two attempts: pushes the clock instead of waiting."""

    def __init__(self, clock: PushedClock) -> None:
        self.clock = clock
        self.waits: list[float] = []
        self.paused = asyncio.Event()
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.on_wait: Callable[[], Awaitable[None]] | None = None

    async def sleep(self, seconds: float) -> None:
        """Let that much time have passed; while held, wait to be let go."""
        self.waits.append(seconds)
        self.paused.set()
        if self.on_wait is not None:
            await self.on_wait()
        await self.go_on.wait()
        self.clock.push(self.clock.now() + timedelta(seconds=seconds))
        self.paused.clear()

    def hold(self) -> None:
        """Stop at the next pause."""
        self.go_on.clear()

    def release(self) -> None:
        """Go on from the pause."""
        self.go_on.set()


class Rig:
    """A robot on its line, the platform, and what the robot heard."""

    def __init__(
        self,
        simulator: Simulator,
        clock: PushedClock,
        session: aiohttp.ClientSession,
        address: str,
        pace: Pace,
    ) -> None:
        self.simulator = simulator
        self.clock = clock
        self.hands = Hands(clock)
        self.heard: list[Frame] = []
        self.work: Callable[[Frame], Awaitable[None]] | None = None
        board = simulator.robot.board
        url = address.replace("http", "ws", 1) + PATH
        self.settings = ConnectionSettings(board.bot_id, board.secret, url)
        self.connection = Connection(
            session, self.settings, self.hear, clock, pace, self.hands.sleep
        )
        self.client = RobotClient(self.connection, clock)
        self.files = Files(session, clock, loopback=True)

    @property
    def robot(self) -> Robot:
        """The platform's robot."""
        return self.simulator.robot

    async def hear(self, frame: Frame) -> None:
        """Note a callback, and work it where a test says how."""
        self.heard.append(frame)
        if self.work is not None:
            await self.work(frame)
        self.robot.board.stir()

    async def until_heard(self, count: int) -> None:
        """Wait until so many callbacks have been heard."""
        await self.robot.board.until(lambda: len(self.heard) >= count)

    async def until_subscribed(self, count: int) -> None:
        """Wait until the robot has subscribed so many times, and stands."""
        await self.robot.board.until(lambda: self.robot.board.subscriptions >= count)
        async with asyncio.timeout(10):
            await self.connection.online()

    async def until_paused(self) -> None:
        """Wait until the line has ended and the next attempt is waited for."""
        async with asyncio.timeout(10):
            await self.hands.paused.wait()

    def screen(self, userid: str = PERSON) -> list[Bubble]:
        """What somebody sees in the robot's chat."""
        return self.simulator.phone(userid, "robot")

    def said(self, userid: str = PERSON) -> list[str]:
        """What the robot said to somebody."""
        return [one.text for one in self.screen(userid) if one.direction == "out"]


@asynccontextmanager
async def rigged(pace: Pace | None = None, *, start: bool = True) -> AsyncIterator[Rig]:
    """A platform, and a robot whose line stands unless `start` is false."""
    clock = PushedClock(START)
    simulator = Simulator("ww1", 1, "s", "t", "a" * 43, clock)
    for userid in (PERSON, OTHER):
        simulator.add_member(userid, userid)
    async with (
        served(simulator.application(), "127.0.0.1", 0) as address,
        aiohttp.ClientSession() as session,
    ):
        rig = Rig(simulator, clock, session, address, pace or Pace())
        try:
            if start:
                rig.connection.start()
                await rig.until_subscribed(1)
            yield rig
        finally:
            rig.hands.release()
            await rig.connection.close()
            await simulator.close()


def words(text: str) -> dict[str, object]:
    """The body of a push of plain words."""
    return {"msgtype": "markdown", "markdown": {"content": text}}
