"""再发：管理员点名的一条重新排队；不该再发的、再发也没用的，不动。"""

from datetime import datetime

from handlers.context import Context
from handlers.post import contact, writing
from handlers.post import mail as mail_room
from handlers.post.parcel import ENCLOSING
from models import journal, post_office
from models.mailbox import Mail
from rules.post.ways import UPLOADS_LIVE
from rules.vocabulary import MailStatus, NoticeStatus, Way

OVER = frozenset({MailStatus.SENT, MailStatus.PASSIVE, MailStatus.WITHDRAWN})
"""Mail that a person need not send again."""


RETRIED = "mail_retry"


def retry(
    ctx: Context, mail_id: int, before: datetime | None = None
) -> datetime | None:
    """Queue a mail again that did not go, and say when; None where nothing is to go.

    `before` is what this very run came to, where nobody heard whether it is kept: once
    it is, others may have sent the mail, and a second time would be once too often.
    What somebody is just sending would go twice, what was withdrawn has been said
    otherwise or is not to be said, and a file that the platform has thrown away is
    refused for ever.
    """
    if before is not None and journal.at_instant(ctx.session, before, [RETRIED]):
        return before
    row = post_office.find_mail(ctx.session, mail_id)
    if row is None or row.status in OVER or _is_leased(ctx, row):
        return None
    if _has_expired(ctx, row):
        return None
    if Way(row.way) not in ctx.policy.ways and not _readdress(ctx, row):
        return None
    row.first_try_at = None
    row.last_error = ""
    row.attempts = 0
    row.lease_until = None
    mail_room.hand_over(ctx, row)
    contact.said_again(ctx, row)
    _say_now(ctx, row)
    ctx.record(RETRIED, None, {}, {"mail": mail_id})
    return ctx.now


def _say_now(ctx: Context, row: Mail) -> None:
    """What was packed into it is said from now on: later than what failed since."""
    for notice in post_office.notices_of_mail(ctx.session, row.key):
        if notice.status == NoticeStatus.UNDELIVERABLE:
            notice.status, notice.reason = NoticeStatus.WAITING, ""
            notice.release_after = ctx.now


def _is_leased(ctx: Context, row: Mail) -> bool:
    return row.lease_until is not None and row.lease_until > ctx.now


def _has_expired(ctx: Context, row: Mail) -> bool:
    """Say whether it names a file that was uploaded more than three days ago."""
    uploaded = row.kind == ENCLOSING and '"table"' not in row.request
    return uploaded and ctx.now - row.created_at > UPLOADS_LIVE


def _readdress(ctx: Context, row: Mail) -> bool:
    """Let a mail go by a way that is still set up; False where it cannot."""
    way = ctx.policy.ways[0]
    request = writing.moved(ctx, row, way)
    if request is not None:
        row.way, row.request = way, request
    return request is not None
