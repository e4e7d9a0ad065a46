"""发件：挑出到点的，记下结局；发到了才算提醒过（decisions.md 2、7、10）。"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import attaching, releasing, requests
from handlers import mail as mail_room
from handlers.context import Context
from models import carriage, organisation, outgoing, post_office
from models.mailbox import Channel, Mail
from models.outgoing import Candidate
from rules import delivery, limits
from rules.delivery import GiveUp, Pause, TryLater, Undeliverable
from rules.outcomes import Outcome, Sent, Uncertain
from rules.vocabulary import MailStatus, NoticeStatus

APP = "app"
"""The way out through the self-built app."""

LEASE = timedelta(seconds=60)
FRESH = timedelta(seconds=20)
"""Longest time between the lease of a mail and its leaving; later it waits anew."""

PASSIVE_GRACE = timedelta(seconds=30)
CERTAIN_WINDOW = timedelta(seconds=mail_room.DUPLICATE_CHECK_SECONDS)
SWEEP = 500
"""Most mails without a job that are queued at one look."""


@dataclass(frozen=True)
class Parcel:
    """One mail on its way: what the pump needs, and no more."""

    mail_id: int
    kind: str
    request: str
    leased_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Say whether it may still leave under its lease."""
        return now - self.leased_at <= FRESH


@dataclass(frozen=True)
class Load:
    """What leaves next; `rests` where the way out is to be left alone for now."""

    parcels: list[Parcel]
    rests: bool = False


def answered(ctx: Context, written: Sequence[int]) -> None:
    """Note which passive answers were written to their sockets."""
    outgoing.answered(ctx.session, written, ctx.now)


def prepare(ctx: Context) -> bool:
    """Turn what is owed into mail: notices, answers nobody got, bundles of files.

    True where more is owed than is done at once; then call again.
    """
    released = releasing.release(ctx)
    rescue_passive(ctx)
    attaching.answer_bundles(ctx)
    return released == releasing.RECEIVERS


def rescue_passive(ctx: Context) -> None:
    """Push answers that were not written to a socket in 30 seconds (decisions.md 2)."""
    for row in post_office.unanswered_passive(ctx.session, ctx.now - PASSIVE_GRACE):
        row.request = mail_room.request_of(ctx, row.userid, row.text, None)
        mail_room.hand_over(ctx, row)


def turn(
    ctx: Context,
    outcomes: Mapping[int, Outcome],
    room: int,
    asked: Collection[int] | None = None,
) -> Load:
    """Write down what became of sends, and lease what leaves next, in one go.

    Leases the next mail of up to `room` receivers, within every limit we keep; with
    `asked` only of those to whom one of these mails, or one just settled, goes.
    """
    settle(ctx, outcomes)
    channel = outgoing.seen_channel(ctx.session, APP)
    if channel is not None and _rests(ctx, channel):
        return Load([], rests=True)
    if channel is not None and channel.reason:
        room = min(room, 1)  # one mail tries whether the way out works again
    if asked is not None:
        asked = {*asked, *outcomes}
    accounts = outgoing.accounts(ctx.session)
    room = min(room, _room_today(ctx, channel, accounts))
    found = outgoing.candidates(ctx.session, ctx.now, room, asked) if room else []
    return Load(_lease(ctx, _may_leave(ctx, found), accounts))


def give_back(ctx: Context, parcels: Sequence[Parcel]) -> None:
    """Let leased mail that never left wait as before; it stays counted for today."""
    outgoing.give_back(ctx.session, {one.mail_id: one.leased_at for one in parcels})


def recall(ctx: Context) -> int:
    """Queue mail that is due and may have lost its job; return how many there are."""
    channel = outgoing.seen_channel(ctx.session, APP)
    if channel is not None and _rests(ctx, channel):
        return 0
    accounts = outgoing.accounts(ctx.session)
    room = min(SWEEP, _room_today(ctx, channel, accounts))
    found = outgoing.due(ctx.session, ctx.now, room)
    for mail_id in found:
        carriage.note(ctx.session, mail_id)
    return len(found)


def _rests(ctx: Context, channel: Channel) -> bool:
    return channel.rests_until is not None and channel.rests_until > ctx.now


def _room_today(ctx: Context, channel: Channel | None, accounts: int) -> int:
    return limits.app_room(outgoing.sent_on(channel, ctx.today), accounts)


def _may_leave(ctx: Context, found: Sequence[Candidate]) -> list[Candidate]:
    """Set aside what is in doubt, and what would be too much for its receiver."""
    late = {row.id for row in found if _too_late(ctx, row)}
    outgoing.doubt(ctx.session, late)
    waits = _waits(ctx, [row for row in found if row.id not in late])
    outgoing.defer(ctx.session, waits)
    return [row for row in found if row.id not in waits and row.id not in late]


def _lease(ctx: Context, good: Sequence[Candidate], accounts: int) -> list[Parcel]:
    """Lease what today's quota allows; the count is locked last, and only briefly."""
    if not good:
        return []
    channel = outgoing.channel(ctx.session, APP)
    good = good[: _room_today(ctx, channel, accounts)]
    latest, until = ctx.now + FRESH, ctx.now + LEASE
    outgoing.lease(ctx.session, [row.id for row in good], ctx.now, latest, until)
    outgoing.count_sent(channel, ctx.today, len(good))
    return [Parcel(row.id, row.kind, row.request, ctx.now) for row in good]


