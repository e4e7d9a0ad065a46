"""读工作簿：唯一懂得表格文件格式的地方，交出去的只有值。"""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import python_calamine as calamine
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError

from bot.formats import (
    workbook_cells,
    workbook_months,
    workbook_old,
    workbook_text,
    workbook_trial,
)
from bot.formats.damaged import DAMAGED
from bot.formats.workbook_cells import FEW_CELLS, NOTHING, Seen
from rules.errors import Misconfigured, Refusal
from rules.ledger.sheet import Broken, Sheet

__all__ = ["Broken", "Sheet", "read"]

TABLES = frozenset(
    {
        "text/plain",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel",
    }
)
"""What a file is called that may hold a table."""
MOST_UNPACKED_BYTES = 400 * 1024 * 1024
"""How large a workbook may become when unpacked; more is a mistake or an attack."""

SHORT = 40
"""Characters of a text that may well stand in many cells."""

_SHEET = calamine.SheetTypeEnum.WorkSheet
_VISIBLE = calamine.SheetVisibleEnum.Visible


def read(source: Path | str | bytes) -> list[Sheet]:
    """Read every worksheet of an xlsx, xls or et file, from a path or from its bytes.

    A table in text, parted by commas or tabs, is one sheet of text.

    Dates come as dates, numbers as floats, blank cells as '', cells that show an
    error or have a formula without value as `Broken` (xlsx only). Text stays text,
    whatever sign it begins with. Raises Misconfigured for a path that cannot be
    read, Refusal (`workbook_empty`, `workbook_protected`, `workbook_unreadable`,
    `workbook_too_large`, `workbook_scattered`, `workbook_text`; `sentence` says what to do) for a file
    that is no workbook.
    """
    content = source if isinstance(source, bytes) else _content(Path(source))
    name = "" if isinstance(source, bytes) else Path(source).name
    if not content:
        raise _refusal("workbook_empty", name)
    if _unpacked_size(content, name) > MOST_UNPACKED_BYTES:
        raise _refusal("workbook_too_large", name)
    text = workbook_text.sheet(content, name)
    if text is not None:
        return [text]
    seen = _look(content, name)
    try:
        with calamine.CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            sheets = _sheets(workbook)
    except calamine.PasswordError as error:
        raise _refusal("workbook_protected", name) from error
    except calamine.CalamineError as error:
        raise _refusal("workbook_unreadable", name) from error
    if not sheets:
        raise _refusal("workbook_empty", name)
    seen = seen or _look_at_old(content, name)
    return [_with(sheet, seen.get(sheet.name, NOTHING)) for sheet in sheets]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Misconfigured(f"找不到文件“{path}”，请核对文件名和所在目录。") from error
    except IsADirectoryError as error:
        raise Misconfigured(f"“{path}”是文件夹，请写明是哪个文件。") from error
    except OSError as error:
        raise Misconfigured(
            f"读不到“{path}”，请核对是不是文件、有没有读取权限。"
        ) from error


def _unpacked_size(content: bytes, name: str) -> int:
    """Return the size that a zipped workbook unpacks to; 0 for other formats."""
    if not content.startswith(b"PK"):
        return 0
    try:
        with ZipFile(BytesIO(content)) as archive:
            return sum(member.file_size for member in archive.infolist())
    except BadZipFile as error:
        raise _refusal("workbook_unreadable", name) from error


def _sheets(workbook: calamine.CalamineWorkbook) -> list[Sheet]:
    return [
        _sheet(workbook.get_sheet_by_name(about.name), about.visible != _VISIBLE)
        for about in workbook.sheets_metadata
        if about.typ == _SHEET
    ]


def _sheet(sheet: calamine.CalamineSheet, hidden: bool) -> Sheet:
    kept = _Kept()
    indent: list[object] = [""] * (sheet.start[1] if sheet.start else 0)
    rows: list[list[object]] = [
        indent + [kept[v] if isinstance(v, str | date) else v for v in cells]
        for cells in sheet.iter_rows()
    ]
    merged = [
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
    ]
    return Sheet(sheet.name, rows, merged, hidden)


class _Kept(dict[str | date, str | date]):
    """Texts and days as they are kept: short ones that come again are one object."""

    def __missing__(self, written: str | date) -> str | date:
        if isinstance(written, date):
            return self.setdefault(written, written)
        text = written.replace("\r\n", "\n")
        return self.setdefault(written, text) if len(text) <= SHORT else text


def _look(content: bytes, name: str) -> dict[str, Seen]:
    """Look beside the values; refuse what would not fit into memory."""
    try:
        seen = workbook_cells.look(content) if content.startswith(b"PK") else {}
    except (*DAMAGED, ParseError, DefusedXmlException, LookupError) as error:
        raise _refusal("workbook_unreadable", name) from error
    if any(one.area > FEW_CELLS for one in seen.values()):
        raise _refusal("workbook_scattered", name)
    if not seen:
        _try(content, name)
    return seen


def _look_at_old(content: bytes, name: str) -> dict[str, Seen]:
    """Look beside the values of the old formats, once the reader has opened them."""
    try:
        return workbook_old.look(content)
    except (ValueError, IndexError) as error:
        raise _refusal("workbook_unreadable", name) from error


def _try(content: bytes, name: str) -> None:
    """Let another process fall over a damaged file of the old formats."""
    outcome = workbook_trial.outcome(content, FEW_CELLS)
    if outcome:
        scattered = outcome == workbook_trial.SCATTERED
        raise _refusal(
            "workbook_scattered" if scattered else "workbook_unreadable", name
        )


def _with(sheet: Sheet, seen: Seen) -> Sheet:
    """Put in the broken cells, which the reader shows as blanks, and what is hidden."""
    return replace(
        sheet,
        rows=_with_months(_patched(sheet.rows, seen.broken), seen.months),
        hidden_rows=seen.hidden_rows,
        hidden_columns=seen.hidden_columns,
        struck_rows=seen.struck_rows,
        noted_rows=seen.noted_rows,
    )


def _patched(
    rows: list[list[object]], cells: dict[tuple[int, int], Broken]
) -> list[list[object]]:
    if not cells:
        return rows
    height = max(len(rows), max(row for row, _ in cells))
    width = max((len(row) for row in rows), default=0)
    width = max(width, max(column for _, column in cells))
    patched = [row + [""] * (width - len(row)) for row in rows]
    patched.extend([""] * width for _ in range(height - len(rows)))
    for (row, column), broken in cells.items():
        patched[row - 1][column - 1] = broken
    return patched


def _with_months(
    rows: list[list[object]], places: frozenset[tuple[int, int]]
) -> list[list[object]]:
    """Write dates that show a month only as they are shown."""
    for row, column in places:
        if row <= len(rows) and column <= len(rows[row - 1]):
            cells = rows[row - 1]
            cells[column - 1] = workbook_months.as_shown(cells[column - 1])
    return rows


_SENTENCES = {
    "workbook_empty": "是空的，请核对后重新选择文件。",
    "workbook_protected": "设有打开密码，请去掉密码后重新保存再试。",
    "workbook_unreadable": "不能作为表格读取：可能已加密、已损坏，或不是表格文件。"
    "请用表格软件打开，不设密码另存为 .xlsx 后再试。",
    "workbook_scattered": "的内容散得太远：请删去远处的零散格子，另存后再试。",
    "workbook_too_large": "展开后过大，请只保留花名册和台账，另存后再试。",
}


def _refusal(reason: str, name: str) -> Refusal:
    subject = f"文件“{name}”" if name else "这个文件"
    return Refusal(reason, file=name, sentence=subject + _SENTENCES[reason])
