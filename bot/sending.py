"""手脚：先领后送，几条同时在路上，回来的几条一起记；两种做法共用（decisions.md 3、10）。"""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import partial

import structlog
from sqlmodel import Session

from bot.clock import Clock
from bot.departure import depart
from bot.gateway import Gateway
from bot.lane import Lane
from bot.meters import Meters
from bot.noting import Noter
from bot.spoken import Spoken
from handlers.context import Context
from handlers.notices import releasing
from handlers.post import outbox
from handlers.post.outbox import Load
from handlers.post.parcel import Parcel
from handlers.talk import preparing
from rules.post.outcomes import Outcome
from rules.vocabulary import Way

log = structlog.get_logger()

CONCURRENCY = 32
"""Sends under way at once; the platform blocks an app that opens too many (45033)."""

AHEAD = 256
"""Mail leased ahead, so that the senders need not wait for the next commit."""

ENOUGH = 160
PATIENCE = 0.05
"""So many outcomes are written down together, or those of so many seconds."""

MakeContext = Callable[[Session], Context]
Beside = Callable[[], Awaitable[object]]
Work = Callable[[str, datetime], Awaitable[object]]


class Carrier:
    """What both ways share: mail leased ahead, the senders, and the look at what is owed.

    Each turn is one command: it writes down what has come back and leases what leaves
    next, while the senders go on with what is in stock.
    """

    def __init__(
        self,
        lane: Lane,
        gateways: Mapping[Way, Gateway],
        clock: Clock,
        context: MakeContext,
        meters: Meters,
        spoken: Spoken,
    ) -> None:
        """Deliver by `gateways`; `context` makes a handler's context."""
        self.meters = meters
        self.spoken = spoken
        self.lane = lane
        self.gateways = gateways
        self.clock = clock
        self.context = context
        self.last_round: datetime | None = None
        self.sent = 0
        self.beside: list[Beside] = []
        self.work: Work = _nobody
        self._closing = False
        self._wake = asyncio.Event()
        self._due = asyncio.Event()
        self._turning = asyncio.Lock()
        self._stock: deque[Parcel] = deque()
        self._unsure: list[Sequence[Parcel]] = []
        self._done: dict[Parcel, Outcome] = {}
        self._senders: set[asyncio.Task[None]] = set()
        self._patience: asyncio.TimerHandle | None = None
        self.noter = Noter(lane, spoken, context)

    def wake(self) -> None:
        """Look at once: something has just been written."""
        self._wake.set()
        self._due.set()

    async def prepare(self) -> None:
        """Turn what is owed into mail; do what else waits for a quiet moment."""
        await self.noter.note()
        try:
            await self._prepare()
        except Exception:
            await self._release_one_by_one()
            await self._prepare()
        self.last_round = self.clock.now()
        for errand in self.beside:
            await errand()

    async def _prepare(self) -> None:
        said = self.spoken.begun
        while await self.lane.run(lambda s: preparing.prepare(self.context(s), said)):
            pass

    async def _release_one_by_one(self) -> None:
        """Put off what cannot be written, so that it stops nobody but its receiver."""
        for key in await self.lane.run(lambda s: releasing.whose(self.context(s))):
            try:
                await self.lane.run(partial(self._release, key=key))
            except Exception:
                await self.lane.run(partial(self._put_off, key=key))
                log.exception("notices_put_off", person=key)

    def _release(self, session: Session, key: int) -> None:
        releasing.release(self.context(session), only=key)

    def _put_off(self, session: Session, key: int) -> None:
        releasing.put_off(self.context(session), key)

    async def turn(self, asked: Collection[int] | None = None) -> Sequence[Parcel]:
        """Write down what came back, lease what leaves next; return what was leased."""
        async with self._turning:
            return await self._turn(asked)

    async def _turn(self, asked: Collection[int] | None) -> Sequence[Parcel]:
        await self._take_back()
        outcomes, self._done = self._done, {}
        unsure: list[Sequence[Parcel]] = []
        room = 0 if self._closing else max(0, AHEAD - len(self._stock))
        try:
            load = await self.lane.run(
                lambda s: self._leased(self.context(s), outcomes, unsure, room, asked),
                quick=True,
            )
        except Exception:
            self._done = {**outcomes, **self._done}
            self._unsure += unsure
            raise
        self._settled(outcomes)
        self._stock.extend(load.parcels)
        if load.resting or self._closing:
            await self.give_back(set(Way) if self._closing else load.resting)
        self._send_off()
        return load.parcels

    async def _take_back(self) -> None:
        """Give back what may be leased though nobody has it in hand.

        Before anything more is leased: a night of turns that fail piles up nothing.
        """
        if not self._unsure:
            return
        unsure = list(self._unsure)
        await self.lane.run(lambda s: self._given_back(self.context(s), unsure))
        del self._unsure[: len(unsure)]

    def _given_back(self, ctx: Context, unsure: Sequence[Sequence[Parcel]]) -> None:
        for parcels in unsure:
            outbox.give_back(ctx, parcels)

    def _leased(
        self,
        ctx: Context,
        outcomes: Mapping[Parcel, Outcome],
        unsure: list[Sequence[Parcel]],
        room: int,
        asked: Collection[int] | None,
    ) -> Load:
        """Settle and lease in one transaction.

        What a try before this one leased, whose commit nobody heard of, is given back
        first: nobody has it in hand, and once its lease has run out it would count as
        tried. So would what could not be given back while this turn waited for the
        database: then nothing is leased, and the next turn begins with that.
        """
        self._given_back(ctx, unsure)
        room = 0 if self._unsure else room
        load = outbox.turn(ctx, outcomes, room, self.ways, asked)
        unsure.append(load.parcels)
        return load

    def _settled(self, outcomes: Mapping[Parcel, Outcome]) -> None:
        if not outcomes:
            return
        self.sent += len(outcomes)
        words = Counter(outbox.word(outcome) for outcome in outcomes.values())
        for word, count in words.items():
            self.meters.sends.labels(word).inc(count)
        log.info("mail_settled", count=len(outcomes))
        self.over([parcel.mail_id for parcel in outcomes])

    def over(self, mail_ids: Collection[int]) -> None:
        """Hear that nobody needs to look after these mails any more."""

    async def give_back(self, ways: Collection[Way]) -> None:
        """Let what is in stock for these ways wait as if it had never been leased.

        Without a database that is for the next turn.
        """
        parcels = [parcel for parcel in self._stock if parcel.way in ways]
        kept = [parcel for parcel in self._stock if parcel.way not in ways]
        self._stock = deque(kept)
        if not parcels:
            return
        try:
            await self.lane.run(lambda s: outbox.give_back(self.context(s), parcels))
        except Exception as error:
            log.warning("not_given_back", error=type(error).__name__)
            self._unsure.append(parcels)
        self.over([parcel.mail_id for parcel in parcels])
        self._due.set()

    @property
    def ways(self) -> list[Way]:
        """The ways by which this process can carry something now."""
        return [way for way, gateway in self.gateways.items() if gateway.is_open]

    def _send_off(self) -> None:
        """Let as many senders walk as there is mail for."""
        for _ in range(min(len(self._stock), CONCURRENCY - len(self._senders))):
            sender = asyncio.create_task(self._send())
            self._senders.add(sender)
            sender.add_done_callback(self._returned)

    async def _send(self) -> None:
        """Carry one after another while something is in stock."""
        while self._stock:
            parcel = self._stock.popleft()
            if not parcel.is_fresh(self.clock.now()):
                self._stock.appendleft(parcel)
                await self.give_back(set(Way))
                return
            try:
                self._done[parcel] = await self.carry(parcel)
            except Exception:
                log.exception("send_failed", mail=parcel.mail_id)
                self.over([parcel.mail_id])
            self._came_back()

    def _returned(self, sender: asyncio.Task[None]) -> None:
        self._senders.discard(sender)
        if not self._senders:
            self._due.set()

    def _came_back(self) -> None:
        """See to it that outcomes are written down, several together."""
        if len(self._done) >= ENOUGH:
            self._due.set()
        elif self._patience is None:
            loop = asyncio.get_running_loop()
            self._patience = loop.call_later(PATIENCE, self._impatient)

    def _impatient(self) -> None:
        self._patience = None
        self._due.set()

    @property
    def quiet(self) -> bool:
        """Say whether nothing is on its way, waits to be written down or given back."""
        at_hand = self._senders or self._done or self._unsure
        return not (at_hand or self._turning.locked())

    async def land(self) -> None:
        """Wait until everything that is on its way has come back."""
        while self._senders:
            await asyncio.wait(self._senders)

    async def wind_up(self) -> None:
        """Lease nothing more; give back what is in stock, write down the rest.

        Without a database the leases end by themselves.
        """
        try:
            await self.give_back(set(Way))
            await self.land()
            await self.turn()
        except Exception:
            log.exception("wind_up_failed")
        await self.noter.close()

    async def carry(self, parcel: Parcel) -> Outcome:
        """Send one mail by its way, within its lease."""
        gateway = self.gateways[parcel.way]
        return await depart(gateway, parcel, self.clock, self._rewrite)

    async def _rewrite(self, parcel: Parcel, request: str) -> None:
        await self.lane.run(lambda s: outbox.rewrite(self.context(s), parcel, request))


async def _nobody(name: str, slot: datetime) -> None:
    raise LookupError(f"nobody runs {name}")
