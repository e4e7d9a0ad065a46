"""发件：把一千条发完，和直接一条条发出去比；PostgreSQL 上一、二、四个进程。"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import aiohttp
from aiohttp import web
from sqlalchemy import func, insert, select
from sqlmodel import Session

from benchmarks.book import START
from benchmarks.table import Row
from bot.app import House, open_house, served
from bot.clock import PushedClock
from bot.commands.serve import settle_in
from bot.config import Database, Settings, demo_settings
from models import carriage, channels
from models.mailbox import Mail
from models.organisation import Person
from rules.vocabulary import MailStatus

COUNT, AT_ONCE, ROUNDS = 2000, 32, 5
PROCESSES = (1, 2, 4)
ANSWER = json.dumps({"errcode": 0, "errmsg": "ok", "msgid": "m", "invaliduser": ""})


@asynccontextmanager
async def platform() -> AsyncIterator["Platform"]:
    """A platform that takes everything and remembers who got how much."""
    kept = Platform()

    async def token(request: web.Request) -> web.Response:
        answer = {"errcode": 0, "access_token": "t", "expires_in": 7200}
        return web.json_response(answer)

    async def send(request: web.Request) -> web.Response:
        body = json.loads(await request.read())
        kept.take(body["touser"])
        return web.Response(text=ANSWER, content_type="application/json")

    application = web.Application()
    application.router.add_get("/cgi-bin/gettoken", token)
    application.router.add_post("/cgi-bin/message/send", send)
    async with served(application, "127.0.0.1", 0) as address:
        kept.address = address
        yield kept


@dataclass
class Platform:
    """Where it listens, and what came."""

    address: str = ""
    seen: set[str] = field(default_factory=set)
    sent: int = 0
    full: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self, receiver: str) -> None:
        self.seen.add(receiver)
        self.sent += 1
        if len(self.seen) == COUNT:
            self.full.set()

    def forget(self) -> None:
        self.seen.clear()
        self.sent = 0

    def check(self) -> None:
        if len(self.seen) != COUNT or self.sent != COUNT:
            raise RuntimeError(f"{len(self.seen)} reached, {self.sent} sent")


def people(session: Session, count: int) -> None:
    """Write so many people."""
    session.connection().execute(
        insert(Person),
        [
            {
                "id": n,
                "userid": f"p{n}",
                "userid_key": f"p{n}",
                "name": f"人{n}",
                "salutation": "",
                "phone": "",
                "active": True,
                "greeted": True,
            }
            for n in range(1, count + 1)
        ],
    )


def owe(session: Session, count: int) -> None:
    """Write a mail to each, as a handler would."""
    before = session.connection().scalar(select(func.count()).select_from(Mail)) or 0
    rows = [{"id": before + n, **_mail(n)} for n in range(1, count + 1)]
    session.connection().execute(insert(Mail), rows)
    for row in rows:
        carriage.note(session, int(str(row["id"])))


def _mail(n: int) -> dict[str, object]:
    text = f"巡察整改提醒：第{n}条"
    request = {"touser": f"p{n}", "agentid": 1000002, "msgtype": "text"}
    return {
        "person_id": n,
        "userid": f"p{n}",
        "kind": "notice",
        "status": MailStatus.READY.value,
        "text": text,
        "request": json.dumps({**request, "text": {"content": text}, "safe": 1}),
        "created_at": START,
        "next_try_at": START,
        "attempts": 0,
        "msgid": "",
        "response_code": "",
        "last_error": "",
    }


def settings_for(folder: Path, address: str, url: str) -> Settings:
    """The demo's settings on this platform and database."""
    base = demo_settings(folder, 0)
    return base.model_copy(
        update={
            "wecom": base.wecom.model_copy(update={"api_base": address}),
            "database": Database(url=url),
        }
    )


