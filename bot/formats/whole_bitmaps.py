"""动图、扫描件、位图传完整了没有：GIF 一块块走到尾，TIFF 和 BMP 看像素还在不在。"""

import struct
from collections.abc import Iterator

HEADS_OF_GIF = (b"GIF87a", b"GIF89a")
ORDERS_OF_TIFF = {b"II*\x00": "<", b"MM\x00*": ">"}
HEAD_OF_BMP = b"BM"

_PICTURE, _EXTENSION, _END_OF_GIF = 0x2C, 0x21, 0x3B
_NUMBERS = {3: "H", 4: "I"}
"""Types of TIFF numbers that tell where pixels lie: short and long."""

_PLACES = ((273, 279), (324, 325))
"""Tags of where strips or tiles begin, and of how long they are."""

_MOST_PAGES = 10_000
_PLAIN_BMP = (0, 3)
"""Ways to keep the pixels of a BMP that alter nothing about their length."""


def is_gif_cut_off(data: bytes) -> bool:
    """Go from block to block; one that reaches over the end of the file is cut off.

    A file whose pictures are whole and that lacks only the mark of its end is not.
    """
    if len(data) < 13:
        return True
    at, seen = 13 + _palette(data[10]), False
    while at < len(data):
        kind = data[at]
        if kind == _PICTURE and at + 9 < len(data):
            at, seen = _behind_parts(data, at + 11 + _palette(data[at + 9])), True
        elif kind in (_EXTENSION, _PICTURE):
            at = _behind_parts(data, at + 2)
        else:
            return kind == _END_OF_GIF and not seen
    return at > len(data) or not seen


def _palette(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _behind_parts(data: bytes, at: int) -> int:
    """Return where the parts of a block end; beyond the file where one is missing."""
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1


def is_tiff_cut_off(data: bytes) -> bool:
    """Look whether each page, and the pixels that it speaks of, lie in the file."""
    order = ORDERS_OF_TIFF[data[:4]]
    try:
        return any(first + length > len(data) for first, length in _pixels(data, order))
    except struct.error:
        return True


def _pixels(data: bytes, order: str) -> Iterator[tuple[int, int]]:
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    seen: set[int] = set()
    while at and at not in seen and len(seen) < _MOST_PAGES:
        seen.add(at)
        (count,) = struct.unpack_from(f"{order}H", data, at)
        held = {
            one[0]: one[1:]
            for place in range(count)
            if (one := struct.unpack_from(f"{order}HHI4s", data, at + 2 + 12 * place))
        }
        for begins, lengths in _PLACES:
            firsts = _numbers(data, order, held.get(begins))
            yield from zip(
                firsts, _numbers(data, order, held.get(lengths)), strict=False
            )
        (at,) = struct.unpack_from(f"{order}I", data, at + 2 + 12 * count)


def _numbers(
    data: bytes, order: str, field: tuple[int, int, bytes] | None
) -> tuple[int, ...]:
    """Return the numbers of a field, which stand in it or, where many, elsewhere."""
    if field is None or field[0] not in _NUMBERS:
        return ()
    kind, count, inside = field
    shape = f"{order}{count}{_NUMBERS[kind]}"
    if struct.calcsize(shape) <= len(inside):
        return struct.unpack_from(shape, inside)
    (at,) = struct.unpack(f"{order}I", inside)
    return struct.unpack_from(shape, data, at)


def is_bmp_cut_off(data: bytes) -> bool:
    """Count the bytes that its pixels need; packed ones are not judged."""
    if len(data) < 34:
        return False
    pixels, header, width, height, _, depth, packed = struct.unpack_from(
        "<IIiiHHI", data, 10
    )
    if header < 40 or packed not in _PLAIN_BMP or width <= 0:
        return False
    row = (width * depth + 31) // 32 * 4
    return bool(pixels + row * abs(height) > len(data))
