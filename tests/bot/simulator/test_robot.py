"""本地的机器人平台：对着一条自己写的线，规矩一条条核对。"""

import base64
import hashlib
import itertools
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from yarl import URL

from bot.app import served
from bot.clock import PushedClock
from bot.simulator.robot import PATH, Robot
from bot.simulator.robot_board import BOT_ID, SECRET
from bot.simulator.robot_markdown import shown
from bot.simulator.wecom import Simulator

START = datetime(2026, 9, 14, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PERSON = "dengjianing"
NUMBERS = itertools.count()


class Wire:
    """A bare line to the platform: what is said, and what comes back."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def ask(
        self, cmd: str, body: dict[str, Any] | None = None, req_id: str = ""
    ) -> dict[str, Any]:
        """Send a request and return the next frame."""
        head = {"req_id": req_id or f"R{next(NUMBERS)}"}
        frame = {"cmd": cmd, "headers": head, "body": body}
        await self.socket.send_str(json.dumps(frame))
        answer = await self.next()
        assert answer["headers"] == head
        return answer

    async def code(self, cmd: str, body: dict[str, Any], req_id: str = "") -> int:
        """Send a request and return its error code."""
        return int((await self.ask(cmd, body, req_id))["errcode"])

    async def next(self) -> dict[str, Any]:
        """The next frame."""
        text = await self.socket.receive_str(timeout=10)
        frame = json.loads(text, strict=False)
        assert isinstance(frame, dict)
        return frame

    async def subscribe(self, secret: str = SECRET) -> dict[str, Any]:
        """Subscribe."""
        return await self.ask("aibot_subscribe", {"bot_id": BOT_ID, "secret": secret})


class Platform:
    """The platform, and as many lines as wanted."""

    def __init__(
        self, simulator: Simulator, clock: PushedClock, session: aiohttp.ClientSession
    ) -> None:
        self.simulator = simulator
        self.clock = clock
        self.session = session
        self.address = ""

    @property
    def robot(self) -> Robot:
        """The robot's side."""
        return self.simulator.robot

    async def connect(self) -> Wire:
        """A new line, not subscribed."""
        return Wire(await self.session.ws_connect(self.address + PATH))

    async def subscribed(self) -> Wire:
        """A new line, subscribed."""
        wire = await self.connect()
        assert (await wire.subscribe())["errcode"] == 0
        return wire

    def wait(self, **how: float) -> None:
        """Let time pass."""
        self.clock.push(self.clock.now() + timedelta(**how))

    def said(self, userid: str = PERSON) -> list[str]:
        """What the robot said to somebody."""
        screen = self.simulator.phone(userid, "robot")
        return [one.text for one in screen if one.direction == "out"]


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    """A platform with one person."""
    clock = PushedClock(START)
    simulator = Simulator("ww1", 1, "s", "t", "a" * 43, clock)
    simulator.add_member(PERSON, "邓家宁")
    async with (
        served(simulator.application(), "127.0.0.1", 0) as address,
        aiohttp.ClientSession() as session,
    ):
        made = Platform(simulator, clock, session)
        made.address = address
        yield made
        await simulator.close()


def stream(words: str, number: str = "S1", *, finish: bool = True) -> dict[str, Any]:
    """A stream reply."""
    part = {"id": number, "finish": finish, "content": words}
    return {"msgtype": "stream", "stream": part}


def push(words: str, to: str = PERSON, **more: Any) -> dict[str, Any]:
    """A push of words."""
    markdown = {"msgtype": "markdown", "markdown": {"content": words}}
    return {"chatid": to, "chat_type": 1, **markdown, **more}


async def test_nothing_goes_before_subscribing(platform: Platform) -> None:
    """没订阅，心跳、推送都不认（846609）；密钥不对 853000；对了才通。"""
    wire = await platform.connect()
    assert (await wire.ask("ping"))["errcode"] == 846609
    assert await wire.code("aibot_send_msg", push("一")) == 846609
    assert (await wire.subscribe("wrong"))["errcode"] == 853000
    answer = await wire.subscribe()
    assert answer["errcode"] == 0
    assert "cmd" not in answer
    assert (await wire.ask("ping"))["errcode"] == 0


async def test_a_second_line_kicks_the_first(platform: Platform) -> None:
    """第二条线订阅成了，头一条收到通知，客气地断开。"""
    first = await platform.subscribed()
    second = await platform.subscribed()
    told = await first.next()
    assert told["body"]["event"]["eventtype"] == "disconnected_event"
    assert "from" not in told["body"]
    closed = await first.socket.receive()
    assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, 1000)
    assert (await second.ask("ping"))["errcode"] == 0


async def test_an_idle_line_is_closed(platform: Platform) -> None:
    """久不作声的线，平台自己关掉。"""
    platform.robot.board.idle_after = 0.01
    wire = await platform.subscribed()
    assert (await wire.socket.receive(timeout=10)).type is aiohttp.WSMsgType.CLOSE


