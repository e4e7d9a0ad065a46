"""doctor 向外问的几样：令牌、平台认得的消息样式、回调地址、机器人的地址。"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp

from bot.app import trust
from bot.clock import SystemClock
from bot.commands.desk import say
from bot.config import Settings, ways_of
from bot.lane import Lane
from bot.surroundings import certificate
from bot.wecom.client import (
    ClientSettings,
    NotSent,
    Uncertain,
    WeComClient,
    WeComError,
)
from models import channels
from models.database import missing_file, opened
from models.schema import schema_state
from rules.errors import Misconfigured
from rules.post.delivery import ALARMS, UNKNOWN_FORM
from rules.vocabulary import Form, Way

Ask = Callable[[Settings], Awaitable[str]]

NOBODY = "doctor-probe"
"""An account that no corporation has: a message to it reaches nobody."""

HOME = "https://work.weixin.qq.com"
TITLE = "doctor"
SAMPLES: dict[Form, object] = {
    Form.CARD: {
        "card_type": "text_notice",
        "main_title": {"title": TITLE},
        "card_action": {"type": 1, "url": HOME},
    },
    Form.LINK_CARD: {"title": TITLE, "description": TITLE, "url": HOME},
    Form.TEXT: {"content": TITLE},
}
"""A message of each form, the richest first."""


async def look(settings: Settings) -> list[bool]:
    """Run every check that asks somebody else, for the ways that are set up."""
    wanted = [check for way in ways_of(settings) for check in CHECKS[way]]
    return [await _said(name, check, settings) for name, check in wanted]


async def _said(name: str, check: Ask, settings: Settings) -> bool:
    try:
        said = await check(settings)
    except Misconfigured as error:
        say(f"不好　{name}：{error}")
        return False
    say(f"好　{name}：{said}")
    return True


@asynccontextmanager
async def _client(settings: Settings) -> AsyncIterator[WeComClient]:
    wecom = settings.wecom
    connector = aiohttp.TCPConnector(ssl=trust(wecom.ca_file))
    async with aiohttp.ClientSession(connector=connector) as session:
        app = ClientSettings(
            wecom.corp_id, wecom.agent_id, wecom.secret.reveal(), wecom.api_base
        )
        yield WeComClient(session, app, SystemClock())


async def _token(settings: Settings) -> str:
    async with _client(settings) as client:
        code = await _code(settings, client.user(NOBODY))
    if code not in (0, 60111, 40003):
        raise Misconfigured(f"企业微信回错误码 {code}：请核对企业ID、Secret 和可信IP")
    return "企业微信接受了企业ID和Secret"


async def _code(settings: Settings, call: Awaitable[object]) -> int:
    """The error code that a call ends with, 0 for none."""
    try:
        await call
    except WeComError as error:
        return error.code
    except (NotSent, Uncertain) as error:
        base = settings.wecom.api_base
        why = certificate(error) or "请核对网络和代理"
        raise Misconfigured(f"连不上 {base}：{why}") from error
    return 0


async def _forms(settings: Settings) -> str:
    """Try each kind of message on nobody, the richest first; keep what is known.

    Nobody gets anything: the receiver does not exist.
    """
    async with _client(settings) as client:
        form = await _richest(settings, client)
    _keep(settings, form)
    if form is Form.CARD:
        return "卡片可用"
    return f"这个平台不认得模板卡片，已改用{form.label}；能按的都可以打字"


async def _richest(settings: Settings, client: WeComClient) -> Form:
    for form in SAMPLES:
        code = await _code(settings, client.send(_probe(settings, form)))
        if code in ALARMS:
            raise Misconfigured(f"发消息被拒，错误码 {code}：{ALARMS[code]}")
        if code not in UNKNOWN_FORM:
            return form
    return Form.TEXT


def _probe(settings: Settings, form: Form) -> bytes:
    body = {
        "touser": NOBODY,
        "agentid": settings.wecom.agent_id,
        "msgtype": form.value,
        form.value: SAMPLES[form],
    }
    return json.dumps(body).encode()


def _keep(settings: Settings, form: Form) -> None:
    """Let the outbox know, where there is a database already."""
    if missing_file(settings.database.url) is not None:
        return
    with opened(settings.database.url) as engine:
        if schema_state(engine) == "current":
            Lane(engine).run_sync(lambda s: channels.show_as(s, Way.APP, form))


async def _robot(settings: Settings) -> str:
    """Open the address of the long connection and hang up: a subscription would take
    the robot away from the process that serves it."""
    url = settings.aibot.url
    connector = aiohttp.TCPConnector(ssl=trust(settings.wecom.ca_file))
    try:
        async with (
            aiohttp.ClientSession(connector=connector) as session,
            session.ws_connect(url, timeout=aiohttp.ClientWSTimeout(ws_close=2)),
        ):
            return f"{url} 连得上；是否接通看运行时的 /readyz"
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        why = certificate(error) or "请核对 aibot.url、网络和代理"
        raise Misconfigured(f"连不上 {url}：{why}") from error


async def _callback(settings: Settings) -> str:
    url = f"{settings.server.public_url}/healthz"
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(url, timeout=aiohttp.ClientTimeout(total=5)) as response,
        ):
            if response.status == 200:
                return f"{settings.server.public_url} 通到本程序"
    except (aiohttp.ClientError, TimeoutError) as error:
        raise Misconfigured(
            f"{url} 打不开：请先运行 python -m bot run，再核对域名和反向代理"
        ) from error
    raise Misconfigured(f"{url} 没有回应 200：请核对反向代理指向的端口")


CHECKS: dict[Way, tuple[tuple[str, Ask], ...]] = {
    Way.APP: (("令牌", _token), ("消息样式", _forms), ("回调地址", _callback)),
    Way.ROBOT: (("机器人", _robot),),
}
