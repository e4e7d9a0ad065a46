"""发件：挑出到点的，记下结局；发到了才算提醒过（decisions.md 2、7、10）。"""

from dataclasses import dataclass
from datetime import timedelta

from handlers import attaching, releasing
from handlers import mail as mail_room
from handlers.context import Context
from models import organisation, post_office
from models.mailbox import Mail
from rules import delivery
from rules.delivery import GiveUp, TryLater, Undeliverable
from rules.outcomes import Outcome, Sent, Uncertain
from rules.vocabulary import MailStatus, NoticeStatus

LEASE = timedelta(seconds=60)
PASSIVE_GRACE = timedelta(seconds=30)
CERTAIN_WINDOW = timedelta(seconds=mail_room.DUPLICATE_CHECK_SECONDS)


@dataclass(frozen=True)
class Parcel:
    """One mail on its way: what the pump needs, and no more."""

    mail_id: int
    kind: str
    request: str


def take(ctx: Context) -> list[Parcel]:
    """Release what may leave, then lease the next mail of each receiver."""
    releasing.release(ctx)
    rescue_passive(ctx)
    attaching.answer_bundles(ctx)
    parcels = []
    for row in post_office.next_mail(ctx.session, ctx.now):
        if _too_late(ctx, row):
            row.status = MailStatus.UNCERTAIN
            continue
        row.status = MailStatus.SENDING
        row.lease_until = ctx.now + LEASE
        row.attempts += 1
        row.first_try_at = row.first_try_at or ctx.now
        assert row.id is not None  # noqa: S101 - a stored row
        parcels.append(Parcel(row.id, row.kind, row.request))
    return parcels


def _too_late(ctx: Context, row: Mail) -> bool:
    """Say whether a send of unknown fate has left the window of certain dedupe."""
    unknown = row.last_error == "uncertain" and row.first_try_at is not None
    return unknown and ctx.now - row.first_try_at > CERTAIN_WINDOW  # type: ignore[operator]


def rescue_passive(ctx: Context) -> None:
    """Push passive answers that nobody saw written to a socket within 30 seconds."""
    for row in post_office.unanswered_passive(ctx.session, ctx.now - PASSIVE_GRACE):
        row.status = MailStatus.READY
        row.next_try_at = ctx.now
        row.request = mail_room.request_of(ctx, row.userid, row.text, None)


def answered(ctx: Context, mail_id: int) -> None:
    """Note that a passive answer was written to the socket."""
    row = post_office.mail(ctx.session, mail_id)
    if row.status == MailStatus.PASSIVE:
        row.status = MailStatus.SENT
        row.sent_at = ctx.now


def settle(ctx: Context, mail_id: int, outcome: Outcome) -> None:
    """Write down what became of one send, and what to do next."""
    row = post_office.mail(ctx.session, mail_id)
    row.lease_until = None
    if isinstance(outcome, Sent):
        _arrived(ctx, row, outcome)
        return
    row.last_error = delivery.describe(outcome)
    decision = delivery.decide(outcome, row.attempts)
    if isinstance(decision, TryLater):
        row.status = MailStatus.READY
        row.next_try_at = ctx.now + timedelta(seconds=decision.after)
    elif isinstance(decision, Undeliverable):
        _unreachable(ctx, row, decision.reason)
    elif isinstance(decision, GiveUp):
        row.status = MailStatus.FAILED
        row.last_error = f"{row.last_error}：{decision.reason}"
    if isinstance(outcome, Uncertain):
        row.last_error = "uncertain"


def _arrived(ctx: Context, row: Mail, outcome: Sent) -> None:
    if outcome.unreachable:
        _unreachable(ctx, row, "invaliduser")
        return
    row.status = MailStatus.SENT
    row.sent_at = ctx.now
    row.msgid = outcome.msgid
    row.response_code = outcome.response_code
    row.last_error = ""
    for notice in post_office.notices_of_mail(ctx.session, mail_id=row.id or 0):
        notice.status = NoticeStatus.SENT
        notice.sent_at = ctx.now
    for shown in post_office.lists_of_mail(ctx.session, row.id or 0):
        shown.at = ctx.now


def _unreachable(ctx: Context, row: Mail, reason: str) -> None:
    """Note that somebody can never be reached; tell the office once a day by name."""
    row.status = MailStatus.UNDELIVERABLE
    row.last_error = reason
    for notice in post_office.notices_of_mail(ctx.session, row.id or 0):
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


def retry(ctx: Context, mail_id: int) -> bool:
    """Queue a mail again that did not go; False where there is nothing to send."""
    row = post_office.find_mail(ctx.session, mail_id)
    if row is None or row.status in (MailStatus.SENT, MailStatus.PASSIVE):
        return False
    row.status = MailStatus.READY
    row.next_try_at = ctx.now
    row.first_try_at = None
    row.attempts = 0
    row.lease_until = None
    ctx.record("mail_retry", None, {}, {"mail": mail_id})
    return True
