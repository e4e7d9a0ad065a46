"""再导的表挪过编号没有：插行、删行以后整列重编的，不把一项写到另一项上。"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from models.ledger_room import Known
from rules.ledger.hints import hint
from rules.ledger.values import FindingRow, Refused

ALIKE = 0.5
"""How much of two texts must be the same for one to be the other, reworded."""

Owned = tuple[str, str, str]
"""Round, unit and the unit's own number of a finding."""


@dataclass(frozen=True)
class Sheetful:
    """All rows of one import: which texts and which own numbers stand in it."""

    texts: frozenset[tuple[str, str]]
    owned: Counter[Owned]

    @classmethod
    def of(cls, rows: Iterable[FindingRow]) -> "Sheetful":
        """Look through the rows of an import."""
        taken = list(rows)
        return cls(
            frozenset((row.round, row.text) for row in taken),
            Counter(owned(row) for row in taken),
        )

    def names_once(self, row: FindingRow) -> bool:
        """Say whether a row's own number is no other row's of its unit."""
        return bool(row.own_number) and self.owned[owned(row)] == 1


def owned(row: FindingRow) -> Owned:
    """Return by what a unit calls a finding."""
    return row.round, row.unit, row.own_number


def by_own_number(known: Iterable[Known]) -> dict[tuple[int, str], Known]:
    """Return the findings of a round by unit and own number, where it means one only."""
    rows = [one for one in known if one.own_number]
    counted = Counter((one.unit_id, one.own_number) for one in rows)
    return {
        (one.unit_id, one.own_number): one
        for one in rows
        if counted[one.unit_id, one.own_number] == 1
    }


def reworded(known: Known, row: FindingRow) -> bool:
    """Say whether a row has much the words of a finding: it was edited, not replaced."""
    return SequenceMatcher(None, known.text, row.text).ratio() >= ALIKE


def moved(
    before: Mapping[str, Known], code: str, row: FindingRow, sheetful: Sheetful
) -> Refused | None:
    """Refuse a row whose number is another finding's: its words say which it is.

    `before`: what the round had, by code. Either the row's words are registered under
    another code, or those of this code stand in another row.
    """
    held = before.get(code)
    if held is None or held.text == row.text:
        return None
    other = next(
        (
            one.code
            for one in before.values()
            if one.text == row.text and one.unit_id == held.unit_id
        ),
        "",
    )
    if not other and (row.round, held.text) not in sheetful.texts:
        return None
    instead = hint("moved", code=code, text=held.text, other=other)
    return Refused(row.sheet, row.row, "编号", row.own_number, "moved", instead)
