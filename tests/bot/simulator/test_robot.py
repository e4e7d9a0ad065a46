"""本地的机器人平台：对着一条自己写的线，规矩一条条核对。"""

import json
from typing import Any

import aiohttp
import pytest

from bot.simulator.robot_markdown import shown
from tests.bot.simulator.conftest import PERSON, Platform, push, stream


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
