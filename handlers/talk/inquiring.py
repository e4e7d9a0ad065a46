"""打听：问句里的名字是单位、是人，还是哪一项的标题；认不出的不当成这样的问句。"""

import re
from dataclasses import replace

from handlers import people, units
from handlers.context import Context
from handlers.reading import counting, naming
from handlers.talk import awaiting
from models import organisation
from models.organisation import Person, Post
from rules.speech import command_spec, inquiries, posts, reading, sendings
from rules.speech.said import Said
from rules.speech.targets import Target

UNSURE = frozenset({"person_status", "unit_status"})
"""What is read of any words that may be a name."""

ALL_OF = re.compile(r"[轮灯]$")
"""第五轮情况, 红灯事项: a round and a light are no names."""

SEVERAL = re.compile(r"[、和与及跟,]")


def asked(ctx: Context, text: str) -> Said | None:
    """What a message asks about the state of things; None where it may be another."""
    known = reading.whole(text)
    if known is not None and (known.command not in UNSURE or ALL_OF.search(known.unit)):
        return None
    counts = bool(people.roles(ctx, ctx.person) & command_spec.COUNTERS)
    said = inquiries.asked(text, counts=counts)
    if said is None or not said.unit or ALL_OF.search(said.unit):
        return said
    return _of_unit(ctx, said) or _of_units(ctx, said) or _of_somebody(ctx, said)


def of_sending(ctx: Context, text: str) -> Said | None:
    """What a message asks of what is sent, or of whose word is waited for."""
    name = sendings.awaited(text)
    if name and awaiting.called(ctx, name):
        return Said("awaited_by", person=name)
    return sendings.asked(text)


def _of_unit(ctx: Context, said: Said) -> Said | None:
    return said if units.is_one(ctx, said.unit) else None


def _of_units(ctx: Context, said: Said) -> Said | None:
    """住建局和交通局各有几项: the units beside each other."""
    names = SEVERAL.split(said.unit)
    if len(names) < 2 or not all(units.is_one(ctx, name) for name in names):
        return None
    return Said("by_unit", unit=" ".join(names), text=said.text)


def _of_somebody(ctx: Context, said: Said) -> Said | None:
    found = _people(ctx, said.unit)
    if not found:
        return _of_title(ctx, said)
    if len(found) > 1 and naming.is_name(ctx, said.unit):
        return Said("person_status", person=said.unit, text=said.text)
    if len(found) > 1:
        return None
    if said.command in ("status", "unit_status"):
        return Said("person_status", person=found[0].userid, text=said.text)
    return replace(said, unit="", person=found[0].userid)


def _people(ctx: Context, name: str) -> list[Person]:
    """Everybody of a name who has findings; 欧阳局长 is a surname with a post."""
    named = naming.is_name(ctx, name)
    found = naming.named(ctx, name) if named else _titled(ctx, name)
    return [one for one in found if not people.sees_all(ctx, one)]


def _titled(ctx: Context, name: str) -> list[Person]:
    titled = posts.titled(name)
    if titled is None:
        return naming.of_unit(ctx, name)
    return list(
        {
            person.key: person
            for post, person in _posts(ctx)
            if person.name.startswith(titled.surname) and titled.post in post.title
        }.values()
    )


def _posts(ctx: Context) -> list[tuple[Post, Person]]:
    """The posts that a surname may mean: of other units nobody is told full names."""
    held = organisation.all_posts(ctx.session)
    if people.sees_all(ctx, ctx.person):
        return list(held)
    own = {unit.id for unit in people.units_of(ctx, ctx.person)}
    return [(post, person) for post, person in held if post.unit_id in own]


def _of_title(ctx: Context, said: Said) -> Said | None:
    """校服采购那个问题: the one finding before the asker whose title has these words."""
    rows = [row for row in counting.scope(ctx).rows if said.unit in row.title]
    if len(rows) != 1:
        return None
    return Said("show", Target("code", rows[0].code), text=said.text)
