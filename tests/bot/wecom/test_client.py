"""平台接口的客户端：令牌、结局、素材，对着一个照稿子答话的本地平台。"""

import asyncio
import traceback
from collections.abc import Mapping
from datetime import timedelta
from json import dumps

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port

from bot.clock import PushedClock
from bot.wecom.carrier import WeComGateway
from bot.wecom.client import (
    NotSent,
    Uncertain,
    WeComClient,
    WeComError,
)
from rules.post.outcomes import Sent
from tests.bot.wecom.conftest import (
    SECRET,
    START,
    Handler,
    Platform,
    cut,
    fixed,
    json,
    settings,
    used_tokens,
)

ROT13 = {"Content-Type": "text/html; charset=rot13"}


async def test_many_callers_fetch_one_token(
    client: WeComClient, platform: Platform
) -> None:
    """许多消息一起发，令牌只取一次。"""
    await asyncio.gather(*(client.send(dumps({"n": n}).encode()) for n in range(10)))
    assert platform.tokens == 1
    assert used_tokens(platform) == ["t1"] * 10


async def test_token_is_renewed_five_minutes_early(
    client: WeComClient, platform: Platform, clock: PushedClock
) -> None:
    """令牌到期前五分钟就换新的，之前不换。"""
    await client.send(b"{}")
    clock.push(START + timedelta(seconds=7200 - 301))
    await client.send(b"{}")
    clock.push(START + timedelta(seconds=7200 - 300))
    await client.send(b"{}")
    assert used_tokens(platform) == ["t1", "t1", "t2"]


@pytest.mark.parametrize("code", [40014, 42001, 41001])
async def test_stale_token_is_renewed_once(
    client: WeComClient, platform: Platform, code: int
) -> None:
    """令牌失效，换一个再发一次，话一字不变。"""
    platform.answers = [fixed(json(code)), fixed(json(msgid="m1"))]
    assert (await client.send(dumps({"text": "您好"}).encode())).msgid == "m1"
    assert used_tokens(platform) == ["t1", "t2"]
    assert platform.bodies[0] == platform.bodies[1] == dumps({"text": "您好"}).encode()


async def test_stale_twice_is_an_error(client: WeComClient, platform: Platform) -> None:
    """换了令牌还说失效，就报错，不没完没了地换。"""
    platform.answers = [fixed(json(42001)), fixed(json(42001))]
    with pytest.raises(WeComError) as caught:
        await client.send(b"{}")
    assert caught.value.code == 42001
    assert platform.tokens == 2


async def test_sent_carries_what_the_platform_said(
    client: WeComClient, platform: Platform
) -> None:
    """发送结果里的收不到的人、没有许可的人、消息号、卡片码，都带回来。"""
    platform.answers = [
        fixed(
            json(
                msgid="m",
                response_code="r",
                invaliduser="zhangsan|lisi",
                unlicenseduser="wangwu",
            )
        )
    ]
    sent = await client.send(b"{}")
    assert (sent.msgid, sent.response_code) == ("m", "r")
    assert sent.invaliduser == ("zhangsan", "lisi")
    assert sent.unlicensed == ("wangwu",)


async def test_error_keeps_the_hint_and_nothing_else(
    client: WeComClient, platform: Platform
) -> None:
    """报错只留错误码和平台的查询号，不带别的话。"""
    platform.answers = [
        fixed(json(60020, "not allow, hint: [1695847276], from ip: 1.2.3.4"))
    ]
    with pytest.raises(WeComError) as caught:
        await client.send(b"{}")
    assert str(caught.value) == "errcode 60020 hint: [1695847276]"


@pytest.mark.parametrize(
    "answer",
    [
        cut,
        fixed(web.Response(status=502, text="<html>")),
        fixed(web.Response(text="<html>")),
        fixed(web.json_response(["errcode", 0])),
        fixed(web.json_response({"errcode": "zero"})),
        fixed(web.json_response({"status": "ok"})),
        fixed(web.Response(text="[" * 100000)),
        fixed(web.Response(body=b"{}", headers=ROT13)),
    ],
    ids=["cut", "502", "html", "list", "word", "proxy", "deep", "charset"],
)
async def test_no_sensible_answer_is_uncertain(
    client: WeComClient, platform: Platform, answer: Handler
) -> None:
    """请求写出去了而没有像样的回音，是送没送到不知道。"""
    platform.answers = [answer]
    with pytest.raises(Uncertain):
        await client.send(b"{}")


@pytest.mark.parametrize(
    "answer",
    [cut, fixed(web.Response(status=503)), fixed(json())],
    ids=["cut", "503", "no token"],
)
async def test_without_a_token_nothing_was_sent(
    client: WeComClient, platform: Platform, answer: Handler
) -> None:
    """令牌没取到，消息肯定没有发出，不算不知道。"""
    platform.token_answer = answer
    with pytest.raises(NotSent):
        await client.send(b"{}")
    assert platform.calls == []


@pytest.mark.parametrize("life", [None, "soon", [], 1e300])
async def test_an_odd_lifetime_is_the_usual_one(
    client: WeComClient, platform: Platform, clock: PushedClock, life: object
) -> None:
    """令牌的时效写得怪，按两小时算，消息照发。"""
    platform.token_answer = fixed(json(access_token="t", expires_in=life))
    await client.send(b"{}")
    platform.token_answer = fixed(json(access_token="new", expires_in=7200))
    clock.push(START + timedelta(seconds=7200 - 301))
    await client.send(b"{}")
    clock.push(START + timedelta(seconds=7200 - 300))
    await client.send(b"{}")
    assert used_tokens(platform) == ["t", "t", "new"]


