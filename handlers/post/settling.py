"""结账：送出去的结局一条条记下，凭它决定再发、歇下、换条路，还是请人看。"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from handlers.context import Context
from handlers.post import alarms, reaching, writing
from handlers.post import mail as mail_room
from handlers.post.parcel import LEASE, Parcel
from models import channels, outgoing, post_office
from models.mailbox import ALARM, Mail
from rules.post import delivery
from rules.post.delivery import (
    Decision,
    GiveUp,
    Pause,
    SayAnew,
    TryLater,
    Undeliverable,
)
from rules.post.outcomes import NotSent, Outcome, Rejected, Sent, Uncertain
from rules.vocabulary import MailStatus, Way


def settle(ctx: Context, outcomes: Mapping[Parcel, Outcome]) -> None:
    """Write down what became of sends, and what to do next."""
    good = {
        parcel.mail_id: (outcome.msgid, outcome.response_code)
        for parcel, outcome in outcomes.items()
        if isinstance(outcome, Sent) and not outcome.unreachable
    }
    if good:
        outgoing.arrived(ctx.session, good, ctx.now)
        # A probe went through; what was on its way before a rest began is none.
        channels.proved(ctx.session, good, ctx.now)
    for parcel, outcome in outcomes.items():
        if parcel.mail_id not in good:
            _failed(ctx, parcel, outcome)
    ctx.session.flush()  # the next question is asked of the database


def _failed(ctx: Context, parcel: Parcel, outcome: Outcome) -> None:
    """Decide what to do next, where nobody else has done so or is about to.

    Whoever slept past a lease is late: another may have the mail in hand. And a commit
    whose end nobody saw is run again.
    """
    row = post_office.mail(ctx.session, parcel.mail_id)
    if row.status != MailStatus.SENDING or row.lease_until != parcel.ends_at:
        return
    _forget_try(row, outcome)
    row.lease_until = None
    row.last_try_at = ctx.now
    if isinstance(outcome, Sent):
        reaching.lost(ctx, row, "invaliduser")
        return
    row.last_error = delivery.describe(outcome)
    if _written_anew(ctx, row, outcome):
        return
    decision = delivery.decide(outcome, row.attempts, row.key)
    if _goes_elsewhere(ctx, row, outcome, decision):
        return
    if isinstance(decision, TryLater):
        row.status = MailStatus.READY
        row.next_try_at = ctx.now + timedelta(seconds=decision.after)
    elif isinstance(decision, Pause):
        _pause(ctx, row, decision)
    elif isinstance(decision, Undeliverable):
        reaching.lost(ctx, row, decision.reason)
    elif isinstance(decision, GiveUp):
        _give_up(ctx, row, decision.reason)
    elif isinstance(decision, SayAnew):
        _say_anew(ctx, row, decision.reason)


def _say_anew(ctx: Context, row: Mail, reason: str) -> None:
    """Let notices be read again, so that nobody gets the words of hours ago late.

    An answer stays what it is and waits; what may have arrived is left to a person.
    """
    channel = channels.channel(ctx.session, row.way)
    channel.reason, channel.alarm = reason, True
    _alarm(ctx, row, reason)
    if row.first_try_at is not None:
        _give_up(ctx, row, reason)
        return
    row.status, row.attempts = MailStatus.READY, delivery.MOST_ATTEMPTS - 1
    row.next_try_at = ctx.now + timedelta(seconds=delivery.UNREACHED_WAIT)
    reaching.owe_again(ctx, row)


def _give_up(ctx: Context, row: Mail, reason: str) -> None:
    """Leave a mail to a person; one with a try of unknown fate may have arrived.

    The platform may refuse the second sending of a card because its first came through.
    """
    tried = row.first_try_at is not None
    row.status = MailStatus.UNCERTAIN if tried else MailStatus.FAILED
    row.last_error = f"{row.last_error}：{reason}"
    if not tried:
        reaching.refused(ctx, row)


def _forget_try(row: Mail, outcome: Outcome) -> None:
    """Keep since when the fate is unknown; a definite end of that try leaves none."""
    if isinstance(outcome, Uncertain) or row.lease_until is None:
        return
    if row.first_try_at == row.lease_until - LEASE:
        row.first_try_at = None


def _written_anew(ctx: Context, row: Mail, outcome: Outcome) -> bool:
    """Queue a mail again as the platform takes it; False where there is no such way."""
    rewrite = REWRITES.get(outcome.code) if isinstance(outcome, Rejected) else None
    request = rewrite(ctx, row) if rewrite is not None else None
    if request is None:
        return False
    row.request = request
    mail_room.hand_over(ctx, row)
    return True


REWRITES: dict[int, Callable[[Context, Mail], str | None]] = {
    **dict.fromkeys(delivery.UNKNOWN_FORM, writing.rewrite),
    **dict.fromkeys(delivery.OTHER_APP, writing.from_this_app),
}
"""How a refused message is written anew, by the error code."""


def _goes_elsewhere(
    ctx: Context, row: Mail, outcome: Outcome, decision: Decision
) -> bool:
    """Let the other way say what this one certainly could not; False where it may not.

    A way that only rests for a while keeps its mail. An alarm changes over once: who
    cannot be reached by either would else be told to and fro.
    """
    certain = isinstance(outcome, NotSent | Rejected)
    if not certain or isinstance(decision, Pause):
        return False
    if Way(row.way) is Way.APP and row.attempts > 1:
        return False
    return reroute(ctx, row)


def reroute(ctx: Context, row: Mail) -> bool:
    """Let the other way say it: the app what was meant for the robot, either an alarm.

    False where it cannot.
    """
    way = Way(row.way)
    other = next((one for one in ctx.policy.ways if one is not way), None)
    if other is None or (way is Way.APP and row.kind != ALARM):
        return False
    return _move(ctx, row, other)


def readdress(ctx: Context, row: Mail) -> None:
    """Let a way that is set up say what waits for one that is no more."""
    if not _move(ctx, row, ctx.policy.ways[0]):
        row.status, row.last_error = MailStatus.FAILED, "原来的通道已停用"


def _move(ctx: Context, row: Mail, way: Way) -> bool:
    """Let another way say a mail; False where it cannot.

    What may have arrived is not said once more: no way knows the other's copies.
    """
    row.lease_until = None
    if row.first_try_at is not None:
        row.status = MailStatus.UNCERTAIN
        return True
    request = writing.moved(ctx, row, way)
    if request is None:
        return False
    row.way, row.request = way, request
    mail_room.hand_over(ctx, row)
    return True


def _pause(ctx: Context, row: Mail, decision: Pause) -> None:
    """Let the whole channel rest; the mail keeps its place and its attempts.

    An alarm does not wait until an administrator has heard of it: it changes over.
    """
    until = ctx.now + timedelta(seconds=decision.after)
    row.status, row.next_try_at = MailStatus.READY, until
    row.attempts -= 1
    channel = channels.channel(ctx.session, row.way)
    channel.rests_until, channel.reason = until, decision.reason
    channel.alarm = decision.alarm
    if decision.alarm:
        _alarm(ctx, row, decision.reason)
        if row.kind == ALARM and not row.attempts and row.first_try_at is None:
            reroute(ctx, row)


def _alarm(ctx: Context, row: Mail, reason: str) -> None:
    """Owe the office a word, once a day and reason; it leaves when a way out works."""
    way = Way(row.way).label if len(ctx.policy.ways) > 1 else ""
    facts = {"reason": reason, "way": way}
    alarms.alarm(ctx, "channel", f"channel:{ctx.today}:{reason}", facts)
