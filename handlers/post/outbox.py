"""发件：欠着的写成信，到点的挑出来送，各守各的上限（decisions.md 2、7、10）。"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.context import Context
from handlers.post import apart, settling, writing
from handlers.post import mail as mail_room
from handlers.post.parcel import FRESH, LEASE, Parcel
from models import (
    carriage,
    channels,
    exchange,
    leaving,
    outgoing,
    post_office,
)
from models.channels import Seen
from models.leaving import Candidate
from models.mailbox import Mail
from rules.post import delivery, limits
from rules.post.outcomes import Outcome, Sent
from rules.vocabulary import MailStatus, Way

PASSIVE_GRACE = timedelta(seconds=30)
CERTAIN_WINDOW = {
    Way.APP: timedelta(seconds=writing.DUPLICATE_CHECK_SECONDS) - 2 * LEASE,
    Way.ROBOT: timedelta(),
}
"""How long a second copy is surely dropped; the robot's platform drops none.

It counts from a copy's arrival, and we from its lease: so it ends a little early.
"""

PATIENCE = timedelta(seconds=60)
"""How long a push waits for the robot's line, and an alarm for any way, before the
other says it."""

SWEEP = 500
"""Most mails without a job that are queued at one look."""


Begun = Callable[[], Collection[int]]


@dataclass(frozen=True)
class Load:
    """What leaves next; the ways `resting` are to be left alone for now."""

    parcels: list[Parcel]
    resting: frozenset[Way] = frozenset()


def answered(ctx: Context, written: Sequence[int]) -> None:
    """Note which passive answers were written to their sockets."""
    outgoing.answered(ctx.session, written, ctx.now)


def knows(ctx: Context, mail_id: int) -> bool:
    """Say whether the database is as new as a mail of this id; an empty one is."""
    newest = exchange.newest(ctx.session)
    return newest >= mail_id or not newest


def rescue_passive(ctx: Context, begun: Begun) -> None:
    """Push answers that were not written to a socket in 30 seconds (decisions.md 2).

    `begun` names those that some process has begun to write: they were said.
    """
    rows = post_office.unanswered_passive(ctx.session, ctx.now - PASSIVE_GRACE)
    if not rows:
        return
    said = begun()
    outgoing.answered(ctx.session, [row.key for row in rows if row.id in said], ctx.now)
    for row in rows:
        if row.id not in said:
            _push_instead(ctx, row)


def unsaid(ctx: Context, mail_id: int) -> None:
    """Push an answer that certainly did not reach the one who asked."""
    row = post_office.mail(ctx.session, mail_id)
    if row.status == MailStatus.PASSIVE:
        _push_instead(ctx, row)


def unsure(ctx: Context, mail_id: int) -> None:
    """List an answer of unknown fate: nobody would notice a second copy for us."""
    row = post_office.mail(ctx.session, mail_id)
    if row.status == MailStatus.PASSIVE:
        row.status = MailStatus.UNCERTAIN


def _push_instead(ctx: Context, row: Mail) -> None:
    """Write an answer as a push.

    One of full length has no room for a mark: whoever got the same words within hours
    has them, and a second copy is dropped by the platform.
    """
    way, text = Way(row.way), row.text

    def write(mark: str) -> str:
        return writing.text_request(ctx, way, row.userid, mark + text)

    if apart.has_room(text):
        mark, row.request = apart.told(ctx, row.userid, write)
        row.text = mark + text
    else:
        row.request = write("")
    mail_room.hand_over(ctx, row)


def turn(
    ctx: Context,
    outcomes: Mapping[Parcel, Outcome],
    room: int,
    ways: Collection[Way],
    asked: Collection[int] | None = None,
) -> Load:
    """Write down what became of sends, and lease what leaves next, in one go.

    Leases the next mail by `ways` of up to `room` receivers, within every limit we
    keep; with `asked` only of those to whom one of these mails, or one just settled,
    goes.
    """
    settling.settle(ctx, outcomes)
    if asked is not None:
        asked = {*asked, *(parcel.mail_id for parcel in outcomes)}
    accounts = channels.accounts(ctx.session)
    parcels: list[Parcel] = []
    resting = set()
    for way in ways:
        channel = channels.seen_channel(ctx.session, way)
        if channel is not None and channel.rests(ctx.now):
            resting.add(way)
            continue
        most = _room(ctx, way, channel, room - len(parcels), accounts)
        if most:
            found = leaving.candidates(ctx.session, ctx.now, way, most, asked)
            parcels += _lease(ctx, way, _may_leave(ctx, found), accounts)
    return Load(parcels, frozenset(resting))


def give_back(ctx: Context, parcels: Sequence[Parcel]) -> None:
    """Let leased mail that never left wait as before; it stays counted for today."""
    leased = {one.mail_id: (one.leased_at, one.ends_at) for one in parcels}
    outgoing.give_back(ctx.session, leased)


def recall(ctx: Context, ways: Collection[Way]) -> int:
    """Queue mail that is due and may have lost its job; return how many there are."""
    found = due(ctx, ways)
    for mail_id in found:
        carriage.note(ctx.session, mail_id)
    return len(found)


def due(ctx: Context, ways: Collection[Way]) -> list[int]:
    """Mail by these ways that may leave now and is in nobody's hands."""
    found: list[int] = []
    accounts = channels.accounts(ctx.session)
    for way in ways:
        channel = channels.seen_channel(ctx.session, way)
        if channel is None or not channel.rests(ctx.now):
            room = min(SWEEP, _room_today(ctx, way, channel, accounts))
            found += leaving.due(ctx.session, ctx.now, way, room)
    return found


