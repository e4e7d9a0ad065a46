"""再看一期：发出过的周报，一字不改地再给一遍（domain.md §6）。"""

from datetime import date

from handlers.context import Context
from handlers.notices import digest, issuing
from handlers.reply import Listing, Reply
from handlers.wish import Wish
from models import post_office
from rules.errors import Refusal
from rules.speech import issues


def on_demand(wish: Wish, ctx: Context) -> Reply:
    """Give the digest now, or that of a week as it was sent to the actor.

    Raises Refusal `no_issue` where none was sent to them in that week.
    """
    if not wish.said.value:
        return digest.on_demand(ctx)
    day = issues.day_of(wish.said.value, ctx.today)
    mail_id = _sent(ctx, day) if day else None
    if mail_id is None:
        raise Refusal("no_issue", day=day)
    text = post_office.mail(ctx.session, mail_id).text
    return Reply(text, listing=_listing(ctx, mail_id), outcome="digest")


def _sent(ctx: Context, day: date) -> int | None:
    """The mail of an issue that was sent to the actor, if any was."""
    key = issuing.key_of(day, ctx.person.userid_key)
    notice = post_office.notice_by_key(ctx.session, key)
    return notice.mail_id if notice else None


def _listing(ctx: Context, mail_id: int) -> Listing | None:
    """What the numbers of an issue mean: the same now as when it was sent."""
    shown = post_office.list_of(ctx.session, mail_id)
    if shown is None:
        return None
    return Listing(tuple(shown.codes), tuple(shown.rest), shown.kind, shown.heading)
