"""一张表的样子：格子里的值、合并的范围、坏格子；与文件格式无关。"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1."""

DITTOS = ("同上", "〃", "″", "同前", '"', "“", "”")
"""What stands in a cell for the words above it."""

LAYERED = re.compile(r"^\d{1,3}(?:[.．]\d{1,3}){1,3}[.．、]?$")
"""A number below a number: 1.2, 2.1.3."""

_COUNTED = re.compile(r"[(（]?\d+[)）]?[.．、]?")
"""A number that counts, as it is typed: 1, 1. and （1）."""

MOST_ADDED_ROWS = 100


@dataclass(frozen=True)
class Broken:
    """A cell that holds no usable value: a formula error, or no computed value.

    `reason` is `cell_error` or `formula_without_value`; `shown` is what a person
    sees in that cell (`#REF!`, or the formula itself).
    """

    reason: str
    shown: str


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: values as read, blank cells as empty strings."""

    name: str
    rows: list[list[object]]
    merged: list[Merge] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    noted_rows: frozenset[int] = frozenset()

    def value(self, row: int, column: int) -> object:
        """Return the value at a row and column counted from 1; '' outside."""
        if not 1 <= row <= len(self.rows):
            return ""
        cells = self.rows[row - 1]
        return cells[column - 1] if 1 <= column <= len(cells) else ""

    @property
    def height(self) -> int:
        """Return the number of rows up to the last one in use."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Return the number of columns of the widest row."""
        return max((len(cells) for cells in self.rows), default=0)

    @cached_property
    def bottoms(self) -> dict[tuple[int, int], int]:
        """Return, for each cell merged downwards within its column, its last row."""
        return {
            (top, left): bottom
            for top, left, bottom, right in self.merged
            if left == right
        }

    @cached_property
    def wide_rows(self) -> frozenset[int]:
        """Return the rows in which three or more columns are merged into one cell."""
        return frozenset(
            top
            for top, left, bottom, right in self.merged
            if top == bottom and right - left >= 2
        )

    @cached_property
    def last_counts(self) -> dict[int, int]:
        """Return, for each column with numbers (2, 1.2), the last row that has one."""
        return {
            column: row
            for row, cells in enumerate(self.rows, 1)
            for column, value in enumerate(cells, 1)
            if _counts(text_of(value).strip())
        }

    def filled_top(self, rows: int) -> "Sheet":
        """Return the first rows only, filled: enough to look for a header in."""
        return Sheet(self.name, self.rows[:rows], self.merged, self.hidden).filled()

    def with_dittos(self, header: int, columns: Collection[int]) -> "Sheet":
        """Return the sheet with 同上 in some columns below the header written out."""
        marked = [
            row
            for row, cells in enumerate(self.rows[header:], header + 1)
            if any(sign in cells for sign in DITTOS)
        ]
        if not marked:
            return self
        rows = [list(cells) for cells in self.rows]
        filled = replace(self, rows=[list(cells) for cells in self.rows]).filled()
        for row in marked:
            for column in columns:
                if self.value(row, column) in DITTOS:
                    above = filled.value(row - 1, column)
                    rows[row - 1][column - 1] = filled.rows[row - 1][column - 1] = above
        return replace(self, rows=rows)

    def filled(self) -> "Sheet":
        """Return the sheet with each merged range filled with its first value.

        Ranges may reach a little below the last row in use; rows are added then.
        """
        if not self.merged:
            return self
        reach = max((bottom for _, _, bottom, _ in self.merged))
        added = min(max(reach - self.height, 0), MOST_ADDED_ROWS)
        width = self.width
        rows = [list(cells) for cells in self.rows]
        rows.extend([""] * width for _ in range(added))
        for first_row, first_column, last_row, last_column in self.merged:
            top = self.value(first_row, first_column)
            for row in range(first_row, min(last_row, len(rows)) + 1):
                cells = rows[row - 1]
                for column in range(first_column, min(last_column, len(cells)) + 1):
                    cells[column - 1] = top
        return Sheet(self.name, rows, self.merged, self.hidden)


def text_of(value: object) -> str:
    """Write a cell's value as a person would read it; whole numbers without `.0`."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, Broken):
        return value.shown
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if _is_midnight(value) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _counts(text: str) -> bool:
    """Say whether a cell holds a number that counts, a layered one like 1.2 too."""
    return bool(_COUNTED.fullmatch(text) or LAYERED.match(text))


def is_blank(value: object) -> bool:
    """Say whether a cell shows nothing but space."""
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or (isinstance(value, Broken) and not value.shown)


def _is_midnight(value: datetime) -> bool:
    return (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
