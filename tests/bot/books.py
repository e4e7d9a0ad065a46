"""造几页的工作簿、一行行的台账。"""

from pathlib import Path

import xlsxwriter


def books(path: Path, sheets: dict[str, list[list[object]]]) -> str:
    """Write a workbook of several sheets."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return str(path)


def finding(number: int, text: str, unit: str = "区教育局") -> list[object]:
    """A ledger row of the usual header."""
    return [number, unit, text, "办理", "邓佳宁", "2026年12月31日"]
