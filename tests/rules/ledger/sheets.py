"""用几行字做一张表，认表头的各页都用。"""

from rules.ledger.sheet import Sheet


def sheet_of(*rows: list[object], merged: tuple[tuple[int, ...], ...] = ()) -> Sheet:
    """Build a sheet from its rows, padded to one width."""
    width = max(len(row) for row in rows)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return Sheet("表", padded, [(m[0], m[1], m[2], m[3]) for m in merged])
