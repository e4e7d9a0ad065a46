"""一个空台子：系统、模拟器、推着走的钟，给对照脚本用。"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.app import House, open_house, served
from bot.clock import PushedClock
from bot.commands.demo import build_simulator
from bot.config import demo_settings
from bot.simulator.wecom import Simulator


@dataclass
class Theatre:
    """What a script plays on."""

    house: House
    simulator: Simulator
    clock: PushedClock


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
        wecom = base.wecom.model_copy(update={"api_base": platform})
        settings = base.model_copy(update={"wecom": wecom})
        house = await stack.enter_async_context(open_house(settings, clock))
        address = await stack.enter_async_context(served(house.web(), "127.0.0.1", 0))
        simulator.caller.url = f"{address}/wecom/callback"
        await simulator.start()
        stack.push_async_callback(simulator.close)
        yield Theatre(house, simulator, clock)
