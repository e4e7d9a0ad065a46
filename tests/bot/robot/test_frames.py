"""机器人的来话：各种消息和事件读成同一个样子，怪的不认，不倒。"""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.robot import frames

AT = datetime(2026, 9, 14, 1, tzinfo=UTC)


def body(**more: Any) -> dict[str, Any]:
    """A callback body in a chat between two."""
    head = {
        "msgid": "M1",
        "aibotid": "B1",
        "chattype": "single",
        "from": {"userid": "zhangsan"},
    }
    return {**head, **more}


def text(words: str, **more: Any) -> dict[str, Any]:
    """A text message."""
    return body(msgtype="text", text={"content": words}, **more)


def test_text_between_two() -> None:
    """两人之间的文字：谁、什么话、按哪个号答，都读得出。"""
    read = frames.parse(text("列出我的整改"), "Q1")
    assert read is not None
    assert (read.channel, read.userid, read.kind) == ("robot", "zhangsan", "text")
    assert (read.text, read.chat, read.reply_to) == ("列出我的整改", "", "Q1")
    assert read.key == "robot:m:B1:M1"


def test_the_same_message_twice_has_one_key() -> None:
    """同一条再递一次，换了号也认得出是同一条。"""
    first, second = frames.parse(text("一"), "Q1"), frames.parse(text("一"), "Q2")
    assert first is not None
    assert second is not None
    assert first.key == second.key


@pytest.mark.parametrize(
    ("written", "name", "words"),
    [
        ("@RobotA 我的事项", "", "我的事项"),
        ("@巡察 小助手 我的事项", "巡察 小助手", "我的事项"),
        ("@RobotA\u2005我的事项", "", "我的事项"),
        ("@RobotA", "", ""),
        ("我的事项", "", "我的事项"),
        ("发到 a@b.cn", "", "发到 a@b.cn"),
    ],
)
def test_a_group_text_loses_its_mention(written: str, name: str, words: str) -> None:
    """群里的话去掉开头的@机器人；名字带空格的，告诉了名字才去得全。"""
    said = text(written, chatid="C1", chattype="group")
    (read,) = frames.parse_all(said, "Q1", AT, name)
    assert (read.text, read.chat) == (words, "C1")


@pytest.mark.parametrize(
    "where",
    [
        {"chattype": "group"},
        {"chattype": "group", "chatid": None},
        {"chattype": "group", "chatid": 7},
        {"chattype": 2},
    ],
)
def test_a_group_without_its_name_is_a_group(where: dict[str, Any]) -> None:
    """群里的话没带群号，或者类型写得怪，也当群里的办，不当两人之间的。"""
    read = frames.parse(text("我的事项", **where), "Q")
    assert read is not None
    assert read.chat == "group"


def test_at_between_two_is_kept() -> None:
    """两人之间的话，开头的@不动。"""
    read = frames.parse(text("@张三 请看"), "Q")
    assert read is not None
    assert read.text == "@张三 请看"


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ({"msgtype": "text", "text": {"content": "5-023 还剩3天"}}, "5-023 还剩3天"),
        (
            {
                "msgtype": "mixed",
                "mixed": {
                    "msg_item": [
                        {"msgtype": "text", "text": {"content": "5-023"}},
                        {"msgtype": "image", "image": {"url": "u"}},
                    ]
                },
            },
            "5-023",
        ),
        ({"msgtype": "file", "file": {"url": "u"}}, ""),
        ("不像样", ""),
    ],
)
def test_a_quote_comes_along(quote: object, words: str) -> None:
    """引用的话带过来，图文混排的也读出字；引用文件没有字。"""
    read = frames.parse(text("已办", quote=quote), "Q")
    assert read is not None
    assert (read.text, read.quote) == ("已办", words)


def test_voice_is_text() -> None:
    """语音转成的字，当文字办。"""
    read = frames.parse(body(msgtype="voice", voice={"content": "我的事项"}), "Q")
    assert read is not None
    assert (read.kind, read.text) == ("text", "我的事项")


