"""指着问的：上一条推送、上一张列表里只有一项就看那一项，几项就问是哪一项。"""

from dataclasses import replace
from datetime import timedelta

from handlers.context import Context
from handlers.reading import book
from handlers.reply import Reply
from handlers.talk import choosing, queries
from handlers.wish import Wish
from models import findings, post_office

LIVES = timedelta(days=7)
"""How long what was last shown is still before somebody's eyes."""


def point(wish: Wish, ctx: Context) -> Reply:
    """Show the finding that 这项怎么回事 is about, or ask which; nothing is written."""
    if wish.bound is not None:
        return queries.show(wish, ctx)
    codes = _before_the_eyes(ctx)
    if not codes:
        return queries.look(wish, ctx)
    if len(codes) > 1:
        return choosing.which_item(ctx, codes, {"text": wish.said.text})
    return queries.show(replace(wish, bound=book.find(ctx, codes[0])), ctx)


def _before_the_eyes(ctx: Context) -> tuple[str, ...]:
    """The codes of the last list or push, whichever reached the actor later."""
    lists = post_office.recent_lists(ctx.session, ctx.person.key, ctx.now - LIVES)
    told = post_office.last_told(ctx.session, ctx.person.key)
    pushed = max((row.mail_id or 0 for row in told), default=0)
    listed = next((row for row in lists if row.codes), None)
    if listed is not None and (listed.mail_id or 0) >= pushed:
        return tuple(listed.codes)
    rows = [
        findings.by_id(ctx.session, row.finding_id) for row in told if row.finding_id
    ]
    return tuple(dict.fromkeys(row.code for row in rows))
