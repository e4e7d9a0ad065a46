"""本地的企业微信：通讯录、消息、素材、回调，演示和测试都用它。"""

import hashlib
import json
import secrets
from collections import deque
from collections.abc import Collection
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import aiohttp
from aiohttp import web

from bot.clock import Clock
from bot.simulator import api, checks, control
from bot.simulator.callbacks import Caller
from bot.simulator.oauth import Authorize
from bot.simulator.phones import Bubble, Phones
from bot.simulator.robot import Robot

MEDIA_LIVES = timedelta(days=3)
PER_MINUTE = 30


class Simulator:
    """Plays the platform: checks what we send, calls back what people do."""

    def __init__(
        self,
        corp_id: str,
        agent_id: int,
        secret: str,
        token: str,
        encoding_aes_key: str,
        clock: Clock,
        callback_url: str = "",
    ) -> None:
        """Know one app; `callback_url` is where its 接收消息 address points."""
        self.corp_id, self.agent_id, self.secret = corp_id, agent_id, secret
        self.clock = clock
        self.phones = Phones()
        self.oauth = Authorize(self)
        self.robot = Robot(self)
        self.caller = Caller(token, encoding_aes_key, corp_id, callback_url)
        self.media: dict[str, tuple[bytes, str, str, datetime]] = {}
        self.tokens: dict[str, datetime] = {}
        self.is_away = False
        self.task_ids: set[str] = set()
        self.response_codes: dict[str, str] = {}
        self.recent: dict[str, datetime] = {}
        self.sent_at: dict[str, deque[datetime]] = {}
        self.faults: deque[object] = deque()
        self.unreachable: set[str] = set()
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.menu: dict[str, Any] | None = None
        self.kinds: Collection[str] = checks.KINDS
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        """Open the connection for callbacks."""
        self._session = aiohttp.ClientSession()
        self.caller.session = self._session

    async def close(self) -> None:
        """Close it, and the robot's lines."""
        await self.robot.close()
        if self._session is not None:
            await self._session.close()

    def routes(self) -> list[web.RouteDef]:
        """Return the platform's interface and the control interface of the page."""
        pages = [*control.routes(self), *self.oauth.routes()]
        return [*api.routes(self), *self.robot.routes(), *pages]

    def application(self) -> web.Application:
        """Return an application with all of it."""
        application = web.Application(client_max_size=control.MOST_BYTES)
        application.add_routes(self.routes())
        return application

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

    async def say(
        self, userid: str, text: str, quote: str | None = None, msgid: str = ""
    ) -> Bubble | None:
        """Somebody writes; returns the passive answer, if any."""
        self._mine(userid, "text", text=text)
        content = (
            f"「{quote}」\n- - - - - - - - - - - - - - -\n{text}" if quote else text
        )
        fields = {"MsgType": "text", "Content": content}
        return await self._deliver(userid, fields, msgid)

    async def send_file(
        self, userid: str, kind: str, data: bytes, name: str
    ) -> Bubble | None:
        """Somebody sends a picture, voice or video.

        A file stays on the phone: the platform calls no app back about it
        (wecom-protocol §1.6).
        """
        media_id = self.keep_media(data, name, kind)
        self._mine(userid, kind, media_id=media_id, name=name)
        if kind == "file":
            return None
        fields = {"MsgType": kind, "MediaId": media_id}
        if kind == "image":
            fields["PicUrl"] = f"https://example.invalid/{media_id}"
        elif kind == "voice":
            fields["Format"] = "amr"
        elif kind == "video":
            fields["ThumbMediaId"] = media_id
        return await self._deliver(userid, fields)

    async def say_image(self, userid: str, data: bytes, name: str) -> Bubble | None:
        """Somebody sends a picture."""
        return await self.send_file(userid, "image", data, name)

    async def press(self, userid: str, task_id: str, key: str) -> Bubble | None:
        """Somebody presses a button; the card changes if the app says so.

        A click on a card that has been replaced goes nowhere, as on the real phone.
        """
        card = self.phones.card(userid, task_id)
        if card is None or card.replaced:
            return None
        code = secrets.token_urlsafe(16)
        self.response_codes[code] = task_id
        fields = {
            "MsgType": "event",
            "Event": "template_card_event",
            "EventKey": key,
            "TaskId": task_id,
            "CardType": str((card.card or {}).get("card_type")),
            "ResponseCode": code,
        }
        answer = await self._deliver(userid, fields)
        if answer is not None and answer.kind == "card":
            card.card = answer.card
            card.replaced = answer.replaced
            self.phones.touch(card)
        return answer

    async def click(self, userid: str, words: str) -> Bubble | None:
        """Somebody picks an entry of the app's menu."""
        fields = {"MsgType": "event", "Event": "click", "EventKey": words}
        return await self._deliver(userid, fields)

    async def enter(self, userid: str) -> Bubble | None:
        """Somebody opens the app's chat."""
        fields = {"MsgType": "event", "Event": "enter_agent", "EventKey": ""}
        return await self._deliver(userid, fields)

    async def deliver(
        self, userid: str, fields: dict[str, str], msgid: str = ""
    ) -> Bubble | None:
        """Call back with any fields at all."""
        return await self._deliver(userid, fields, msgid)

    async def verify_url(self) -> bool:
        """Check the callback address as the administrator's page does."""
        return await self.caller.verify()

    def _mine(self, userid: str, kind: str, **more: Any) -> None:
        self.phones.show(userid, "in", kind, self.clock.now(), **more)

    async def _deliver(
        self, userid: str, fields: dict[str, str], msgid: str = ""
    ) -> Bubble | None:
        now = self.clock.now()
        complete = {
            "ToUserName": self.corp_id,
            "FromUserName": userid,
            "CreateTime": str(int(now.timestamp())),
            "AgentID": str(self.agent_id),
            **fields,
        }
        if fields.get("MsgType") != "event":
            complete["MsgId"] = msgid or str(secrets.randbits(63))
        answer = await self.caller.call(complete)
        if answer is None:
            return None
        if answer.kind == "card":
            return Bubble(
                0,
                userid,
                "out",
                "card",
                now,
                card=answer.card,
                replaced=answer.replaced or "已处理",
            )
        return self.phones.show(userid, "out", "text", now, text=answer.text)

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
        """Say whether the same request came within its duplicate-check interval."""
        if not body.get("enable_duplicate_check"):
            return False
        now = self.clock.now()
        text = json.dumps(body, sort_keys=True, ensure_ascii=False)
        key = hashlib.sha256(text.encode()).hexdigest()
        window = timedelta(seconds=int(body.get("duplicate_check_interval", 1800)))
        before = self.recent.get(key)
        self.recent[key] = now
        return before is not None and now - before < window
