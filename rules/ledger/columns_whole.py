"""一整栏看下来才知道的：编号前都写着什么，单位是不是只写在每段的第一行。"""

import re
from dataclasses import replace

from rules.ledger.blocks import Blocks
from rules.ledger.cells import plain, read_number
from rules.ledger.header_words import DAY_OF_END
from rules.ledger.headers import header_word
from rules.ledger.layout import Layout
from rules.ledger.sheet import Sheet, is_blank

_PREFIXED = re.compile(r"^([A-Za-z]{1,8}[-_—–]?(?:20\d\d)?[-_—–]?)\d{1,5}$")
"""Letters, and a year among them, before a number: XC2026-012."""


def prefix(filled: Sheet, layout: Layout, blocks: Blocks) -> str:
    """Return what stands before every number of a sheet and says nothing by itself."""
    numbers = _column(filled, layout, blocks, "number")
    found = list(map(_PREFIXED.match, numbers))
    said = {one.group(1) if one else "" for one in found}
    if len(said) != 1 or len(numbers) < 2 or read_number(numbers[0]).number:
        return ""
    return said.pop()


def written_once(filled: Sheet, layout: Layout, blocks: Blocks) -> bool:
    """Say whether a unit is written only where its findings begin: none twice, and at
    least as many rows have none.
    """
    units = _column(filled, layout, blocks, "unit")
    said = list(filter(None, units))
    if not said or not units[0]:
        return False
    return len(set(said)) == len(said) <= len(units) - len(said)


def without_real_days(filled: Sheet, layout: Layout, blocks: Blocks) -> Layout:
    """Leave a lone 完成日期 unread where findings have none: it is when they were done.

    A limit is set for all; what somebody named as the limit is one all the same.
    """
    column = layout.columns.get("due", 0)
    if not column or not is_day_of_end(layout):
        return layout
    rows = (range(block.first, block.last + 1) for block in blocks.blocks)
    if all(any(not is_blank(filled.value(r, column)) for r in one) for one in rows):
        return layout
    columns = {name: at for name, at in layout.columns.items() if name != "due"}
    words = {name: word for name, word in layout.words.items() if name != "due"}
    return replace(layout, columns=columns, words=words)


def is_day_of_end(layout: Layout) -> bool:
    """Say whether 完成日期 was taken for the limit without anybody's having said so."""
    word = header_word(layout.words.get("due", ""))
    return bool(DAY_OF_END.fullmatch(word)) and "due" not in layout.given


def _column(filled: Sheet, layout: Layout, blocks: Blocks, name: str) -> list[str]:
    column = layout.columns.get(name, 0)
    if not column:
        return []
    return [plain(filled.value(block.first, column)) for block in blocks.blocks]
