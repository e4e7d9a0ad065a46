"""从正门进：回调、验址、健康、令牌、菜单。"""

import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.wecom.client import ClientSettings, WeComClient
from rules import menu
from tests.bot.test_door import PERSON, xml
from tests.conftest import Stage, staged


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The whole system."""
    async with staged(tmp_path, "2026-09-14 09:00") as made:
        yield made


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD", "PATCH"])
async def test_another_method_gets_a_bare_refusal(stage: Stage, method: str) -> None:
    """平台从不用的方法，只有 405，正文是空的。"""
    url = stage.simulator.caller.url
    async with (
        aiohttp.ClientSession() as client,
        client.request(method, url) as response,
    ):
        assert response.status == 405
        assert await response.read() == b""


async def test_bad_callbacks_get_a_bare_refusal(stage: Stage) -> None:
    """伪造的、太大的、不是信的，一律空着身子的 4xx，程序照常活着。"""
    url = stage.simulator.caller.url
    good, query = stage.simulator.caller.sealed(xml(MsgType="text", Content="我的"))
    cases: list[tuple[Any, dict[str, Any]]] = [
        (good, {**query, "msg_signature": "0" * 40}),
        (good, {}),
        (b"<xml>", query),
        (io.BytesIO(b"x" * 10_000_000), query),
        (b"", query),
    ]
    async with aiohttp.ClientSession() as session:
        for body, parameters in cases:
            try:
                async with session.post(url, data=body, params=parameters) as response:
                    assert 400 <= response.status < 500
                    assert await response.read() == b""
            except aiohttp.ClientOSError:
                continue
        async with session.get(url, params={**query, "echostr": "AAAA"}) as response:
            assert response.status == 403
    assert (await stage.say(PERSON, "我的")).startswith("我的事项：3项")


async def test_three_url_verifications(stage: Stage) -> None:
    """后台验证回调地址，三次都答对。"""
    assert await stage.simulator.verify_url()


async def test_a_letter_is_no_echo(stage: Stage) -> None:
    """截来一封真的信，当验址的回声来问：念不出里面的话，空着身子的 403。"""
    caller = stage.simulator.caller
    body, query = caller.sealed(xml(MsgType="text", Content="别人的话"))
    sealed = body.decode().split("<Encrypt><![CDATA[")[1].split("]]>")[0]
    async with (
        aiohttp.ClientSession() as session,
        session.get(caller.url, params={**query, "echostr": sealed}) as response,
    ):
        assert response.status == 403
        assert await response.read() == b""


async def test_a_body_that_cannot_be_unpacked(stage: Stage) -> None:
    """说是压过的、其实拆不开的正文，也是空着身子的 4xx，不算我们出错。"""
    url = stage.simulator.caller.url
    headers = {"Content-Encoding": "gzip"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=b"<xml/>", headers=headers) as response,
    ):
        assert 400 <= response.status < 500
        assert await response.read() == b""


@pytest.mark.parametrize("path", ["", "/healthz", "/h5/", "/static/h5.css", "/none"])
async def test_no_answer_says_which_program_answers(stage: Stage, path: str) -> None:
    """哪一种答复都不报程序的名字和版本：打听来的，只对找漏洞的人有用。"""
    url = stage.simulator.caller.url
    address = url.removesuffix("/wecom/callback") + path if path else url
    async with (
        aiohttp.ClientSession() as session,
        session.get(address, allow_redirects=False) as response,
    ):
        assert "Server" not in response.headers


async def test_health(stage: Stage) -> None:
    """活着就说活着；泵没开，就说没准备好和缘由。"""
    base = stage.simulator.caller.url.removesuffix("/wecom/callback")
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{base}/healthz") as response:
            assert response.status == 200
        async with session.get(f"{base}/readyz") as response:
            assert response.status == 503
            assert (await response.json())["reasons"]["delivery"] == "stopped"


async def test_token_is_renewed_and_faults_are_survived(stage: Stage) -> None:
    """令牌过期、平台出错、连接断掉，消息晚一点也送到，只送一次。"""
    stage.simulator.tokens.clear()
    stage.simulator.fail_next(-1, 503, 45009, "lost")
    await stage.simulator.say("feisiyuan", "催 5-005")
    for _ in range(8):
        await stage.wait(seconds=70)
    told = [words for words in stage.heard(PERSON) if "5-005" in words]
    assert len(told) == 1
    assert "第1次提醒" in told[0]


async def test_menu_is_set_and_its_entries_speak(stage: Stage) -> None:
    """菜单设得上，点一项和打那几个字一样。"""
    house = stage.house
    wecom = house.settings.wecom
    async with aiohttp.ClientSession() as session:
        client = WeComClient(
            session,
            ClientSettings(
                wecom.corp_id, wecom.agent_id, wecom.secret.reveal(), wecom.api_base
            ),
            house.clock,
        )
        await client.create_menu(wecom.agent_id, menu.as_request())
    assert stage.simulator.menu == menu.as_request()
    answer = await stage.simulator.click(PERSON, "我的")
    assert answer is not None
    assert answer.text.startswith("我的事项：3项")
