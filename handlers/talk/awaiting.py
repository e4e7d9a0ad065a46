"""等谁决定：某一位手上等着签字、同意、核验的申请，问的人看得到的才列。"""

from dataclasses import replace

from handlers import people
from handlers.acting import waiting
from handlers.acting.waiting import Request
from handlers.context import Context
from handlers.post import requests
from handlers.reading import naming
from handlers.reply import Listing, Reply
from handlers.wish import Wish
from models import organisation
from models.organisation import Person, Post
from rules.errors import Refusal
from rules.speech import posts
from templates.render import render

PAGE = 5
"""Requests in one bubble (voice.md 12)."""


def awaited_by(wish: Wish, ctx: Context) -> Reply:
    """List what waits for somebody's word, of what the actor may see."""
    found = called(ctx, wish.said.person)
    wide = people.sees_all(ctx, ctx.person)
    if wide and len(found) > 1:
        choices = [f"{one.name}（{one.userid}）" for one in found]
        raise Refusal("ambiguous_person", name=wish.said.person, choices=choices)
    name = found[0].name if len(found) == 1 else wish.said.person
    rows = [row for one in found for row in _waiting_for(ctx, one)]
    codes = tuple(dict.fromkeys(one.finding.code for one in rows))
    text = render(
        "awaiting",
        today=ctx.today,
        name=name,
        requests=rows[:PAGE],
        total=len(rows),
        wide=wide,
    )
    heading = f"等{name}办理的事项"
    kept = Listing(codes[:PAGE], codes[PAGE:], heading=heading)
    return Reply(
        text, listing=kept if codes else None, outcome="awaited_by", codes=codes
    )


def _waiting_for(ctx: Context, person: Person) -> list[Request]:
    """What waits for somebody; what is proposed inside the office is its own matter."""
    rows = waiting.pending(replace(ctx, actor=person))
    inside = people.is_office(ctx, ctx.person)
    return [
        row
        for row in rows
        if people.may_see(ctx, ctx.person, row.finding)
        and (inside or requests.DECIDE not in row.steps)
    ]


def called(ctx: Context, name: str) -> list[Person]:
    """Who is meant by a full name, or by a surname and a post (钟主任)."""
    named = [one for one in organisation.people_named(ctx.session, name) if one.active]
    titled = posts.titled(name)
    if named or titled is None:
        return named or [one for one in naming.of_unit(ctx, name) if one.active]
    found = {
        person.key: person
        for post, person in organisation.all_posts(ctx.session)
        if person.name.startswith(titled.surname)
        and titled.post in post.title
        and _knows(ctx, post, person)
    }
    return list(found.values())


def _knows(ctx: Context, post: Post, person: Person) -> bool:
    """Of other units nobody is told full names; whom to turn to in the office all know."""
    if people.sees_all(ctx, ctx.person) or people.is_office(ctx, person):
        return True
    return post.unit_id in {unit.id for unit in people.units_of(ctx, ctx.person)}
