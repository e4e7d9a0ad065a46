"""本地的企业微信：通讯录、消息、素材、回调，演示和测试都用它。"""

import secrets
from email.utils import format_datetime
from typing import Any

import aiohttp
from aiohttp import web

from bot.clock import Clock, SystemClock
from bot.simulator import api
from bot.simulator.callbacks import Caller
from bot.simulator.oauth import Authorize
from bot.simulator.phones import Bubble
from bot.simulator.robot import Robot
from bot.simulator.state import State

MOST_BYTES = 64 * 1024 * 1024
"""Of one request; the product's own pages take less."""


class Simulator(State):
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
        super().__init__(corp_id, agent_id, secret, clock)
        self.caller = Caller(token, encoding_aes_key, corp_id, callback_url)
        self.oauth = Authorize(self, self.caller)
        self.robot = Robot(self)
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
        """Return the platform's interface."""
        interface = api.routes(self, self.oauth.redeem)
        return [*interface, *self.robot.routes(), *self.oauth.routes()]

    def application(self) -> web.Application:
        """Return an application with all of it."""
        application = web.Application(client_max_size=MOST_BYTES)
        application.add_routes(self.routes())
        application.on_response_prepare.append(self._date)
        return application

    async def _date(self, request: web.Request, answer: web.StreamResponse) -> None:
        """Write our own time into an answer, where that is not everybody's."""
        if self.ahead:
            told = SystemClock().now() + self.ahead
            answer.headers["Date"] = format_datetime(told, usegmt=True)

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
