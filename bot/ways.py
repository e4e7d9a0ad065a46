"""两条路：自建应用和机器人，设了哪条接哪条。"""

from dataclasses import dataclass

import aiohttp
from sqlalchemy import Engine

from bot.clock import Clock
from bot.config import Settings, ways_of
from bot.gateway import Gateway
from bot.meters import Meters
from bot.robot.station import Station
from bot.router import Router
from bot.spoken import Spoken
from bot.web.auth import Identify
from bot.wecom.callback import Callback
from bot.wecom.carrier import WeComGateway
from bot.wecom.client import ClientSettings, WeComClient
from bot.wecom.envelope import Envelope
from models.locks import Seat
from rules.vocabulary import Way


@dataclass(frozen=True)
class Ways:
    """The self-built app and the robot, as far as there are such."""

    app: WeComGateway | None
    robot: Station | None

    @property
    def gateways(self) -> dict[Way, Gateway]:
        """The ways out."""
        found: dict[Way, Gateway] = {}
        if self.app is not None:
            found[Way.APP] = self.app
        if self.robot is not None:
            found[Way.ROBOT] = self.robot.gateway
        return found

    @property
    def identify(self) -> Identify | None:
        """How a page learns who has opened it, where the platform tells."""
        return self.app.identify if self.app is not None else None

    def attend(self, router: Router, spoken: Spoken, meters: Meters) -> None:
        """Let the robot's door open on the corridor."""
        if self.robot is not None:
            self.robot.attend(router, spoken, meters)


def ways_out(
    settings: Settings, session: aiohttp.ClientSession, clock: Clock, engine: Engine
) -> Ways:
    """The ways that are set up."""
    return Ways(
        _app(settings, session, clock), _robot(settings, session, clock, engine)
    )


def _robot(
    settings: Settings, session: aiohttp.ClientSession, clock: Clock, engine: Engine
) -> Station | None:
    """The robot's door, where there is one; of several processes one connects it."""
    if Way.ROBOT not in ways_of(settings):
        return None
    return Station(session, settings.aibot, clock, Seat(engine, "robot"))


def _app(
    settings: Settings, session: aiohttp.ClientSession, clock: Clock
) -> WeComGateway | None:
    """The way out through the self-built app, where there is one."""
    wecom = settings.wecom
    if Way.APP not in ways_of(settings):
        return None
    app = ClientSettings(
        wecom.corp_id, wecom.agent_id, wecom.secret.reveal(), wecom.api_base
    )
    return WeComGateway(WeComClient(session, app, clock))


def callback(
    settings: Settings, clock: Clock, router: Router, spoken: Spoken, meters: Meters
) -> Callback | None:
    """The self-built app's door, where there is one."""
    wecom = settings.wecom
    if Way.APP not in ways_of(settings):
        return None
    envelope = Envelope(
        wecom.token.reveal(), wecom.encoding_aes_key.reveal(), wecom.corp_id
    )
    return Callback(envelope, clock, router.hear, spoken, meters)
