"""来件：消息里报到的、网页上传来的文件，取回、看过、存好，归到该归的地方。"""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TypeVar

import structlog
from sqlmodel import Session

from bot.delivery import Delivery
from bot.errands import Errands
from bot.files import FileStore
from bot.formats import workbook
from bot.gateway import Gateway, NoLine
from bot.lane import Lane
from bot.shelved import shelved
from bot.uploads import Upload
from handlers.acting import elsewhere, filing, judging
from handlers.acting.evidence import Stored
from handlers.acting.filing import Verdict
from handlers.context import Context
from handlers.incoming import Incoming
from handlers.ledger.importing import Busy, Rejected
from handlers.talk import attaching, ledger_chat, refetching
from rules.errors import Refusal
from rules.ledger.sheet import Sheet
from rules.post.ways import BACK
from rules.vocabulary import Way

log = structlog.get_logger()
FETCHES = 8
"""Files on their way at once: each lies in memory until it is kept, and has a line that
what is sent needs too."""
BETWEEN = 0.5
"""Seconds between two looks whether somebody else has done importing."""
LOOKS = 2
"""Files looked into at once: one takes up to a gigabyte and a processor."""
MakeContext = Callable[[Session], Context]
Result = TypeVar("Result")


class Arrivals:
    """Files on their way into the folder; what is not done yet stands in the inbox."""

    def __init__(
        self,
        lane: Lane,
        gateways: Mapping[Way, Gateway],
        files: FileStore,
        delivery: Delivery,
        context: MakeContext,
    ) -> None:
        """Fetch files by the way they came into `files`; write about them in `lane`."""
        self._lane = lane
        self._gateways = gateways
        self._files = files
        self._delivery = delivery
        self._context = context
        self._errands = Errands()
        self._turns = asyncio.Semaphore(FETCHES)
        self._looks = asyncio.Semaphore(LOOKS)
        self._closing = False

    def fetch(self, incoming: Incoming, inbox_id: int) -> None:
        """Fetch the file of a message beside, when its turn comes."""
        self._errands.start(self._fetch_in_turn(incoming, inbox_id))

    def take(self, incoming: Incoming, sha256: str) -> None:
        """Import the ledger that a message confirmed, beside."""
        self._errands.start(self._import(incoming, sha256))

    async def receive(self, upload: Upload, data: bytes) -> Verdict:
        """Inspect a file that came whole through the page, keep it, say what became
        of it; the same file a second time changes nothing.

        Raises NotAdmitted or Refusal where the sender may put no files there (any
        more); nothing of the file is kept then.
        """
        userid, code, key = upload.userid, upload.code, f"h5:{upload.key}"
        digest = hashlib.sha256(data).hexdigest()
        known = await self._lane.read(
            lambda s: filing.known(self._context(s), userid, code, key, digest)
        )
        if known is not None:
            return known
        try:
            stored = await self._look("h5", upload.name, data)
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

    async def sweep(self) -> None:
        """Take out of the folder what was destroyed; done again after a crash."""
        for digest in await self._lane.run(lambda s: judging.banned(self._context(s))):
            await asyncio.to_thread(self._files.destroy, digest)

    async def resume(self) -> None:
        """Do what a restart or a failure left undone and is due again."""
        await self.sweep()
        for confirmed, digest in await self._lane.run(
            lambda s: ledger_chat.untaken(self._context(s))
        ):
            self.take(confirmed, digest)
        room = max(0, FETCHES - len(self._errands))  # who waits here is not lost
        left = await self._lane.run(
            lambda s: refetching.unfetched(self._context(s), room)
        )
        for incoming, inbox_id in left:
            self.fetch(incoming, inbox_id)

    async def settle(self) -> None:
        """Wait until no file is being fetched any more."""
        await self._errands.settle()

    async def close(self) -> None:
        """Let what is on its way arrive, for a while; the rest is for the next start."""
        self._closing = True
        await self._errands.close()

    async def _fetch_in_turn(self, incoming: Incoming, inbox_id: int) -> None:
        async with self._turns:
            if not self._closing:
                with suppress(Busy):
                    await self._fetch(incoming, inbox_id)

    async def _fetch(self, incoming: Incoming, inbox_id: int) -> None:
        """Fetch at once: the platform keeps media for three days only."""
        name = incoming.file_name or ""
        try:
            gateway = self._gateways[BACK[incoming.channel]]
            data, told = await gateway.fetch(incoming.media_id, self._files.max_bytes)
            name = name or told
            stored = await self._kept(incoming, name, data)
        except Refusal as error:
            refusal = error
            await self._as_sender(
                incoming,
                inbox_id,
                lambda ctx: attaching.refuse(ctx, inbox_id, name, refusal),
            )
        except Exception as error:
            log.warning("fetch_failed", inbox=inbox_id, error=type(error).__name__)
            reason, reached = type(error).__name__, not isinstance(error, NoLine)
            await self._as_sender(
                incoming,
                inbox_id,
                lambda ctx: attaching.missed(
                    ctx, inbox_id, name, reason, reached=reached
                ),
            )
            return
        else:
            if not await self._offer(incoming, inbox_id, stored):
                await self._as_sender(
                    incoming,
                    inbox_id,
                    lambda ctx: attaching.attach(ctx, inbox_id, stored),
                )
        self._delivery.wake()

    async def _offer(self, incoming: Incoming, inbox_id: int, stored: Stored) -> bool:
        """Let a table that the office sent be previewed as a ledger; False for others."""
        if stored.media_type not in workbook.TABLES:
            return False
        if not await self._as_sender(incoming, None, ledger_chat.may_offer):
            return False
        try:
            sheets = await asyncio.to_thread(self._sheets, stored.sha256)
        except Refusal as error:
            unread = partial(ledger_chat.unread, name=stored.name, stop=error)
            await self._as_sender(incoming, None, unread)
            return False
        offer = partial(
            ledger_chat.offer, inbox_id=inbox_id, stored=stored, sheets=sheets
        )
        return bool(await self._in_turn(incoming, inbox_id, offer))

    def _sheets(self, sha256: str) -> list[Sheet]:
        return workbook.read(self._files.read(sha256))

    async def _import(self, incoming: Incoming, sha256: str) -> None:
        """Import a confirmed ledger once; what it came to is pushed."""
        key = incoming.key
        try:
            sheets = await asyncio.to_thread(self._sheets, sha256)
            take = partial(ledger_chat.take, key=key, sheets=sheets)
            await self._in_turn(incoming, None, take)
        except Rejected as stop:
            refuse = partial(ledger_chat.refuse, key=key, report=stop.report)
            await self._as_sender(incoming, None, refuse)
        except Busy:
            return
        except Exception:
            log.exception("import_failed")
        self._delivery.wake()

    async def _in_turn(
        self,
        incoming: Incoming,
        inbox_id: int | None,
        deed: Callable[[Context], Result],
    ) -> Result | None:
        """Do it when nobody else imports; raises Busy where we have to stop before."""
        while True:
            try:
                return await self._as_sender(incoming, inbox_id, deed)
            except Busy:
                if self._closing:
                    raise
            await asyncio.sleep(BETWEEN)

    async def _kept(self, incoming: Incoming, name: str, data: bytes) -> Stored:
        stored = await self._look(incoming.kind, name, data)
        banned = await self._lane.run(lambda s: judging.banned(self._context(s)))
        if stored.sha256 in banned:
            await self.sweep()
            raise Refusal("file", kind="destroyed", why=filing.BURIED)
        return stored

    async def _look(self, source: str, name: str, data: bytes) -> Stored:
        """Keep what passes; who waits for a turn holds no thread that others need."""
        await self._lane.read(lambda s: elsewhere.bar(self._context(s), name, data))
        async with self._looks:
            kept = await asyncio.to_thread(self._files.keep, data, name)
        return shelved(kept, name, source)

    async def _as_sender(
        self,
        incoming: Incoming,
        inbox_id: int | None,
        deed: Callable[[Context], Result],
    ) -> Result | None:
        """Do what a message leads to later, as its sender; None where they left."""
        return await self._lane.run(
            lambda s: refetching.as_sender(self._context(s), incoming, inbox_id, deed),
            person=incoming.userid,
        )
