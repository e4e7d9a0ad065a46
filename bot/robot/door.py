"""机器人的门：长连接上来的话进走廊，答复顺着原来那一句回去（wecom-protocol §5.4）。"""

import secrets
from collections.abc import Awaitable, Callable

import structlog
from structlog.contextvars import bound_contextvars

from bot.meters import Meters
from bot.robot import frames
from bot.robot.client import RobotClient
from bot.robot.errors import NotSent, RobotError, Uncertain
from bot.robot.frames import Frame
from bot.router import Router
from bot.spoken import Spoken
from handlers.incoming import Incoming
from handlers.talk.conversation import Heard

log = structlog.get_logger()

Note = Callable[[int], Awaitable[None]]

FAILURES = (NotSent, RobotError, Uncertain)


class Door:
    """Hands each callback to the corridor and says the answer on its req_id."""

    def __init__(
        self,
        client: RobotClient,
        router: Router,
        spoken: Spoken,
        meters: Meters,
        name: str = "",
    ) -> None:
        """Answer through `client` what `router` has worked.

        `name` is the robot's own, by which groups call it; "" where we are not told.
        """
        self._client = client
        self._router = router
        self._spoken = spoken
        self._meters = meters
        self._name = name

    async def receive(self, frame: Frame) -> None:
        """Work one callback to its committed end, then answer it."""
        read = frames.parse_all(frame.body, frame.req_id, frame.received_at, self._name)
        for incoming in read:
            with (
                bound_contextvars(request=secrets.token_hex(4)),
                self._meters.callback_seconds.time(),
            ):
                heard = await self._router.hear(incoming)
                result = await self._answer(incoming, heard)
            self._meters.callbacks.labels(result).inc()

    async def _answer(self, incoming: Incoming, heard: Heard) -> str:
        """Say what there is to say; returns in one word what became of it."""
        if not heard.text:
            return "silent"
        if heard.mail_id is None:
            return await self._hint(incoming, heard)
        self._spoken.begin(heard.mail_id)
        return await self._keep(incoming, heard, heard.mail_id)

    async def _keep(self, incoming: Incoming, heard: Heard, mail_id: int) -> str:
        """Say an answer and let the database know how that went, before the sender's
        next message is worked: a copy of this one must not be answered again."""
        try:
            await self._say(incoming, heard)
        except Uncertain:
            return await self._noted(mail_id, self._router.unsure, "uncertain")
        except (NotSent, RobotError) as error:
            log.info("robot_reply_failed", error=str(error) or type(error).__name__)
            self._spoken.forget(mail_id)  # pushed later, if the database is away
            await self._router.unsaid(mail_id)
            return "pushed"
        except Exception:
            await self._noted(mail_id, self._router.unsure, "uncertain")
            raise
        return await self._noted(mail_id, self._router.seen, "answered")

    async def _noted(self, mail_id: int, note: Note, word: str) -> str:
        """Note what became of an answer; without a database that is for later."""
        try:
            await note(mail_id)
        except Exception:
            self._spoken.end(mail_id, written=True)
            raise
        self._spoken.forget(mail_id)
        return word

    async def _hint(self, incoming: Incoming, heard: Heard) -> str:
        """A word that nobody need keep; where it does not arrive, it is not missed."""
        try:
            await self._say(incoming, heard)
        except FAILURES as error:
            log.info("robot_hint_failed", error=str(error) or type(error).__name__)
            return "failed"
        return "answered"

    async def _say(self, incoming: Incoming, heard: Heard) -> None:
        req_id = incoming.reply_to
        if heard.card is not None:
            await self._client.update_card(req_id, heard.card)
        elif incoming.event:
            await self._client.welcome(req_id, heard.text)
        else:
            await self._client.reply(req_id, heard.text)
