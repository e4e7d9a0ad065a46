"""打印的样子：横放，一页宽放得下，每页重复表头，栏宽行高看字数。"""

from collections.abc import Sequence
from datetime import date
from typing import Any

A3, A4 = 8, 9
NARROWEST, WIDEST, DAY = 6, 32, 12
"""Widths of a column in characters: of any, of one with long text, of one with days."""
WIDE = 180
"""Characters over which a table needs the larger paper to stay readable."""
SLACK = 3
"""Characters of a column that lines cannot use."""
LINE, HIGHEST = 16, 409
"""Points of one line, and of the highest row that a workbook may have."""
LOOKED_AT = 1000
"""Rows whose text decides how wide a column is."""

CALCULATED = ("=", "+", "-", "@", "\t", "\r")
"""How text begins that Excel reckons as soon as somebody goes into its cell and out."""


def style_of(text: str) -> str:
    """Return whether a text is written `plain`, or `quoted`: marked as text for good."""
    return "quoted" if text.startswith(CALCULATED) else "plain"


def lay_out(
    sheet: Any, rows: Sequence[Sequence[object]], heads: int, first: int = 0
) -> None:
    """Make a sheet fit to be printed, and to be read where rows don't grow by themselves.

    `rows` stand in the sheet from row `first` (0 is the top) on; the rows down to the
    last of the header, `heads`, come again on every page.
    """
    widths = [
        _column_width([row[number] for row in rows[:LOOKED_AT] if number < len(row)])
        for number in range(max(map(len, rows), default=0))
    ]
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    for number, row in enumerate(rows, first):
        needed = max(map(_lines, row, widths), default=1)
        if needed > 1:
            sheet.set_row(number, min(needed * LINE, HIGHEST))
    sheet.set_paper(A3 if sum(widths) > WIDE else A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, heads - 1)
    sheet.set_footer("&R第&P页 共&N页")


def _column_width(cells: Sequence[object]) -> int:
    longest = max(
        (_width(line) for cell in cells for line in _written(cell)), default=0
    )
    return min(max(longest + SLACK, NARROWEST), WIDEST)


def _lines(cell: object, width: int) -> int:
    """Lines that a cell takes in a column; a broken word leaves some room unused."""
    room = width - SLACK
    if isinstance(cell, str) and cell.isprintable():  # one line, as most are
        return 1 if 2 * len(cell) <= room else -(-_width(cell) // room)
    return sum(-(-_width(line) // room) or 1 for line in _written(cell))


def _written(cell: object) -> list[str]:
    return ["0" * DAY] if isinstance(cell, date) else str(cell).splitlines() or [""]


def _width(line: str) -> int:
    """Characters that a line needs; a wide one counts twice, as it does in GBK."""
    return len(line.encode("gbk", "replace"))
