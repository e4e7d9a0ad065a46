"""开起来以前看一遍配置：还没填的、抄错的、太短的，哪个键、怎么改。"""

import re

from bot import config_mistakes as mistakes
from bot.config import Settings, WeCom, is_loopback, ways_of
from rules.errors import Misconfigured
from rules.vocabulary import Way

PLACEHOLDER = re.compile(r"^$|…|^ww0{4,}|^(?:change|replace|your)[-_ ]?", re.IGNORECASE)
COPIED = re.compile(r"[!-~]+")
"""How everything looks that the platform's pages show for copying."""
SHORTEST_KEY = 16
"""Fewer characters than these can be found out from any signed link by trying them all;
a rehearsal on this very machine signs for nobody."""


def check_for_run(settings: Settings) -> None:
    """Refuse to run with placeholder secrets; raises Misconfigured naming the key.

    Where the robot is enabled, [wecom] may be left out (interface.md §3).
    """
    ways = ways_of(settings)
    values: dict[str, str] = {}
    for way in ways:
        values |= NEEDED[way](settings)
    signing = {"server.secret_key": settings.server.secret_key.reveal()}
    for key, value in (values | signing).items():
        if PLACEHOLDER.search(value.strip()):
            raise Misconfigured(f"{key} {mistakes.UNFILLED}")
    for key, value in values.items():
        if not COPIED.fullmatch(value):
            raise Misconfigured(f"{key} {mistakes.UNCOPIED}")
    for key, value in signing.items():
        if len(value) < SHORTEST_KEY and not is_loopback(settings):
            raise Misconfigured(f"{key} {mistakes.TOO_SHORT}")
    if Way.APP in ways:
        _check_app(settings.wecom)


def _app_keys(settings: Settings) -> dict[str, str]:
    wecom = settings.wecom
    return {
        "wecom.corp_id": wecom.corp_id,
        "wecom.secret": wecom.secret.reveal(),
        "wecom.token": wecom.token.reveal(),
        "wecom.encoding_aes_key": wecom.encoding_aes_key.reveal(),
    }


def _robot_keys(settings: Settings) -> dict[str, str]:
    return {
        "aibot.bot_id": settings.aibot.bot_id,
        "aibot.secret": settings.aibot.secret.reveal(),
    }


NEEDED = {Way.APP: _app_keys, Way.ROBOT: _robot_keys}


def _check_app(wecom: WeCom) -> None:
    if not re.fullmatch(r"[A-Za-z0-9]{43}", wecom.encoding_aes_key.reveal()):
        raise Misconfigured("wecom.encoding_aes_key 应是43位字母和数字，请从后台复制")
    if not wecom.agent_id:
        raise Misconfigured("wecom.agent_id 还没有填，请从应用页面复制 AgentId")
