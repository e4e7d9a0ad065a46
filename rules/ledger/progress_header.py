"""推进表的表头：编号是问题的号，光有它也知道说的是哪一项；序号可能只数行。"""

from collections.abc import Mapping

CODED = "编号"
"""In the header of numbers that findings have, whatever row they stand in."""

UNITS = frozenset({"unit", "unit_or_department"})


def is_by_number(
    cells: list[tuple[str, str]], progress: Mapping[str, int], ledger: Mapping[str, int]
) -> bool:
    """Say whether a sheet tells of findings by their numbers alone.

    Where units stand beside, it may be a ledger whose words were not recognised.
    """
    column = progress.get("number", 0)
    return bool(column) and CODED in cells[column - 1][0] and not ledger.keys() & UNITS
