"""机器人长连接的平台一头：一条线，没订阅什么都不认，断法有好几种。"""

import json
import re
from typing import Any, Protocol

from aiohttp import WSMsgType, web

SUBSCRIBE, PING = "aibot_subscribe", "ping"
NOT_SUBSCRIBED, BAD_CREDENTIALS = 846609, 853000
HINT = "hint: [1700000000123456789012345], from ip: 127.0.0.1"
CONTROL = re.compile(r"(?<!\\)((?:\\\\)*)\\u00([01][0-9a-f])")
WELL, MUTE, FORGOTTEN = "well", "mute", "forgotten"


class Board(Protocol):
    """Where a line ends: what it is told, and who does what it asks."""

    idle_after: float
    """Seconds of silence after which a line is closed."""

    def next_fault(self) -> object:
        """Return what is to go wrong with the next request, or None."""

    def admits(self, credentials: dict[str, Any]) -> bool:
        """Say whether a subscription is good."""

    async def take_over(self, line: "RobotLine") -> None:
        """Let this line be the one that counts."""

    def obey(
        self, line: "RobotLine", cmd: str, req_id: str, body: dict[str, Any]
    ) -> tuple[int, dict[str, Any]]:
        """Do what is asked; return code and body of the answer."""


class RobotLine:
    """One socket; `mood` is `well`, `mute` (it answers nothing any more) or
    `forgotten` (pings are answered, but the subscription is lost)."""

    def __init__(
        self, board: "Board", socket: web.WebSocketResponse, request: web.Request
    ) -> None:
        """Serve `socket`, which `request` opened."""
        self._board = board
        self._socket = socket
        self._request = request
        self.base = str(request.url.origin())
        self.subscribed = False
        self.mood = WELL
        self.was_cut = False
        self.pings = 0

    async def serve(self) -> None:
        """Take frames until the line ends, or is idle for too long."""
        try:
            while True:
                message = await self._socket.receive(timeout=self._board.idle_after)
                if message.type is not WSMsgType.TEXT:
                    return
                await self._take(json.loads(message.data))
        except TimeoutError:
            await self.close()
        except ConnectionError:
            return

    async def send(self, frame: dict[str, Any]) -> bool:
        """Send a frame and say whether it left; control characters stand in it bare."""
        text = json.dumps(frame, ensure_ascii=False)
        return await self.send_text(CONTROL.sub(_bare, text))

    async def send_text(self, text: str) -> bool:
        """Send any text at all."""
        if self.mood != WELL or self._socket.closed:
            return False
        try:
            await self._socket.send_str(text)
        except ConnectionError:
            return False
        return True

    def cut(self) -> None:
        """End without a word: the other side sees 1006, and maybe not all before it."""
        self.was_cut = True
        if self._request.transport is not None:
            self._request.transport.abort()

    async def close(self) -> None:
        """End politely, with 1000."""
        await self._socket.close()

    async def _take(self, frame: dict[str, Any]) -> None:
        if self.mood == MUTE:
            return
        cmd, req_id = str(frame.get("cmd")), str(frame["headers"]["req_id"])
        fault = self._board.next_fault() if cmd not in (SUBSCRIBE, PING) else None
        if fault == "cut":
            self.cut()
        if fault in ("cut", "ignored"):
            return
        code, body = await self._do(cmd, req_id, frame.get("body") or {}, fault)
        if fault == "lost":
            self.cut()
        if fault not in ("lost", "silent"):
            await self._answer(req_id, code, body)

    async def _do(
        self, cmd: str, req_id: str, body: dict[str, Any], fault: object
    ) -> tuple[int, dict[str, Any]]:
        """Return code and body of the answer."""
        if cmd == SUBSCRIBE:
            return await self._subscribe(body), {}
        if not self.subscribed:
            return NOT_SUBSCRIBED, {}
        if cmd == PING:
            self.pings += 1
            return 0, {}
        if self.mood == FORGOTTEN:
            return NOT_SUBSCRIBED, {}
        if isinstance(fault, int):
            return fault, {}
        return self._board.obey(self, cmd, req_id, body)

    async def _answer(self, req_id: str, code: int, body: dict[str, Any]) -> None:
        """Answer a request; an answer names no cmd."""
        message = "ok" if code == 0 else f"error {code}, {HINT}"
        frame: dict[str, Any] = {
            "headers": {"req_id": req_id},
            "errcode": code,
            "errmsg": message,
        }
        if body:
            frame["body"] = body
        await self._socket.send_str(json.dumps(frame))

    async def _subscribe(self, body: dict[str, Any]) -> int:
        if not self._board.admits(body):
            return BAD_CREDENTIALS
        self.subscribed = True
        await self._board.take_over(self)
        return 0


def _bare(found: re.Match[str]) -> str:
    return found.group(1) + chr(int(found.group(2), 16))
