"""一轮的在册情况：导入时照着它编号、认旧的一项。"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from handlers.context import Context
from handlers.ledger import reimporting
from handlers.ledger.moved import Before
from models import duty_room, findings, ledger_room
from models.ledger import Round
from rules import deadlines
from rules.ledger.values import FindingRow


class Place(NamedTuple):
    """The number of a finding and the unit that it belongs to."""

    number: int
    unit_id: int


Lists = tuple[
    dict[str, list[str]],
    dict[str, set[tuple[str, str]]],
    dict[str, set[tuple[int, str, str]]],
]
"""Measures, people with their roles, and people of single measures, by code."""


@dataclass
class Shelf:
    """What is known of one round while it is being imported."""

    round: Round
    by_code: dict[str, Place]
    by_words: dict[tuple[int, str], int]
    highest: int
    before: Before
    lists: Lists | None = None

    @classmethod
    def of(
        cls, ctx: Context, code: str, feedback_on: date | None, reserved: int
    ) -> "Shelf":
        """Look a round up, or begin it; no number up to `reserved` is given out."""
        round_ = _round(ctx, code, feedback_on)
        known = ledger_room.known(ctx.session, round_.key)
        return cls(
            round=round_,
            by_code={one.code: Place(one.number, one.unit_id) for one in known},
            by_words={(one.unit_id, one.text): one.number for one in reversed(known)},
            highest=max(reserved, *(one.number for one in known), 0),
            before=Before(known, quoted=ctx.policy.titled),
        )

    def is_same(
        self, ctx: Context, code: str, row: FindingRow, values: dict[str, object]
    ) -> bool:
        """Say whether the book has exactly this; asked of the whole round at once."""
        known = self.before.by_code.get(code)
        if known is None or any(
            getattr(known, name) != values[name] for name in reimporting.CONTENT
        ):
            return False
        if self.lists is None:
            round_id = self.round.key
            self.lists = (
                *ledger_room.lists_of(ctx.session, round_id),
                duty_room.of_round(ctx.session, round_id),
            )
        measures, people, own = self.lists
        held = (measures.get(code, []), people.get(code, set()), own.get(code, set()))
        return reimporting.same_lists(held, reimporting.lists_of(row))


def _round(ctx: Context, code: str, feedback_on: date | None) -> Round:
    existing = findings.round_by_code(ctx.session, code)
    if existing is not None:
        return existing
    preset = deadlines.preset(ctx.policy.preset)
    created = Round(
        code=code,
        name=f"第{code}轮",
        preset=preset.name,
        basis=preset.basis,
        feedback_on=feedback_on,
    )
    ctx.session.add(created)
    ctx.session.flush()
    return created
