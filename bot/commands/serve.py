"""run：回调、定时、发送都在一个进程里，收到停止信号把手上的办完。"""

import asyncio
import signal
from argparse import Namespace

import structlog

from bot.app import begin, open_house, served, settle_in
from bot.clock import Clock, PushedClock, SystemClock
from bot.commands.desk import ensure_rehearsal, say, settings_of
from bot.config import Settings, check_for_run
from bot.logs import set_up
from rules.errors import Misconfigured

log = structlog.get_logger()


def run(options: Namespace) -> int:
    """Serve until SIGTERM; then finish what is in hand and return 0."""
    settings = settings_of(options)
    check_for_run(settings)
    clock: Clock = SystemClock()
    if options.clock is not None:
        ensure_rehearsal(settings, "run --clock")
        clock = PushedClock(options.clock, frozen=False)
    set_up()
    asyncio.run(_serve(settings, clock, rehearsal=options.clock is not None))
    return 0


async def _serve(settings: Settings, clock: Clock, *, rehearsal: bool) -> None:
    server = settings.server
    async with open_house(settings, clock, rehearsal=rehearsal) as house:
        stop = stopping()
        try:
            async with served(house.web(), server.host, server.port) as address:
                await begin(house)
                settle_in()
                say(f"已启动：{address}（停止请按 Ctrl+C）")
                await stop.wait()
        except OSError as error:
            raise busy(server.port, server.host) from error
    log.info("stopped")


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
