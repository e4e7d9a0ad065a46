"""清单的一页：每个编号占哪几行，是不是准是问题清单里的那一项。"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from rules.ledger.blocks import find_blocks
from rules.ledger.cells import find_round, plain, read_number, read_round
from rules.ledger.header_words import OF_PROBLEMS
from rules.ledger.hints import hint
from rules.ledger.layout import Layout
from rules.ledger.sheet import Sheet, is_blank, text_of
from rules.ledger.values import Refused

_OF_TASKS = re.compile("问题")
_OF_ANYTHING = re.compile("问题|(?<!责任)(?:内容|事项|任务)|名称|主题|议题|活动")
"""A list without measures may count meetings or visits as well as findings."""


@dataclass(frozen=True)
class Page:
    """A sheet, what its columns are, and its cells with merged ones filled."""

    sheet: Sheet
    layout: Layout

    @cached_property
    def filled(self) -> Sheet:
        """Return the sheet with each merged range filled; made once."""
        return self.sheet.filled()

    def text(self, row: int, name: str) -> str:
        """Return a field's words in a row; '' without such a column."""
        column = self.layout.columns.get(name, 0)
        return text_of(self.filled.value(row, column)).strip() if column else ""


class Mismatch(Exception):
    """Lists that can't be put together safely: which row of which list, and why."""

    def __init__(self, page: Page, row: int, name: str, why: str) -> None:
        """Take the list, a row and a field of it, and one sentence."""
        super().__init__(why)
        instead = hint("lists_apart", why=why)
        place = (page.sheet.name, row, page.layout.word(name), page.text(row, name))
        self.refused = Refused(*place, "lists_apart", instead)


def rows_of(page: Page) -> dict[int, list[int]]:
    """Return the rows of each number; those of one number stand together."""
    sheet, layout, filled = page.sheet, page.layout, page.filled
    keyed = replace(layout, columns={**layout.columns, "number": key_of(layout)})
    found: dict[int, list[int]] = {}
    last = 0
    for block in find_blocks(sheet, filled, keyed).blocks:
        number = read_number(filled.value(block.first, keyed.columns["number"])).number
        if number is None:
            raise Mismatch(page, block.first, "number", "编号读不准")
        if number in found and number != last:
            raise Mismatch(page, block.first, "number", f"编号{number}隔开写了两处")
        found.setdefault(number, []).extend(range(block.first, block.last + 1))
        last = number
    return found


def rounds_of(page: Page) -> frozenset[str]:
    """Return the rounds that a list says it is of, in its rows, its title or name."""
    layout, filled = page.layout, page.filled
    rows = range(layout.header_rows[-1] + 1, page.sheet.height + 1)
    column = layout.columns.get("round", 0)
    cells = [filled.value(row, column) for row in rows] if column else []
    own = {read_round(value) for value in cells if not is_blank(value)}
    codes = {read_number(filled.value(row, key_of(layout))).round for row in rows}
    above = {layout.round_from_title or find_round(page.sheet.name)}
    said = own or codes - {None} or above
    return frozenset(filter(None, said))


def key_of(layout: Layout) -> int:
    """Return the column that says of which finding a row is."""
    named = (
        c for c in range(1, layout.width + 1) if plain(layout.shown(c)) in OF_PROBLEMS
    )
    return next(named, layout.columns["number"])


def ensure_same(
    first: Page, rows: Mapping[int, int], other: Page, there: Mapping[int, list[int]]
) -> None:
    """Raise Mismatch unless each number of a list means a finding for certain."""
    name, layout = first.sheet.name, other.layout
    for number, at in there.items():
        if number not in rows:
            raise Mismatch(other, at[0], "number", f"表“{name}”里没有编号{number}")
    if {"text", "title"} & layout.columns.keys():
        _ensure_words(first, rows, other, there)
        return
    unread = [word for word in layout.unread if _subject(layout).search(word)]
    if unread and plain(unread[0]) not in OF_PROBLEMS:
        why = f"“{unread[0]}”一栏没有认出，说不准是哪一项"
        raise Mismatch(other, layout.header_rows[-1], "number", why)
    known = plain(layout.shown(key_of(layout))) in OF_PROBLEMS
    if not known and there.keys() != rows.keys():
        why = f"编号和表“{name}”对不全，说不准是不是同一套编号"
        raise Mismatch(other, layout.header_rows[-1], "number", why)


def _subject(layout: Layout) -> re.Pattern[str]:
    """Return how a column is headed that says what the numbers of a list count."""
    return _OF_TASKS if "measure" in layout.columns else _OF_ANYTHING


def _ensure_words(
    first: Page, rows: Mapping[int, int], other: Page, there: Mapping[int, list[int]]
) -> None:
    for number, at in there.items():
        said = plain(other.text(at[0], "text") or other.text(at[0], "title"))
        held = [plain(first.text(rows[number], name)) for name in ("title", "text")]
        if not said or not any(one and (said in one or one in said) for one in held):
            why = f"写的问题和表“{first.sheet.name}”的编号{number}对不上"
            raise Mismatch(other, at[0], "text", why)
