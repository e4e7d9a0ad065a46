"""平台知道的和记着的：手机、素材、令牌、发过什么、接下来要出的错。"""

import hashlib
import json
import secrets
from collections import deque
from collections.abc import Collection
from datetime import datetime, timedelta
from html import unescape
from typing import Any

from bot.clock import Clock
from bot.simulator import checks
from bot.simulator.phones import Bubble, Phones

MEDIA_LIVES = timedelta(days=3)
PER_MINUTE = 30


class State:
    """One corporation with one app, its members' phones and all that was sent."""

    def __init__(self, corp_id: str, agent_id: int, secret: str, clock: Clock) -> None:
        """Know nobody yet."""
        self.corp_id, self.agent_id, self.secret = corp_id, agent_id, secret
        self.clock = clock
        self.phones = Phones()
        self.media: dict[str, tuple[bytes, str, str, datetime]] = {}
        self.tokens: dict[str, datetime] = {}
        self.is_away = False
        self.ahead = timedelta()
        self.task_ids: set[str] = set()
        self.response_codes: dict[str, str] = {}
        self.recent: dict[str, datetime] = {}
        self.sent_at: dict[str, deque[datetime]] = {}
        self.faults: deque[object] = deque()
        self.unreachable: set[str] = set()
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.menu: dict[str, Any] | None = None
        self.kinds: Collection[str] = checks.KINDS

    def add_member(self, userid: str, name: str, title: str = "") -> None:
        """Put somebody into the app's visible scope."""
        self.phones.add_member(userid, name, title)

    def phone(self, userid: str, conversation: str = "app") -> list[Bubble]:
        """Everything in one of somebody's conversations, oldest first."""
        return self.phones.of(userid, conversation)

    def fail_next(self, *faults: object) -> None:
        """Let the next calls fail: an errcode, an HTTP status, `cut`, `lost` or `late`."""
        self.faults.extend(faults)

    def keep_media(self, data: bytes, name: str, kind: str) -> str:
        """Store a media file as the platform does; it lives three days."""
        media_id = "M" + secrets.token_urlsafe(24)
        self.media[media_id] = (data, name, kind, self.clock.now() + MEDIA_LIVES)
        return media_id

    def arrived(self, userid: str, body: dict[str, Any], msgid: str) -> None:
        """Put what the app sent on somebody's screen, unless a limit drops it."""
        now = self.clock.now()
        recent = self.sent_at.setdefault(userid, deque())
        while recent and now - recent[0] >= timedelta(minutes=1):
            recent.popleft()
        if len(recent) >= PER_MINUTE:
            return
        recent.append(now)
        kind = body["msgtype"]
        content = body[kind]
        if kind == "template_card":
            self.phones.show(
                userid,
                "out",
                "card",
                now,
                card=content,
                msgid=msgid,
                task_id=str(content.get("task_id", "")),
            )
        elif kind == "textcard":
            words = unescape(content["description"]).replace("<br>", "\n")
            self.phones.show(userid, "out", "text", now, text=words, msgid=msgid)
        elif kind in ("text", "markdown"):
            text = content["content"].encode()[:2048].decode("utf-8", "ignore")
            self.phones.show(userid, "out", "text", now, text=text, msgid=msgid)
        else:
            self.phones.show(
                userid,
                "out",
                kind,
                now,
                media_id=content["media_id"],
                name=self.media[content["media_id"]][1],
                msgid=msgid,
            )

    def is_double(self, body: dict[str, Any]) -> bool:
        """Say whether the same request was taken within its duplicate-check interval."""
        before = self.recent.get(_fingerprint(body))
        if before is None or not body.get("enable_duplicate_check"):
            return False
        window = timedelta(seconds=int(body.get("duplicate_check_interval", 1800)))
        return self.clock.now() - before < window

    def took(self, body: dict[str, Any]) -> None:
        """Know a request again that was taken; one that was refused is none."""
        self.recent[_fingerprint(body)] = self.clock.now()


def _fingerprint(body: dict[str, Any]) -> str:
    text = json.dumps(body, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
