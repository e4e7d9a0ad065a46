"""make bench：回调、巡查、发件、启动、内存、导入，各报一个数和同一次运行里的基准。"""

import asyncio
import logging
import sys

from benchmarks import callbacks, drain, ledgers, patrol, start
from benchmarks.table import Row, show
from bot.logs import quiet
from tests import databases


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all, and print one table."""
    quiet()
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    parts = {
        "callbacks": lambda: asyncio.run(callbacks.callbacks()),
        "patrol": lambda: asyncio.run(patrol.patrols()),
        "drain": lambda: asyncio.run(drain.drains()),
        "postgresql": lambda: asyncio.run(drain.shared(databases.postgres_url)),
        "start": start.start,
        "ledgers": ledgers.ledgers,
    }
    rows: list[Row] = []
    for name, measure in parts.items():
        if not names or name in names:
            print(f"正在量：{name}", file=sys.stderr, flush=True)
            rows += measure()
    show(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
