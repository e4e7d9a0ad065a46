"""叫名字：一个名字、账号、简称说的是谁；问的时候宽，写的时候严。"""

from collections.abc import Collection

from handlers import units
from handlers.context import Context
from models import organisation
from models.organisation import Person
from rules.errors import Refusal
from rules.writing import likeness


def named(ctx: Context, name: str) -> list[Person]:
    """Everybody of a name, account, initials or near miss, for questions only.

    Raises Refusal `unknown_person`. Writes take full names (`by_name`).
    """
    by_account = organisation.find_person(ctx.session, name)
    found = [by_account] if by_account else organisation.people_named(ctx.session, name)
    if not found:
        found = of_unit(ctx, name)
    if not found:
        everybody = organisation.everybody(ctx.session)
        alike = likeness.best(name, [person.name for person in everybody])
        found = [person for person in everybody if person.name in alike]
    if not found:
        raise Refusal("unknown_person", name=name)
    return found


def is_name(ctx: Context, words: str) -> bool:
    """Say whether words are somebody's whole name: 状态 邓佳宁."""
    return bool(words and organisation.people_named(ctx.session, words))


def of_unit(ctx: Context, words: str) -> list[Person]:
    """教育局王磊: somebody of a shared name, told apart by the unit before it."""
    found = []
    for person in organisation.everybody(ctx.session):
        prefix = words.removesuffix(person.name).removesuffix("的")
        if not words.endswith(person.name) or not prefix:
            continue
        held = {post.unit_id for post in organisation.posts_of(ctx.session, person.key)}
        if any(unit.id in held for unit in units.meant(ctx, prefix)):
            found.append(person)
    return found


def by_name(ctx: Context, name: str, unit_id: int | None) -> Person:
    """Look up somebody by full name (or account), people of the unit first.

    Raises Refusal `unknown_person`, `ambiguous_person` or, of whoever has left,
    `retired`.
    """
    by_account = organisation.find_person(ctx.session, name)
    found = [by_account] if by_account else organisation.people_named(ctx.session, name)
    return _only(ctx, name, found, frozenset() if unit_id is None else {unit_id})


def in_office(ctx: Context, name: str, units: Collection[int] = frozenset()) -> Person:
    """The same, of any of some units first; 教育局王磊 tells two of a name apart."""
    return _only(ctx, name, _exact(ctx, name), units)


def retired(ctx: Context, name: str) -> Person:
    """Somebody who has left. Raises Refusal `not_retired` of whoever is still here."""
    found = _exact(ctx, name)
    gone = [person for person in found if not person.active]
    if found and not gone:
        raise Refusal("not_retired", name=found[0].name)
    return _one(name, gone)


def _exact(ctx: Context, name: str) -> list[Person]:
    by_account = organisation.find_person(ctx.session, name)
    if by_account is not None:
        return [by_account]
    return organisation.people_named(ctx.session, name) or of_unit(ctx, name)


def _only(
    ctx: Context, name: str, found: list[Person], units: Collection[int]
) -> Person:
    here = [person for person in found if person.active]
    if found and not here:
        raise Refusal("retired", name=found[0].name)
    near = [person for person in here if _is_of(ctx, person, units)]
    return _one(name, near or here)


def _is_of(ctx: Context, person: Person, units: Collection[int]) -> bool:
    """Say whether somebody holds a post in one of some units."""
    posts = organisation.posts_of(ctx.session, person.key)
    return any(post.unit_id in units for post in posts)


def _one(name: str, found: list[Person]) -> Person:
    if not found:
        raise Refusal("unknown_person", name=name)
    if len(found) > 1:
        choices = [f"{person.name}（{person.userid}）" for person in found]
        raise Refusal("ambiguous_person", name=name, choices=choices)
    return found[0]
