"""证书不对：体检一句话说清是哪一种，怎么改。"""

from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from cryptography import x509

from bot.commands import outside
from bot.config import Settings
from bot.simulator import robot
from tests.certificates import ELSEWHERE, HERE, LATER, Issuer
from tests.conftest import staged


def at(settings: Settings, platform: str, ca_file: str) -> Settings:
    """The same settings with the platform at another address."""
    line = platform.replace("https:", "wss:") + robot.PATH
    return settings.model_copy(
        update={
            "wecom": settings.wecom.model_copy(
                update={"api_base": platform, "ca_file": ca_file}
            ),
            "aibot": settings.aibot.model_copy(update={"url": line}),
        }
    )


@pytest.mark.parametrize(
    ("name", "lasts", "known", "words"),
    [
        (HERE, LATER, False, "证书不被信任"),
        (HERE, timedelta(days=1), True, "证书已过期"),
        (ELSEWHERE, LATER, True, "证书不是给这个地址的"),
        (HERE, LATER, True, ""),
    ],
)
async def test_a_wrong_certificate_is_named(
    directory: Path,
    capsys: pytest.CaptureFixture[str],
    name: x509.GeneralName,
    lasts: timedelta,
    known: bool,
    words: str,
) -> None:
    """证书没人认、过期、名字不对，体检对接口和长连接都说是哪一种；对的就说好。"""
    issuer = Issuer(directory)
    ca_file = str(issuer.file) if known else ""
    async with staged(directory, "2026-09-14 09:00", doors=("app", "robot")) as stage:
        server = TestServer(stage.simulator.application())
        await server.start_server(ssl=issuer.serves(name, lasts))
        platform = str(server.make_url("")).rstrip("/")
        await outside.look(at(stage.house.settings, platform, ca_file))
        await server.close()
        said = capsys.readouterr().out
        assert said.count(words or "好　令牌") >= (3 if words else 1)
        assert ("不好　令牌" in said) == ("不好　机器人" in said) == bool(words)
