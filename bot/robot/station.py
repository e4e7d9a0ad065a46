"""机器人一套：线、通道、门、席位接在一起，由一处叫它起来、叫它歇下。"""

import aiohttp
from yarl import URL

from bot.clock import Clock
from bot.config import LOOPBACK, Aibot
from bot.meters import Meters
from bot.robot.client import RobotClient
from bot.robot.connection import CONNECTED, Connection, ConnectionSettings
from bot.robot.door import Door
from bot.robot.files import Files
from bot.robot.frames import Frame
from bot.robot.gateway import RobotGateway
from bot.robot.seat import Place, Sitter
from bot.router import Router
from bot.spoken import Spoken


class Station:
    """Everything that the robot needs; `gateway` is its way out."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        settings: Aibot,
        clock: Clock,
        place: Place,
    ) -> None:
        """Know one robot; it connects where `place` is this process's."""
        line = ConnectionSettings(
            settings.bot_id, settings.secret.reveal(), settings.url
        )
        self.connection = Connection(session, line, self._receive, clock)
        self._client = RobotClient(self.connection, clock)
        near = URL(settings.url).host in LOOPBACK
        self.gateway = RobotGateway(self._client, Files(session, clock, loopback=near))
        self._sitter = Sitter(place, self.connection)
        self._name = settings.name.strip()
        self._door: Door | None = None

    def attend(self, router: Router, spoken: Spoken, meters: Meters) -> None:
        """Let what people say go to `router`."""
        self._door = Door(self._client, router, spoken, meters, self._name)

    async def _receive(self, frame: Frame) -> None:
        if self._door is None:
            raise LookupError("nobody attends the robot")
        await self._door.receive(frame)

    def start(self) -> None:
        """Connect as soon as this process may."""
        self._sitter.start()

    async def close(self) -> None:
        """Finish what is in hand and hang up."""
        await self._sitter.close()

    @property
    def sits(self) -> bool:
        """Say whether this process is the one that speaks for the robot."""
        return self._sitter.sits

    def complaint(self) -> str:
        """Why the robot cannot speak now; empty where it can, or another process does."""
        state = self.connection.state
        if not self.sits or state.word == CONNECTED:
            return ""
        return f"{state.word} since {state.since:%Y-%m-%d %H:%M} UTC: {state.reason}"
