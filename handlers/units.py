"""单位：说的是哪一家，哪些家问得了；谁看得见哪一家，按人的岗位。"""

from handlers import people
from handlers.context import Context
from models import organisation, outlines
from models.organisation import Unit
from rules.errors import Refusal
from rules.ledger.short_names import by_short_name, called
from rules.writing import likeness


def named(ctx: Context, name: str) -> Unit:
    """Look up a unit by name, part, abbreviation, pinyin initials or near miss.

    Raises Refusal `unknown_unit` where none or several fit.
    """
    found = meant(ctx, name)
    if len(found) == 1:
        return found[0]
    shown = [entry.name for entry in (found or _to_name(ctx))]
    raise Refusal("unknown_unit", name=name or "（未写单位）", units=shown)


def meant(ctx: Context, words: str) -> list[Unit]:
    """The units that words can mean: the whole name, the roster's short one, a like one."""
    known = organisation.units(ctx.session)
    named = [entry for entry in known if entry.name == words]
    if named:
        return named
    short = by_short_name({entry.name: entry.short for entry in known})
    names = called(words, short) or likeness.best(words, [one.name for one in known])
    return [entry for entry in known if entry.name in names]


def _to_name(ctx: Context) -> list[Unit]:
    """The units that the actor may ask about: which others were inspected stays shut."""
    if people.sees_all(ctx, ctx.person):
        return with_findings(ctx)
    return people.whole_units(ctx, ctx.person)


def is_one(ctx: Context, name: str) -> bool:
    """Say whether a name without 局 or 街道 is one unit's (青河) all the same."""
    return len(meant(ctx, name)) == 1


def with_findings(ctx: Context) -> list[Unit]:
    """Units that have findings in a round that runs."""
    ids = {row.unit_id for row in outlines.in_open_rounds(ctx.session)}
    return [entry for entry in organisation.units(ctx.session) if entry.id in ids]


def ensure_sees(ctx: Context, wanted: Unit) -> None:
    """Raise Refusal `not_allowed` where the actor may not see a unit's counts."""
    if people.sees_all(ctx, ctx.person):
        return
    if wanted.id not in {entry.id for entry in people.whole_units(ctx, ctx.person)}:
        raise Refusal("not_allowed", action="查该单位情况", who="巡察办或该单位负责人")
