"""小标题行：没有单位栏、类别栏的表，导出时单位和类别写在各段前面。"""

from collections.abc import Container, Sequence

from rules.ledger_headings import heading


def lines_before(
    findings: Sequence[tuple[int, str, str]], columns: Container[str]
) -> dict[int, list[str]]:
    """Return the rows that stand before findings, given by id, unit and category.

    Several units, and categories, without a column of their own stand in such rows.
    """
    found: dict[int, list[str]] = {}
    above = ("", "")
    several = "unit" not in columns and len({unit for _, unit, _ in findings}) > 1
    count = 0
    for key, unit, category in findings:
        lines = [f"被巡察单位：{unit}"] if several and unit != above[0] else []
        if "category" not in columns and category and category != above[1]:
            count += 1
            lines.append(heading((count - 1) % 99 + 1, category))
        above = (unit, category or above[1])
        if lines:
            found[key] = lines
    return found
