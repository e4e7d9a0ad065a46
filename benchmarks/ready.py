"""被量的那个进程：起到就绪，收若干条来话，报秒数和三次内存。"""

import asyncio
import sys
import time
from pathlib import Path

import bot.commands.serve  # noqa: F401 - what `run` imports is not what is measured
from benchmarks.book import START, fill
from bot.app import House, begin, open_house, served
from bot.clock import SystemClock
from bot.config import demo_settings
from bot.logs import quiet
from handlers.incoming import Incoming
from handlers.talk import conversation

AT_ONCE = 500


def memory() -> float:
    """Megabytes that this process holds."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


async def main(folder: str, count: int) -> None:
    """Print the seconds until ready, and the memory then, at half and at the end."""
    imported = time.perf_counter()
    settings = demo_settings(Path(folder), 0)
    async with (
        open_house(settings, SystemClock()) as house,
        served(house.web(), "127.0.0.1", 0),
    ):
        await begin(house)
        print(time.perf_counter() - imported)
        print(memory())
        await house.lane.run(lambda session: fill(session, 400))
        for first in (0, count // 2):
            await _talk(house, range(first, first + count // 2))
            print(memory())


async def _talk(house: House, numbers: range) -> None:
    for start in numbers[::AT_ONCE]:
        await asyncio.gather(*(_say(house, start + n) for n in range(AT_ONCE)))


async def _say(house: House, number: int) -> None:
    one = Incoming(
        key=f"k{number}",
        channel="app",
        userid=f"p{number % 200}",
        kind="text",
        created_at=START,
        text="帮助",
    )
    await house.lane.run(lambda session: conversation.hear(one, house.context(session)))


if __name__ == "__main__":
    quiet()
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
