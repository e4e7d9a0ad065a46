"""问是哪一项：列出几项请人选，原话和等着的文件都记在问题上，答了一起归。"""

from collections.abc import Sequence

from handlers import people
from handlers.context import Context
from handlers.reading import book
from handlers.reply import Asking, Listing, Reply
from models import evidence_room
from templates.render import render

WHICH_ITEM = "which_item"
PAGE = 5
"""Choices in one bubble (voice.md 12)."""


def which_item(
    ctx: Context,
    codes: Sequence[str],
    origin: dict[str, object],
    *,
    picked: bool = False,
) -> Reply:
    """Ask which finding is meant, with numbered choices; nothing is written.

    `picked`: only a number was said, which stands for several in the lists.

    The files that wait are asked about with the words, and go where these go.
    """
    rows = [book.find(ctx, code) for code in codes]
    known = [
        row for row in rows if row is not None and people.may_see(ctx, ctx.person, row)
    ]
    page = known[:PAGE]
    waiting = evidence_room.unbound(ctx.session, ctx.person.key)
    more = len(known) - len(page)
    text = render(
        "which_item",
        today=ctx.today,
        text=str(origin.get("text", "")),
        picked=picked,
        files=len(waiting),
        choices=book.briefs(ctx, page),
        more=more,
        sample=page[-1].code if page else "5-023",
    )
    at = str(origin.get("at") or (ctx.asked_at or ctx.now).isoformat())
    files = [row.key for row in waiting]
    payload = {**origin, "at": at, "files": files, "more": more}
    asking = Asking(WHICH_ITEM, payload, tuple(row.code for row in page))
    listing = Listing(asking.choices, (), "question")
    return Reply(text, listing, asking, outcome="ask_item", codes=asking.choices)
