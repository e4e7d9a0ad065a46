"""本地的智能机器人：人怎么对它说话，平台怎么递过来，线怎么断（wecom-protocol §8 C）。"""

import secrets
from typing import Any

from aiohttp import web

from bot.simulator.phones import Bubble
from bot.simulator.robot_board import EVENTS, Switchboard, headers
from bot.simulator.robot_desk import CLICK, ENTER, MESSAGE, Asked, Desk
from bot.simulator.robot_media import Shelf, Uploads
from bot.simulator.state import State

PATH = "/robot/line"
MESSAGES = "aibot_msg_callback"


class Robot:
    """The robot's side of the platform, beside the app on the same phones."""

    def __init__(self, state: State, name: str = "销账") -> None:
        """Play on the phones of `state`; in groups it is called @`name`."""
        self._state = state
        self.name = name
        self.desk = Desk(state)
        self.shelf = Shelf(state.clock)
        self.board = Switchboard(self.desk, Uploads(state.clock, state.keep_media))
        self.missed: list[Asked] = []

    def routes(self) -> list[web.RouteDef]:
        """Return the long connection and the way to the files."""
        return [
            web.get(PATH, self.board.open),
            web.get("/robot/files/{token}", self.shelf.serve),
        ]

    async def close(self) -> None:
        """Hang up."""
        await self.board.close()

    async def answered(self, asked: Asked) -> Bubble:
        """Wait for the whole answer to something said; return its last bubble."""
        await self.board.until(lambda: asked.answered)
        return asked.answers[-1]

    def add_group(self, chatid: str, *userids: str) -> None:
        """Put the robot into a group."""
        self.desk.groups[chatid] = set(userids)

    async def say(
        self,
        userid: str,
        text: str,
        *,
        chat: str = "",
        quote: dict[str, Any] | None = None,
        msgid: str = "",
    ) -> Asked:
        """Somebody writes; in a group with @ before it, else nobody would hear it."""
        written = f"@{self.name} {text}" if chat else text
        self._mine(userid, chat, "text", text=written)
        body = {"msgtype": "text", "text": {"content": written}}
        if quote is not None:
            body["quote"] = quote
        return await self._message(userid, chat, body, msgid)

    async def speak(self, userid: str, text: str) -> Asked:
        """Somebody speaks; the platform has written it down."""
        self._mine(userid, "", "text", text=text)
        body = {"msgtype": "voice", "voice": {"content": text}}
        return await self._message(userid, "", body)

    async def send_file(
        self, userid: str, kind: str, data: bytes, name: str, msgid: str = ""
    ) -> Asked:
        """Somebody sends a file, image or video; in groups these are not delivered."""
        media_id = self._state.keep_media(data, name, kind)
        self._mine(userid, "", kind, media_id=media_id, name=name)
        body = {"msgtype": kind, kind: self._address(data, name)}
        return await self._message(userid, "", body, msgid)

    async def say_mixed(
        self, userid: str, text: str, *pictures: bytes, chat: str = ""
    ) -> Asked:
        """Somebody writes with pictures in the same message."""
        written = f"@{self.name} {text}" if chat else text
        self._mine(userid, chat, "text", text=written)
        items: list[dict[str, Any]] = [
            {"msgtype": "text", "text": {"content": written}}
        ]
        for number, data in enumerate(pictures):
            image = self._address(data, f"{number + 1}.png")
            items.append({"msgtype": "image", "image": image})
        body = {"msgtype": "mixed", "mixed": {"msg_item": items}}
        return await self._message(userid, chat, body)

    async def enter(self, userid: str) -> Asked:
        """Somebody opens the robot's chat for the first time of the day."""
        return await self._event(userid, "", ENTER, {"eventtype": "enter_chat"})

    async def press(
        self, userid: str, task_id: str, key: str, *, chat: str = ""
    ) -> Asked | None:
        """Somebody presses a button; a card without that button does nothing."""
        bubble = self._state.phones.card(chat or userid, task_id, "robot")
        card = (bubble.card if bubble and not bubble.replaced else None) or {}
        if key not in [one.get("key") for one in card.get("button_list") or []]:
            return None
        facts = {
            "card_type": card["card_type"],
            "event_key": key,
            "task_id": task_id,
        }
        event = {"eventtype": "template_card_event", "template_card_event": facts}
        return await self._event(userid, chat, CLICK, event)

    async def again(self, asked: Asked) -> Asked:
        """Deliver a message a second time: the same msgid under a new req_id."""
        return await self._deliver(
            asked.kind, asked.body, asked.userid, asked.conversation
        )

    async def deliver(self, body: dict[str, Any]) -> Asked:
        """Call back with any body at all."""
        return await self._deliver(MESSAGE, body, "", "")

    async def _message(
        self, userid: str, chat: str, body: dict[str, Any], msgid: str = ""
    ) -> Asked:
        self.desk.wrote.add(chat or userid)
        whole = self._body(userid, chat, body, msgid)
        return await self._deliver(MESSAGE, whole, userid, chat or userid)

    async def _event(
        self, userid: str, chat: str, kind: str, event: dict[str, Any]
    ) -> Asked:
        stamp = int(self._state.clock.now().timestamp())
        body = {"msgtype": "event", "create_time": stamp, "event": event}
        whole = self._body(userid, chat, body)
        return await self._deliver(kind, whole, userid, chat or userid)

    async def _deliver(
        self, kind: str, body: dict[str, Any], userid: str, conversation: str
    ) -> Asked:
        head = headers()
        now = self._state.clock.now()
        asked = Asked(head["req_id"], kind, body, userid, conversation, now)
        line = self.board.line
        cmd = MESSAGES if kind == MESSAGE else EVENTS
        frame = {"cmd": cmd, "headers": head, "body": body}
        if line is None or not await self.board.ask(line, asked, frame):
            self.missed.append(asked)
        return asked

    def _body(
        self, userid: str, chat: str, body: dict[str, Any], msgid: str = ""
    ) -> dict[str, Any]:
        head: dict[str, Any] = {
            "msgid": msgid or secrets.token_urlsafe(16),
            "aibotid": self.board.bot_id,
        }
        if userid:
            head["from"] = {"userid": userid}
            head["chattype"] = "group" if chat else "single"
        if chat:
            head["chatid"] = chat
        return {**head, **body}

    def _address(self, data: bytes, name: str) -> dict[str, str]:
        base = (
            self.board.line.base if self.board.line is not None else "http://127.0.0.1"
        )
        return self.shelf.keep(data, name, base)

    def _mine(self, userid: str, chat: str, kind: str, **more: Any) -> None:
        now = self._state.clock.now()
        self._state.phones.show(
            chat or userid, "in", kind, now, conversation="robot", **more
        )
