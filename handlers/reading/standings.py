"""各单位的数：逾期多的、久的在前，各有多少、销了几项。"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.context import Context
from handlers.reading import book, counting
from models import outlines
from models.outlines import Countable
from rules.vocabulary import Status

COUNTED = frozenset(Status) - {Status.RECORDED, Status.WITHDRAWN}
"""What a unit answers for: handed over, and not struck off."""


@dataclass(frozen=True)
class Standing:
    """How a unit stands: of how many findings how many are closed and late, how long."""

    name: str
    total: int
    closed: int
    late: int
    longest: int

    @property
    def worst(self) -> tuple[int, int, float, str]:
        """What puts one unit before another."""
        return -self.late, -self.longest, self.closed / self.total, self.name


def of_units(ctx: Context, seen: Sequence[Countable]) -> list[Standing]:
    """How each unit of these findings stands, worst first."""
    rows = [row for row in seen if row.status in COUNTED]
    by_unit: dict[int, list[Countable]] = {}
    for row in rows:
        by_unit.setdefault(row.unit_id, []).append(row)
    names = outlines.units(ctx.session, rows)
    each = [_standing(ctx, names[key], held) for key, held in by_unit.items()]
    return sorted(each, key=lambda one: one.worst)


def _standing(ctx: Context, name: str, rows: Sequence[Countable]) -> Standing:
    late = counting.overdue_rows(ctx, rows)
    longest = max((book.late(ctx, row) for row in late), default=0)
    return Standing(name, len(rows), counting.closed(rows), len(late), longest)
