"""问是哪一项：列出几项请人选，原话和等着的文件都记在问题上，答了一起归。"""

from collections.abc import Sequence
from datetime import timedelta

from handlers import people
from handlers.context import Context
from handlers.reading import book
from handlers.reply import Asking, Listing, Reply
from models import evidence_room, findings, traces
from models.ledger import Finding
from rules.speech import remaining, titles
from rules.speech.targets import CODE
from rules.writing.text import fold
from templates.render import render

WHICH_ITEM = "which_item"
PAGE = 5
"""Choices in one bubble (voice.md 12)."""

JUST = timedelta(minutes=10)
"""How long what somebody wrote on is what they probably go on about."""


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
    text = str(origin.get("text", ""))
    known = known if picked else _likeliest_first(ctx, known, text)
    page = known[:PAGE]
    waiting = evidence_room.unbound(ctx.session, ctx.person.key)
    more = len(known) - len(page)
    bubble = render(
        "which_item",
        today=ctx.today,
        text=text,
        picked=picked,
        files=len(waiting),
        every=remaining.is_of_all(text, findings.round_codes(ctx.session)),
        choices=book.briefs(ctx, page),
        more=more,
        sample=page[-1].code if page else "5-023",
    )
    at = str(origin.get("at") or (ctx.asked_at or ctx.now).isoformat())
    files = [row.key for row in waiting]
    payload = {**origin, "at": at, "files": files, "more": more}
    asking = Asking(WHICH_ITEM, payload, tuple(row.code for row in page))
    listing = Listing(asking.choices, (), "question")
    return Reply(bubble, listing, asking, outcome="ask_item", codes=asking.choices)


def _likeliest_first(ctx: Context, rows: list[Finding], text: str) -> list[Finding]:
    """Put what the words are like, then what was just spoken of, before the others."""
    if len(rows) < 2 or CODE.search(fold(text)):
        return rows
    since = ctx.now - JUST
    last = traces.last_message(ctx.session, ctx.person.key, since)
    spoken = traces.of_message(ctx.session, last).finding_ids if last else set()
    return sorted(
        rows,
        key=lambda row: (-titles.likeness(text, row.title), row.key not in spoken),
    )
