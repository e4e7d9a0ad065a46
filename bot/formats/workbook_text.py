"""读文本格式的表：逗号或制表符分开，编码自己认；分不准格子的整个不收。"""

import csv
import io
import re
from collections.abc import Sequence

from bot.formats import lettering
from bot.formats.old_papers import LEGACY
from rules.errors import Refusal
from rules.ledger.headers import recognise
from rules.ledger.sheet import Broken, Sheet, is_blank

SIGNS = ("\t", ",")
FEWEST = 3
"""Cells side by side that make a table of lines."""

_MARKUP = re.compile(r"\s*<")
_KEPT_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
"""How a program writes ="5-023" so that Excel leaves it as it is."""

_FORMULA = re.compile(
    r"=\s*(?:[-+(]*\$?[A-Z]{1,3}\$?\d|@?[A-Z][A-Z.]*\()", re.IGNORECASE
)
"""How a formula begins that was written out instead of its result: =C2, =DATE(."""

_TOP = 30
"""Lines at the beginning of a text among which a header is looked for."""

_INSTEAD = "请用表格软件打开，核对后另存为 .xlsx 再导入。"


def sheet(content: bytes, name: str) -> Sheet | None:
    """Read a file of text as one sheet of text cells; None for what is no such table.

    Raises Refusal `workbook_text` (with `sentence`, and `headed` where a ledger's
    header stands in it) where cells can't be told apart: a comma or a quote within one
    was not put in quotes.
    """
    text = None if content.startswith((b"PK", LEGACY)) else lettering.decoded(content)
    if text is None or _MARKUP.match(text):
        return None
    sign = max(SIGNS, key=lambda one: _most(text.splitlines(), one))
    if _most(text.splitlines(), sign) < FEWEST:
        return None
    headed = _is_headed(text, sign)
    read = Sheet(name.rpartition(".")[0] or "台账", _rows(text, sign, name, headed))
    _ensure_even(read, name, headed)
    return read


def _is_headed(text: str, sign: str) -> bool:
    """Say whether a ledger's or a roster's header stands among the first lines."""
    rows: list[list[object]] = [
        [*line.split(sign)] for line in text.splitlines()[:_TOP]
    ]
    return recognise(Sheet("", rows)).holds_data


def _most(lines: Sequence[str], sign: str) -> int:
    return max((line.count(sign) + 1 for line in lines), default=0)


def _rows(text: str, sign: str, name: str, headed: bool) -> list[list[object]]:
    """Return the rows; a quote that is not closed would swallow all that follows."""
    stream = io.StringIO(text, newline="")
    try:
        lines = list(csv.reader(stream, delimiter=sign, strict=True))
    except csv.Error as error:
        raise _refusal(name, "里引号不成对，分不清格子", headed) from error
    return [[_cell(value) for value in line] for line in lines]


def _cell(value: str) -> object:
    kept = _KEPT_AS_TEXT.fullmatch(value.strip())
    if not kept and _FORMULA.match(value.strip()):
        return Broken("formula_without_value", value)
    return (kept.group(1) if kept else value).replace("\r\n", "\n")


def _ensure_even(read: Sheet, name: str, headed: bool) -> None:
    """Refuse a row that is longer than the header: a comma parts what is one cell."""
    last = max(recognise(read).header_rows, default=0) or _first(read)
    header = max(map(_reach, read.rows[:last]), default=0)
    for number, row in enumerate(read.rows[last:], last + 1):
        if _reach(row) > header:
            why = f"第{number}行有{_reach(row)}格，表头只有{header}格：格里的逗号没有用引号括起来"
            raise _refusal(name, why, headed)


def _first(read: Sheet) -> int:
    """The first row that has as many filled cells as a table needs."""
    filled = (sum(not is_blank(cell) for cell in row) for row in read.rows)
    return next((row for row, count in enumerate(filled, 1) if count >= FEWEST), 0)


def _reach(row: Sequence[object]) -> int:
    """How far a row is filled."""
    return max(
        (place for place, cell in enumerate(row, 1) if not is_blank(cell)), default=0
    )


def _refusal(name: str, why: str, headed: bool) -> Refusal:
    subject = f"文件“{name}”" if name else "这个文件"
    sentence = f"{subject}{why}。{_INSTEAD}"
    return Refusal("workbook_text", file=name, sentence=sentence, headed=headed)
