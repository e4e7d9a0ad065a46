"""一个真的进程：先把重的东西装好，再按吩咐分身出来运行整个系统，好被杀了再来。"""

import asyncio
import json
import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import begin, open_house, served
from bot.clock import Clock, PushedClock, SystemClock
from bot.config import Database, demo_settings
from bot.logs import quiet


class WrongClock(SystemClock):
    """The clock of a machine that nobody has set."""

    def __init__(self, seconds: float) -> None:
        """Go ahead by so many seconds."""
        self._ahead = timedelta(seconds=seconds)

    def now(self) -> datetime:
        """Return an instant that has not come yet, or is past."""
        return super().now() + self._ahead


def clock_of(order: dict[str, str]) -> Clock:
    """A clock pushed to `now`, or a real one that is `ahead`."""
    if "ahead" in order:
        return WrongClock(float(order["ahead"]))
    return PushedClock(datetime.fromisoformat(order["now"]), frozen=False)


async def serve(order: dict[str, str]) -> None:
    """Run the whole system at the ordered moment until SIGTERM."""
    base = demo_settings(Path(order["folder"]), int(order["port"]))
    settings = base.model_copy(
        update={
            "wecom": base.wecom.model_copy(update={"api_base": order["platform"]}),
            "database": Database(url=order["database"]),
        }
    )
    clock = clock_of(order)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with open_house(settings, clock) as house:
        port = int(order["port"])
        async with served(house.web(), "127.0.0.1", port):
            await begin(house)
            await stop.wait()


def main() -> None:
    """Fork a server for each line of orders; answer its process id, then its end."""
    quiet()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            asyncio.run(serve(json.loads(line)))
            os._exit(0)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
