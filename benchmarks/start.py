"""启动和内存：导入以后多久就绪，两万条消息以后占多少。"""

import os
import subprocess
import sys
import tempfile

from benchmarks.table import Row

MESSAGES = 20_000

SERVE = """
import asyncio, sys, time
import bot.app, bot.commands.serve
from pathlib import Path
from bot.clock import SystemClock
from bot.config import demo_settings
from bot.logs import quiet
from benchmarks.book import START, fill
from handlers import conversation
from handlers.incoming import Incoming
quiet()
imported = time.perf_counter()
def memory():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
async def talk(house, first, count):
    for start in range(first, first + count, 500):
        await asyncio.gather(*(say(house, n) for n in range(start, start + 500)))
async def say(house, n):
    one = Incoming(key=f"k{n}", channel="app", userid=f"p{n % 200}", kind="text",
                   created_at=START, text="帮助")
    await house.lane.run(lambda s: conversation.hear(one, house.context(s)))
async def ready():
    settings = demo_settings(Path(sys.argv[1]), 0)
    async with bot.app.open_house(settings, SystemClock()) as house:
        async with bot.app.served(house.web(), "127.0.0.1", 0):
            await bot.app.begin(house)
            print(time.perf_counter() - imported)
            print(memory())
            await house.lane.run(lambda s: fill(s, 400))
            count = int(sys.argv[2])
            await talk(house, 0, count // 2)
            print(memory())
            await talk(house, count // 2, count // 2)
            print(memory())
asyncio.run(ready())
"""


def start() -> list[Row]:
    """From imported to ready on an empty database, and what messages leave behind."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", SERVE, folder, str(MESSAGES)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
        )
    seconds, ready, half, whole = (float(line) for line in done.stdout.split())
    return [
        Row("启动：导入以后到就绪，建空库在内", f"{seconds:.2f} 秒", wanted="2 秒"),
        Row("内存：就绪时", f"{ready:.0f} MB", wanted="150 MB 以内"),
        Row(
            f"内存：{MESSAGES}条消息以后",
            f"{whole:.0f} MB",
            f"{half:.0f} MB（一半时）",
            f"{whole / half:.2f}",
            "1.0",
        ),
    ]
