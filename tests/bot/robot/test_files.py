"""机器人收到的文件：取得回、解得开、名字对；过期的、不安全的、解不开的说得清。"""

import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot import cipher
from bot.clock import PushedClock
from bot.robot import frames
from bot.robot.errors import NotSent, Uncertain
from bot.robot.files import Files
from rules.errors import Refusal
from tests.robots import PERSON, Rig, rigged

KEY_TEXT = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
KEY = base64.b64decode(KEY_TEXT + "=")
PLAIN = b"%PDF-1.4 demo"
SEALED = bytes.fromhex(
    "e7ea57ee652958bf6c71b5f570029e531f4764035dca66800c80c58697072b2c"
)
AT = datetime(2026, 9, 14, 1, tzinfo=UTC)
LIMIT = 1024 * 1024
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Host:
    """A place where one file lies."""

    def __init__(self) -> None:
        self.body = SEALED
        self.status = 200
        self.headers = {"Content-Disposition": "attachment"}
        self.asked: list[str] = []
        self.address = ""

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Give it out."""
        self.asked.append(request.raw_path)
        return web.Response(body=self.body, status=self.status, headers=self.headers)


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    """A host on this machine."""
    place = Host()
    application = web.Application()
    application.router.add_get("/{tail:.*}", place.serve)
    async with TestServer(application) as server:
        place.address = str(server.make_url("")).rstrip("/")
        yield place


@pytest.fixture
def clock() -> PushedClock:
    """A clock that stands still."""
    return PushedClock(AT)


@pytest.fixture
async def files(clock: PushedClock) -> AsyncIterator[Files]:
    """Whoever fetches, from this machine too."""
    async with aiohttp.ClientSession() as session:
        yield Files(session, clock, loopback=True)


def media_id(url: str, aeskey: str = KEY_TEXT) -> str:
    """What frames make of a file message that came at AT."""
    part = {"url": url, "aeskey": aeskey}
    said = {"from": {"userid": "u"}, "msgtype": "file", "file": part}
    (read,) = frames.parse_all(said, "Q", AT)
    return read.media_id


@pytest.mark.parametrize("aeskey", [KEY_TEXT, KEY_TEXT + "=", KEY_TEXT + "%3D"])
async def test_the_known_file_opens(files: Files, host: Host, aeskey: str) -> None:
    """约定的样本解得开，钥匙末尾有没有等号都一样。"""
    data, _ = await files.fetch(media_id(f"{host.address}/a", aeskey), LIMIT)
    assert data == PLAIN


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 31, 32, 33, 64])
def test_every_length_opens_again(size: int) -> None:
    """补齐多少字节都拆得开，一个字节不差。"""
    plain = bytes(range(size))
    sealed = cipher.seal(KEY, plain)
    assert len(sealed) % 32 == 0
    assert cipher.open_sealed(KEY, sealed) == plain


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename*=UTF-8''%E5%8A%9E%E6%B3%95.pdf", "办法.pdf"),
        ('attachment; filename="办法.pdf"', "办法.pdf"),
        ('attachment; filename="%E5%8A%9E%E6%B3%95.pdf"', "办法.pdf"),
        ("attachment; filename=a.pdf; filename*=utf-8''b.pdf", "b.pdf"),
        ("attachment", ""),
        ("attachment; filename*=UTF-8''%00..%2Fa.pdf", "_.._a.pdf"),
        ("attachment; filename*=UTF-8''%E2%80%AEfdp.exe", "_fdp.exe"),
        (f"attachment; filename={'x' * 5000}.pdf", f"{'x' * 234}…{'x' * 16}.pdf"),
    ],
)
async def test_the_name_comes_from_the_header(
    files: Files, host: Host, disposition: str, name: str
) -> None:
    """文件名只在头里，几种写法都读得出中文；怪字符换掉，过长的留头留尾。"""
    host.headers["Content-Disposition"] = disposition
    assert (await files.fetch(media_id(f"{host.address}/a"), LIMIT))[1] == name


async def test_the_address_is_asked_for_as_it_stands(files: Files, host: Host) -> None:
    """带签名的地址一个字符不改。"""
    path = "/x%2Fy?sign=a%2Fb%3D%3D&t=1;2&k=%7E+"
    await files.fetch(media_id(host.address + path), LIMIT)
    assert host.asked == [path]


async def test_five_minutes_later_it_is_gone(
    files: Files, host: Host, clock: PushedClock
) -> None:
    """过了五分钟，不去取，请人重新发。"""
    clock.push(AT + timedelta(minutes=5))
    with pytest.raises(Refusal) as caught:
        await files.fetch(media_id(f"{host.address}/a"), LIMIT)
    assert caught.value.facts["kind"] == "expired"
    assert host.asked == []


@pytest.mark.parametrize("status", [403, 404])
async def test_a_refused_address_is_gone(files: Files, host: Host, status: int) -> None:
    """平台说没有了，就是没有了，不再试。"""
    host.status = status
    with pytest.raises(Refusal) as caught:
        await files.fetch(media_id(f"{host.address}/a"), LIMIT)
    assert caught.value.facts["kind"] == "expired"


@pytest.mark.parametrize("status", [302, 429, 500, 503])
async def test_trouble_may_pass(files: Files, host: Host, status: int) -> None:
    """平台一时不行，过会儿再试；叫去别处也不去。"""
    host.status = status
    host.headers["Location"] = f"{host.address}/elsewhere"
    with pytest.raises(Uncertain):
        await files.fetch(media_id(f"{host.address}/a"), LIMIT)
    assert host.asked == ["/a"]


async def test_nobody_there_is_not_sent(files: Files) -> None:
    """连不上，就是没有取，地址不写进报错。"""
    with pytest.raises(NotSent) as caught:
        await files.fetch(media_id(f"http://127.0.0.1:{unused_port()}/a?s=1"), LIMIT)
    assert "s=1" not in repr(caught.value.__cause__)


@pytest.mark.parametrize(
    ("sealed", "aeskey"),
    [
        (SEALED, "A" * 43),
        (SEALED[:-1], KEY_TEXT),
        (SEALED[:-16], KEY_TEXT),
        (b"", KEY_TEXT),
        (SEALED, "abc"),
        (SEALED, ""),
        (SEALED, "张" * 43),
    ],
    ids=["key", "cut", "block", "empty", "short", "none", "words"],
)
async def test_what_does_not_open_is_refused(
    files: Files, host: Host, sealed: bytes, aeskey: str
) -> None:
    """钥匙不对、不完整的，不收；没解开的字节绝不交出去。"""
    host.body = sealed
    with pytest.raises(Refusal) as caught:
        await files.fetch(media_id(f"{host.address}/a", aeskey), LIMIT)
    assert caught.value.facts["kind"] == "broken"


@pytest.mark.parametrize(("more", "seen"), [(0, 100), (1, 101), (5000, 101)])
async def test_a_large_file_is_seen_to_be_large(
    files: Files, host: Host, more: int, seen: int
) -> None:
    """正好到上限的照收；超过的只取一点，交出去看得出超了。"""
    host.body = cipher.seal(KEY, b"x" * (100 + more))
    data, _ = await files.fetch(media_id(f"{host.address}/a"), 100)
    assert data == b"x" * seen


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://files.example.cn/a", True),
        ("http://127.0.0.1:1/a", False),
        ("ftp://127.0.0.1/a", True),
        ("file:///etc/passwd", True),
        ("https:///a", True),
        ("http://127.0.0.1:99999/a", True),
        ("不是地址", True),
    ],
)
async def test_unsafe_addresses_are_not_followed(
    clock: PushedClock, url: str, *, loopback: bool
) -> None:
    """不加密的、别的协议的、不成地址的，一概不去取；本机只在模拟时去。"""
    async with aiohttp.ClientSession() as session:
        files = Files(session, clock, loopback=loopback)
        with pytest.raises(Refusal) as caught:
            await files.fetch(media_id(url), LIMIT)
    assert caught.value.facts["kind"] == "address"


async def fetched(rig: Rig) -> tuple[bytes, str]:
    """Fetch the newest file that the robot heard of."""
    frame = rig.heard[-1]
    read = frames.parse_all(frame.body, frame.req_id, frame.received_at)
    return await rig.files.fetch(read[-1].media_id, LIMIT)


async def test_files_from_the_simulator() -> None:
    """模拟的平台发来的文件，三种钥匙写法、两种名字写法，都取得回。"""
    async with rigged() as rig:
        for number in range(6):
            rig.robot.shelf.extended_names = number % 2 == 0
            data = bytes([number]) * (number * 16 + 1)
            await rig.robot.send_file(PERSON, "file", data, "办法（终稿）.pdf")
            await rig.until_heard(number + 1)
            assert await fetched(rig) == (data, "办法（终稿）.pdf")
