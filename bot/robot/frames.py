"""长连接上的帧：请求怎么写；来的消息和事件，读成同一个样子（wecom-protocol §5.4）。"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from handlers.incoming import Incoming
from rules.writing.text import fit

CHANNEL = "robot"
SUBSCRIBE, PING = "aibot_subscribe", "ping"
MESSAGE = "aibot_msg_callback"
RESPOND, WELCOME = "aibot_respond_msg", "aibot_respond_welcome_msg"
UPDATE, SEND = "aibot_respond_update_msg", "aibot_send_msg"
UPLOAD_INIT = "aibot_upload_media_init"
UPLOAD_CHUNK = "aibot_upload_media_chunk"
UPLOAD_FINISH = "aibot_upload_media_finish"
DISCONNECTED = "disconnected_event"

SINGLE_CHAT, GROUP_CHAT = 1, 2
MEDIA = ("image", "file", "video")

BEFORE = datetime.fromtimestamp(0, UTC)
"""Stands for a moment that nobody told us, as in the callback door."""


@dataclass(frozen=True)
class Frame:
    """One callback of the platform, and when it came."""

    cmd: str
    req_id: str
    body: dict[str, Any]
    received_at: datetime

    @property
    def sender(self) -> str:
        """Return who caused it, or '' where it names nobody."""
        return _word(_part(self.body, "from"), "userid")

    @property
    def event(self) -> str:
        """Return the event type, or '' for a message."""
        return _word(_part(self.body, "event"), "eventtype")


def request(
    cmd: str, req_id: str, body: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return a request frame."""
    frame: dict[str, Any] = {"cmd": cmd, "headers": {"req_id": req_id}}
    return frame if body is None else {**frame, "body": body}


def loads(text: str) -> dict[str, Any]:
    """Read a frame; control characters inside its texts are no error.

    Raises ValueError for what is no JSON object, or nested beyond reading.
    """
    try:
        frame = json.loads(text, strict=False)
    except RecursionError as error:
        raise ValueError("a frame is not so deep") from error
    if not isinstance(frame, dict):
        raise ValueError("a frame is an object")  # noqa: TRY004 - one kind for callers
    return frame


def request_id(frame: dict[str, Any]) -> str:
    """Return the req_id of a frame, or ''."""
    return _word(_part(frame, "headers"), "req_id")


def callback(frame: dict[str, Any], received_at: datetime) -> Frame:
    """Return a frame with a cmd as the callback that it is."""
    cmd, body = _word(frame, "cmd"), _part(frame, "body")
    return Frame(cmd, request_id(frame), body, received_at)


def parse(body: dict[str, Any], req_id: str) -> Incoming | None:
    """Read one callback; None for what is no message. See `parse_all`."""
    return next(iter(parse_all(body, req_id)), None)


def parse_all(
    body: dict[str, Any],
    req_id: str,
    received_at: datetime = BEFORE,
    name: str = "",
) -> list[Incoming]:
    """Read one callback body: words first, then each file of its own.

    Empty for what has no sender or a type that we do not know; nothing raises. Only
    the first carries `req_id`, since one callback is answered once. `name` is the
    robot's own, to be taken off the beginning of what a group writes.
    """
    sender = _word(_part(body, "from"), "userid")
    if not sender:
        return []
    kind, chat = _word(body, "msgtype"), _chat(body)
    base = Incoming(
        key=_key(body, "e" if kind == "event" else "m"),
        channel=CHANNEL,
        userid=sender,
        kind=kind,
        created_at=_created(body, received_at),
        chat=chat,
        reply_to=req_id,
    )
    if kind == "event":
        return [_event(body, base)]
    read = list(_messages(body, base, received_at))
    if chat and read and read[0].kind == "text":
        read[0] = replace(read[0], text=without_mention(read[0].text, name))
    return read


