"""各单位的数：逾期多的、久的在前，各有多少、销了几项；只看得到本单位的，只有本单位。"""

from collections import Counter
from collections.abc import Sequence

from handlers import units
from handlers.context import Context
from handlers.reading import counting, standings
from handlers.reading.standings import Standing
from handlers.reply import Listing, Reply
from handlers.talk import steps
from handlers.wish import Wish
from models import outlines
from templates.render import render

PAGE = 5
"""Units in one bubble (voice.md 12)."""

KIND = "units"
"""A list of units binds no number; what is left of it waits for 更多."""


def by_unit(wish: Wish, ctx: Context) -> Reply:
    """List the units that the actor may count, worst first; those that are named.

    `value` is a step: then how many stand there, most first.
    """
    if wish.said.value:
        return _at_step(ctx, wish.said.value)
    meant = [units.named(ctx, one) for one in wish.said.unit.split()]
    for unit in meant:
        units.ensure_sees(ctx, unit)
    named = [unit.name for unit in meant]
    rows = [one for one in _standings(ctx) if not named or one.name in named]
    return _page(rows, before=0)


def _at_step(ctx: Context, step: str) -> Reply:
    """How many of each unit stand at a step; which they are is the next question."""
    rows = steps.standing(ctx, counting.scope(ctx).rows, step)
    names = outlines.units(ctx.session, rows)
    each = Counter(names[row.unit_id] for row in rows).most_common()
    return Reply(render("at_step", step=step, units=each), outcome="by_unit")


def more(ctx: Context, names: Sequence[str]) -> Reply:
    """Go on with these units; the others were shown."""
    every = _standings(ctx)
    rest = [one for one in every if one.name in names]
    return _page(rest, before=len(every) - len(rest))


def _page(rows: Sequence[Standing], before: int) -> Reply:
    page, rest = rows[:PAGE], rows[PAGE:]
    text = render(
        "by_unit",
        total=len(rows) + before,
        units=page,
        more=len(rest),
        sample=page[0].name if page else "",
    )
    listing = Listing((), tuple(one.name for one in rest), KIND)
    return Reply(text, listing=listing, outcome="by_unit")


def _standings(ctx: Context) -> list[Standing]:
    return standings.of_units(ctx, counting.scope(ctx).rows)
