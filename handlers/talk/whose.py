"""是谁的：问某个人手上几项的，谁能问、说的是哪一位、看得到哪几项。"""

from handlers import people
from handlers.context import Context
from handlers.reply import Asking, Reply
from models.organisation import Person
from models.outlines import Outline
from rules.errors import Refusal
from rules.vocabulary import Role
from templates.render import render

SHOWN = 5
"""People that are told apart in one bubble (voice.md 12)."""


def seen_of(ctx: Context, person: Person) -> list[Outline]:
    """What somebody has open, of what the reader may see."""
    own = people.own_findings(ctx, person)
    return [row for row in own if people.may_see(ctx, ctx.person, row)]


def in_sight(ctx: Context, found: list[Person]) -> list[Person]:
    """Whom the reader may mean: of those of one name in other units none is told apart."""
    if len(found) < 2 or people.sees_all(ctx, ctx.person):
        return found
    return [one for one in found if seen_of(ctx, one)] or found[:1]


def ensure_asks(ctx: Context) -> None:
    """Raise Refusal `not_allowed` of whoever neither counts nor leads anybody's work."""
    leads = Role.RESPONSIBLE_LEADER in people.roles(ctx, ctx.person)
    wide = people.sees_all(ctx, ctx.person) or people.sees_unit(ctx, ctx.person)
    if not (wide or leads):
        raise Refusal("not_allowed", action="查他人事项", who="巡察办、单位负责人")


def called(person: Person) -> str:
    """A name, and whether its holder has left."""
    return person.name if person.active else f"{person.name}（已离任）"


def which_person(ctx: Context, found: list[Person]) -> Reply:
    """Ask who is meant, each with their units."""
    shown = found[:SHOWN]
    choices = []
    for person in shown:
        units = "、".join(unit.name for unit in people.units_of(ctx, person))
        choices.append(f"{called(person)}（{units or person.userid}）")
    text = render("which", about="person", choices=choices)
    asking = Asking("which_person", {}, tuple(person.userid for person in shown))
    return Reply(text, asking=asking, outcome="ask_person")