async def test_a_token_in_the_fewest_words_tells_the_time_too(
    client: WeComClient, platform: Platform
) -> None:
    """平台给令牌时没写错误码，也是平台的答话：令牌用得，时间也听得；取不到新的用旧的。"""
    heard: list[Mapping[str, str]] = []
    client.hear = heard.append
    few = {"access_token": "t", "expires_in": 7200}
    platform.token_answer = fixed(web.json_response(few))
    await client.renew_token()
    assert "Date" in heard[0]
    platform.token_answer = cut
    with pytest.raises(NotSent):
        await client.renew_token()
    await client.send(b"{}")
    assert used_tokens(platform) == ["t"]


@pytest.mark.parametrize("life", [299, 0, -5])
async def test_a_token_near_its_end_is_not_fetched_at_every_call(
    client: WeComClient, platform: Platform, life: int
) -> None:
    """时效内再取还是同一个令牌，只剩几分钟也先用着，不句句去取。"""
    fetched = 0

    async def answer(_: web.Request) -> web.StreamResponse:
        """Give the same token again."""
        nonlocal fetched
        fetched += 1
        return json(access_token="t", expires_in=life)

    platform.token_answer = answer
    for _ in range(5):
        await client.send(b"{}")
    assert fetched == 1


async def test_the_same_refused_token_is_fetched_once_for_all(
    client: WeComClient, platform: Platform
) -> None:
    """平台不认令牌，再取还给同一个：早先发出、晚些被拒的，不为自己再取一次。"""
    fetched = 0
    retried = asyncio.Event()

    async def token(_: web.Request) -> web.StreamResponse:
        """Give the same token again."""
        nonlocal fetched
        fetched += 1
        return json(access_token="t", expires_in=7200)

    async def late(_: web.Request) -> web.StreamResponse:
        """Refuse when the other has its new token."""
        await retried.wait()
        return json(40014)

    async def again(_: web.Request) -> web.StreamResponse:
        """Refuse the new token as well."""
        retried.set()
        return json(40014)

    platform.token_answer = token
    await client.send(b"{}")
    platform.answers = [fixed(json(40014)), late, again, fixed(json(40014))]
    sends = (client.send(dumps({"n": n}).encode()) for n in range(2))
    results = await asyncio.gather(*sends, return_exceptions=True)
    assert [getattr(result, "code", 0) for result in results] == [40014] * 2
    assert fetched == 2


async def test_a_token_that_does_not_come_is_waited_for_once_by_all(
    client: WeComClient, platform: Platform
) -> None:
    """令牌迟迟不来，等着的几条一起落空、一起再试，不一条接一条地各等一遍。"""
    asked: list[str] = []
    begun, over = asyncio.Event(), asyncio.Event()

    async def token(request: web.Request) -> web.StreamResponse:
        """Take the question and answer nothing of use, long after."""
        asked.append(request.path)
        begun.set()
        await over.wait()
        raise web.HTTPBadGateway

    platform.token_answer = token
    sends = [asyncio.create_task(client.send(b"{}")) for _ in range(5)]
    await begun.wait()
    over.set()
    ends = await asyncio.gather(*sends, return_exceptions=True)
    assert [type(end) for end in ends] == [NotSent] * 5
    assert len(asked) == 1
    platform.token_answer = platform._token
    await client.send(b"{}")
    assert used_tokens(platform) == ["t1"]


async def test_who_has_no_licence_is_not_reached(
    client: WeComClient, platform: Platform
) -> None:
    """平台说收下了，却说这个人没有许可：没有送到，不当送到。"""
    platform.answers = [fixed(json(unlicenseduser="wangwu")), fixed(json())]
    gateway = WeComGateway(client)
    outcomes = [await gateway.send("notice", "{}") for _ in range(2)]
    assert outcomes == [Sent(unreachable=True), Sent()]


async def test_refused_connection_is_not_sent(clock: PushedClock) -> None:
    """连不上，就是没有发出；报错的全文里找不到密钥。"""
    async with aiohttp.ClientSession() as session:
        client = WeComClient(
            session, settings(f"http://127.0.0.1:{unused_port()}"), clock
        )
        with pytest.raises(NotSent) as caught:
            await client.send(b"{}")
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "answer",
    [cut, fixed(web.Response(text="<html>")), fixed(json(40001, "invalid secret"))],
    ids=["cut", "html", "40001"],
)
async def test_secret_stays_secret(
    client: WeComClient, platform: Platform, answer: Handler
) -> None:
    """取令牌怎么错，报错的全文里都找不到密钥。"""
    platform.token_answer = answer
    with pytest.raises((NotSent, WeComError)) as caught:
        await client.send(b"{}")
    assert SECRET not in "".join(traceback.format_exception(caught.value))


async def test_menu_goes_with_its_agent(
    client: WeComClient, platform: Platform
) -> None:
    """设菜单时说明是哪个应用。"""
    await client.create_menu(1000002, {"button": []})
    assert platform.calls[0].query["agentid"] == "1000002"
