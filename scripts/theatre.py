"""一个空台子：系统、模拟器、推着走的钟，给对照脚本用。"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.app import House, open_house, served
from bot.clock import PushedClock
from bot.commands.demo import build_simulator, with_both_doors
from bot.config import demo_settings
from bot.robot import frames
from bot.simulator.wecom import Simulator


@dataclass
class Theatre:
    """What a script plays on."""

    house: House
    simulator: Simulator
    clock: PushedClock

    async def send_file(self, userid: str, kind: str, data: bytes, name: str) -> None:
        """Send a file by the door that takes its kind, and let it be fetched."""
        if kind == "file":
            await self.simulator.robot.send_file(userid, kind, data, name)
            await self._arrived()
        else:
            await self.simulator.send_file(userid, kind, data, name)
        await self.house.arrivals.settle()

    async def _arrived(self) -> None:
        """Let everything that was sent to the robot be worked."""
        assert self.house.robot is not None  # noqa: S101 - both doors are open
        connection = self.house.robot.connection
        await connection.request(frames.PING, {})  # what came before it has come
        await connection.rest()


@asynccontextmanager
async def open_theatre(folder: Path, start: datetime) -> AsyncIterator[Theatre]:
    """Serve system and simulator on free ports of this machine, around an empty book."""
    clock = PushedClock(start)
    base = demo_settings(folder, 0)
    simulator = build_simulator(base, clock)
    async with AsyncExitStack() as stack:
        platform = await stack.enter_async_context(
            served(simulator.application(), "127.0.0.1", 0)
        )
        settings = with_both_doors(base, simulator, platform)
        house = await stack.enter_async_context(open_house(settings, clock))
        address = await stack.enter_async_context(served(house.web(), "127.0.0.1", 0))
        simulator.caller.url = f"{address}/wecom/callback"
        await simulator.start()
        stack.push_async_callback(simulator.close)
        assert house.robot is not None  # noqa: S101 - both doors are open
        house.robot.start()
        stack.push_async_callback(house.robot.close)
        await house.robot.connection.online()
        yield Theatre(house, simulator, clock)
