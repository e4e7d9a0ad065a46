"""手机：每个人屏幕上的气泡，本地模拟用。"""

import itertools
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any


@dataclass
class Bubble:
    """One thing on a screen; `direction` is `out` from the bot, `in` from its owner.

    `conversation` is `app`, or `robot`; in a group's, `userid` is its chatid.
    """

    seq: int
    userid: str
    direction: str
    kind: str
    at: datetime
    text: str = ""
    card: dict[str, Any] | None = None
    media_id: str = ""
    name: str = ""
    msgid: str = ""
    task_id: str = ""
    replaced: str = ""
    conversation: str = "app"
    id: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the bubble as the page needs it."""
        shown = asdict(self)
        shown["at"] = self.at.isoformat()
        shown["media_url"] = (
            f"/simulator/media/{self.media_id}" if self.media_id else ""
        )
        return shown


@dataclass
class Member:
    """Somebody in the app's visible scope."""

    userid: str
    name: str
    title: str = ""


@dataclass
class Phones:
    """All screens, and the order in which things appeared on them."""

    members: dict[str, Member] = field(default_factory=dict)
    bubbles: list[Bubble] = field(default_factory=list)
    changed: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def add_member(self, userid: str, name: str, title: str = "") -> None:
        """Put somebody into the visible scope."""
        self.members[userid] = Member(userid, name, title)

    def find(self, userid: str) -> Member | None:
        """Look somebody up; accounts are told apart without regard to case."""
        wanted = userid.casefold()
        return next(
            (one for key, one in self.members.items() if key.casefold() == wanted), None
        )

    def show(
        self, userid: str, direction: str, kind: str, at: datetime, **more: Any
    ) -> Bubble:
        """Put a bubble on somebody's screen."""
        number = self._next()
        bubble = Bubble(number, userid, direction, kind, at, id=number, **more)
        self.bubbles.append(bubble)
        return bubble

    def touch(self, bubble: Bubble) -> None:
        """Note that a bubble has changed, so that pages fetch it again."""
        bubble.seq = self._next()

    def of(self, userid: str, conversation: str = "app") -> list[Bubble]:
        """Everything in one of somebody's conversations, oldest first."""
        return [
            bubble
            for bubble in self.bubbles
            if bubble.userid == userid and bubble.conversation == conversation
        ]

    def since(self, seq: int) -> list[Bubble]:
        """Everything that appeared or changed after a number."""
        return [bubble for bubble in self.bubbles if bubble.seq > seq]

    def card(
        self, userid: str, task_id: str, conversation: str = "app"
    ) -> Bubble | None:
        """The card of a task on somebody's screen."""
        return next(
            (
                bubble
                for bubble in self.of(userid, conversation)
                if bubble.task_id == task_id and bubble.card is not None
            ),
            None,
        )

    def _next(self) -> int:
        self.changed = next(self._numbers)
        return self.changed
