"""还没联系上的人：发不到的、还没说过话的，按单位列给巡察办，好逐个打电话。"""

from collections.abc import Sequence

from handlers import people
from handlers.context import Context
from handlers.reply import Listing, Reply
from handlers.wish import Wish
from models import organisation, post_office
from models.organisation import Person
from rules.errors import Refusal
from rules.vocabulary import MailStatus
from templates.render import render

PAGE = 10
"""People in one bubble, a line each."""

KIND = "unmet"
"""A list of people binds no number; what is left of it waits for 更多."""


def unmet(wish: Wish, ctx: Context) -> Reply:
    """List to the office whom no message has reached; units see none of it."""
    if not people.is_office(ctx, ctx.person):
        raise Refusal("not_allowed", action="看未联系上的名单", who="巡察办")
    return _page(_found(ctx), before=0)


def more(ctx: Context, userids: Sequence[str]) -> Reply:
    """Go on with these people; the others were shown."""
    every = _found(ctx)
    rest = [one for one in every if one[0].userid in userids]
    return _page(rest, before=len(every) - len(rest))


Unmet = tuple[Person, str, bool]
"""Somebody, their unit, and whether something was sent that could not arrive."""


def _found(ctx: Context) -> list[Unmet]:
    """Whom nothing reached first, then whom nothing was sent; in roster order."""
    fates = post_office.last_fates(ctx.session)
    names = {unit.id: unit.name for unit in organisation.units(ctx.session)}
    found: dict[int, Unmet] = {}
    for post, person in organisation.all_posts(ctx.session):
        lost = fates.get(person.key) == MailStatus.UNDELIVERABLE
        met = person.key in fates and not lost
        if not met and person.key != ctx.person.key:
            found.setdefault(person.key, (person, names[post.unit_id], lost))
    return sorted(found.values(), key=lambda one: not one[2])


def _page(rows: Sequence[Unmet], before: int) -> Reply:
    page, rest = rows[:PAGE], rows[PAGE:]
    text = render(
        "unmet",
        total=len(rows) + before,
        people=[(one.name, unit, lost) for one, unit, lost in page],
        more=len(rest),
        lost=any(lost for _, _, lost in rows),
        unsent=not all(lost for _, _, lost in rows),
    )
    listing = Listing((), tuple(one.userid for one, _, _ in rest), KIND)
    return Reply(text, listing=listing, outcome="unmet")
