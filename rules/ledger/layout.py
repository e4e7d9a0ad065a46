"""版式：一张表的表头在哪几行，哪一列是什么，没用到的是哪几列。"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from rules.ledger.header_words import LEDGER_HEADERS, PROGRESS_HEADERS, ROSTER_HEADERS
from rules.ledger.sheet import Merge

Kind = Literal["roster", "ledger", "progress", "statistics"]
"""Statistics are only recognised: our own figures are counted, never imported."""

OF_MEASURES = frozenset(
    {"measure_leader", "measure_person", "measure_due", "measure_status"}
)
"""Fields of single measures that are read; the others are kept as they stand."""

REFILLED = frozenset({"co_leader", "co_person", "progress"})
"""Columns that are read and kept as they stand too: an export fills them anew."""

FEWEST_AGAIN = 3
"""Header words that come again where a second table begins."""

_TABLES = {"roster": ROSTER_HEADERS, "progress": PROGRESS_HEADERS}


def usual_word(kind: str | None, name: str) -> str:
    """Return how a field is usually headed in such a sheet; any other word as it is."""
    bare = name.removeprefix("measure_")
    words = _TABLES.get(kind or "", LEDGER_HEADERS).get(bare, (bare,))
    return words[0] if bare == name else f"措施的{words[0]}"


@dataclass(frozen=True)
class Layout:
    """Where things stand in one sheet; rows and columns count from 1.

    `kind` is None for a sheet that is nothing of ours. `columns` maps a
    field to its column (fields of measures begin with `measure_`), `words` to the
    header word that people see. `titles` are the (row, text) lines above the header.
    `missing` names the required fields that have no column, `given` the fields whose
    columns somebody named.
    """

    kind: Kind | None
    header_rows: tuple[int, ...] = ()
    columns: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    unit_from_title: str | None = None
    feedback_from_title: date | None = None
    round_from_title: str | None = None
    titles: tuple[tuple[int, str], ...] = ()
    missing: tuple[str, ...] = ()
    sheet: str = ""
    width: int = 0
    header: tuple[tuple[str, ...], ...] = ()
    merged: tuple[Merge, ...] = ()
    given: frozenset[str] = frozenset()

    @property
    def holds_data(self) -> bool:
        """Say whether an import takes anything from the sheet."""
        return self.kind not in (None, "statistics")

    @property
    def numbered(self) -> bool:
        """Say whether the sheet has a column of numbers."""
        return "number" in self.columns

    @property
    def repeatable(self) -> list[int]:
        """Return the columns in which 同上 means what stands above."""
        own = {"number", "text", "title", "measure", "evidence"}
        return [column for name, column in self.columns.items() if name not in own]

    @cached_property
    def manifested(self) -> bool:
        """Say whether numbered findings stand here by their manifestations."""
        return self.numbered and "表现" in self.words.get("text", "")

    @cached_property
    def header_words(self) -> frozenset[str]:
        """Return the header words of the columns that are read."""
        return frozenset(self.words.values())

    @cached_property
    def upper_words(self) -> frozenset[str]:
        """Return the words of a header's rows but the last."""
        return frozenset("".join(w.split()) for row in self.header[:-1] for w in row)

    @property
    def others(self) -> tuple[int, ...]:
        """Return the columns that have a header and mean nothing to us."""
        refilled = {self.columns.get(name) for name in REFILLED}
        return tuple(column for column in self.kept if column not in refilled)

    @property
    def kept(self) -> tuple[int, ...]:
        """Return the columns that have a header and are kept as they stand."""
        used = {
            column
            for name, column in self.columns.items()
            if (not name.startswith("measure_") or name in OF_MEASURES)
            and name not in REFILLED
        }
        bottom = self.header[-1] if self.header else ()
        return tuple(
            column
            for column in range(1, self.width + 1)
            if column not in used and len(bottom) >= column
        )

    @property
    def unread(self) -> list[str]:
        """Return the header words of the columns that mean nothing to us."""
        return [word for word in map(self.shown, self.others) if word]

    @property
    def beside(self) -> dict[int, str]:
        """Return columns and words of a second table right of this one; {} for none.

        Three or more of the words that are read come again, that of the text too.
        """
        shown = {column: self.shown(column) for column in self.others}
        again = {c: word for c, word in shown.items() if word in self.header_words}
        words = set(again.values())
        is_table = self.words.get("text") in words and len(words) >= FEWEST_AGAIN
        return again if is_table else {}

    def understood(self) -> dict[str, object]:
        """Return what each column was taken for, for the preview of an import."""
        labels = {column: name for name, column in self.columns.items()}
        read = [
            {"column": column, "header": self.shown(column), "field": labels[column]}
            for column in sorted(labels)
        ]
        kind, left = self.kind, self.unread
        return {"sheet": self.sheet, "kind": kind, "read": read, "left": left}

    def shown(self, column: int) -> str:
        """Return the header words of a column, the upper ones before the lower."""
        words = [row[column - 1] for row in self.header if len(row) >= column]
        return "／".join(dict.fromkeys(word for word in words if word))

    def plain(self) -> dict[str, object]:
        """Return the layout as it is kept, so that an export can look the same."""
        return {
            "sheet": self.sheet,
            "kind": self.kind,
            "columns": dict(self.columns),
            "header": [list(row) for row in self.header],
            "merged": [list(one) for one in self.merged],
            "titles": [list(one) for one in self.titles],
            "header_rows": list(self.header_rows),
            "width": self.width,
        }

    def word(self, name: str) -> str:
        """Return the header word of a field, the usual one if it has no column."""
        if name in self.words:
            return self.words[name]
        return usual_word(self.kind, name)
