"""make bench：回调、巡查、启动、内存，各报一个数和它的基准。"""

import asyncio
import logging
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
from aiohttp import web
from sqlmodel import Session
from wechatpy.work import parse_message
from wechatpy.work.crypto import WeChatCrypto

from bot.app import House, served
from bot.config import demo_settings
from bot.logs import quiet
from bot.simulator.callbacks import Caller
from models import findings, organisation
from models.ledger import Finding, Responsibility, Round
from rules.vocabulary import Clock, Role, Status
from scripts.theatre import open_theatre

START = datetime(2026, 10, 16, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
REQUESTS, AT_ONCE = 600, 16
Post = Callable[[int], Awaitable[None]]


def main() -> int:
    """Run every benchmark and print one line each."""
    quiet()
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    asyncio.run(callbacks())
    asyncio.run(patrols())
    start()
    return 0


async def rate(post: Post) -> float:
    """Requests a second, several at once."""
    waiting = iter(range(REQUESTS))

    async def worker() -> None:
        for number in waiting:
            await post(number)

    begun = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    return REQUESTS / (time.perf_counter() - begun)


async def latency(post: Post) -> float:
    """Median milliseconds from callback to answer at ten messages a second."""
    taken = []
    for number in range(30):
        begun = time.perf_counter()
        await post(number)
        taken.append(time.perf_counter() - begun)
        await asyncio.sleep(max(0.0, 0.1 - taken[-1]))
    return statistics.median(taken) * 1000


async def callbacks() -> None:
    """A durable inbox and a query's answer, against an echo that keeps nothing."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_theatre(Path(folder), START) as theatre:
            await theatre.house.lane.run(lambda s: fill(s, 20))
            caller = theatre.simulator.caller
            post = poster(caller, caller.url, "我的")
            ours = await rate(post)
            calm = await latency(post)
        settings = demo_settings(Path(folder), 0).wecom
        application = web.Application()
        crypto = WeChatCrypto(
            settings.token.reveal(),
            settings.encoding_aes_key.reveal(),
            settings.corp_id,
        )
        application.router.add_post("/", echo(crypto))
        async with (
            served(application, "127.0.0.1", 0) as address,
            aiohttp.ClientSession() as session,
        ):
            caller.session = session
            bare = await rate(poster(caller, f"{address}/", "我的"))
    print(
        f"回调：{ours:.0f} 次每秒，空回声 {bare:.0f} 次每秒，"
        f"比值 {ours / bare:.2f}（要求不低于0.50）"
    )
    print(f"回调：每秒10条时，从来到答的中位数 {calm:.1f} 毫秒（要求20毫秒以内）")


def poster(caller: Caller, url: str, words: str) -> Post:
    """Post one encrypted text message after another, each with an identity of its own."""

    async def post(number: int) -> None:
        plain = (
            "<xml><ToUserName>x</ToUserName><FromUserName>p0</FromUserName>"
            f"<CreateTime>1792112400</CreateTime><MsgType>text</MsgType>"
            f"<Content>{words}</Content><MsgId>{secrets.randbits(60)}</MsgId>"
            "<AgentID>1000002</AgentID></xml>"
        )
        caller.url = url
        status, _ = await caller.post(plain.encode())
        if status != 200:
            raise RuntimeError(f"status {status}")

    return post


def echo(crypto: WeChatCrypto) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The least that any WeCom bot does: open, parse, answer, seal."""

    async def answer(request: web.Request) -> web.Response:
        query = request.query
        body = await request.text()
        plain = crypto.decrypt_message(
            body, query["msg_signature"], query["timestamp"], query["nonce"]
        )
        message = parse_message(plain)
        reply = (
            f"<xml><ToUserName>{message.source}</ToUserName><FromUserName>x"
            "</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType>"
            f"<Content>{message.content}</Content></xml>"
        )
        sealed = crypto.encrypt_message(reply, query["nonce"], query["timestamp"])
        return web.Response(text=sealed)

    return answer


def fill(session: Session, count: int) -> None:
    """Write so many open findings, all to be looked at today, limits of ten months."""
    unit = organisation.put_unit(session, "区教育局")
    round_ = Round(code="5", name="第5轮", preset="2017")
    session.add(round_)
    session.flush()
    people = [
        organisation.put_person(session, f"p{number}", f"人{number}", "", "")
        for number in range(max(1, count // 20))
    ]
    rows = [
        Finding(
            round_id=round_.id or 0,
            unit_id=unit.id or 0,
            code=f"5-{number:05d}",
            number=number,
            title="标题",
            text="正文",
            clock=Clock.DATED,
            due_on=START.date() + timedelta(days=1 + number % 300),
            status=Status.RECTIFYING,
            delivered_on=START.date(),
            next_look_on=START.date(),
        )
        for number in range(1, count + 1)
    ]
    session.add_all(rows)
    session.flush()
    session.add_all(
        Responsibility(
            finding_id=row.key,
            person_id=people[row.number % len(people)].key,
            role=Role.RESPONSIBLE_PERSON.value,
        )
        for row in rows
    )
    session.flush()


async def patrols() -> None:
    """Ten thousand findings that are all looked at, and whether twice takes twice."""
    seconds = {}
    for count in (5000, 10000):
        with tempfile.TemporaryDirectory() as folder:
            async with open_theatre(Path(folder), START) as theatre:
                await theatre.house.lane.run(lambda s, count=count: fill(s, count))
                seconds[count] = await timed_patrol(theatre.house, count)
    print(
        f"巡查：10000项 {seconds[10000]:.2f} 秒（要求2秒以内），"
        f"是5000项的 {seconds[10000] / seconds[5000]:.2f} 倍（线性为2）"
    )


async def timed_patrol(house: House, count: int) -> float:
    """Seconds for one patrol; every finding must have been looked at."""
    begun = time.perf_counter()
    await house.scheduler.run("patrol", START)
    taken = time.perf_counter() - begun
    left = await house.lane.run(lambda s: len(findings.to_patrol(s, START.date())))
    if left or count == 0:
        raise RuntimeError(f"{left} findings were not looked at")
    return taken


SERVE = """
import asyncio, sys, time
import bot.app, bot.commands.serve
from pathlib import Path
from bot.clock import SystemClock
from bot.config import demo_settings
from bot.logs import quiet
quiet()
imported = time.perf_counter()
async def ready():
    settings = demo_settings(Path(sys.argv[1]), 0)
    async with bot.app.open_house(settings, SystemClock()) as house:
        async with bot.app.served(house.web(), "127.0.0.1", 0):
            await bot.app.begin(house)
            print(time.perf_counter() - imported)
            status = Path("/proc/self/status").read_text()
            print(int(status.split("VmRSS:")[1].split()[0]) / 1024)
asyncio.run(ready())
"""


def start() -> None:
    """From imported to ready on an empty database, and what that holds in memory."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", SERVE, folder],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
        )
    seconds, megabytes = (float(line) for line in done.stdout.split())
    print(f"启动：导入以后 {seconds:.2f} 秒就绪（要求2秒以内），建空库在内")
    print(f"内存：就绪时 {megabytes:.0f} MB（要求150 MB以内）")


if __name__ == "__main__":
    sys.exit(main())
