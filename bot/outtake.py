"""出料口：全部数据一行一个对象，或一张能再导入的台账。"""

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO
from unicodedata import east_asian_width

import xlsxwriter
from sqlmodel import Session

from bot.backup import plain
from handlers.context import Context
from handlers.ledger import exporting
from handlers.ledger import original as originals
from handlers.ledger.original import Page

DATE_FORMAT = "yyyy-mm-dd"
NARROW, WIDE = 8, 40
"""Widths of columns, in characters."""

MEASURED = 500
"""Rows whose cells are measured for the widths: enough for any ledger."""

A4 = 9
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False}


def jsonl(session: Session, path: Path) -> int:
    """Write every table, one object a line; returns how many lines."""
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for row in exporting.every_row(session):
            stream.write(json.dumps(row, ensure_ascii=False, default=plain) + "\n")
            count += 1
    return count


def xlsx(
    ctx: Context, path: Path, round_code: str | None, *, original: bool = False
) -> int:
    """Write the ledger; returns how many findings.

    In the office's layout, or each import in the layout that it came in. Text that
    looks like a formula is written as text.
    """
    rows = exporting.chosen(ctx, round_code)
    pages, rest = originals.pages(ctx, rows) if original else ([], rows)
    table = exporting.rows_of(ctx, rest)
    book = io.BytesIO()  # a writer that meets a full disk on its way says so twice
    if pages:
        _write_pages(book, pages, table)
    else:
        write(book, exporting.HEADER, table)
    path.write_bytes(book.getvalue())
    return len(rows)


def _write_pages(
    target: BinaryIO, pages: Sequence[Page], rest: Sequence[Sequence[object]]
) -> None:
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        for page in pages:
            _page(book, page)
        if rest:
            _table(book, "台账（其他）", exporting.HEADER, rest)


def _page(book: xlsxwriter.Workbook, page: Page) -> None:
    """Write a sheet in its imported layout, merged cells and all."""
    sheet = book.add_worksheet(page.name)
    styles = _styles(book)
    for number, row in enumerate(page.rows):
        head = number + 1 in page.header_rows
        for column, value in enumerate(row):
            if number + 1 >= page.header_rows[0] or value != "":
                _cell(sheet, number, column, value, styles, head)
    for top, left, bottom, right in page.merged:
        value = page.rows[top - 1][left - 1]
        head = top in page.header_rows
        sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", styles["plain"])
        _cell(sheet, top - 1, left - 1, value, styles, head)
    _set_out(sheet, page.rows[page.header_rows[0] - 1 :])
    sheet.repeat_rows(page.header_rows[0] - 1, page.header_rows[-1] - 1)
    sheet.freeze_panes(page.header_rows[-1], 0)


def _styles(book: xlsxwriter.Workbook) -> dict[str, Any]:
    framed = {"text_wrap": True, "border": 1, "valign": "top"}
    return {
        "head": book.add_format({**framed, "bold": True}),
        "plain": book.add_format(framed),
        "day": book.add_format({**framed, "num_format": DATE_FORMAT}),
    }


def _cell(
    sheet: Any, row: int, column: int, value: object, styles: dict[str, Any], head: bool
) -> None:
    if isinstance(value, date):
        moment = datetime.combine(value, datetime.min.time())
        sheet.write_datetime(row, column, moment, styles["day"])
    elif isinstance(value, str):
        style = styles["head"] if head else styles["plain"]
        sheet.write_string(row, column, value, style)
    else:
        sheet.write(row, column, value, styles["plain"])


def write(
    target: BinaryIO,
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
    mark: str = "",
) -> None:
    """Write one table as a workbook; `mark` says on every page who asked for it."""
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        sheet = _table(book, "台账", header, rows)
        if mark:
            sheet.set_footer(f"&L{mark}&R第&P页 共&N页")
            book.set_properties({"comments": mark})
            book.add_worksheet("说明").write(0, 0, mark)


def _table(
    book: xlsxwriter.Workbook,
    name: str,
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
) -> Any:
    sheet, styles = book.add_worksheet(name), _styles(book)
    sheet.write_row(0, 0, header, styles["head"])
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _cell(sheet, number, column, value, styles, head=False)
    sheet.freeze_panes(1, 1)
    _set_out(sheet, [header, *rows])
    sheet.repeat_rows(0)
    return sheet


def _set_out(sheet: Any, rows: Sequence[Sequence[object]]) -> None:
    """Make columns as wide as what stands in them, and a page as wide as the sheet."""
    for column in range(max(map(len, rows), default=0)):
        texts = (str(row[column]) for row in rows[:MEASURED] if column < len(row))
        widest = max(_shown(line) for text in texts for line in text.split("\n"))
        sheet.set_column(column, column, min(max(widest + 2, NARROW), WIDE))
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _shown(line: str) -> int:
    """How many narrow characters wide a line is; a Chinese one counts two."""
    return sum(1 + (east_asian_width(sign) in "WF") for sign in line)


def workbook(table: Mapping[str, Any]) -> bytes:
    """Return the bytes of a table that stands in a stored request."""
    stream = io.BytesIO()
    write(stream, table["header"], table["rows"], table["mark"])
    return stream.getvalue()
