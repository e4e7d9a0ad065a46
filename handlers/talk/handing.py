"""一次说要换几项的人：改派一次一项，逐项的话写好了给他，什么也不改。"""

from handlers import people, units
from handlers.acting import entrusting
from handlers.context import Context
from handlers.reading import book, counting, naming
from handlers.reply import Reply
from handlers.wish import Wish
from models.ledger import Finding
from rules.speech import handing
from rules.speech.said import Said
from rules.vocabulary import Role
from templates.render import render

LINES = 5
"""Findings of which the line is written out."""


def asked(ctx: Context, text: str) -> Said | None:
    """The wish of the office to give several findings to somebody it has on its roster."""
    told = handing.of_many(text)
    if told is None or not people.is_office(ctx, ctx.person):
        return None
    if not naming.is_name(ctx, told.name):
        return None
    if units.is_one(ctx, told.whose):
        return Said("hand_over", unit=told.whose, to_person=told.name, text=text)
    if naming.is_name(ctx, told.whose):
        return Said("hand_over", person=told.whose, to_person=told.name, text=text)
    return None


def hand_over(wish: Wish, ctx: Context) -> Reply:
    """Teach the line that changes the responsible person of one finding, for each."""
    name = wish.said.to_person
    rows = [row for row in _meant(wish, ctx) if not _does(ctx, row, name)]
    ways = [entrusting.line(ctx, row, name, wish.said.text) for row in rows[:LINES]]
    text = render(
        "hand_over",
        name=name,
        ways=ways,
        total=len(rows),
        unsaid=any(entrusting.SOMEBODY in one for one in ways),
    )
    codes = tuple(row.code for row in rows[:LINES])
    return Reply(text, outcome="teach", codes=codes)


def _meant(wish: Wish, ctx: Context) -> list[Finding]:
    """What runs of the unit, or of the person, by due date."""
    if wish.said.person:
        person = naming.in_office(ctx, wish.said.person)
        own = [row.code for row in people.own_findings(ctx, person)]
    else:
        seen = counting.scope(ctx, wish.said.unit).rows
        running = [row for row in seen if counting.is_open(row)]
        own = [row.code for row in counting.by_due(running)]
    return [row for code in own if (row := book.find(ctx, code)) is not None]


def _does(ctx: Context, finding: Finding, name: str) -> bool:
    here = people.in_role(ctx, finding, Role.RESPONSIBLE_PERSON)
    return name in {one.name for one in here}
