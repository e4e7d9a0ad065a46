"""make bench：回调、巡查、发件、启动、内存、导入，各报一个数和同一次运行里的基准。"""

import asyncio
import logging
import sys
from collections.abc import Callable

from benchmarks import callbacks, drain, ledgers, memory, patrol, start
from benchmarks.table import Row, show
from bot.logs import quiet
from bot.usage import USAGE
from tests import databases

LONG = ("memory",)
"""Run only when named: a million messages take a quarter of an hour."""


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all but the long ones, and print one table."""
    quiet()
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    parts: dict[str, Callable[[], list[Row]]] = {
        "callbacks": lambda: asyncio.run(callbacks.callbacks()),
        "patrol": lambda: asyncio.run(patrol.patrols()),
        "drain": lambda: asyncio.run(drain.drains()),
        "postgresql": lambda: asyncio.run(drain.shared(databases.postgres_url)),
        "start": start.start,
        "ledgers": ledgers.ledgers,
        "memory": lambda: asyncio.run(memory.memory()),
    }
    if unknown := set(names) - set(parts):
        print(f"没有 {'、'.join(unknown)}，可用：{'、'.join(parts)}", file=sys.stderr)
        return USAGE
    chosen = names or [name for name in parts if name not in LONG]
    rows: list[Row] = []
    for name, measure in parts.items():
        if name in chosen:
            print(f"正在量：{name}", file=sys.stderr, flush=True)
            rows += measure()
    show(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
