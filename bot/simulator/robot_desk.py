"""机器人说话的规矩：答复、欢迎、改卡片、推送，哪样能、哪样不能、显出来什么样。"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.simulator import checks
from bot.simulator.phones import Bubble
from bot.simulator.robot_line import RobotLine
from bot.simulator.robot_markdown import shown
from bot.simulator.state import State

INVALID_REQUEST, STREAM_OVER, NEVER_WROTE = 846605, 846608, 93006
BAD_TYPE, BAD_FIELD, NO_TEXT, TOO_LONG = 40008, 40058, 44004, 45002
NO_MEDIA, TOO_OFTEN = 40007, 45009
MOST_BYTES = 20480
AT_ONCE = timedelta(seconds=5)
STREAM_LIVES = timedelta(minutes=6)
REPLY_LIVES = timedelta(hours=24)
MEDIA = ("file", "image", "voice", "video")
REPLIES = ("stream", "markdown", "template_card", *MEDIA)
PUSHES = ("markdown", "template_card", *MEDIA)
WELCOMES = ("text", "template_card")
MESSAGE, ENTER, CLICK = "message", "enter", "click"


@dataclass
class Stream:
    """A reply that is written in steps, each in place of the one before."""

    began: datetime
    bubble: Bubble
    finished: bool = False


@dataclass
class Asked:
    """A callback that may be answered: what kind, by whom, where, when.

    `line` is the one it left on, if it could leave.
    """

    req_id: str
    kind: str
    body: dict[str, Any]
    userid: str
    conversation: str
    at: datetime
    line: RobotLine | None = None
    answers: list[Bubble] = field(default_factory=list)
    streams: dict[str, Stream] = field(default_factory=dict)

    @property
    def msgid(self) -> str:
        """Return the platform's number of the message."""
        return str(self.body.get("msgid", ""))

    @property
    def task_id(self) -> str:
        """Return the task of the card that was pressed, or ''."""
        event = self.body.get("event", {})
        return str(event.get("template_card_event", {}).get("task_id", ""))

    @property
    def answered(self) -> bool:
        """Say whether the answer is there, to its end."""
        open_ones = [one for one in self.streams.values() if not one.finished]
        return bool(self.answers) and not open_ones


