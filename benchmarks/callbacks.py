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
from pathlib import Path
from typing import NamedTuple
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
TICKS = os.sysconf("SC_CLK_TCK")


async def callbacks() -> list[Row]:
    """The whole way of a question, and of an event of which only the identity stays."""
    with tempfile.TemporaryDirectory() as folder:
        async with serving("ours", folder) as ours, serving("echo", folder) as echo:
            platform = caller()
            asked = Traffic(platform, ours, "我的")
            kept = Traffic(platform, ours, event="LOCATION")
            bare = Traffic(platform, echo, "我的")
            await asked.check("我的事项：2项")
            kinds = (asked, kept, bare)
            for traffic in kinds:
                await traffic.rate(WARMUP)
            found = [[await one.rate(REQUESTS) for one in kinds] for _ in range(ROUNDS)]
            question, event, floor = (
                Load(*map(statistics.median, zip(*column, strict=True)))
                for column in zip(*found, strict=True)
            )
            calm = await asked.spread(question.rate / 2)
    return [
        _rates("回调：问“我的”，整条路", question, floor, "1.0"),
        _rates("回调：只记下身份的事件", event, floor),
        Row(
            "回调：问“我的”，一条占处理器",
            f"{question.micros:.0f} 微秒",
            f"{floor.micros:.0f} 微秒（空回声）",
            f"{floor.micros / question.micros:.2f}",
        ),
        Row(
            "回调：半负荷时从来到答",
            f"中位 {calm[0]:.0f} 毫秒，99% {calm[1]:.0f} 毫秒",
            wanted="99% 50 毫秒以内",
        ),
    ]


class Load(NamedTuple):
    """Answers a second, and microseconds of processor that each took the server."""

    rate: float
    micros: float


class Server(NamedTuple):
    """Where a server's callback is, and its process."""

    address: str
    pid: int

    def seconds(self) -> float:
        """Return the processor time that it has used."""
        stat = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / TICKS


def _rates(what: str, ours: Load, floor: Load, wanted: str = "") -> Row:
    return Row(
        what,
        f"{ours.rate:.0f} 次/秒",
        f"{floor.rate:.0f} 次/秒（空回声）",
        f"{ours.rate / floor.rate:.2f}",
        wanted,
    )


@asynccontextmanager
async def serving(name: str, folder: str) -> AsyncIterator[Server]:
    """Run a server in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.server", name, folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        line = await process.stdout.readline()
        yield Server(line.decode().strip(), process.pid)
    finally:
        process.stdin.close()
        await process.wait()


def caller() -> Caller:
    """Somebody who seals as the platform does."""
    wecom = demo_settings(Path(), 0).wecom
    return Caller(
        wecom.token.reveal(), wecom.encoding_aes_key.reveal(), wecom.corp_id, ""
    )


class Traffic:
    """Messages of one kind to one address, each with an identity of its own."""

    def __init__(
        self, caller: Caller, server: Server, words: str = "", event: str = ""
    ):
        """Say `words` or let an `event` happen, sealed by `caller`."""
        self._caller, self._server = caller, server
        self._address = urlsplit(server.address)
        self._words, self._event = words, event
        self._count = 0

    async def check(self, words: str) -> None:
        """Raise RuntimeError where the answer does not begin with these words."""
        line = await self._connect()
        answer = self._caller.opened(await line.ask(self._request()))
        line.close()
        if answer is None or not answer.text.startswith(words):
            raise RuntimeError("a wrong answer")

    async def rate(self, count: int) -> Load:
        """Ask many at once; all is sealed before the clock starts."""
        requests = iter(self._requests(count))
        lines = [await self._connect() for _ in range(AT_ONCE)]
        used, begun = self._server.seconds(), time.perf_counter()
        await asyncio.gather(*(line.work(requests) for line in lines))
        taken = time.perf_counter() - begun
        used = self._server.seconds() - used
        for line in lines:
            line.close()
        return Load(count / taken, used / count * 1_000_000)

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

    async def ask(self, request: bytes) -> bytes:
        """Write one request, return its answer's body. Raises RuntimeError unless 200."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode().splitlines()[0])
        size = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        return await self._reader.readexactly(int(size or 0))

    def close(self) -> None:
        """Hang up."""
        self._writer.close()
