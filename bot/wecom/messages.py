"""拆开以后：平台的各种消息和事件，读成同一个样子；不认识的留着，礼貌地不理。"""

import hashlib
import re
from datetime import UTC, datetime
from xml.etree.ElementTree import (
    Element,
    ParseError,
    TreeBuilder,
    XMLParser,
)

from wechatpy.work.messages import MESSAGE_TYPES

from bot.disposition import plain_name
from bot.wecom.cards import UNWRITABLE
from handlers.incoming import Incoming

CHANNEL = "wecom"
QUOTED = re.compile(
    r"^[「“\"](?P<quote>.*?)[」”\"]\s*\n[-—–\s]{3,}\n(?P<text>.*)$", re.S
)
"""How the client writes a quoting reply: 「name：words」, dashes, the text."""


class Plain(TreeBuilder):
    """Builds a tree of plain XML; without a document type there are no entities."""

    def doctype(self, *_: object) -> None:
        """Refuse: raises ValueError."""
        raise ValueError("a document type in a message")


def parse(plain: bytes, channel: str = CHANNEL) -> Incoming | None:
    """Read verified plain XML; None for what is no message at all.

    Document types, and with them all entities, are refused where they stand.
    """
    try:
        root = _read(plain)
    except (ParseError, ValueError):
        return None
    # The first of a name counts: what people type comes behind who they are.
    fields = {child.tag: child.text or "" for child in reversed(root)}
    userid = fields.get("FromUserName", "")
    if not userid:
        return None
    kind = fields.get("MsgType", "")
    if kind == "event":
        return _event(root, fields, plain, channel)
    return _message(fields, plain, channel)


def _read(plain: bytes) -> Element:
    """Parse; what people type may hold characters that XML does not know, without which
    it is read: the platform was told that the message came, and asks no second time.
    """
    try:
        return _parse(plain)
    except ParseError:
        return _parse(UNWRITABLE.sub("", plain.decode(errors="replace")).encode())


def _parse(plain: bytes) -> Element:
    parser = _parser(plain)
    parser.feed(plain)
    return parser.close()


def _parser(plain: bytes) -> XMLParser:
    """The quick parser where the root stands first: no document type can follow it."""
    if plain.startswith(b"<xml>"):
        return XMLParser()  # noqa: S314 - there is no document type
    return XMLParser(target=Plain())  # noqa: S314 - Plain refuses document types


def _message(fields: dict[str, str], plain: bytes, channel: str) -> Incoming:
    kind = fields.get("MsgType", "")
    known = kind in MESSAGE_TYPES or kind == "file"
    text, quote = _text(kind, fields)
    return Incoming(
        key=_message_key(fields, plain, channel),
        channel=channel,
        userid=fields["FromUserName"],
        kind=kind if known else "unknown",
        created_at=_created(fields),
        text=text,
        quote=quote,
        media_id=fields.get("MediaId", ""),
        file_name=plain_name(fields.get("FileName", "") or fields.get("Title", "")),
    )


def _text(kind: str, fields: dict[str, str]) -> tuple[str, str]:
    """The words of a text message, and the words that they quote."""
    if kind != "text":
        return "", ""
    written = fields.get("Content", "")
    content = written.strip() or written
    match = QUOTED.match(content)
    if match is None:
        return content, ""
    return match.group("text"), match.group("quote")


def _event(
    root: Element, fields: dict[str, str], plain: bytes, channel: str
) -> Incoming:
    return Incoming(
        key=_event_key(fields, plain, channel),
        channel=channel,
        userid=fields["FromUserName"],
        kind="event",
        created_at=_created(fields),
        event=fields.get("Event", ""),
        event_key=fields.get("EventKey", ""),
        task_id=fields.get("TaskId", ""),
        response_code=fields.get("ResponseCode", ""),
        card_type=fields.get("CardType", ""),
        selected=_selected(root),
    )


def _selected(root: Element) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """SelectedItems: one or many, each a question and its options."""
    return tuple(
        (
            item.findtext("QuestionKey") or "",
            tuple(option.text or "" for option in item.iter("OptionId")),
        )
        for item in root.iter("SelectedItem")
    )


def _message_key(fields: dict[str, str], plain: bytes, channel: str) -> str:
    """MsgId with agent and sender; without one (0 is none), the message itself."""
    identity = fields.get("MsgId", "")
    if not identity.strip("0"):
        identity = hashlib.sha256(plain).hexdigest()
    agent, sender = fields.get("AgentID", ""), fields["FromUserName"].casefold()
    return f"{channel}:m:{agent}:{sender}:{identity}"


def _event_key(fields: dict[str, str], plain: bytes, channel: str) -> str:
    """Events have no MsgId: everything that tells one from the next (protocol §1.4)."""
    parts = [
        fields.get(name, "")
        for name in (
            "AgentID",
            "FromUserName",
            "CreateTime",
            "Event",
            "EventKey",
            "ChangeType",
            "TaskId",
            "ResponseCode",
        )
    ]
    if not fields.get("ResponseCode"):
        parts.append(hashlib.sha256(plain).hexdigest()[:16])
    return f"{channel}:e:{':'.join(parts)}"


def _created(fields: dict[str, str]) -> datetime:
    stamp = fields.get("CreateTime", "")
    seconds = int(stamp) if stamp.isdecimal() and len(stamp) < 12 else 0
    return datetime.fromtimestamp(seconds, UTC)