@pytest.mark.parametrize("kind", ["image", "file", "video"])
def test_a_file_carries_address_key_and_moment(kind: str) -> None:
    """图片、文件、视频带着地址、钥匙和收到的时刻。"""
    part = {"url": "https://x/a?sign=%2F", "aeskey": "k"}
    (read,) = frames.parse_all(body(msgtype=kind, **{kind: part}), "Q", AT)
    assert (read.kind, read.reply_to) == (kind, "Q")
    assert json.loads(read.media_id) == {**part, "at": AT.isoformat()}


def test_a_mixed_message_becomes_words_and_pictures() -> None:
    """图文混排拆成一段话和几张图，号各不同，只有话按原号答。"""
    items = [
        {"msgtype": "image", "image": {"url": "u1", "aeskey": "k1"}},
        {"msgtype": "text", "text": {"content": "已整改"}},
        {"msgtype": "image", "image": {"url": "u2", "aeskey": "k2"}},
    ]
    read = frames.parse_all(body(msgtype="mixed", mixed={"msg_item": items}), "Q")
    assert [one.kind for one in read] == ["text", "image", "image"]
    assert [one.key for one in read] == [
        "robot:m:B1:M1",
        "robot:m:B1:M1:1",
        "robot:m:B1:M1:2",
    ]
    assert [one.reply_to for one in read] == ["Q", "", ""]
    assert read[0].text == "已整改"


def test_opening_the_chat_is_an_event() -> None:
    """打开会话是事件，时刻照平台说的。"""
    said = body(
        msgtype="event", create_time=1700000000, event={"eventtype": "enter_chat"}
    )
    read = frames.parse(said, "Q")
    assert read is not None
    assert (read.kind, read.event, read.reply_to) == ("event", "enter_chat", "Q")
    assert read.key == "robot:e:B1:M1"
    assert read.created_at == datetime.fromtimestamp(1700000000, UTC)


@pytest.mark.parametrize("many", [True, False], ids=["list", "single"])
def test_a_pressed_card_is_an_event(*, many: bool) -> None:
    """按了卡片：哪张、哪个钮、选了什么，和应用那扇门读得一样。"""
    item = {"question_key": "q", "option_ids": {"option_id": ["a", "b"]}}
    facts = {
        "card_type": "button_interaction",
        "event_key": "确认",
        "task_id": "T1",
        "selected_items": {"selected_item": [item] if many else item},
    }
    event = {"eventtype": "template_card_event", "template_card_event": facts}
    read = frames.parse(body(msgtype="event", event=event), "Q")
    assert read is not None
    assert (read.event, read.event_key) == ("template_card_event", "确认")
    assert (read.task_id, read.card_type) == ("T1", "button_interaction")
    assert read.selected == (("q", ("a", "b")),)


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"msgtype": "text", "text": {"content": "没有人"}},
        body(msgtype="appmsg"),
        body(msgtype="file", file={}),
        body(msgtype="mixed", mixed={"msg_item": "x"}),
        {**body(msgtype="text"), "from": "zhangsan"},
        body(msgtype=7),
    ],
)
def test_the_odd_is_nothing(odd: dict[str, Any]) -> None:
    """没有发送人、不认识的类型、没有地址的文件，都当没有。"""
    assert frames.parse_all(odd, "Q") == []


def test_control_characters_are_no_error() -> None:
    """JSON 里夹着控制字符，照样读，字符去掉，换行留着。"""
    raw = (
        '{"cmd":"c","headers":{"req_id":"Q"},"body":{"msgid":"1","from":{"userid":"u"},'
    )
    raw += '"msgtype":"text","text":{"content":"一\x00\x0b二\n三\\ud800"}}}'
    frame = frames.callback(frames.loads(raw), AT)
    read = frames.parse(frame.body, frame.req_id)
    assert read is not None
    assert read.text == "一二\n三"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("ab@ \x00", max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["content", "url", "msg_item", "msgtype", "userid", "eventtype", "text"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "from",
                "msgtype",
                "text",
                "mixed",
                "event",
                "quote",
                "msgid",
                "chatid",
                "create_time",
            ]
        ),
        ANYTHING,
    ),
    st.sampled_from(["text", "mixed", "event", "file", "voice"]),
)
def test_nothing_makes_it_fall(said: dict[str, Any], kind: str) -> None:
    """什么样的身子都不倒。"""
    frames.parse_all({**said, "msgtype": kind, "from": {"userid": "u"}}, "Q")
    frames.parse_all(said, "Q")