async def test_a_stream_is_replaced_whole(platform: Platform) -> None:
    """流式答复每次整个换掉，写完就定了；六分钟以后不能再写。"""
    wire = await platform.subscribed()
    asked = await platform.robot.say(PERSON, "状态")
    frame = await wire.next()
    assert frame["cmd"] == "aibot_msg_callback"
    req_id = frame["headers"]["req_id"]
    reply = "aibot_respond_msg"
    assert await wire.code(reply, stream("正在查", finish=False), req_id) == 0
    assert platform.said() == ["正在查"]
    assert not asked.answered
    assert await wire.code(reply, stream("共3项"), req_id) == 0
    assert platform.said() == ["共3项"]
    assert asked.answered
    assert await wire.code(reply, stream("再改"), req_id) == 846608
    assert await wire.code(reply, stream("慢", "S2", finish=False), req_id) == 0
    platform.wait(minutes=6)
    assert await wire.code(reply, stream("太慢", "S2"), req_id) == 846608


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (stream(""), 44004),
        (stream("长" * 6827), 45002),
        ({"msgtype": "text", "text": {"content": "一"}}, 40008),
        ({"msgtype": "file", "file": {"media_id": "no"}}, 40007),
        ({"msgtype": "template_card", "template_card": {}}, 40058),
        ({"msgtype": "stream", "stream": {"content": "一"}}, 40058),
    ],
)
async def test_bad_replies_are_refused(
    platform: Platform, body: dict[str, Any], code: int
) -> None:
    """空的、超过 20480 字节的、类型不对的，各有错误码，手机上没有。"""
    wire = await platform.subscribed()
    await platform.robot.say(PERSON, "在")
    req_id = (await wire.next())["headers"]["req_id"]
    assert await wire.code("aibot_respond_msg", body, req_id) == code
    assert platform.said() == []


async def test_req_ids_have_their_rules(platform: Platform) -> None:
    """不认识的、换了线的、用错地方的、过了一天的号，都是 846605。"""
    wire = await platform.subscribed()
    await platform.robot.say(PERSON, "在")
    old = (await wire.next())["headers"]["req_id"]
    reply = "aibot_respond_msg"
    assert await wire.code(reply, stream("一"), "nobody") == 846605
    assert await wire.code("aibot_respond_welcome_msg", stream("一"), old) == 846605
    platform.wait(hours=24)
    assert await wire.code(reply, stream("一"), old) == 846605
    await platform.robot.say(PERSON, "还在")
    fresh = (await wire.next())["headers"]["req_id"]
    newer = await platform.subscribed()
    assert await newer.code(reply, stream("一"), fresh) == 846605


async def test_pushes_have_a_limit(platform: Platform) -> None:
    """没写过话的推不到；一分钟三十条，多了 45009，过一分钟又行；类型不对不行。"""
    wire = await platform.subscribed()
    send = "aibot_send_msg"
    assert await wire.code(send, push("一")) == 93006
    await platform.robot.say(PERSON, "在")
    await wire.next()
    assert await wire.code(send, push("一", msgtype="text")) == 40008
    for number in range(30):
        assert await wire.code(send, push(f"{number}")) == 0
    assert await wire.code(send, push("三十一")) == 45009
    platform.wait(minutes=1)
    assert await wire.code(send, push("三十一")) == 0
    assert len(platform.said()) == 31


async def test_an_hour_has_a_limit_too(platform: Platform) -> None:
    """一小时一千条。"""
    wire = await platform.subscribed()
    await platform.robot.say(PERSON, "在")
    await wire.next()
    codes = []
    for number in range(1001):
        if number % 30 == 0:
            platform.wait(minutes=1)
        codes.append(await wire.code("aibot_send_msg", push(f"{number}")))
    assert codes == [0] * 1000 + [45009]


async def test_a_group_hears_only_its_name(platform: Platform) -> None:
    """群里的话带着@名字递过来，写明哪个群；文件不递。"""
    platform.robot.add_group("G1", PERSON)
    wire = await platform.subscribed()
    await platform.robot.say(PERSON, "状态", chat="G1")
    body = (await wire.next())["body"]
    assert (body["chattype"], body["chatid"]) == ("group", "G1")
    assert body["text"]["content"] == "@销账 状态"
    await platform.robot.say_mixed(PERSON, "看图", b"1", b"2", chat="G1")
    items = (await wire.next())["body"]["mixed"]["msg_item"]
    assert [one["msgtype"] for one in items] == ["text", "image", "image"]
    assert items[0]["text"]["content"] == "@销账 看图"
    assert items[1]["image"]["aeskey"] != items[2]["image"]["aeskey"]


async def test_a_message_comes_twice(platform: Platform) -> None:
    """同一条再递一次，msgid 相同，号不同。"""
    wire = await platform.subscribed()
    asked = await platform.robot.say(PERSON, "一")
    await platform.robot.again(asked)
    first, second = await wire.next(), await wire.next()
    assert first["body"] == second["body"]
    assert first["headers"] != second["headers"]


