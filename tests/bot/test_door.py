"""企业微信的门：真的放进来，假的一声不响地挡住，怎么来都不倒。"""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.work.crypto import WeChatCrypto

from bot.wecom import cards, messages
from bot.wecom.envelope import Envelope, Forged
from handlers.talk import conversation

TOKEN, KEY, CORP = (
    "QDG6eK",
    "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
    "wx5823bf96d3bd56c7",
)
ENVELOPE = Envelope(TOKEN, KEY, CORP)
PERSON = "dengjianing"


@given(st.binary(max_size=300))
def test_seal_and_open(plain: bytes) -> None:
    """封上再拆，一个字节不差。"""
    body = ENVELOPE.seal(plain, 1409659813, "1372623149")
    text = body.decode()
    signature = text.split("<MsgSignature><![CDATA[")[1].split("]]>")[0]
    assert ENVELOPE.open(body, signature, "1409659813", "1372623149") == plain


def test_official_echo() -> None:
    """官方文档的验证例子，解得出原文。"""
    echo = (
        "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaB"
        "O+FZXvnaqQ=="
    )
    plain = ENVELOPE.open_echo(
        "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "1409659589", "263014780", echo
    )
    assert plain == b"1616140317555161061"


def test_second_opinion() -> None:
    """别家的库拆得开我们封的信。"""
    body = ENVELOPE.seal(b"<xml><A>1</A></xml>", 1409659813, "1372623149").decode()
    signature = body.split("<MsgSignature><![CDATA[")[1].split("]]>")[0]
    crypto = WeChatCrypto(TOKEN, KEY, CORP)
    opened = crypto.decrypt_message(body, signature, "1409659813", "1372623149")
    assert opened == "<xml><A>1</A></xml>"


@given(st.binary(max_size=400))
def test_rubbish_is_forged(body: bytes) -> None:
    """乱七八糟的信封，一律当假的，不说为什么。"""
    with pytest.raises(Forged) as caught:
        ENVELOPE.open(body, "00", "1", "2")
    assert str(caught.value) == ""


def test_letter_for_somebody_else_is_forged() -> None:
    """签名对、收件人不是我们的，也是假的。"""
    other = Envelope(TOKEN, KEY, "ww_another_corp")
    body = other.seal(b"<xml/>", 1, "n")
    signature = body.decode().split("<MsgSignature><![CDATA[")[1].split("]]>")[0]
    with pytest.raises(Forged):
        ENVELOPE.open(body, signature, "1", "n")


def test_broken_padding_is_forged() -> None:
    """填充坏了的，也是假的。"""
    encrypted = base64.b64encode(b"\x00" * 64).decode()
    joined = "".join(sorted([TOKEN, "1", "2", encrypted]))
    signature = hashlib.sha1(joined.encode()).hexdigest()  # noqa: S324
    body = f"<xml><Encrypt>{encrypted}</Encrypt></xml>".encode()
    with pytest.raises(Forged):
        ENVELOPE.open(body, signature, "1", "2")


def xml(**fields: str) -> bytes:
    """A plain message."""
    base = {"FromUserName": "zhangsan", "CreateTime": "1700000000", "AgentID": "1"}
    inner = "".join(
        f"<{k}><![CDATA[{v}]]></{k}>" for k, v in {**base, **fields}.items()
    )
    return f"<xml>{inner}</xml>".encode()


@pytest.mark.parametrize(
    "kind", ["text", "image", "voice", "video", "location", "link", "file"]
)
def test_every_message_type(kind: str) -> None:
    """平台的每种消息都认得。"""
    incoming = messages.parse(xml(MsgType=kind, MsgId="1", MediaId="m", Content="话"))
    assert incoming is not None
    assert incoming.kind == kind


def test_unknown_types_are_kept_politely() -> None:
    """不认识的消息和事件不出错，留着不理。"""
    strange = messages.parse(xml(MsgType="hologram", MsgId="1"))
    event = messages.parse(xml(MsgType="event", Event="moon_landing"))
    assert strange is not None
    assert strange.kind == "unknown"
    assert event is not None
    assert event.event == "moon_landing"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (b"\x0b\xe5\xae\x8c\xe6\x88\x90\x08 5-006\x00", "完成 5-006"),
        ("完成\uffff 5-006".encode(), "完成 5-006"),
        (b"\xe5\xae\x8c\xe6\x88\x90 5-006\xff", "完成 5-006\ufffd"),
    ],
    ids=["control", "no character", "no UTF-8"],
)
def test_characters_unknown_to_xml_lose_no_message(typed: bytes, read: str) -> None:
    """话里夹着粘贴来的控制字符、坏字节：去掉或换掉，话照读，不能收下又当没有。"""
    plain = xml(MsgType="text", MsgId="1", Content="话").replace("话".encode(), typed)
    incoming = messages.parse(plain)
    assert incoming is not None
    assert incoming.text == read


