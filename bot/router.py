"""走廊：消息从哪扇门来都走这里，进车道办好再答；随后的事交给该办的人。"""

import secrets

import structlog
from sqlmodel import Session

from bot.arrivals import Arrivals, MakeContext
from bot.delivery import Delivery
from bot.lane import Lane, is_doubtful
from bot.transaction import remembering
from handlers.incoming import Incoming
from handlers.post import outbox
from handlers.talk import conversation
from handlers.talk.conversation import Heard
from templates.render import render

log = structlog.get_logger()


class Router:
    """One corridor for all doors (design decision 1)."""

    def __init__(
        self, lane: Lane, arrivals: Arrivals, delivery: Delivery, context: MakeContext
    ) -> None:
        """Work messages in `lane`; leave to `arrivals` the files that they announce."""
        self._lane = lane
        self._arrivals = arrivals
        self._delivery = delivery
        self._context = context

    async def hear(self, incoming: Incoming) -> Heard:
        """Work one message to its committed end and return what to answer now.

        The unexpected becomes one sentence with a number that the log has too; nothing
        of the message is kept then, so that a retry may succeed. Where the database went
        away in the middle it says that nobody knows.
        """

        def work(session: Session, before: Heard | None) -> Heard:
            return conversation.hear(incoming, self._context(session), before)

        try:
            heard = await self._lane.run(
                remembering(work),
                person=incoming.userid,
                quick=conversation.is_quick(incoming),
            )
        except Exception as error:
            number = secrets.token_hex(2).upper()
            log.exception("message_failed", number=number, kind=incoming.kind)
            doubtful = is_doubtful(error)
            return Heard(text=render("broken", number=number, doubtful=doubtful))
        if heard.sweep:
            await self._arrivals.sweep()
        if heard.take:
            self._arrivals.take(incoming, heard.take)
        if heard.fetch is not None:
            self._arrivals.fetch(incoming, heard.fetch)
        if heard.stirs:
            self._delivery.wake()
        return heard

    async def seen(self, mail_id: int) -> None:
        """Note that an answer was shown on a page."""
        await self._lane.run(lambda s: outbox.answered(self._context(s), [mail_id]))

    async def unsaid(self, mail_id: int) -> None:
        """Push an answer that certainly did not arrive."""
        await self._lane.run(lambda s: outbox.unsaid(self._context(s), mail_id))
        self._delivery.wake()

    async def unsure(self, mail_id: int) -> None:
        """List an answer that may have arrived, for a person to look at."""
        await self._lane.run(lambda s: outbox.unsure(self._context(s), mail_id))
