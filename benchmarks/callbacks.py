"""回调：验签、记下、办好、答复，和什么也不记的空回声比；被量的各在自己的进程里。"""

import asyncio
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from urllib.parse import urlencode, urlsplit

from benchmarks.table import Row
from bot.config import demo_settings
from bot.simulator.callbacks import Caller

REQUESTS, AT_ONCE = 4000, 64
"""So many messages, so many of them under way: each on a connection of its own."""

ROUNDS = 3
"""Ours and the echo take turns so often; the median of each is what counts."""

PACED = 1000
"""Messages of the calm run, at half of what was reached."""

PEOPLE = 200
WARMUP = 500


async def callbacks() -> list[Row]:
    """The whole way of a question, and of an event of which only the identity stays."""
    with tempfile.TemporaryDirectory() as folder:
        async with serving("ours", folder) as ours, serving("echo", folder) as echo:
            caller = _caller(ours)
            asked = Traffic(caller, ours, "我的")
            kept = Traffic(caller, ours, event="LOCATION")
            bare = Traffic(caller, echo, "我的")
            for traffic in (asked, kept, bare):
                await traffic.rate(WARMUP)
            found = [
                [await t.rate(REQUESTS) for t in (asked, kept, bare)]
                for _ in range(ROUNDS)
            ]
            question, event, floor = (
                statistics.median(column) for column in zip(*found, strict=True)
            )
            calm = await asked.spread(question / 2)
    return [
        Row(
            "回调：问“我的”，整条路",
            f"{question:.0f} 次/秒",
            f"{floor:.0f} 次/秒（空回声）",
            f"{question / floor:.2f}",
            "1.0",
        ),
        Row(
            "回调：只记下身份的事件",
            f"{event:.0f} 次/秒",
            f"{floor:.0f} 次/秒（空回声）",
            f"{event / floor:.2f}",
        ),
        Row(
            "回调：半负荷时从来到答",
            f"中位 {calm[0]:.0f} 毫秒，99% {calm[1]:.0f} 毫秒",
            wanted="99% 50 毫秒以内",
        ),
    ]


@asynccontextmanager
async def serving(name: str, folder: str) -> AsyncIterator[str]:
    """Run a server in a process of its own; yields the address of its callback."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.server", name, folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.stdin.close()
        await process.wait()


def _caller(url: str) -> Caller:
    """Somebody who seals as the platform does."""
    wecom = demo_settings(__import__("pathlib").Path(), 0).wecom
    return Caller(
        wecom.token.reveal(), wecom.encoding_aes_key.reveal(), wecom.corp_id, url
    )


class Traffic:
    """Messages of one kind to one address, each with an identity of its own."""

    def __init__(self, caller: Caller, url: str, words: str = "", event: str = ""):
        """Say `words` or let an `event` happen, sealed by `caller`."""
        self._caller, self._address = caller, urlsplit(url)
        self._words, self._event = words, event
        self._count = 0

    async def rate(self, count: int) -> float:
        """Answers a second, many at once; all is sealed before the clock starts."""
        requests = iter(self._requests(count))
        lines = [await self._connect() for _ in range(AT_ONCE)]
        begun = time.perf_counter()
        await asyncio.gather(*(line.work(requests) for line in lines))
        taken = time.perf_counter() - begun
        for line in lines:
            line.close()
        return count / taken

    async def spread(self, pace: float) -> tuple[float, float]:
        """Median and 99th percentile of milliseconds at so many messages a second."""
        taken: list[float] = []
        free = [await self._connect() for _ in range(AT_ONCE)]

        async def one(due: float, request: bytes) -> None:
            line = free.pop() if free else await self._connect()
            await line.ask(request)
            taken.append((time.perf_counter() - due) * 1000)
            free.append(line)

        requests = self._requests(PACED)
        begun = time.perf_counter()
        tasks = []
        for number, request in enumerate(requests):
            due = begun + number / pace
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            tasks.append(asyncio.create_task(one(due, request)))
        await asyncio.gather(*tasks)
        for line in free:
            line.close()
        return statistics.median(taken), statistics.quantiles(taken, n=100)[98]

    async def _connect(self) -> "Line":
        host, port = self._address.hostname, self._address.port
        return Line(*await asyncio.open_connection(host, port))

    def _requests(self, count: int) -> list[bytes]:
        return [self._request() for _ in range(count)]

    def _request(self) -> bytes:
        """A whole HTTP request, ready to be written."""
        body, query = self._caller.sealed(self._plain().encode())
        head = (
            f"POST {self._address.path}?{urlencode(query)} HTTP/1.1\r\n"
            f"Host: {self._address.netloc}\r\n"
            f"Content-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def _plain(self) -> str:
        self._count += 1
        event = self._event
        kind = (
            f"<Event>{event}</Event>" if event else f"<Content>{self._words}</Content>"
        )
        return (
            "<xml><ToUserName>x</ToUserName>"
            f"<FromUserName>p{self._count % PEOPLE}</FromUserName>"
            "<CreateTime>1792112400</CreateTime>"
            f"<MsgType>{'event' if event else 'text'}</MsgType>{kind}"
            f"<MsgId>{secrets.randbits(60)}</MsgId><AgentID>1000002</AgentID></xml>"
        )


class Line:
    """One connection that stays open, one request on it at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        """Ask on this connection."""
        self._reader, self._writer = reader, writer

    async def work(self, requests: Iterator[bytes]) -> None:
        """Ask as long as there is something to ask."""
        for request in requests:
            await self.ask(request)

    async def ask(self, request: bytes) -> None:
        """Write one request and read its answer. Raises RuntimeError unless 200."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode().splitlines()[0])
        size = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        await self._reader.readexactly(int(size or 0))

    def close(self) -> None:
        """Hang up."""
        self._writer.close()
