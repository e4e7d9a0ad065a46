"""一期：同一批放行的消息要看的东西，几问取齐，不一条一条地问。"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers.context import Context
from handlers.notices.bubble import is_rung
from handlers.reading import book, telling, waiting
from handlers.reading.book import Brief
from handlers.reading.telling import Office
from handlers.reading.waiting import MoreTime
from models import duty_room, findings, patrol_room
from models.duty_room import Own
from models.mailbox import Notice
from models.parts import parts

AT_ONCE = 400
"""Findings whose details are read with one handful of questions."""


@dataclass(frozen=True)
class Edition:
    """What the messages of one release look at."""

    office: Office
    briefs: Mapping[int, Brief]
    told: Mapping[tuple[int, int, int], int]
    """How many steps reached a person about a finding in its cycle."""
    own: Mapping[tuple[int, int], Sequence[Own]]
    """Open measures of a person on a finding, where single ones are all they have."""
    more_time: Mapping[int, MoreTime]
    """Findings of which somebody has asked for an extension, in their cycle."""


def read(ctx: Context, notices: Iterable[Notice]) -> Edition:
    """Read what the words of these notices are made of."""
    named = [row for row in notices if row.finding_id is not None]
    ids = sorted({row.finding_id for row in named if row.finding_id is not None})
    briefs: dict[int, Brief] = {}
    told: Counter[tuple[int, int, int]] = Counter()
    own: dict[tuple[int, int], list[Own]] = {}
    more_time: dict[int, MoreTime] = {}
    people = {row.person_id for row in named}
    for part in parts(ids, AT_ONCE):
        rows = findings.many(ctx.session, part)
        keys = [row.key for row in rows]
        briefs.update(zip(keys, book.briefs(ctx, rows), strict=True))
        steps = patrol_room.delivered(ctx.session, people, keys)
        told.update(step[:3] for step in steps if is_rung(step.step))
        more_time |= waiting.more_time(ctx, rows)
        own |= duty_room.own_open(ctx.session, people, keys)
    own = {key: [_shown(ctx, one) for one in held] for key, held in own.items()}
    return Edition(telling.office(ctx), briefs, told, own, more_time)


def _shown(ctx: Context, own: Own) -> Own:
    return own._replace(text=ctx.policy.shown(own.text))
