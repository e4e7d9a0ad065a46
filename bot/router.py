"""走廊：消息从哪扇门来都走这里，进车道办好再答；文件先取回再记。"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import replace

import structlog
from sqlmodel import Session

from bot.delivery import Delivery
from bot.files import FileStore
from bot.gateway import Gateway
from bot.lane import Lane
from bot.uploads import Upload
from handlers import attaching, conversation, filing, outbox
from handlers.context import Context
from handlers.conversation import Heard
from handlers.evidence import Stored
from handlers.filing import Verdict
from handlers.incoming import Incoming
from rules.errors import Refusal
from templates.render import render

log = structlog.get_logger()

MakeContext = Callable[[Session], Context]


class Router:
    """One corridor for all doors (design decision 1)."""

    def __init__(
        self,
        lane: Lane,
        gateway: Gateway,
        files: FileStore,
        delivery: Delivery,
        context: MakeContext,
        max_bytes: int,
    ) -> None:
        """Work messages in `lane`; fetch files through `gateway` into `files`."""
        self._lane = lane
        self._gateway = gateway
        self._files = files
        self._delivery = delivery
        self._context = context
        self._max_bytes = max_bytes
        self._fetching: set[asyncio.Task[None]] = set()

    async def hear(self, incoming: Incoming) -> Heard:
        """Work one message to its committed end and return what to answer now.

        The unexpected becomes one sentence with a number that the log has too; nothing
        of the message is kept then, so that a retry may succeed.
        """
        try:
            heard = await self._lane.run(
                lambda s: conversation.hear(incoming, self._context(s)),
                person=incoming.userid,
            )
        except Exception:
            number = secrets.token_hex(2).upper()
            log.exception("message_failed", number=number, kind=incoming.kind)
            return Heard(text=render("broken", number=number))
        if heard.fetch is not None:
            self._spawn(incoming, heard.fetch)
        self._delivery.wake()
        return heard

    async def answered(self, heard: Heard) -> None:
        """Note that an answer was written to the socket."""
        mail_id = heard.mail_id
        if mail_id is not None:
            await self._lane.run(lambda s: outbox.answered(self._context(s), mail_id))

    async def settle(self) -> None:
        """Wait until no file is being fetched any more."""
        while self._fetching:
            await asyncio.gather(*self._fetching)

    async def resume(self) -> None:
        """Fetch what was remembered and not fetched before a restart."""
        left = await self._lane.run(lambda s: attaching.unfetched(self._context(s)))
        for incoming, inbox_id in left:
            self._spawn(incoming, inbox_id)

    def _spawn(self, incoming: Incoming, inbox_id: int) -> None:
        task = asyncio.create_task(self._fetch(incoming, inbox_id))
        self._fetching.add(task)
        task.add_done_callback(self._fetching.discard)

    async def _fetch(self, incoming: Incoming, inbox_id: int) -> None:
        """Fetch at once: the platform keeps media for three days only."""
        name = incoming.file_name or ""
        try:
            stored = await self._bring(incoming)
        except Refusal as error:
            refusal = error
            await self._lane.run(
                lambda s: attaching.refuse(
                    self._actor(s, incoming, inbox_id), inbox_id, name, refusal
                )
            )
        except Exception:
            log.exception("fetch_failed", inbox=inbox_id)
            return
        else:
            await self._lane.run(
                lambda s: attaching.attach(
                    self._actor(s, incoming, inbox_id), inbox_id, stored
                )
            )
        self._delivery.wake()

    async def _bring(self, incoming: Incoming) -> Stored:
        data, name = await self._gateway.fetch(incoming.media_id, self._max_bytes)
        kept = await asyncio.to_thread(self._files.keep, data)
        return Stored(
            sha256=kept.sha256,
            name=incoming.file_name or name,
            size=kept.size,
            media_type=kept.media_type,
            source=incoming.kind,
        )

    async def receive(self, upload: Upload, data: bytes) -> Verdict:
        """Inspect a file that came whole through the page, keep it, say what became
        of it; the same file a second time changes nothing.

        Raises NotAdmitted or Refusal where the sender may put no files there.
        """
        userid, code, key = upload.userid, upload.code, f"h5:{upload.key}"
        try:
            stored = await asyncio.to_thread(self._keep, upload, data)
        except Refusal as error:
            refusal = error
            return await self._lane.run(
                lambda s: filing.refuse(
                    self._context(s), userid, code, key, upload.name, refusal
                ),
                person=userid,
            )
        verdict = await self._lane.run(
            lambda s: filing.keep(self._context(s), userid, code, key, stored),
            person=userid,
        )
        self._delivery.wake()
        return verdict

    def _keep(self, upload: Upload, data: bytes) -> Stored:
        kept = self._files.keep(data)
        return Stored(kept.sha256, upload.name, kept.size, kept.media_type, "h5")

    def _actor(self, session: Session, incoming: Incoming, inbox_id: int) -> Context:
        context = attaching.as_sender(self._context(session), incoming.userid)
        return replace(context, inbox_id=inbox_id, door=incoming.channel)