def _room(
    ctx: Context, way: Way, channel: Seen | None, room: int, accounts: int
) -> int:
    """How many may leave; one alone tries whether a way works again."""
    if channel is not None and channel.reason:
        room = min(room, 1)
    return min(room, _room_today(ctx, way, channel, accounts))


def _room_today(ctx: Context, way: Way, channel: Seen | None, accounts: int) -> int:
    sent = channel.sent_on(ctx.today) if channel is not None else 0
    return limits.room_today(way, sent, accounts)


def _may_leave(ctx: Context, found: Sequence[Candidate]) -> list[Candidate]:
    """Set aside what is in doubt, and what would be too much for its receiver."""
    late = {row.id for row in found if _too_late(ctx, row)}
    outgoing.doubt(ctx.session, late)
    waits = _waits(ctx, [row for row in found if row.id not in late])
    outgoing.defer(ctx.session, waits)
    return [row for row in found if row.id not in waits and row.id not in late]


def _lease(
    ctx: Context, way: Way, good: Sequence[Candidate], accounts: int
) -> list[Parcel]:
    """Lease what today's quota allows; the count is locked last, and only briefly."""
    if not good:
        return []
    channel = channels.hold(ctx.session, way)
    good = good[: _room_today(ctx, way, channel, accounts)]
    latest, until = ctx.now + FRESH, ctx.now + LEASE
    outgoing.lease(ctx.session, [row.id for row in good], ctx.now, latest, until)
    sent = channel.sent_on(ctx.today) + len(good)
    channels.count_sent(ctx.session, way, ctx.today, sent)
    return [Parcel(row.id, way, row.kind, row.request, ctx.now) for row in good]


def _waits(ctx: Context, found: Sequence[Candidate]) -> dict[int, datetime]:
    """Until when the mail of members must wait who have got their share."""
    counted = [row for row in found if row.kind != leaving.UNCOUNTED]
    if not counted:
        return {}
    spans = leaving.spans(ctx.session, {row.userid for row in counted}, ctx.now)
    free = {
        row.id: limits.member_free_at(spans[row.userid], ctx.now)
        for row in counted
        if row.userid in spans
    }
    return {key: at for key, at in free.items() if at > ctx.now}


def _too_late(ctx: Context, row: Candidate) -> bool:
    """Say whether a send of unknown fate has left the window of certain dedupe."""
    first = row.first_try_at
    return first is not None and ctx.now - first > CERTAIN_WINDOW[Way(row.way)]


def reroute(ctx: Context) -> int:
    """Let the app say what has waited for the robot's line too long; return how many.

    And the robot the alarms that wait for the app: they may be about it.
    """
    if Way.APP not in ctx.policy.ways or Way.ROBOT not in ctx.policy.ways:
        return 0
    before = ctx.now - PATIENCE
    late = leaving.delayed(ctx.session, Way.ROBOT, before, ctx.now)
    alarms = leaving.delayed_alarms(ctx.session, Way.APP, before, ctx.now)
    return sum(settling.reroute(ctx, row) for row in (*late, *alarms))


def readdress(ctx: Context) -> None:
    """Let a way that is set up say what waits for one that is no more.

    It would wait for ever, and whatever the same person is told after it.
    """
    for way in Way:
        if way not in ctx.policy.ways:
            for row in leaving.delayed(ctx.session, way, ctx.now, ctx.now):
                settling.readdress(ctx, row)


def word(outcome: Outcome) -> str:
    """One word for an outcome, for the instruments: `sent`, a code, `uncertain` …"""
    return "sent" if isinstance(outcome, Sent) else delivery.describe(outcome)


def rewrite(ctx: Context, parcel: Parcel, request: str) -> None:
    """Keep the request of a mail whose file has been uploaded; a retry sends the same.

    Past the lease others have it, and what they have sent stands.
    """
    row = post_office.mail(ctx.session, parcel.mail_id)
    if row.lease_until == parcel.ends_at:
        row.request = request
