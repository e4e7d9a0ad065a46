"""机器人说的话：答复、欢迎、改卡片、推送、传文件，各用各的帧（wecom-protocol §5.4）。"""

import secrets
from typing import Any

from bot.clock import Clock
from bot.robot import frames
from bot.robot.connection import CONNECTED, Connection
from bot.robot.uploads import Uploads
from rules.writing.markdown import plain_markdown


class RobotClient:
    """One robot's calls over its connection.

    Each raises NotSent, Uncertain or RobotError; where RobotError.is_stale the same
    words can still go by `push`.
    """

    def __init__(self, connection: Connection, clock: Clock) -> None:
        """Speak over `connection`; `clock` says when an upload's session is over."""
        self._connection = connection
        self._uploads = Uploads(connection.request, clock)

    @property
    def is_connected(self) -> bool:
        """Say whether the line stands and is subscribed."""
        return self._connection.state.word == CONNECTED

    async def reply(self, req_id: str, text: str) -> None:
        """Answer a message, within 24 h, with plain words."""
        stream = {
            "id": secrets.token_hex(16),
            "finish": True,
            "content": plain_markdown(text),
        }
        body = {"msgtype": "stream", "stream": stream}
        await self._connection.request(frames.RESPOND, body, req_id)

    async def welcome(self, req_id: str, text: str) -> None:
        """Greet whoever opened the chat, within 5 s of that."""
        body = {"msgtype": "text", "text": {"content": text}}
        await self._connection.request(frames.WELCOME, body, req_id)

    async def update_card(self, req_id: str, card: dict[str, Any]) -> None:
        """Turn the card whose button was pressed into `card`, within 5 s of that.

        `card` must name the task_id of the pressed one.
        """
        body = {"response_type": "update_template_card", "template_card": card}
        await self._connection.request(frames.UPDATE, body, req_id)

    async def push(self, to: str, *, group: bool, body: dict[str, Any]) -> None:
        """Say something unasked to a person, or to a group by its chatid.

        `body` holds msgtype (markdown, template_card, file, image, voice, video) and
        its part. Who never wrote to the robot cannot be reached (93006).
        """
        kind = frames.GROUP_CHAT if group else frames.SINGLE_CHAT
        whole = {"chatid": to, "chat_type": kind, **body}
        await self._connection.request(frames.SEND, whole)

    async def upload(self, kind: str, name: str, data: bytes) -> str:
        """Upload a temporary media file (3 days) and return its media_id."""
        return await self._uploads.upload(kind, name, data)
