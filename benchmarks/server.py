"""被量的一端：自己一个进程；一个是整套系统，一个是什么也不记的空回声。"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from wechatpy.work import parse_message
from wechatpy.work.crypto import WeChatCrypto

from benchmarks.book import START, fill
from bot.app import open_house, served
from bot.clock import PushedClock
from bot.commands.serve import settle_in
from bot.config import demo_settings
from bot.logs import quiet

FINDINGS = 400
"""Two of each person who asks."""


@asynccontextmanager
async def ours(folder: Path) -> AsyncIterator[str]:
    """The whole system on a book of its own; yields the address of its callback."""
    clock = PushedClock(START, frozen=False)
    async with open_house(demo_settings(folder, 0), clock) as house:
        await house.lane.run(lambda s: fill(s, FINDINGS, FINDINGS))
        house.spoken.open()
        house.delivery.start()
        async with served(house.web(), "127.0.0.1", 0) as address:
            settle_in()
            yield f"{address}/wecom/callback"


@asynccontextmanager
async def echo(folder: Path) -> AsyncIterator[str]:
    """The least that any WeCom bot does: open, parse, answer, seal."""
    wecom = demo_settings(folder, 0).wecom
    crypto = WeChatCrypto(
        wecom.token.reveal(), wecom.encoding_aes_key.reveal(), wecom.corp_id
    )
    application = web.Application()
    application.router.add_post("/wecom/callback", answerer(crypto))
    async with served(application, "127.0.0.1", 0) as address:
        yield f"{address}/wecom/callback"


def answerer(crypto: WeChatCrypto) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Answer each message with its own words; nothing is kept."""

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


async def serve(name: str, folder: Path) -> None:
    """Serve until standard input ends."""
    async with {"ours": ours, "echo": echo}[name](folder) as address:
        print(address, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    quiet()
    asyncio.run(serve(sys.argv[1], Path(sys.argv[2])))
