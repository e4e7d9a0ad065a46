"""发件：挑出到点的，记下结局；发到了才算提醒过（decisions.md 2、7、10）。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import attaching, reaching, releasing, requests, writing
from handlers import mail as mail_room
from handlers.context import Context
from models import carriage, locks, organisation, outgoing, post_office
from models.mailbox import Channel, Mail
from models.outgoing import Candidate
from rules import delivery, limits
from rules.delivery import GiveUp, Pause, TryLater, Undeliverable
from rules.outcomes import Outcome, Rejected, Sent, Uncertain
from rules.vocabulary import MailStatus, Way

APP = "app"
"""The way out through the self-built app."""

LEASE = timedelta(seconds=60)
PASSIVE_GRACE = timedelta(seconds=30)
CERTAIN_WINDOW = timedelta(seconds=writing.DUPLICATE_CHECK_SECONDS)


@dataclass(frozen=True)
class Parcel:
    """One mail on its way: what the pump needs, and no more."""

    mail_id: int
    way: Way
    kind: str
    request: str


def answered(ctx: Context, written: Sequence[int]) -> None:
    """Note which passive answers were written to their sockets."""
    outgoing.answered(ctx.session, written, ctx.now)


def prepare(ctx: Context) -> None:
    """Turn what is owed into mail: notices, answers nobody got, bundles of files."""
    releasing.release(ctx)
    rescue_passive(ctx)
    attaching.answer_bundles(ctx)


def rescue_passive(ctx: Context) -> None:
    """Push answers that were not written to a socket in 30 seconds (decisions.md 2)."""
    for row in post_office.unanswered_passive(ctx.session, ctx.now - PASSIVE_GRACE):
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
    row.request = writing.text_request(ctx, Way(row.way), row.userid, row.text)
    mail_room.hand_over(ctx, row)


def take(ctx: Context, room: int) -> list[Parcel]:
    """Lease the next mail of up to `room` receivers, within every limit we keep."""
    channel = outgoing.channel(ctx.session, APP)
    if channel.rests_until is not None and channel.rests_until > ctx.now:
        return []
    room = min(room, _room_today(ctx, channel), 1 if channel.reason else room)
    found = outgoing.candidates(ctx.session, ctx.now, room) if room else []
    return _lease(ctx, channel, found)


def take_for(ctx: Context, mail_id: int) -> list[Parcel]:
    """Lease the next mail of whoever this mail goes to; empty where others have it."""
    userid = outgoing.receiver(ctx.session, mail_id)
    if userid is None:
        return []
    locks.hold(ctx.session, [f"to:{userid}"])
    channel = outgoing.channel(ctx.session, APP)
    rests = channel.rests_until is not None and channel.rests_until > ctx.now
    if rests or not _room_today(ctx, channel):
        return []
    return _lease(ctx, channel, outgoing.candidates(ctx.session, ctx.now, 1, userid))


def recall(ctx: Context) -> int:
    """Queue mail that is due and may have lost its job; return how many there are."""
    channel = outgoing.seen_channel(ctx.session, APP)
    if channel and channel.rests_until and channel.rests_until > ctx.now:
        return 0
    found = outgoing.due(ctx.session, ctx.now)
    for mail_id in found:
        carriage.note(ctx.session, mail_id)
    return len(found)


def _room_today(ctx: Context, channel: Channel) -> int:
    sent = channel.sent if channel.counted_on == ctx.today else 0
    return limits.app_room(sent, outgoing.accounts(ctx.session))


def _lease(ctx: Context, channel: Channel, found: Sequence[Candidate]) -> list[Parcel]:
    late = [row.id for row in found if _too_late(ctx, row)]
    outgoing.doubt(ctx.session, late)
    waits = _waits(ctx, found)
    outgoing.defer(ctx.session, waits)
    good = [row for row in found if row.id not in waits and row.id not in late]
    if not good:
        return []
    outgoing.lease(ctx.session, [row.id for row in good], ctx.now, ctx.now + LEASE)
    outgoing.count_sent(channel, ctx.today, len(good))
    return [Parcel(row.id, Way(row.way), row.kind, row.request) for row in good]


def _waits(ctx: Context, found: Sequence[Candidate]) -> dict[int, datetime]:
    """Until when the mail of members must wait who have got their share."""
    counted = [row for row in found if row.kind != outgoing.UNCOUNTED]
    if not counted:
        return {}
    spans = outgoing.spans(ctx.session, {row.userid for row in counted}, ctx.now)
    free = {
        row.id: limits.member_free_at(spans[row.userid], ctx.now) for row in counted
    }
    return {key: at for key, at in free.items() if at > ctx.now}


def _too_late(ctx: Context, row: Candidate) -> bool:
    """Say whether a send of unknown fate has left the window of certain dedupe."""
    unknown = row.last_error == "uncertain" and row.first_try_at is not None
    return unknown and ctx.now - row.first_try_at > CERTAIN_WINDOW  # type: ignore[operator]


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
    channel = outgoing.seen_channel(ctx.session, APP)
    if channel is not None and channel.reason:
        channel.reason, channel.alarm, channel.rests_until = "", False, None


def _failed(ctx: Context, row: Mail, outcome: Outcome) -> None:
    row.lease_until = None
    if isinstance(outcome, Sent):
        reaching.lost(ctx, row, "invaliduser")
        return
    row.last_error = delivery.describe(outcome)
    if _plainer(ctx, row, outcome):
        return
    decision = delivery.decide(outcome, row.attempts, row.key)
    if isinstance(decision, TryLater):
        row.status = MailStatus.READY
        row.next_try_at = ctx.now + timedelta(seconds=decision.after)
    elif isinstance(decision, Pause):
        _pause(ctx, row, decision)
    elif isinstance(decision, Undeliverable):
        reaching.lost(ctx, row, decision.reason)
    elif isinstance(decision, GiveUp):
        row.status = MailStatus.FAILED
        row.last_error = f"{row.last_error}：{decision.reason}"
    if isinstance(outcome, Uncertain) and row.status != MailStatus.FAILED:
        row.last_error = "uncertain"


def _plainer(ctx: Context, row: Mail, outcome: Outcome) -> bool:
    """Queue a card again in a form that the platform knows; False where none is."""
    if not isinstance(outcome, Rejected) or outcome.code not in delivery.UNKNOWN_FORM:
        return False
    request = writing.rewrite(ctx, row)
    if request is None:
        return False
    row.request = request
    mail_room.hand_over(ctx, row)
    return True


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
