"""标题行和小标题行：表里没有栏可写的单位、轮次、反馈日期、类别，导出时写在上面。"""

from collections.abc import Container, Mapping, Sequence
from typing import Any, TypeVar

from rules.ledger.cells import find_round, read_number
from rules.ledger.headings import heading
from rules.ledger.title_lines import Above, said_in, written

T = TypeVar("T")


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


def title_rows(layout: Mapping[str, Any]) -> list[list[object]]:
    """Return the rows above the header; several texts of a row stand side by side.

    单位、反馈日期、轮次 are often in one row, each in a cell of its own.
    """
    width, top = int(layout["width"]), int(layout["header_rows"][0])
    rows: list[list[object]] = [[""] * width for _ in range(top - 1)]
    texts: dict[int, list[str]] = {}
    for number, text in layout["titles"]:
        texts.setdefault(number, []).append(text)
    for number, said in texts.items():
        free = _free(layout["merged"], number, width)
        if len(free) < len(said):
            said = ["　".join(said)] if free else []
        for place, text in enumerate(said):
            rows[number - 1][free[place * len(free) // len(said)] - 1] = text
    return rows


def _free(merged: Sequence[Sequence[int]], row: int, width: int) -> list[int]:
    """Return the columns of a row that show what is written in them."""
    return [
        column
        for column in range(1, width + 1)
        if not any(
            a <= row <= c and b <= column <= d and (a, b) != (row, column)
            for a, b, c, d in merged
        )
    ]


def only(values: set[T]) -> T | None:
    """Return the one value that there is; None where there are several."""
    return next(iter(values)) if len(values) == 1 else None


def unsaid(layout: dict[str, Any], holds: Above, numbers: Sequence[str]) -> str:
    """Return the title line for what holds of all rows and the sheet does not say.

    It came from the command line or the name of the file; an export stands alone.
    `numbers` are the rows' own ones, which may name the round (5-023).
    """
    columns, said = layout["columns"], said_in(layout["titles"])
    words = [layout["sheet"], *(str(text) for _, text in layout["titles"])]
    rounds = {said.round or find_round(layout["sheet"])} - {None}
    rounds = rounds or {read_number(one).round for one in numbers}
    named = "unit" in columns or any((holds.unit or "") in text for text in words)
    return written(
        Above(
            None if named else holds.unit,
            None if "feedback_on" in columns or said.feedback_on else holds.feedback_on,
            None if "round" in columns or rounds == {holds.round} else holds.round,
        )
    )


def moved_down(
    merged: Sequence[Sequence[int]], top: int, by: int
) -> list[tuple[int, int, int, int]]:
    """Return merged ranges, those from row `top` on moved down."""
    return [
        (a + by, b, c + by, d) if a >= top else (a, b, c, d) for a, b, c, d in merged
    ]