async def drains() -> list[Row]:
    """One process on SQLite beside bare posts of the same client library, in turn."""
    rounds: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with platform() as there:
            settings = settings_for(folder, there.address, f"sqlite:///{folder}/x.db")
            async with open_house(settings, PushedClock(START)) as house:
                await house.lane.run(lambda s: people(s, COUNT))
                settle_in()
                for _ in range(ROUNDS):
                    bare = await _bare(there.address)
                    there.forget()
                    rounds.append((await _drain(house), bare))
                    there.check()
                    there.forget()
    ours, bare = sorted(rounds, key=lambda pair: pair[0] / pair[1])[ROUNDS // 2]
    return [
        Row(
            f"发件：SQLite，{COUNT}人各一条",
            f"{ours:.0f} 条/秒",
            f"{bare:.0f} 条/秒（直接发）",
            f"{ours / bare:.2f}",
            "0.7",
        )
    ]


async def _drain(house: House) -> float:
    await house.lane.run(lambda s: owe(s, COUNT))
    begun = time.perf_counter()
    await house.delivery.drain()
    return COUNT / (time.perf_counter() - begun)


async def _bare(address: str) -> float:
    numbers = iter(range(COUNT))
    url = f"{address}/cgi-bin/message/send"
    async with aiohttp.ClientSession() as session:

        async def worker() -> None:
            for n in numbers:
                body = _mail(n)["request"]
                async with session.post(
                    url, params={"access_token": "t"}, data=str(body).encode()
                ) as answer:
                    await answer.json(content_type=None)

        begun = time.perf_counter()
        await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
        return COUNT / (time.perf_counter() - begun)


WORKER = """
import asyncio, sys
from pathlib import Path
from benchmarks.book import START
from benchmarks.drain import settings_for
from bot.app import begin, open_house
from bot.clock import PushedClock
from bot.commands.serve import settle_in
from bot.logs import quiet
quiet()
async def work(folder, address, url):
    settings = settings_for(Path(folder), address, url)
    async with open_house(settings, PushedClock(START)) as house:
        house.delivery.start()
        while not house.delivery.alive:
            await asyncio.sleep(0.01)
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.read)
asyncio.run(work(*sys.argv[1:4]))
"""


async def shared(url_of_fresh_database) -> list[Row]:  # type: ignore[no-untyped-def]
    """The same on PostgreSQL, shared among several processes."""
    rows: list[Row] = []
    first = 0.0
    for count in PROCESSES:
        rate = await _shared(url_of_fresh_database(), count)
        first = first or rate
        rows.append(
            Row(
                f"发件：PostgreSQL，{count}个进程，一条不丢不重",
                f"{rate:.0f} 条/秒",
                f"{first:.0f} 条/秒（1个进程）",
                f"{rate / first:.2f}",
            )
        )
    return rows


async def _shared(url: str, count: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        async with platform() as there:
            settings = settings_for(Path(folder), there.address, url)
            async with open_house(settings, PushedClock(START)) as house:
                start = partial(_worker, folder, there.address, url)
                workers = [await start() for _ in range(count)]
                await house.lane.run(lambda s: people(s, COUNT))
                begun = time.perf_counter()
                await house.lane.run(lambda s: owe(s, COUNT))
                await there.full.wait()
                taken = time.perf_counter() - begun
                pending = True
                while pending:
                    pending = bool(
                        await house.lane.run(
                            lambda s: channels.counts(s).get("sending", 0)
                        )
                    )
                await asyncio.gather(*(_stop(worker) for worker in workers))
            there.check()
    return COUNT / taken


async def _worker(folder: str, address: str, url: str) -> asyncio.subprocess.Process:
    worker = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        WORKER,
        folder,
        address,
        url,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    assert worker.stdout is not None
    await worker.stdout.readline()
    return worker


async def _stop(worker: asyncio.subprocess.Process) -> None:
    assert worker.stdin is not None
    worker.stdin.close()
    with suppress(ProcessLookupError):
        await worker.wait()