def without_mention(text: str, name: str = "") -> str:
    """Take the @robot off the beginning of a group's text (protocol §5.3).

    A name may hold spaces; where we are not told ours, the mention is taken to end at
    the first space.
    """
    if name and text.startswith(f"@{name}"):
        return text[len(name) + 1 :].lstrip()
    return re.sub(r"^@\S+\s*", "", text)


def _messages(
    body: dict[str, Any], base: Incoming, received_at: datetime
) -> Iterator[Incoming]:
    words, quote = _words(body), _words(_part(body, "quote"))
    if words is not None:
        base = replace(base, quote=quote or "")
        yield replace(base, kind="text", text=words)
    files = [one for one in _items(body) if _word(one, "msgtype") in MEDIA]
    for number, item in enumerate(files):
        kind = _word(item, "msgtype")
        media_id = _media_id(_part(item, kind), received_at)
        if media_id:
            alone = words is None and number == 0
            yield replace(
                base,
                key=base.key if alone else f"{base.key}:{number + 1}",
                kind=kind,
                media_id=media_id,
                reply_to=base.reply_to if alone else "",
            )


def _items(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of a mixed message, or the message itself."""
    if _word(body, "msgtype") != "mixed":
        return [body]
    items = _part(body, "mixed").get("msg_item")
    return [one for one in _many(items) if isinstance(one, dict)]


def _words(body: dict[str, Any]) -> str | None:
    """What was written or, by the platform's ear, spoken; None for only files."""
    said = [
        _word(_part(one, kind), "content")
        for one in _items(body)
        if (kind := _word(one, "msgtype")) in ("text", "voice")
    ]
    return "\n".join(said) if said else None


def _media_id(media: dict[str, Any], received_at: datetime) -> str:
    """Where a file lies, its key and since when, in one string; '' without address."""
    url = _word(media, "url")
    if not url:
        return ""
    facts = {"url": url, "aeskey": _word(media, "aeskey")}
    if received_at != BEFORE:
        facts["at"] = received_at.isoformat()
    return json.dumps(facts, ensure_ascii=False)


def _event(body: dict[str, Any], base: Incoming) -> Incoming:
    event = _part(body, "event")
    name = _word(event, "eventtype")
    facts = _part(event, name)
    return replace(
        base,
        event=name,
        event_key=_word(facts, "event_key"),
        task_id=_word(facts, "task_id"),
        card_type=_word(facts, "card_type"),
        selected=tuple(_selected(facts)),
    )


def _selected(facts: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for item in _many(_part(facts, "selected_items").get("selected_item")):
        if isinstance(item, dict):
            options = _many(_part(item, "option_ids").get("option_id"))
            yield _word(item, "question_key"), tuple(str(one) for one in options)


def _key(body: dict[str, Any], kind: str) -> str:
    """The msgid with its robot; without one, the body itself."""
    identity = _word(body, "msgid")
    if not identity:
        text = json.dumps(body, sort_keys=True)
        identity = hashlib.sha256(text.encode()).hexdigest()
    return f"{CHANNEL}:{kind}:{_word(body, 'aibotid')}:{identity}"


def _chat(body: dict[str, Any]) -> str:
    """The group's chatid, `group` where it names none; '' between two."""
    kind = body.get("chattype")
    if kind == "single":
        return ""
    return _word(body, "chatid") or ("" if kind is None else "group")


def _created(body: dict[str, Any], received_at: datetime) -> datetime:
    stamp = body.get("create_time")
    if isinstance(stamp, int) and 0 < stamp < 10**11:
        return datetime.fromtimestamp(stamp, UTC)
    return received_at


def _part(body: dict[str, Any], name: str) -> dict[str, Any]:
    part = body.get(name)
    return part if isinstance(part, dict) else {}


def _word(body: dict[str, Any], name: str) -> str:
    word = body.get(name)
    return fit(word) if isinstance(word, str) else ""


def _many(value: object) -> list[Any]:
    """One or many, as the platform's lists come."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
