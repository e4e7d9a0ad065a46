"""出料口：全部数据一行一个对象，或一张能再导入的台账。"""

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from sqlmodel import Session

from bot import printing
from bot.backup import plain
from handlers.context import Context
from handlers.ledger import exporting
from handlers.ledger import original as originals
from handlers.ledger.original import Page

DATE_FORMAT = "yyyy-mm-dd"
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False}


def jsonl(session: Session, path: Path, round_code: str | None) -> int:
    """Write every table, one object a line; returns how many lines."""
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for row in exporting.every_row(session, round_code):
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
    table = exporting.table(ctx, rest)
    book = io.BytesIO()  # a writer that meets a full disk on its way says so twice
    if pages:
        _write_pages(book, pages, table)
    else:
        write(book, table.header, table.rows)
    path.write_bytes(book.getvalue())
    return len(rows)


def _write_pages(
    target: BinaryIO, pages: Sequence[Page], rest: exporting.Table
) -> None:
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        for page in pages:
            _page(book, page)
        if rest.rows:
            _table(book, "台账（其他）", rest.header, rest.rows)


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
    first, last = page.header_rows[0] - 1, page.header_rows[-1]
    printing.lay_out(sheet, page.rows[first:], last, first)
    sheet.freeze_panes(page.header_rows[-1], 0)


def _styles(book: xlsxwriter.Workbook) -> dict[str, Any]:
    framed = {"text_wrap": True, "border": 1, "valign": "top"}
    return {
        "head": book.add_format({**framed, "bold": True}),
        "plain": book.add_format(framed),
        "quoted": book.add_format({**framed, "quote_prefix": True}),
        "day": book.add_format({**framed, "num_format": DATE_FORMAT}),
    }


def _cell(
    sheet: Any, row: int, column: int, value: object, styles: dict[str, Any], head: bool
) -> None:
    if isinstance(value, date):
        moment = datetime.combine(value, datetime.min.time())
        sheet.write_datetime(row, column, moment, styles["day"])
    elif isinstance(value, str):
        kind = "head" if head else printing.style_of(value)
        sheet.write_string(row, column, value, styles[kind])
    else:
        sheet.write(row, column, value, styles["plain"])


def write(
    target: BinaryIO,
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
    mark: str = "",
    name: str = "台账",
) -> None:
    """Write one table as a workbook; `mark` says on every page who asked for it."""
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        sheet = _table(book, name, header, rows)
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
    printing.lay_out(sheet, [header, *rows], 1)
    sheet.freeze_panes(1, 1)
    return sheet


def workbook(table: Mapping[str, Any]) -> bytes:
    """Return the bytes of a table that stands in a stored request."""
    stream = io.BytesIO()
    name = table.get("sheet", "台账")
    write(stream, table["header"], table["rows"], table["mark"], name)
    return stream.getvalue()