def _waits(ctx: Context, found: Sequence[Candidate]) -> dict[int, datetime]:
    """Until when the mail of members must wait who have got their share."""
    counted = [row for row in found if row.kind != outgoing.UNCOUNTED]
    if not counted:
        return {}
    spans = outgoing.spans(ctx.session, {row.userid for row in counted}, ctx.now)
    free = {
        row.id: limits.member_free_at(spans[row.userid], ctx.now)
        for row in counted
        if row.userid in spans
    }
    return {key: at for key, at in free.items() if at > ctx.now}


def _too_late(ctx: Context, row: Candidate) -> bool:
    """Say whether a send of unknown fate has left the window of certain dedupe."""
    first = row.first_try_at
    return first is not None and ctx.now - first > CERTAIN_WINDOW


def settle(ctx: Context, outcomes: Mapping[int, Outcome]) -> None:
    """Write down what became of sends, by mail id, and what to do next."""
    good = {
        key: (outcome.msgid, outcome.response_code)
        for key, outcome in outcomes.items()
        if isinstance(outcome, Sent) and not outcome.unreachable
    }
    if good:
        outgoing.arrived(ctx.session, good, ctx.now)
        _works_again(ctx)
    for key, outcome in outcomes.items():
        if key not in good:
            _failed(ctx, post_office.mail(ctx.session, key), outcome)


def _works_again(ctx: Context) -> None:
    """A probe went through; what was on its way before the rest began is none."""
    channel = outgoing.seen_channel(ctx.session, APP)
    if channel is not None and channel.reason and not _rests(ctx, channel):
        channel.reason, channel.alarm, channel.rests_until = "", False, None


def _failed(ctx: Context, row: Mail, outcome: Outcome) -> None:
    _forget_try(row, outcome)
    row.lease_until = None
    row.last_try_at = ctx.now
    if isinstance(outcome, Sent):
        _unreachable(ctx, row, "invaliduser")
        return
    row.last_error = delivery.describe(outcome)
    decision = delivery.decide(outcome, row.attempts, row.key)
    if isinstance(decision, TryLater):
        row.status = MailStatus.READY
        row.next_try_at = ctx.now + timedelta(seconds=decision.after)
    elif isinstance(decision, Pause):
        _pause(ctx, row, decision)
    elif isinstance(decision, Undeliverable):
        _unreachable(ctx, row, decision.reason)
    elif isinstance(decision, GiveUp):
        row.status = MailStatus.FAILED
        row.last_error = f"{row.last_error}：{decision.reason}"


def _forget_try(row: Mail, outcome: Outcome) -> None:
    """Keep since when the fate is unknown; a definite end of that try leaves none."""
    if isinstance(outcome, Uncertain) or row.lease_until is None:
        return
    if row.first_try_at == row.lease_until - LEASE:
        row.first_try_at = None


def _pause(ctx: Context, row: Mail, decision: Pause) -> None:
    """Let the whole channel rest; the mail keeps its place and its attempts."""
    until = ctx.now + timedelta(seconds=decision.after)
    row.status, row.next_try_at = MailStatus.READY, until
    row.attempts -= 1
    channel = outgoing.channel(ctx.session, APP)
    channel.rests_until, channel.reason = until, decision.reason
    channel.alarm = decision.alarm
    if decision.alarm:
        _alarm(ctx, decision.reason)


def _alarm(ctx: Context, reason: str) -> None:
    """Owe the office a word, once a day and reason; it leaves when a way out works."""
    for person in organisation.office_staff(ctx.session):
        mail_room.owe(
            ctx,
            person,
            f"{requests.OFFICE}-channel",
            key=f"channel:{ctx.today}:{reason}:{person.userid_key}",
            facts={"what": "channel", "reason": reason},
        )


def _unreachable(ctx: Context, row: Mail, reason: str) -> None:
    """Note that somebody can never be reached; tell the office once a day by name."""
    row.status = MailStatus.UNDELIVERABLE
    row.last_error = reason
    for notice in post_office.notices_of_mail(ctx.session, row.key):
        notice.status = NoticeStatus.UNDELIVERABLE
        notice.reason = "系统未能送达"
    if row.person_id is None:
        return
    person = organisation.person(ctx.session, row.person_id)
    for colleague in organisation.office_staff(ctx.session):
        if colleague.id == person.id:
            continue
        mail_room.owe(
            ctx,
            colleague,
            "office-undeliverable",
            key=f"undeliverable:{ctx.today}:{person.userid_key}:{colleague.userid_key}",
            facts={
                "what": "undeliverable",
                "line": f"{person.name}（{person.userid}）",
            },
        )


def word(outcome: Outcome) -> str:
    """One word for an outcome, for the instruments: `sent`, a code, `uncertain` …"""
    return "sent" if isinstance(outcome, Sent) else delivery.describe(outcome)


def rewrite(ctx: Context, mail_id: int, request: str) -> None:
    """Keep the request of a mail whose file has been uploaded; a retry sends the same."""
    post_office.mail(ctx.session, mail_id).request = request


def retry(ctx: Context, mail_id: int) -> bool:
    """Queue a mail again that did not go; False where there is nothing to send."""
    row = post_office.find_mail(ctx.session, mail_id)
    if row is None or row.status in (MailStatus.SENT, MailStatus.PASSIVE):
        return False
    row.first_try_at = None
    row.last_error = ""
    row.attempts = 0
    row.lease_until = None
    mail_room.hand_over(ctx, row)
    ctx.record("mail_retry", None, {}, {"mail": mail_id})
    return True
