"""叫名字：一个名字、账号、简称说的是谁；问的时候宽，写的时候严。"""

from handlers.context import Context
from models import organisation
from models.organisation import Person
from rules import likeness
from rules.errors import Refusal


def named(ctx: Context, name: str) -> list[Person]:
    """Everybody of a name, account, initials or near miss, for questions only.

    Raises Refusal `unknown_person`. Writes take full names (`by_name`).
    """
    by_account = organisation.find_person(ctx.session, name)
    found = [by_account] if by_account else organisation.people_named(ctx.session, name)
    if not found:
        found = _of_unit(ctx, name)
    if not found:
        everybody = organisation.everybody(ctx.session)
        alike = likeness.best(name, [person.name for person in everybody])
        found = [person for person in everybody if person.name in alike]
    if not found:
        raise Refusal("unknown_person", name=name)
    return found


def _of_unit(ctx: Context, words: str) -> list[Person]:
    """教育局王磊: somebody of a shared name, told apart by the unit before it."""
    units = organisation.units(ctx.session)
    found = []
    for person in organisation.everybody(ctx.session):
        prefix = words.removesuffix(person.name).removesuffix("的")
        if not words.endswith(person.name) or not prefix:
            continue
        named_units = likeness.best(prefix, [unit.name for unit in units])
        held = {post.unit_id for post in organisation.posts_of(ctx.session, person.key)}
        if any(unit.id in held and unit.name in named_units for unit in units):
            found.append(person)
    return found


def by_name(ctx: Context, name: str, unit_id: int | None) -> Person:
    """Look up somebody by full name (or account), people of the unit first.

    Raises Refusal `unknown_person` or `ambiguous_person`.
    """
    by_account = organisation.find_person(ctx.session, name)
    if by_account is not None:
        return by_account
    found = organisation.people_named(ctx.session, name)
    if unit_id is not None:
        near = [
            person
            for person in found
            if unit_id
            in {post.unit_id for post in organisation.posts_of(ctx.session, person.key)}
        ]
        found = near or found
    if not found:
        raise Refusal("unknown_person", name=name)
    if len(found) > 1:
        choices = [f"{person.name}（{person.userid}）" for person in found]
        raise Refusal("ambiguous_person", name=name, choices=choices)
    return found[0]
