"""出料口：全部数据一行一个对象，或一张能再导入的台账。"""

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from sqlmodel import Session

from handlers import exporting
from handlers.context import Context

DATE_FORMAT = "yyyy-mm-dd"


def jsonl(session: Session, path: Path) -> int:
    """Write every table, one object a line; returns how many lines."""
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for row in exporting.every_row(session):
            stream.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")
            count += 1
    return count


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def xlsx(ctx: Context, path: Path, round_code: str | None) -> int:
    """Write the ledger in the office's layout; returns how many findings.

    Text that looks like a formula is written as text.
    """
    header, rows = exporting.table(ctx, round_code)
    write(path, header, rows)
    return len(rows)


def write(
    target: Path | BinaryIO,
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
    mark: str = "",
) -> None:
    """Write one table as a workbook; `mark` says on every page who asked for it."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet("台账")
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1})
        plain = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        day = book.add_format({"num_format": DATE_FORMAT, "border": 1})
        sheet.write_row(0, 0, header, bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    moment = datetime.combine(value, datetime.min.time())
                    sheet.write_datetime(number, column, moment, day)
                else:
                    sheet.write(number, column, value, plain)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(header) - 1, 18)
        sheet.set_landscape()
        if mark:
            sheet.set_footer(f"&L{mark}&R第&P页 共&N页")
            book.set_properties({"comments": mark})
            book.add_worksheet("说明").write(0, 0, mark)


def workbook(table: Mapping[str, Any]) -> bytes:
    """Return the bytes of a table that stands in a stored request."""
    stream = io.BytesIO()
    write(stream, table["header"], table["rows"], table["mark"])
    return stream.getvalue()