def test_words_cannot_become_another_sender() -> None:
    """正文里夹带的字段不算数：发的人还是发的人，打的字还是他打的字。"""
    typed = (
        "收到]]></Content><FromUserName>zhongyi</FromUserName><Content><![CDATA[同意"
    )
    incoming = messages.parse(xml(MsgType="text", MsgId="1", Content=typed))
    assert incoming is not None
    assert (incoming.userid, incoming.text) == ("zhangsan", "收到")


def test_no_number_is_no_identity() -> None:
    """编号写成 0 的两条消息是两条，不会把后一条当成前一条的重发。"""
    said = [xml(MsgType="text", MsgId="0", Content=text) for text in ("我的", "状态")]
    read = [messages.parse(one) for one in (*said, said[0])]
    first, second, again = [one.key for one in read if one is not None]
    assert first != second
    assert first == again


def test_quote_is_taken_apart() -> None:
    """引用的话和自己的话分得开。"""
    text = "「张三：5-016 设备资产账外运行」\n- - - - - - - - - -\n已报送审核"
    incoming = messages.parse(xml(MsgType="text", MsgId="1", Content=text))
    assert incoming is not None
    assert incoming.text == "已报送审核"
    assert "5-016" in incoming.quote


def test_selected_items_of_a_card() -> None:
    """卡片里选的项读得出，一项多项都行。"""
    body = (
        b"<xml><FromUserName>a</FromUserName><CreateTime>1</CreateTime>"
        b"<MsgType>event</MsgType><Event>template_card_event</Event>"
        b"<EventKey>k</EventKey><TaskId>t</TaskId><ResponseCode>r</ResponseCode>"
        b"<SelectedItems><SelectedItem><QuestionKey>q</QuestionKey><OptionIds>"
        b"<OptionId>1</OptionId><OptionId>2</OptionId></OptionIds></SelectedItem>"
        b"</SelectedItems></xml>"
    )
    incoming = messages.parse(body)
    assert incoming is not None
    assert incoming.selected == (("q", ("1", "2")),)
    assert incoming.response_code == "r"


def test_two_clicks_are_two_events() -> None:
    """同一秒按两次，是两件事；同一件重投，是一件。"""
    first = messages.parse(
        xml(MsgType="event", Event="template_card_event", ResponseCode="a")
    )
    second = messages.parse(
        xml(MsgType="event", Event="template_card_event", ResponseCode="b")
    )
    again = messages.parse(
        xml(MsgType="event", Event="template_card_event", ResponseCode="a")
    )
    assert first is not None
    assert second is not None
    assert again is not None
    assert first.key != second.key
    assert first.key == again.key


def test_bombs_are_no_messages() -> None:
    """带实体的 XML 不拆。"""
    bomb = b'<!DOCTYPE a [<!ENTITY b "ha">]><xml><FromUserName>&b;</FromUserName></xml>'
    for encoding in ("utf-8", "utf-16"):
        assert messages.parse(bomb.decode().encode(encoding)) is None
    assert messages.parse(b"<xml><FromUserName>&b;</FromUserName></xml>") is None


def test_a_document_type_may_be_talked_about() -> None:
    """话里写着那几个字的，照样是话。"""
    incoming = messages.parse(xml(MsgType="text", Content=" <!DOCTYPE html> "))
    assert incoming is not None
    assert incoming.text == "<!DOCTYPE html>"


def test_answers_cannot_break_out() -> None:
    """答复里写什么都跳不出那对括号。"""
    plain = cards.passive_text("a", "b", 1, "坏]]><evil/>")
    assert b"<evil/>" not in plain.replace(b"<![CDATA[><evil/>", b"")


@pytest.mark.parametrize(
    ("fields", "quick"),
    [
        ({"MsgType": "text", "Content": "我的"}, True),
        ({"MsgType": "text", "Content": "状态"}, False),
        ({"MsgType": "text", "Content": "进展 5-001 已完成"}, False),
        ({"MsgType": "event", "Event": "LOCATION"}, True),
        ({"MsgType": "event", "Event": "click", "EventKey": "状态"}, False),
        ({"MsgType": "image", "MediaId": "m"}, False),
    ],
)
def test_only_a_look_at_ones_own_is_quick(fields: dict[str, str], quick: bool) -> None:
    """只看自己名下的、什么也不说的事件，才在收发的那条线上当场办。"""
    incoming = messages.parse(xml(**fields))
    assert incoming is not None
    assert conversation.is_quick(incoming) is quick
