"""再看一期：发出过的周报，一字不改地再给一遍（domain.md §6）。"""

from datetime import date

from handlers.context import Context
from handlers.notices import digest, issuing
from handlers.reply import Reply
from handlers.wish import Wish
from models import post_office
from rules.errors import Refusal
from rules.speech import issues


def on_demand(wish: Wish, ctx: Context) -> Reply:
    """Give the digest now, or that of a week as it was sent to the actor.

    Raises Refusal `no_issue` where none was sent to them in that week.
    """
    if not wish.said.value:
        return digest.on_demand(wish, ctx)
    day = issues.day_of(wish.said.value, ctx.today)
    text = _sent(ctx, day) if day else ""
    if not text:
        raise Refusal("no_issue", day=day)
    return Reply(text, outcome="digest")


def _sent(ctx: Context, day: date) -> str:
    """The very words of an issue that was sent to the actor; "" where there are none."""
    key = issuing.key_of(day, ctx.person.userid_key)
    notice = post_office.notice_by_key(ctx.session, key)
    if notice is None or notice.mail_id is None:
        return ""
    return post_office.mail(ctx.session, notice.mail_id).text
