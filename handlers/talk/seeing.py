"""眼前的：说话的人名下有哪几项，刚收到哪张列表，引用了谁的话。"""

from datetime import timedelta

from handlers import people
from handlers.context import Context
from models import findings, post_office
from models.outlines import Outline
from rules.speech import binding, reading
from rules.speech.binding import Scene
from rules.vocabulary import Role

LISTS_LIVE = timedelta(days=1)
"""How long a number still means the last list (rules/binding has the finer rule)."""


def scene(ctx: Context, quote: str) -> Scene:
    """What the actor has before their eyes: own findings, lists, the quoted text."""
    rounds = findings.round_codes(ctx.session)
    own = own_of(ctx)
    since = ctx.now - LISTS_LIVE
    lists = post_office.recent_lists(ctx.session, ctx.person.key, since)
    shown = tuple(
        binding.Shown(
            at=row.at,
            kind=row.kind,
            items=tuple((number, code) for number, code in enumerate(row.codes, 1)),
        )
        for row in lists
        if row.at is not None and row.codes
    )
    return Scene(
        own=tuple(row.code for row in own),
        shown=shown,
        quoted=reading.codes_in(quote, rounds),
        card=None,
    )


def own_of(ctx: Context) -> list[Outline]:
    """The open findings that the actor reports on, else those they answer for."""
    own = people.of_people(ctx, ctx.person, [Role.RESPONSIBLE_PERSON])
    return own or people.of_people(ctx, ctx.person, [Role.RESPONSIBLE_LEADER])