class Desk:
    """Judges what the robot wants to say; what is good appears on the phones.

    Every method returns an error code, 0 where it was done.
    """

    def __init__(self, state: State) -> None:
        """Show on the phones of `state`."""
        self._state = state
        self._said_at: dict[str, deque[datetime]] = {}
        self._task_ids: set[str] = set()
        self.groups: dict[str, set[str]] = {}
        self.wrote: set[str] = set()
        self.never_wrote = NEVER_WROTE

    def reply(self, asked: Asked | None, body: dict[str, Any]) -> int:
        """aibot_respond_msg."""
        if asked is None or asked.kind != MESSAGE or self._age(asked) >= REPLY_LIVES:
            return INVALID_REQUEST
        if body.get("msgtype") == "stream":
            return self._stream(asked, body.get("stream"))
        return self._say(asked.conversation, body, REPLIES, asked.answers)

    def welcome(self, asked: Asked | None, body: dict[str, Any]) -> int:
        """aibot_respond_welcome_msg."""
        if asked is None or asked.kind != ENTER or self._age(asked) > AT_ONCE:
            return INVALID_REQUEST
        return self._say(asked.conversation, body, WELCOMES, asked.answers)

    def update(self, asked: Asked | None, body: dict[str, Any]) -> int:
        """aibot_respond_update_msg: the pressed card turns into another."""
        if asked is None or asked.kind != CLICK or self._age(asked) > AT_ONCE:
            return INVALID_REQUEST
        card = body.get("template_card")
        if body.get("response_type") != "update_template_card":
            return BAD_FIELD
        if not isinstance(card, dict) or card.get("task_id") != asked.task_id:
            return BAD_FIELD
        error = checks.card_error(card, self._task_ids - {asked.task_id})
        if error:
            return error
        phones = self._state.phones
        pressed = phones.card(asked.conversation, asked.task_id, "robot")
        if pressed is None:
            return BAD_FIELD
        pressed.card, pressed.replaced = card, str(card.get("replace_text", ""))
        phones.touch(pressed)
        asked.answers.append(pressed)
        return 0

    def push(self, body: dict[str, Any]) -> int:
        """aibot_send_msg: only to whoever wrote before."""
        chatid, kind = str(body.get("chatid")), body.get("chat_type", 0)
        in_group = chatid in self.groups
        known = {0: True, 1: not in_group, 2: in_group}
        if chatid not in self.wrote or not known.get(kind):
            return self.never_wrote
        return self._say(chatid, body, PUSHES, [])

    def _stream(self, asked: Asked, stream: object) -> int:
        if not isinstance(stream, dict) or not isinstance(stream.get("id"), str):
            return BAD_FIELD
        if stream.get("msg_item"):
            return BAD_FIELD
        error = _text_error(stream)
        if error:
            return error
        known = asked.streams.get(stream["id"])
        if known is None:
            return self._new_stream(asked, stream)
        if known.finished or self._now() - known.began >= STREAM_LIVES:
            return STREAM_OVER
        known.bubble.text = shown(stream["content"])
        known.finished = stream.get("finish") is True
        self._state.phones.touch(known.bubble)
        return 0

    def _new_stream(self, asked: Asked, stream: dict[str, Any]) -> int:
        if self._is_over(asked.conversation):
            return TOO_OFTEN
        text = shown(stream["content"])
        bubble = self._show(asked.conversation, "text", text=text)
        finished = stream.get("finish") is True
        asked.streams[stream["id"]] = Stream(self._now(), bubble, finished)
        asked.answers.append(bubble)
        return 0

    def _say(
        self,
        conversation: str,
        body: dict[str, Any],
        kinds: tuple[str, ...],
        into: list[Bubble],
    ) -> int:
        error = self._content_error(body, kinds)
        if error:
            return error
        if self._is_over(conversation):
            return TOO_OFTEN
        kind = str(body["msgtype"])
        into.append(self._appear(conversation, kind, body[kind]))
        return 0

    def _content_error(self, body: dict[str, Any], kinds: tuple[str, ...]) -> int:
        kind = body.get("msgtype")
        if kind not in kinds:
            return BAD_TYPE
        content = body.get(kind)
        if not isinstance(content, dict):
            return BAD_FIELD
        if kind in ("text", "markdown"):
            return _text_error(content)
        if kind == "template_card":
            return checks.card_error(content, self._task_ids)
        kept = self._state.media.get(str(content.get("media_id")))
        return 0 if kept and self._now() < kept[3] else NO_MEDIA

    def _appear(self, conversation: str, kind: str, content: dict[str, Any]) -> Bubble:
        if kind == "template_card":
            task_id = str(content.get("task_id", ""))
            self._task_ids.update({task_id} - {""})
            return self._show(conversation, "card", card=content, task_id=task_id)
        if kind in MEDIA:
            media_id = content["media_id"]
            name = self._state.media[media_id][1]
            return self._show(conversation, kind, media_id=media_id, name=name)
        text = content["content"]
        words = shown(text) if kind == "markdown" else text
        return self._show(conversation, "text", text=words)

    def _show(self, conversation: str, kind: str, **more: Any) -> Bubble:
        return self._state.phones.show(
            conversation, "out", kind, self._now(), conversation="robot", **more
        )

    def _is_over(self, conversation: str) -> bool:
        """Count a message, unless it is over the limit of its conversation."""
        times = self._said_at.setdefault(conversation, deque())
        if checks.is_over(times, self._now()):
            return True
        times.append(self._now())
        return False

    def _age(self, asked: Asked) -> timedelta:
        return self._now() - asked.at

    def _now(self) -> datetime:
        return self._state.clock.now()


def _text_error(content: dict[str, Any]) -> int:
    text = content.get("content")
    if not isinstance(text, str) or not text:
        return NO_TEXT
    return TOO_LONG if len(text.encode()) > MOST_BYTES else 0