async def test_control_characters_stand_bare(platform: Platform) -> None:
    """控制字符光着放在 JSON 里，严格的读法会倒。"""
    wire = await platform.subscribed()
    await platform.robot.say(PERSON, "一\x0b二\\u000b")
    text = await wire.socket.receive_str(timeout=10)
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    words = json.loads(text, strict=False)["body"]["text"]["content"]
    assert words == "一\x0b二\\u000b"


async def test_what_nobody_hears_is_noted(platform: Platform) -> None:
    """没人接着的时候说的话，平台记下没递出去。"""
    asked = await platform.robot.say(PERSON, "有人吗")
    assert platform.robot.missed == [asked]


async def test_an_address_lives_five_minutes(platform: Platform) -> None:
    """文件的地址五分钟有效；参数动过一个字符就不给；名字只在头里。"""
    wire = await platform.subscribed()
    await platform.robot.send_file(PERSON, "file", b"%PDF", "办法.pdf")
    url = (await wire.next())["body"]["file"]["url"]
    get = platform.session.get
    async with get(URL(url, encoded=True)) as response:
        assert response.status == 200
        assert response.content_type == "application/octet-stream"
        assert "filename*=UTF-8''%E5" in response.headers["Content-Disposition"]
        assert len(await response.read()) == 32
    async with get(url) as response:
        assert response.status == 400
    platform.wait(minutes=5)
    async with get(URL(url, encoded=True)) as response:
        assert response.status == 403


class Upload:
    """A file of several pieces, as a client would send it."""

    def __init__(self, wire: Wire, data: bytes, size: int = 512 * 1024) -> None:
        self.wire = wire
        self.data = data
        self.pieces = [data[n : n + size] for n in range(0, len(data), size)]
        self.upload_id = ""

    async def init(self, **more: Any) -> int:
        """Announce it."""
        body = {
            "type": "file",
            "filename": "a.bin",
            "total_size": len(self.data),
            "total_chunks": len(self.pieces),
            "md5": hashlib.md5(self.data, usedforsecurity=False).hexdigest(),
            **more,
        }
        answer = await self.wire.ask("aibot_upload_media_init", body)
        self.upload_id = answer.get("body", {}).get("upload_id", "")
        return int(answer["errcode"])

    async def chunk(self, number: int, data: bytes | None = None) -> int:
        """Send a piece."""
        piece = self.pieces[number] if data is None else data
        body = {
            "upload_id": self.upload_id,
            "chunk_index": number,
            "base64_data": base64.b64encode(piece).decode(),
        }
        return await self.wire.code("aibot_upload_media_chunk", body)

    async def finish(self) -> dict[str, Any]:
        """Close it."""
        body = {"upload_id": self.upload_id}
        return await self.wire.ask("aibot_upload_media_finish", body)


async def test_pieces_come_in_any_order(platform: Platform) -> None:
    """块可以乱序、重复，换了线也接着传；收齐了才算数。"""
    data = bytes(range(256)) * 5000
    upload = Upload(await platform.subscribed(), data)
    assert await upload.init() == 0
    assert await upload.chunk(2) == 0
    assert (await upload.finish())["errcode"] == 40058
    upload.wire = await platform.subscribed()
    assert await upload.chunk(0) == 0
    assert await upload.chunk(0) == 0
    assert await upload.chunk(1) == 0
    body = (await upload.finish())["body"]
    assert platform.simulator.media[body["media_id"]][0] == data
    assert isinstance(body["created_at"], str)


async def test_uploads_have_their_rules(platform: Platform) -> None:
    """块太大、序号不对、校验不对、块数超过一百、过了三十分钟，都不行。"""
    upload = Upload(await platform.subscribed(), bytes(600 * 1024))
    assert await upload.init(total_chunks=101) == 40058
    assert await upload.init(total_size=30 * 1024 * 1024) == 40009
    assert await upload.init(md5="0" * 32) == 0
    assert await upload.chunk(0, bytes(512 * 1024 + 1)) == 40009
    assert await upload.chunk(0) == 0
    assert await upload.chunk(1) == 0
    assert (await upload.finish())["errcode"] == 40058
    upload.pieces.append(b"more")
    assert await upload.chunk(2) == 40058
    platform.wait(minutes=30)
    assert await upload.chunk(1) == 40058


async def test_both_chats_stand_on_one_phone(platform: Platform) -> None:
    """一部手机两个会话：应用的和机器人的，各是各的。"""
    await platform.robot.say(PERSON, "对机器人")
    screen = platform.simulator.phone
    assert [one.text for one in screen(PERSON, "robot")] == ["对机器人"]
    assert screen(PERSON) == []


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**粗** 和 *斜*", "粗 和 斜"),
        ("# 标题", "标题"),
        ("- 列表", "列表"),
        ("[看](https://x)", "看"),
        (r"\*原样\*", "*原样*"),
        ("一行  \n两行", "一行\n两行"),
        ("<b>标签</b>", "标签"),
    ],
)
def test_marks_are_eaten(markdown: str, words: str) -> None:
    """没转义的记号，手机上看不见。"""
    assert shown(markdown) == words
