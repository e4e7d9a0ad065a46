"""一百万条来话以后占多少内存：真的 HTTP、真的库，问的、帮助、只留身份的事件轮着来。"""

import sys
import tempfile
from pathlib import Path

from benchmarks.callbacks import Server, Traffic, caller, serving
from benchmarks.table import Row

MESSAGES = 1_000_000
PART = 10_000
KINDS = ({"words": "我的"}, {"words": "帮助"}, {"event": "LOCATION"})
SETTLED = 10
"""After so many parts everything that is kept once is there."""


async def memory(messages: int = MESSAGES) -> list[Row]:
    """Memory after the first hundred thousand messages and after all of them.

    Raises RuntimeError where a single one is not answered with 200.
    """
    with tempfile.TemporaryDirectory() as folder:
        async with serving("ours", folder) as server:
            kinds = [Traffic(caller(), server, **kind) for kind in KINDS]
            sizes = []
            for part in range(messages // PART):
                await kinds[part % len(kinds)].rate(PART)
                sizes.append(_resident(server))
                print(f"{(part + 1) * PART}：{sizes[-1]:.0f} MB", file=sys.stderr)
    early, late = max(sizes[:SETTLED]), max(sizes[-SETTLED:])
    return [
        Row(
            f"内存：{messages}条来话以后",
            f"{late:.0f} MB",
            f"{early:.0f} MB（前{SETTLED * PART}条里最高）",
            f"{late / early:.2f}",
            "1.0",
        )
    ]


def _resident(server: Server) -> float:
    """Megabytes of memory that the server holds."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
