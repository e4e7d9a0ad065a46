"""机器人的通道：把存好的请求推出去，把平台的话译成结局（bot/gateway.py）。"""

import json

from bot import enclosure
from bot.gateway import NoLine
from bot.robot.client import RobotClient
from bot.robot.errors import NotSent as ClientNotSent
from bot.robot.errors import RobotError
from bot.robot.errors import Uncertain as ClientUncertain
from bot.robot.files import Files
from rules.post.outcomes import NotSent, Outcome, Rejected, Sent, Uncertain
from rules.post.ways import SINGLE

FAILURES = (RobotError, ClientNotSent, ClientUncertain)


class RobotGateway:
    """Carry mail through the robot's aibot_send_msg."""

    def __init__(self, client: RobotClient, files: Files) -> None:
        """Push with `client`, bring files in with `files`."""
        self._client = client
        self._files = files

    @property
    def is_open(self) -> bool:
        """Say whether this process holds the robot's line, and it stands."""
        return self._client.is_connected

    async def send(self, kind: str, request: str) -> Outcome:
        """Push one stored request; every failure comes back as a value."""
        try:
            body = json.loads(request)
            to, group = body.pop("chatid"), body.pop("chat_type") != SINGLE
            await self._client.push(to, group=group, body=body)
        except FAILURES as error:
            return _outcome(error)
        return Sent()

    async def ready(self, request: str) -> str | Outcome:
        """Make the workbook of a stored table, upload it, and name it in the message."""
        try:
            return await enclosure.named(request, self._client.upload)
        except FAILURES as error:
            outcome = _outcome(error)
            return NotSent(reached=True) if isinstance(outcome, Uncertain) else outcome

    async def fetch(self, media_id: str, limit: int) -> tuple[bytes, str]:
        """Return a file's content, deciphered, and its name; raises NoLine."""
        try:
            return await self._files.fetch(media_id, limit)
        except ClientNotSent as error:
            raise NoLine from error


def _outcome(error: Exception) -> Outcome:
    if isinstance(error, RobotError):
        return Rejected(error.code)
    return NotSent() if isinstance(error, ClientNotSent) else Uncertain()
