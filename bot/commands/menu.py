"""menu：把应用的菜单设到企业微信里。"""

import asyncio
from argparse import Namespace

import aiohttp

from bot.app import trust
from bot.clock import SystemClock
from bot.commands.desk import say, settings_of
from bot.config import Settings, ways_of
from bot.config_check import check_for_run
from bot.wecom.client import (
    ClientSettings,
    NotSent,
    Uncertain,
    WeComClient,
    WeComError,
)
from rules import menu as table
from rules.errors import Misconfigured
from rules.vocabulary import Way


def menu(options: Namespace) -> int:
    """Set the menu; running it again sets the same one."""
    settings = settings_of(options)
    check_for_run(settings)
    if Way.APP not in ways_of(settings):
        raise Misconfigured("只接了智能机器人，没有应用的菜单可设；要设请填 [wecom]")
    asyncio.run(_set(settings))
    say("菜单已设好；已打开聊天的人重新进入后看到")
    return 0


async def _set(settings: Settings) -> None:
    wecom = settings.wecom
    connector = aiohttp.TCPConnector(ssl=trust(wecom.ca_file))
    async with aiohttp.ClientSession(connector=connector) as session:
        client = WeComClient(
            session,
            ClientSettings(
                wecom.corp_id, wecom.agent_id, wecom.secret.reveal(), wecom.api_base
            ),
            SystemClock(),
        )
        try:
            await client.create_menu(wecom.agent_id, table.as_request())
        except WeComError as error:
            raise Misconfigured(
                f"企业微信回错误码 {error.code}，菜单没有改动"
            ) from error
        except (NotSent, Uncertain) as error:
            raise Misconfigured(
                f"连不上 {wecom.api_base}，菜单没有改动，请核对网络"
            ) from error
