"""run：回调、定时、发送都在一个进程里，收到停止信号把手上的办完。"""

import asyncio
import gc
import os
import resource
import signal
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import structlog
from aiohttp import web

from bot.app import begin, open_house, served
from bot.clock import Clock, PushedClock
from bot.commands.desk import belief, ensure_rehearsal, say, settings_of
from bot.config import Settings
from bot.config_check import check_for_run
from bot.logs import set_up
from rules.errors import Misconfigured

log = structlog.get_logger()

MOST_FILES = 65_536

YOUNG = 10_000
"""So many objects more than were there before may be new until the collector looks."""


def run(options: Namespace) -> int:
    """Serve until SIGTERM; then finish what is in hand and return 0."""
    settings = settings_of(options)
    check_for_run(settings)
    clock = belief(settings)
    if options.clock is not None:
        ensure_rehearsal(settings, "run --clock")
        clock = PushedClock(options.clock, frozen=False)
    set_up()
    take_all_files()
    asyncio.run(_serve(settings, clock, rehearsal=options.clock is not None))
    return 0


async def _serve(settings: Settings, clock: Clock, *, rehearsal: bool) -> None:
    server = settings.server
    async with open_house(settings, clock, rehearsal=rehearsal) as house:
        stop = stopping()
        async with listening(house.web(), server.host, server.port) as address:
            await begin(house)
            settle_in()
            announce(f"已启动：{address}（停止请按 Ctrl+C）")
            await stop.wait()
    log.info("stopped")


def take_all_files() -> None:
    """Allow ourselves as many open files as the system allows: each caller is one.

    Most systems begin with a thousand, for programs that could not do with more.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


@asynccontextmanager
async def listening(
    application: web.Application, host: str, port: int
) -> AsyncIterator[str]:
    """Serve an application; yields its address. Raises Misconfigured on a busy port."""
    async with AsyncExitStack() as stack:
        try:
            address = await stack.enter_async_context(served(application, host, port))
        except OSError as error:
            raise busy(port, host) from error
        yield address


def announce(text: str) -> None:
    """Say it where somebody listens; a service works on where nobody does.

    What could not be written is thrown away: it would be tried again at the end.
    """
    try:
        say(text)
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def stopping() -> asyncio.Event:
    """Return what is set by SIGTERM, SIGINT, or a terminal that is closed (SIGHUP).

    From here on whatever begins is ended in order, also what starts up. Who was told
    to ignore the terminal's end (nohup) goes on ignoring it.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        loop.add_signal_handler(signal.SIGHUP, stop.set)
    return stop


def busy(port: int, host: str = "127.0.0.1") -> Misconfigured:
    """The sentence about an address where we cannot listen."""
    return Misconfigured(
        f"{host} 的端口 {port} 打不开，可能已被占用：请换一个，或停掉占用它的程序；"
        "server.host 应是本机的地址"
    )


def settle_in() -> None:
    """Let the collector leave alone what is loaded by now: it lives as long as we do.

    Looking through all of it again would stop everybody for an eighth of a second. And
    a few dozen messages on their way are no garbage: it looks for some less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)
