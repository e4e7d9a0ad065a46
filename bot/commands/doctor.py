"""doctor：逐样看一遍，不对的说清怎么改。"""

import asyncio
from argparse import Namespace
from collections.abc import Awaitable, Callable
from datetime import date

import aiohttp

from bot.clock import SystemClock
from bot.commands.desk import say, settings_of
from bot.config import Settings, check_for_run
from bot.wecom.client import (
    ClientSettings,
    NotSent,
    Uncertain,
    WeComClient,
    WeComError,
)
from models.database import open_database, schema_state
from rules.errors import Misconfigured
from rules.workdays import statutory_calendar

Check = Callable[[Settings], str]


def doctor(options: Namespace) -> int:
    """Run every check; 1 where something is wrong."""
    settings = settings_of(options)
    results = [_run(name, check, settings) for name, check in CHECKS]
    if not options.offline:
        results.append(asyncio.run(_online("令牌", _token, settings)))
        results.append(asyncio.run(_online("回调地址", _callback, settings)))
    return int(not all(results))


def _run(name: str, check: Check, settings: Settings) -> bool:
    try:
        say(f"好　{name}：{check(settings)}")
    except Misconfigured as error:
        say(f"不好　{name}：{error}")
        return False
    return True


async def _online(
    name: str, check: Callable[[Settings], Awaitable[str]], settings: Settings
) -> bool:
    try:
        said = await check(settings)
    except Misconfigured as error:
        say(f"不好　{name}：{error}")
        return False
    say(f"好　{name}：{said}")
    return True


def _configuration(settings: Settings) -> str:
    check_for_run(settings)
    return "各键齐全"


def _database(settings: Settings) -> str:
    engine = open_database(settings.database.url)
    try:
        state = schema_state(engine)
    finally:
        engine.dispose()
    if state == "older":
        raise Misconfigured("表结构旧了，请运行 python -m bot migrate")
    if state == "newer":
        raise Misconfigured("表结构比程序新，请换用新版程序")
    return "空库，运行时会建好" if state == "empty" else "表结构是最新的"


def _clock(settings: Settings) -> str:
    now = SystemClock().now()
    if now.year < date(2024, 1, 1).year:
        raise Misconfigured("机器的时间不对，请开启网络对时")
    return now.strftime("%Y-%m-%d %H:%M UTC")


def _holidays(settings: Settings) -> str:
    this_year = SystemClock().now().year
    calendar = statutory_calendar()
    years = [year for year in (this_year, this_year + 1) if year in calendar.published]
    if this_year not in years:
        raise Misconfigured(
            f"{this_year}年的放假通知还没有录入，按法定节假日暂计；"
            "请运行 python -m bot calendar import 文件"
        )
    if len(years) == 1:
        return f"{this_year}年已有，{this_year + 1}年未公布，按法定节假日暂计（暂定）"
    return f"{this_year}年和{this_year + 1}年都已有"


CHECKS: tuple[tuple[str, Check], ...] = (
    ("配置", _configuration),
    ("数据库", _database),
    ("时间", _clock),
    ("放假安排", _holidays),
)


async def _token(settings: Settings) -> str:
    wecom = settings.wecom
    async with aiohttp.ClientSession() as session:
        client = WeComClient(
            session,
            ClientSettings(
                wecom.corp_id, wecom.agent_id, wecom.secret.reveal(), wecom.api_base
            ),
            SystemClock(),
        )
        try:
            await client.user("doctor-probe")
        except WeComError as error:
            if error.code in (60111, 40003):
                return "企业微信接受了企业ID和Secret"
            raise Misconfigured(
                f"企业微信回错误码 {error.code}：请核对企业ID、Secret 和可信IP"
            ) from error
        except (NotSent, Uncertain) as error:
            raise Misconfigured(f"连不上 {wecom.api_base}：请核对网络和代理") from error
    return "企业微信接受了企业ID和Secret"


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
