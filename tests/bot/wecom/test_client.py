"""平台接口的客户端：令牌、结局、素材，对着一个照稿子答话的本地平台。"""

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from json import dumps

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.clock import PushedClock
from bot.wecom.carrier import WeComGateway
from bot.wecom.client import (
    ClientSettings,
    NotSent,
    Uncertain,
    WeComClient,
    WeComError,
)
from bot.wecom.media import PIECE
from rules.outcomes import Sent

START = datetime(2026, 10, 16, 1, tzinfo=UTC)
SECRET = "the-secret-of-the-app"
ROT13 = {"Content-Type": "text/html; charset=rot13"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Platform:
    """Gives out tokens t1, t2, … and answers calls from a prepared list."""

    def __init__(self) -> None:
        self.tokens = 0
        self.calls: list[web.Request] = []
        self.bodies: list[bytes] = []
        self.answers: list[Handler] = []
        self.token_answer: Handler = self._token

    async def _token(self, _: web.Request) -> web.StreamResponse:
        self.tokens += 1
        return json(access_token=f"t{self.tokens}", expires_in=7200)

    async def token(self, request: web.Request) -> web.StreamResponse:
        """Give the next token."""
        return await self.token_answer(request)

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Give the next prepared answer."""
        self.calls.append(request)
        self.bodies.append(await request.read())
        handler = self.answers.pop(0) if self.answers else fixed(json())
        return await handler(request)

    def application(self) -> web.Application:
        """Return the application."""
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_get("/cgi-bin/gettoken", self.token)
        app.router.add_route("*", "/cgi-bin/{tail:.*}", self.call)
        return app


def json(errcode: int = 0, errmsg: str = "ok", **more: object) -> web.Response:
    """An answer of the platform."""
    return web.json_response({"errcode": errcode, "errmsg": errmsg, **more})


def fixed(response: web.Response) -> Handler:
    """Always this answer."""

    async def handler(_: web.Request) -> web.StreamResponse:
        """Answer as prepared."""
        return response

    return handler


async def cut(request: web.Request) -> web.StreamResponse:
    """Close the connection after the request was read."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


@pytest.fixture
def platform() -> Platform:
    """The platform, with nothing prepared."""
    return Platform()


@pytest.fixture
def clock() -> PushedClock:
    """A clock that stands still."""
    return PushedClock(START)


@pytest.fixture
async def client(platform: Platform, clock: PushedClock) -> AsyncIterator[WeComClient]:
    """A client that talks to the platform."""
    async with (
        TestServer(platform.application()) as server,
        aiohttp.ClientSession() as session,
    ):
        yield WeComClient(
            session, settings(str(server.make_url("")).rstrip("/")), clock
        )


def settings(base: str) -> ClientSettings:
    """The app under test at this address."""
    return ClientSettings("ww1", 1000002, SECRET, base)


def used_tokens(platform: Platform) -> list[str]:
    """The token of every call."""
    return [call.query["access_token"] for call in platform.calls]


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


async def test_upload_names_the_file_in_plain_utf8(
    client: WeComClient, platform: Platform
) -> None:
    """上传的文件名用中文原样写，坏字符换成下划线。"""
    platform.answers = [fixed(json(media_id="m1"))]
    assert await client.upload("file", '台账"\r\n.xlsx', b"content") == "m1"
    body = platform.bodies[0]
    assert 'filename="台账___.xlsx"'.encode() in body
    assert b'name="media"' in body
    assert platform.calls[0].query["type"] == "file"


async def test_upload_without_a_media_id_is_uncertain(
    client: WeComClient, platform: Platform
) -> None:
    """上传的回音里没有文件号，不当成功。"""
    platform.answers = [fixed(json())]
    with pytest.raises(Uncertain):
        await client.upload("file", "a.txt", b"content")


async def test_menu_goes_with_its_agent(
    client: WeComClient, platform: Platform
) -> None:
    """设菜单时说明是哪个应用。"""
    await client.create_menu(1000002, {"button": []})
    assert platform.calls[0].query["agentid"] == "1000002"


def ranged(data: bytes, *, whole: bool) -> Handler:
    """Serve a file by ranges; `whole` tells its size in Content-Range."""

    async def handler(request: web.Request) -> web.StreamResponse:
        """Answer as prepared."""
        part = request.http_range
        headers = {"Content-Disposition": 'attachment; filename="照片.jpg"'}
        if whole:
            headers["Content-Range"] = f"bytes {part.start}-{part.stop}/{len(data)}"
        return web.Response(
            body=data[part], status=206, headers=headers, content_type="image/jpeg"
        )

    return handler


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("size", [0, 1000, PIECE, PIECE + 1000])
async def test_large_files_come_in_pieces(
    client: WeComClient, platform: Platform, size: int, whole: bool
) -> None:
    """大文件分段取，拼起来一个字节不差。"""
    data = (b"0123456789" * (size // 10 + 1))[:size]
    platform.answers = [ranged(data, whole=whole)] * 3
    got = await client.fetch_media("m", PIECE * 2)
    assert got == (data, "image/jpeg", "照片.jpg")


async def test_too_large_stops_one_byte_over(
    client: WeComClient, platform: Platform
) -> None:
    """超过上限的文件，只读到多出一个字节为止。"""
    platform.answers = [ranged(b"x" * 5000, whole=True)]
    data, _, _ = await client.fetch_media("m", 1000)
    assert len(data) == 1001
    platform.answers = [fixed(web.Response(body=b"x" * 5000))]
    data, _, _ = await client.fetch_media("m", 1000)
    assert len(data) == 1001


async def test_media_error_comes_with_status_200(
    client: WeComClient, platform: Platform
) -> None:
    """下载时平台用200答一段错误，认得出，不存成文件。"""
    platform.answers = [fixed(json(40007, "invalid media_id, hint: [1]"))]
    with pytest.raises(WeComError) as caught:
        await client.fetch_media("m", 1000)
    assert caught.value.code == 40007


async def test_json_file_is_a_file(client: WeComClient, platform: Platform) -> None:
    """真是一个 JSON 文件，就照文件收。"""
    platform.answers = [fixed(web.json_response({"a": 1}))]
    data, kind, _ = await client.fetch_media("m", 1000)
    assert (data, kind) == (b'{"a": 1}', "application/json")


async def test_stale_token_on_download_is_renewed(
    client: WeComClient, platform: Platform
) -> None:
    """下载时令牌失效，换一个再取。"""
    platform.answers = [fixed(json(42001)), ranged(b"photo", whole=True)]
    data, _, _ = await client.fetch_media("m", 1000)
    assert data == b"photo"
    assert used_tokens(platform) == ["t1", "t2"]


@pytest.mark.parametrize(
    "answer", [cut, fixed(web.Response(status=500)), fixed(web.Response(status=404))]
)
async def test_failed_download_is_uncertain(
    client: WeComClient, platform: Platform, answer: Handler
) -> None:
    """下载断了或者平台出错，不当成收到了文件。"""
    platform.answers = [answer, answer]  # a GET that was cut is asked once more
    with pytest.raises(Uncertain):
        await client.fetch_media("m", 1000)
