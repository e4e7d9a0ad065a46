"""看老格式的表里读表的库看不见的：只写到月的日期格。"""

from collections.abc import Iterator
from dataclasses import replace
from struct import error, unpack_from

from bot import compound, workbook_months
from bot.old_papers import BOOKS, LEGACY
from bot.workbook_cells import NOTHING, Place, Seen

_BEGIN, _END = frozenset({0x0809, 0x0409, 0x0209}), 0x000A
_SHEET, _FORMAT, _STYLE = 0x0085, 0x041E, 0x00E0
_CELLS = frozenset({0x0203, 0x027E, 0x0006})
"""A number, a short number, a formula: row, column and style come first."""

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
    styles = [str(unpack_from("<2H", b)[1]) for kind, b in about if kind == _STYLE]
    months = workbook_months.of_month(formats)
    chosen = frozenset(n for n, number in enumerate(styles) if number in months)
    for kind, body in about:
        if kind == _SHEET and chosen:
            (start,) = unpack_from("<I", body)
            cells = _cells(book, start, chosen)
            name = _text(body[6:], wide, 1)
            yield name, replace(NOTHING, months=frozenset(cells))


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


def _cells(book: bytes, start: int, styles: frozenset[int]) -> Iterator[Place]:
    for kind, body in _part(book, start):
        if kind in _CELLS:
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
