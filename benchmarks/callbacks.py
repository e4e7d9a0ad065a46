"""回调：验签、记下、办好、答复，和什么也不记的空回声比。"""

import asyncio
import secrets
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
from aiohttp import web
from wechatpy.work import parse_message
from wechatpy.work.crypto import WeChatCrypto

from benchmarks.book import START, fill
from benchmarks.table import Row
from bot.app import served
from bot.config import demo_settings
from bot.simulator.callbacks import Caller
from scripts.theatre import open_theatre

REQUESTS, AT_ONCE, PACED = 600, 16, 150
Post = Callable[[int], Awaitable[None]]


async def callbacks() -> list[Row]:
    """The whole way of a question, and of a receipt that is only kept."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_theatre(Path(folder), START) as theatre:
            await theatre.house.lane.run(lambda s: fill(s, 400))
            caller = theatre.simulator.caller
            asked = poster(caller, caller.url, "我的")
            kept = poster(caller, caller.url, "", event="LOCATION")
            ours = await rate(asked)
            only = await rate(kept)
            calm = await spread(asked, ours / 2)
        bare = await _echo(Path(folder), caller)
    return [
        Row(
            "回调：问“我的”，整条路",
            f"{ours:.0f} 次/秒",
            f"{bare:.0f} 次/秒（空回声）",
            f"{ours / bare:.2f}",
            "1.0",
        ),
        Row(
            "回调：只记下身份的事件",
            f"{only:.0f} 次/秒",
            f"{bare:.0f} 次/秒（空回声）",
            f"{only / bare:.2f}",
        ),
        Row(
            "回调：半负荷时从来到答",
            f"中位 {calm[0]:.0f} 毫秒，99% {calm[1]:.0f} 毫秒",
            wanted="99% 50 毫秒以内",
        ),
    ]


async def rate(post: Post) -> float:
    """Requests a second, several at once."""
    waiting = iter(range(REQUESTS))

    async def worker() -> None:
        for number in waiting:
            await post(number)

    begun = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    return REQUESTS / (time.perf_counter() - begun)


async def spread(post: Post, pace: float) -> tuple[float, float]:
    """Median and 99th percentile of milliseconds at so many messages a second."""
    taken: list[float] = []

    async def one(number: int) -> None:
        begun = time.perf_counter()
        await post(number)
        taken.append((time.perf_counter() - begun) * 1000)

    tasks = []
    begun = time.perf_counter()
    for number in range(PACED):
        tasks.append(asyncio.create_task(one(number)))
        await asyncio.sleep(max(0.0, begun + number / pace - time.perf_counter()))
    await asyncio.gather(*tasks)
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


def poster(caller: Caller, url: str, words: str, event: str = "") -> Post:
    """Post encrypted messages one after another, each with an identity of its own."""
    people = iter(range(10**9))

    async def post(number: int) -> None:
        kind = f"<Event>{event}</Event>" if event else f"<Content>{words}</Content>"
        plain = (
            "<xml><ToUserName>x</ToUserName>"
            f"<FromUserName>p{next(people) % 200}</FromUserName>"
            "<CreateTime>1792112400</CreateTime>"
            f"<MsgType>{'event' if event else 'text'}</MsgType>{kind}"
            f"<MsgId>{secrets.randbits(60)}</MsgId><AgentID>1000002</AgentID></xml>"
        )
        status, _ = await caller.post(plain.encode(), url)
        if status != 200:
            raise RuntimeError(f"status {status}")

    return post


async def _echo(folder: Path, caller: Caller) -> float:
    wecom = demo_settings(folder, 0).wecom
    crypto = WeChatCrypto(
        wecom.token.reveal(), wecom.encoding_aes_key.reveal(), wecom.corp_id
    )
    application = web.Application()
    application.router.add_post("/", echo(crypto))
    async with (
        served(application, "127.0.0.1", 0) as address,
        aiohttp.ClientSession() as session,
    ):
        caller.session = session
        return await rate(poster(caller, f"{address}/", "我的"))


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
