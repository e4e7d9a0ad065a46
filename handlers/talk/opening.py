"""打开：给本人一条限时的链接，不在企业微信里也能开这一项的网页。"""

from handlers import people
from handlers.context import Context
from handlers.reply import Reply
from handlers.wish import Wish
from rules import tickets
from rules.errors import Refusal
from templates.render import render


def open_(wish: Wish, ctx: Context) -> Reply:
    """Answer with a signed link to the finding's page, good for a day.

    Raises Refusal `not_yours` where the actor may not see it, `no_pages` where the
    configuration names no address.
    """
    finding = wish.finding
    people.ensure_sees(ctx, finding)
    if not ctx.policy.public_url:
        raise Refusal("no_pages")
    url = tickets.link(
        ctx.policy.public_url,
        ctx.policy.link_key,
        ctx.person.userid,
        finding.code,
        ctx.now,
    )
    hours = int(tickets.LINK_LIVES.total_seconds() // 3600)
    text = render("open", code=finding.code, url=url, hours=hours)
    return Reply(text, outcome="open", codes=(finding.code,))
