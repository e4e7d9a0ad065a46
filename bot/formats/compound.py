"""老办公文件的外壳：一个文件里装着几条流，按名字取出一条。"""

from collections.abc import Iterator, Sequence
from struct import unpack_from
from typing import NamedTuple

ENTRY = 128
_ROOT = 5
_SIZES = range(6, 13)


class _Entry(NamedTuple):
    """One stream of the directory, and where it begins."""

    name: str
    kind: int
    start: int
    size: int


def stream(data: bytes, names: Sequence[str]) -> bytes:
    """Return the first stream of a compound file with one of the names; b"" for none.

    Raises ValueError or struct.error where the file does not hold together.
    """
    size, small = (_power(data, place) for place in (30, 32))
    fat = _table(b"".join(_sectors(data, _places_of_fat(data, size), size)))
    (first,) = unpack_from("<I", data, 48)
    entries = list(_entries(_chained(data, fat, first, size, size)))
    found = next((one for one in entries if one.name in names), None)
    root = next((one for one in entries if one.kind == _ROOT), None)
    if found is None or root is None:
        return b""
    (least,) = unpack_from("<I", data, 56)
    if found.size >= least:
        return _chained(data, fat, found.start, size, size)[: found.size]
    (short,) = unpack_from("<I", data, 60)
    table = _table(_chained(data, fat, short, size, size))
    within = _chained(data, fat, root.start, size, size)
    return _chained(within, table, found.start, small, 0)[: found.size]


def _power(data: bytes, place: int) -> int:
    (shift,) = unpack_from("<H", data, place)
    if shift not in _SIZES:
        raise ValueError("no compound file")
    return 1 << int(shift)


def _places_of_fat(data: bytes, size: int) -> list[int]:
    """Where the table of sectors stands: the first in the header, more in a chain."""
    places = list(unpack_from("<109I", data, 76))
    following, count = unpack_from("<2I", data, 68)
    most = len(data) // size
    for _ in range(min(count, most)):
        more = unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        places += more[:-1]
        following = more[-1]
    return places[:most]


def _sectors(data: bytes, places: Sequence[int], size: int) -> Iterator[bytes]:
    for place in places:
        if (place + 1) * size < len(data):
            yield data[(place + 1) * size : (place + 2) * size]


def _table(content: bytes) -> tuple[int, ...]:
    return unpack_from(f"<{len(content) // 4}I", content)


def _chained(
    data: bytes, table: Sequence[int], start: int, size: int, ahead: int
) -> bytes:
    """Put the sectors of a chain together; `ahead` bytes stand before the first."""
    parts, place = [], start
    for _ in table:
        if place >= len(table):
            break
        parts.append(data[ahead + place * size : ahead + (place + 1) * size])
        place = table[place]
    return b"".join(parts)


def _entries(directory: bytes) -> Iterator[_Entry]:
    for place in range(0, len(directory) - ENTRY + 1, ENTRY):
        length, kind = unpack_from("<HB", directory, place + 64)
        start, size = unpack_from("<2I", directory, place + 116)
        name = directory[place : place + max(min(length, 64) - 2, 0)]
        yield _Entry(name.decode("utf-16-le", "replace"), kind, start, size)
