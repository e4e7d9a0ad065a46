"""看老格式的表里读表的库看不见的：坏格子、隐藏的行和栏、只写到月的日期格。"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from struct import error, unpack_from

from bot.formats import compound, workbook_months
from bot.formats.old_papers import BOOKS, LEGACY
from bot.formats.workbook_cells import LAST_COLUMN, NOTHING, Place, Seen
from rules.ledger.sheet import Broken

_BEGIN, _END = frozenset({0x0809, 0x0409, 0x0209}), 0x000A
_SHEET, _FORMAT, _STYLE, _FONTS = 0x0085, 0x041E, 0x00E0, (0x0031, 0x0231)
_STRUCK, _NO_FONT = 0x08, 4
"""What of a font says that it is struck through, and the number that no font has."""

_FORMULA, _TRUTH_OR_ERROR, _ROW, _COLUMNS = 0x0006, 0x0205, 0x0208, 0x007D
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_NO_NUMBER, _ERROR = b"\xff\xff", 2
"""How a formula's result ends that is no number, and begins that is an error."""

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_CELLS = frozenset({0x0203, 0x027E, _FORMULA})
"""A number, a short number, a formula: row, column and style come first."""

_TEXTS = frozenset({0x00FD, 0x0204, 0x00D6})
"""A text that stands in the table of texts, in the cell, or with fonts of its own."""

_SHORT_NUMBERS = 0x00BD
"""Several short numbers side by side."""

_WIDE = 0x0600
"""The version since which texts are Unicode."""

Record = tuple[int, bytes]


def look(content: bytes) -> dict[str, Seen]:
    """Look into the sheets of an xls or et file's bytes, by sheet name.

    Raises ValueError where the file does not hold together.
    """
    if not content.startswith(LEGACY):
        return {}
    try:
        return dict(_sheets(compound.stream(content, BOOKS)))
    except error as broken:
        raise ValueError("damaged workbook") from broken


def _sheets(book: bytes) -> Iterator[tuple[str, Seen]]:
    about = list(_part(book, 0))
    wide = any(kind in _BEGIN and unpack_from("<H", b)[0] >= _WIDE for kind, b in about)
    formats = dict(_format(body, wide) for kind, body in about if kind == _FORMAT)
    styles = [unpack_from("<2H", body) for kind, body in about if kind == _STYLE]
    months = workbook_months.of_month(formats)
    chosen = frozenset(n for n, one in enumerate(styles) if str(one[1]) in months)
    fonts = _struck_fonts(about)
    struck = frozenset(n for n, one in enumerate(styles) if one[0] in fonts)
    for kind, body in about:
        if kind == _SHEET:
            (start,) = unpack_from("<I", body)
            yield (
                _text(body[6:], wide, 1),
                _seen(list(_part(book, start)), chosen, struck),
            )


def _struck_fonts(about: Iterable[Record]) -> frozenset[int]:
    """The numbers of the fonts that are struck through."""
    fonts = [body for kind, body in about if kind in _FONTS]
    struck = (n for n, body in enumerate(fonts) if body[2] & _STRUCK)
    return frozenset(n + (n >= _NO_FONT) for n in struck)


def _seen(
    records: Sequence[Record], months: frozenset[int], struck: frozenset[int]
) -> Seen:
    return replace(
        NOTHING,
        broken=dict(_broken(records)),
        hidden_rows=frozenset(_hidden_rows(records)),
        hidden_columns=frozenset(_hidden_columns(records)),
        months=frozenset(_cells(records, months, _CELLS)) if months else frozenset(),
        struck_rows=frozenset(
            row for row, _ in _cells(records, struck, _CELLS | _TEXTS)
        ),
    )


def _broken(records: Iterable[Record]) -> Iterator[tuple[Place, Broken]]:
    for kind, body in records:
        error_code = None
        if kind == _TRUTH_OR_ERROR and body[7]:
            error_code = body[6]
        elif kind == _FORMULA and body[12:14] == _NO_NUMBER and body[6] == _ERROR:
            error_code = body[8]
        if error_code is not None:
            row, column = unpack_from("<2H", body)
            shown = _ERRORS.get(error_code, "#ERROR!")
            yield (row + 1, column + 1), Broken("cell_error", shown)


def _hidden_rows(records: Iterable[Record]) -> Iterator[int]:
    """Yield the rows that are hidden or filtered out."""
    for kind, body in records:
        if kind == _ROW and body[12] & _ROW_HIDDEN:
            yield unpack_from("<H", body)[0] + 1


def _hidden_columns(records: Iterable[Record]) -> Iterator[int]:
    for kind, body in records:
        if kind == _COLUMNS and body[8] & _COLUMN_HIDDEN:
            first, last = unpack_from("<2H", body)
            yield from range(first + 1, min(last, LAST_COLUMN) + 2)


def _part(book: bytes, start: int) -> Iterator[Record]:
    """Yield the records of a part of the workbook, without the parts within it."""
    place, depth = start, 0
    while place + 4 <= len(book):
        kind, size = unpack_from("<2H", book, place)
        depth += (kind in _BEGIN) - (kind == _END)
        if depth <= 1:
            yield kind, book[place + 4 : place + 4 + size]
        if depth <= 0:
            return
        place += 4 + size


def _cells(
    records: Iterable[Record], styles: frozenset[int], kinds: frozenset[int]
) -> Iterator[Place]:
    """Yield the cells of some kinds that have one of these styles."""
    for kind, body in records:
        if kind in kinds:
            row, column, style = unpack_from("<3H", body)
            if style in styles:
                yield row + 1, column + 1
        elif kind == _SHORT_NUMBERS:
            row, first = unpack_from("<2H", body)
            for place in range(4, len(body) - 6, 6):
                if unpack_from("<H", body, place)[0] in styles:
                    yield row + 1, first + (place - 4) // 6 + 1


def _format(body: bytes, wide: bool) -> tuple[str, str]:
    """Return a number format by its number."""
    (number,) = unpack_from("<H", body)
    return str(number), _text(body[2:], wide, 2 if wide else 1)


def _text(body: bytes, wide: bool, counted_in: int) -> str:
    """Read a text that says first how many signs it has, in so many bytes."""
    length = int.from_bytes(body[:counted_in], "little")
    if not wide:
        return body[counted_in : counted_in + length].decode("gb18030", "replace")
    behind = body[counted_in + 1 :]
    if body[counted_in] & 1:
        return behind[: 2 * length].decode("utf-16-le", "replace")
    return behind[:length].decode("latin-1")
