"""一整栏看下来才知道的：编号前都写着什么，单位是不是只写在每段的第一行。"""

import re

from rules.ledger.blocks import Blocks
from rules.ledger.cells import plain, read_number
from rules.ledger.layout import Layout
from rules.ledger.sheet import Sheet

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


def _column(filled: Sheet, layout: Layout, blocks: Blocks, name: str) -> list[str]:
    column = layout.columns.get(name, 0)
    if not column:
        return []
    return [plain(filled.value(block.first, column)) for block in blocks.blocks]
