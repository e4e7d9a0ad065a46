"""一张表里接着写的又一张清单，栏还是那些栏、次序换了的：照第一张的次序排好再读。"""

from dataclasses import replace

from rules.ledger.layout import Layout
from rules.ledger.sheet import Merge, Sheet, text_of

Order = dict[int, int]
"""Column of a further list → column of the first one that has the same word."""


def in_one_order(sheet: Sheet, layout: Layout) -> Sheet:
    """Return a sheet whose further lists have their columns as the first one has them.

    A further list begins where all words of the header come again, each once. Nothing
    is moved where the words are others, or cells reach over columns that move.
    """
    if len(layout.header) != 1:
        return sheet
    orders = _orders(sheet, layout)
    if not any(orders.values()):
        return sheet
    moved = [_merged(one, orders) for one in sheet.merged]
    merged = [one for one in moved if one]
    if len(merged) < len(moved):
        return sheet
    rows = [_moved(cells, orders.get(row)) for row, cells in enumerate(sheet.rows, 1)]
    return replace(sheet, rows=rows, merged=merged)


def _orders(sheet: Sheet, layout: Layout) -> dict[int, Order]:
    """Return for each row below the header the order that holds there; {} as it is."""
    words = [_word(value) for value in layout.header[0]]
    places = {word: column for column, word in enumerate(words, 1) if word}
    said = sorted(filter(None, words))
    if len(said) != len(places):
        return {}
    orders: dict[int, Order] = {}
    order: Order = {}
    for row in range(layout.header_rows[-1] + 1, sheet.height + 1):
        here = [_word(value) for value in sheet.rows[row - 1]]
        if sorted(filter(None, here)) == said:
            order = {
                column: places[word] for column, word in enumerate(here, 1) if word
            }
            order = {} if all(a == b for a, b in order.items()) else order
        orders[row] = order
    return orders


def _moved(cells: list[object], order: Order | None) -> list[object]:
    if not order:
        return cells
    width = max(len(cells), *order.values())
    row: list[object] = [""] * width
    for column, value in enumerate(cells, 1):
        row[order.get(column, column) - 1] = value
    return row


def _merged(one: Merge, orders: dict[int, Order]) -> Merge | None:
    """Return a merged range where it comes to stand; None if it is torn apart."""
    top, left, bottom, right = one
    order = orders.get(top, {})
    if not order or (left == 1 and right >= max(order)):
        return one
    if left != right:
        return None
    column = order.get(left, left)
    return (top, column, bottom, column)


def _word(value: object) -> str:
    return "".join(text_of(value).split()) if isinstance(value, str) else ""
