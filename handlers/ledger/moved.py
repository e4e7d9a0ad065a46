"""再导的表挪过编号没有：插行、删行以后整列重编的，不把一项写到另一项上。"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from models.ledger_room import Known
from rules.ledger.hints import hint
from rules.ledger.values import FindingRow, Refused, Warned

ALIKE = 0.5
"""How much of two texts must be the same for one to be the other, reworded."""

MOST_COMPARED = 30
"""Findings with which a row is compared; whoever renumbers moves by a few rows."""

Owned = tuple[str, str, str]
"""Round, unit and the unit's own number of a finding."""


@dataclass(frozen=True)
class Sheetful:
    """All rows of one import: which words and which own numbers stand in it."""

    words: Counter[tuple[str, str, str]]
    texts: Counter[tuple[str, str]]
    owned: Counter[Owned]

    @classmethod
    def of(cls, rows: Iterable[FindingRow]) -> "Sheetful":
        """Look through the rows of an import."""
        taken = list(rows)
        return cls(
            Counter((row.round, row.unit, row.text) for row in taken),
            Counter((row.round, row.text) for row in taken),
            Counter(owned(row) for row in taken),
        )

    def has(self, round_code: str, known: Known) -> bool:
        """Say whether a row of a finding's own unit has its words."""
        return (round_code, known.unit, known.text) in self.words

    def names_once(self, row: FindingRow) -> bool:
        """Say whether a row's own number is no other row's of its unit."""
        return bool(row.own_number) and self.owned[owned(row)] == 1

    def says(self, row: FindingRow, text: str) -> int:
        """Count the rows of the row's unit with these words."""
        return self.words[row.round, row.unit, text]


class Before:
    """What the book has of one round before an import."""

    def __init__(self, known: Iterable[Known], *, quoted: bool) -> None:
        """Look it through once; `quoted`: what findings say may be repeated."""
        self.quoted = quoted
        self.by_code: dict[str, Known] = {}
        self._by_words: dict[tuple[int, str], list[Known]] = {}
        self._by_text: dict[str, list[Known]] = {}
        self._by_unit: dict[int, list[Known]] = {}
        self._by_own: dict[tuple[int, str], list[Known]] = {}
        for one in known:
            self.by_code[one.code] = one
            self._by_words.setdefault((one.unit_id, one.text), []).append(one)
            self._by_text.setdefault(one.text, []).append(one)
            self._by_unit.setdefault(one.unit_id, []).append(one)
            self._by_own.setdefault((one.unit_id, one.own_number), []).append(one)

    def refused(self, row: FindingRow, held: Known, other: str) -> Refused:
        """Say which finding's number a row has taken, and whose words it says."""
        text = held.text if self.quoted else ""
        instead = hint("moved", code=held.code, text=text, other=other)
        return Refused(row.sheet, row.row, "编号", row.own_number, "moved", instead)

    def same(self, unit_id: int, text: str) -> list[Known]:
        """Return what a unit has with these very words."""
        return self._by_words.get((unit_id, text), [])

    def elsewhere(self, row: FindingRow, sheetful: Sheetful) -> Known | None:
        """Return what has a row's words under another unit, and no row there has any more.

        None where several rows, or several findings, can be meant.
        """
        same = self._by_text.get(row.text, [])
        left = [one for one in same if not sheetful.has(row.round, one)]
        standing = {one.unit for one in same}
        said = sum(sheetful.words[row.round, unit, row.text] for unit in standing)
        alone = sheetful.texts[row.round, row.text] == said + 1
        return left[0] if len(left) == 1 and alone else None

    def stands_beside(self, known: Known, row: FindingRow, sheetful: Sheetful) -> bool:
        """Say whether the rows repeat something else of a finding's unit."""
        unit = self._by_unit[known.unit_id]
        return any(sheetful.has(row.round, one) for one in unit if one != known)

    def owned(self, unit_id: int, row: FindingRow, sheetful: Sheetful) -> Known | None:
        """Return what a unit numbers so, where it means one only, reworded or not."""
        found = self._by_own.get((unit_id, row.own_number), [])
        if len(found) != 1 or not sheetful.names_once(row):
            return None
        return found[0] if reworded(found[0], row) else None

    def unsaid(
        self, held: Known, row: FindingRow, sheetful: Sheetful
    ) -> Iterator[Known]:
        """What else the unit has whose own words stand in no row any more, near first."""
        unit = self._by_unit[held.unit_id]
        others = (one for one in unit if one != held)
        near = sorted(others, key=lambda one: abs(one.number - held.number))
        return (one for one in near if not sheetful.says(row, one.text))


def owned(row: FindingRow) -> Owned:
    """Return by what a unit calls a finding."""
    return row.round, row.unit, row.own_number


def reworded(known: Known, row: FindingRow) -> bool:
    """Say whether a row has much the words of a finding: it was edited, not replaced."""
    return known.text == row.text or next(_like([known], row), None) is not None


def _like(held: Iterable[Known], row: FindingRow) -> Iterator[Known]:
    """Those that a row may have reworded.

    Every sign counts: in a long text the common ones are most of it.
    """
    alike = SequenceMatcher(None, b=row.text, autojunk=False)
    for one in held:
        alike.set_seq1(one.text)
        if alike.quick_ratio() >= ALIKE and alike.ratio() >= ALIKE:
            yield one


def moved(
    before: Before, code: str, unit_id: int, row: FindingRow, sheetful: Sheetful
) -> Refused | None:
    """Refuse a row whose number is another finding's: its words say which it is.

    A number that is free is another's, too, where the book has the words under their
    own and no more rows say them.
    """
    same = before.same(unit_id, row.text)
    held = before.by_code.get(code)
    if held is None:
        known = same if sheetful.says(row, row.text) <= len(same) else []
        taken = known[0] if known else None
        return before.refused(row, taken, taken.code) if taken else None
    if held.text == row.text:
        return None
    other = same[0].code if same else _meant(before, held, row, sheetful)
    here = len(before.same(held.unit_id, held.text))
    if other or sheetful.says(row, held.text) >= here:
        return before.refused(row, held, other)
    return None


def _meant(before: Before, held: Known, row: FindingRow, sheetful: Sheetful) -> str:
    """The code of what a row has reworded, where it is not what stands under its own."""
    if reworded(held, row):
        return ""
    others = islice(before.unsaid(held, row, sheetful), MOST_COMPARED)
    return next((one.code for one in _like(others, row)), "")


def of_another_unit(row: FindingRow, known: Known) -> Warned:
    """Point out a finding that has the words of another unit's: it may have moved."""
    text = (
        f"和 {known.code}（{known.unit}）写得一字不差，按{row.unit}的另一项登记；"
        f"如果只是改单位，{known.code} 请办“核减”。"
    )
    return Warned(row.sheet, row.row, "of_another_unit", text, "单位")
