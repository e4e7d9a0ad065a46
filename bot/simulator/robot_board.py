"""机器人的总机：谁的线接着，话交给谁办；线断的花样也在这里（wecom-protocol §8 C）。"""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.simulator.robot_desk import Asked, Desk
from bot.simulator.robot_line import FORGOTTEN, MUTE, RobotLine
from bot.simulator.robot_media import Uploads

BOT_ID, SECRET = "aibdemo000000000001", "demo-robot-secret-for-the-simulator"
PATIENCE = 10
"""Seconds of real time that `until` waits for what is bound to come."""

UNKNOWN_COMMAND = 40058
EVENTS = "aibot_event_callback"


class Switchboard:
    """One robot's lines: the newest subscribed one counts, the others are hung up."""

    def __init__(self, desk: Desk, uploads: Uploads) -> None:
        """Let `desk` and `uploads` do what the robot asks for."""
        self.bot_id, self.secret = BOT_ID, SECRET
        self.desk, self.uploads = desk, uploads
        self.line: RobotLine | None = None
        self.lines: set[RobotLine] = set()
        self._asked: dict[str, Asked] = {}
        self.faults: deque[object] = deque()
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.subscriptions = 0
        self.refusals = 0
        self.refuses = self.is_away = False
        self.idle_after = 90.0
        self._closing: set[asyncio.Task[None]] = set()
        self._stirred = asyncio.Event()

    async def close(self) -> None:
        """Hang up."""
        for line in list(self.lines):
            line.cut()
        if self._closing:
            await asyncio.wait(self._closing)

    async def until(self, come: Callable[[], object]) -> None:
        """Wait until something holds that lines and phones bring about."""
        async with asyncio.timeout(PATIENCE):
            while not come():
                await self._stirred.wait()

    def fail_next(self, *faults: object) -> None:
        """Let the robot's next requests fail.

        An errcode; `cut` (not done, line cut); `lost` (done, line cut); `ignored` (not
        done, no answer); `silent` (done, no answer).
        """
        self.faults.extend(faults)

    def next_fault(self) -> object:
        """Return the fault of the next request, or None."""
        return self.faults.popleft() if self.faults else None

    def cut(self) -> None:
        """Cut the line without a word (1006)."""
        if self.line is not None:
            self.line.cut()

    async def hang_up(self) -> None:
        """Close the line politely (1000)."""
        if self.line is not None:
            await self.line.close()

    def fall_mute(self) -> None:
        """Leave the line open and answer nothing on it any more, pings neither."""
        if self.line is not None:
            self.line.mood = MUTE

    def forget(self) -> None:
        """Answer pings, but treat the line as not subscribed."""
        if self.line is not None:
            self.line.mood = FORGOTTEN

    async def kick(self, *, lingering: bool = False) -> None:
        """Let another instance take the robot over; maybe its line stays half alive."""
        old, self.line = self.line, None
        if old is not None:
            await self._kick(old, lingering=lingering)

    def refuse(self) -> None:
        """Take no credentials for good any more."""
        self.refuses = True

    def admit(self) -> None:
        """Take good credentials again."""
        self.refuses = False

    def go_away(self) -> None:
        """Cut every line and open none until `come_back`."""
        self.is_away = True
        for line in list(self.lines):
            line.cut()

    def come_back(self) -> None:
        """Open lines again."""
        self.is_away = False

    def admits(self, credentials: dict[str, Any]) -> bool:
        """Say whether a subscription is good."""
        given = (credentials.get("bot_id"), credentials.get("secret"))
        good = not self.refuses and given == (self.bot_id, self.secret)
        self.refusals += not good
        self.stir()
        return good

    async def take_over(self, line: RobotLine) -> None:
        """Let `line` be the one; the one before is told, and closed."""
        old, self.line = self.line, line
        self.subscriptions += 1
        self.stir()
        if old is not None and old is not line:
            await self._kick(old)

    async def ask(self, line: RobotLine, asked: Asked, frame: dict[str, Any]) -> bool:
        """Send a callback on a line and say whether it left; it may be answered there."""
        self._asked[asked.req_id], asked.line = asked, line
        if await line.send(frame):
            return True
        asked.line = None
        return False

    def obey(
        self, line: RobotLine, cmd: str, req_id: str, body: dict[str, Any]
    ) -> tuple[int, dict[str, Any]]:
        """Do what the robot asks; return code and body of the answer."""
        self.requests.append((cmd, body))
        asked = self._asked_on(line, req_id)
        uploads = {
            "aibot_upload_media_init": self.uploads.init,
            "aibot_upload_media_chunk": self.uploads.chunk,
            "aibot_upload_media_finish": self.uploads.finish,
        }
        replies = {
            "aibot_respond_msg": self.desk.reply,
            "aibot_respond_welcome_msg": self.desk.welcome,
            "aibot_respond_update_msg": self.desk.update,
        }
        try:
            if cmd in uploads:
                return uploads[cmd](body)
            if cmd in replies:
                return replies[cmd](asked, body), {}
            if cmd == "aibot_send_msg":
                return self.desk.push(body), {}
            return UNKNOWN_COMMAND, {}
        finally:
            self.stir()

    def _asked_on(self, line: RobotLine, req_id: str) -> Asked | None:
        """Return what was asked on this very line: on another it can't be answered."""
        asked = self._asked.get(req_id)
        return asked if asked is not None and asked.line is line else None

    async def open(self, request: web.Request) -> web.StreamResponse:
        """Take a line, and serve it to its end."""
        if self.is_away:
            return web.Response(status=503)
        socket = web.WebSocketResponse(timeout=1)
        await socket.prepare(request)
        line = RobotLine(self, socket, request)
        self.lines.add(line)
        try:
            await line.serve()
        finally:
            self.lines.discard(line)
            if self.line is line:
                self.line = None
            self.stir()
        return socket

    async def _kick(self, line: RobotLine, *, lingering: bool = False) -> None:
        frame = {"eventtype": "disconnected_event"}
        body = {
            "msgid": secrets.token_urlsafe(16),
            "aibotid": self.bot_id,
            "msgtype": "event",
            "event": frame,
        }
        await line.send({"cmd": EVENTS, "headers": headers(), "body": body})
        if lingering:
            line.mood = FORGOTTEN
            return
        task = asyncio.create_task(line.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    def stir(self) -> None:
        """Wake whoever waits for something to come about."""
        self._stirred.set()
        self._stirred = asyncio.Event()


def headers() -> dict[str, str]:
    """Return the headers of a callback, with a req_id of its own."""
    return {"req_id": secrets.token_urlsafe(12)}
