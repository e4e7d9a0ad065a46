"""读老文档里的字：Word、Excel、PowerPoint 的老格式，RTF。"""

import io
import re

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    WorkbookClosed,
)

from bot.formats import workbook_trial
from bot.formats.workbook_cells import FEW_CELLS

LEGACY = b"\xd0\xcf\x11\xe0"
BOOKS = ("Workbook", "Book")
"""How a workbook of the old format names its cells."""
LINE_ENDS = re.compile("[\x00\r\x07\x0b\x0c]+")
FALLBACK = r"(?:\?|\\'3f|(?:\\'[0-9a-fA-F]{2}){1,2})?"
"""What RTF gives old readers for a character by number: ?, or its one or two bytes."""

RICH_CODE = re.compile(
    rf"\\u(-?\d{{1,6}}) ?{FALLBACK}"
    r"|\\'([0-9a-fA-F]{2})|\\(pard?|line|cell|row|tab|s[nv])(?![a-z])-?\d* ?"
    r"|\\[a-z]+-?\d* ?|[{}\r\n]"
)


def words(data: bytes, beside: str) -> str:
    """Return whatever text stands in an old binary document; a sheet's by its cells.

    Behind `beside` what a sheet's file holds besides: headers, notes, names. Word keeps
    its text in UTF-16 at even or odd places; marks and zeros end a line in it.
    """
    cells = _cells(data) if _is_workbook(data) else None
    texts = _texts(data)
    return texts if cells is None else f"{cells}\n{beside}\n{texts}"


def _is_workbook(data: bytes) -> bool:
    """Say whether it is a workbook that another process has read without harm."""
    named = any(name.encode("utf-16-le") in data for name in BOOKS)
    return named and workbook_trial.outcome(data, FEW_CELLS) == 0


def _cells(data: bytes) -> str | None:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = (book.get_sheet_by_name(name) for name in book.sheet_names)
            cells = (c for sheet in sheets for row in sheet.to_python() for c in row)
            return "\n".join(str(cell) for cell in cells if cell != "")
    except (CalamineError, PasswordError, WorkbookClosed):
        return None


def _texts(data: bytes) -> str:
    texts = [data[start:].decode("utf-16-le", "ignore") for start in (0, 1)]
    texts.append(data.decode("gb18030", "ignore"))
    return "\n".join(LINE_ENDS.sub("\n", text) for text in texts)


def rich(data: bytes) -> str:
    """Return the text of RTF; control words go, characters by number stay."""

    def sign(found: re.Match[str]) -> str:
        number, byte, line = found.groups()
        if number:
            return chr(int(number) % 65536)
        if byte:
            return chr(0xE000 + int(byte, 16))
        return "\n" if line else ""

    bare = RICH_CODE.sub(sign, data.decode("latin-1"))
    return re.sub("[\ue000-\ue0ff]+", _bytes_of, bare)


def _bytes_of(found: re.Match[str]) -> str:
    raw = bytes(ord(char) - 0xE000 for char in found.group())
    return raw.decode("gb18030", "replace")
