"""传完整了没有：照片和影像自己写着哪里是头、哪里是尾，尾没到的就是断了。"""

import io
import warnings

from PIL import Image

from bot.formats.whole_bitmaps import (
    HEAD_OF_BMP,
    HEADS_OF_GIF,
    ORDERS_OF_TIFF,
    is_bmp_cut_off,
    is_gif_cut_off,
    is_tiff_cut_off,
)

BOXED = b"ftyp"
BOXES = frozenset(
    b"ftyp moov mdat meta free skip wide pnot moof mfra sidx styp uuid udta".split()
)
"""What the parts of an MP4, QuickTime, HEIC or AVIF file are called."""
END_OF_PNG, HEAD_OF_PNG = b"IEND", b"\x89PNG\r\n\x1a\n"
FIRST_OF_PNG = b"\x00\x00\x00\x0dIHDR"
CHUNK = 12
"""Bytes of a PNG's chunk beside its content: length, name, checksum."""
NAMED = 8
"""Of these the length and the name; the last chunk has all its sense in its name."""
HEAD_OF_JPEG, END_OF_JPEG = b"\xff\xd8\xff", b"\xff\xd9"
MARKED, PIXELS = 0xFF, b"\xda"
FILLERS = (b"\x55" * 64, b"\xaa" * 64)
"""What may be put behind the pixels of a JPEG to see whether some are missing."""
PADDING = 1
"""A byte that a WebP counts and some programs do not write."""

UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    NotImplementedError,
)
"""What Pillow raises for pictures that are broken, vast or of a kind it half knows."""


def is_cut_off(data: bytes) -> bool:
    """Say whether a picture or film ends before the end that it announces itself.

    What is not built as its first bytes say is not judged here.
    """
    if data.startswith(HEAD_OF_JPEG):
        return _is_jpeg_cut_off(data)
    if data.startswith(HEAD_OF_PNG + FIRST_OF_PNG):
        return _is_png_cut_off(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return int.from_bytes(data[4:8], "little") + 8 > len(data) + PADDING
    if data.startswith(HEADS_OF_GIF):
        return is_gif_cut_off(data)
    if data[:4] in ORDERS_OF_TIFF:
        return is_tiff_cut_off(data)
    if data.startswith(HEAD_OF_BMP):
        return is_bmp_cut_off(data)
    return data[4:8] == BOXED and _are_boxes_cut_off(data)


def _is_jpeg_cut_off(data: bytes) -> bool:
    """Go from segment to segment up to the pixels; behind them the end must stand,
    and it can stand only there: a preview inside has an end of its own.
    """
    at, seen = 2, 0
    while at < len(data):
        marker, length = data[at + 1 : at + 2], data[at + 2 : at + 4]
        if data[at] != MARKED or marker == END_OF_JPEG[1:]:
            return False
        if marker == PIXELS:
            return data.find(END_OF_JPEG, at) < 0 and not _is_drawn(data)
        size = int.from_bytes(length)
        if len(length) == 2 and size < 2:
            return False
        at, seen = at + 2 + size, seen + 1
    return seen > 1


def _is_drawn(data: bytes) -> bool:
    """Say whether all pixels of a JPEG are there, and but the mark of its end is missing,
    as some cameras leave it out: what is put behind them alters nothing then.
    """
    bare = data.rstrip(b"\x00")
    bare += b"\x00" if bare.endswith(b"\xff") else b""
    first, other = (_brightness(bare + filler + END_OF_JPEG) for filler in FILLERS)
    return bool(first) and first == other


def _brightness(data: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
                if image.info.get("progressive"):
                    return b""  # drawn ever more finely: half of it shows all of it
                image.draft("L", (256, 256))
                return image.convert("L").tobytes()
    except (*UNREADABLE, Image.DecompressionBombError):
        return b""


def _is_png_cut_off(data: bytes) -> bool:
    at = len(HEAD_OF_PNG)
    while at + NAMED <= len(data):
        length, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        at += CHUNK + length
        if name == END_OF_PNG:
            return False
        if not name.isalpha():
            return True
    return True


def _are_boxes_cut_off(data: bytes) -> bool:
    """Go from box to box of an MP4, QuickTime, HEIC or AVIF file; a box of size 0
    reaches to the end, and what is no box may stand behind the last one.
    """
    at = 0
    while at + 8 <= len(data):
        size, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16])
        if size < 8 or name not in BOXES:
            return False
        at += size
    return at > len(data)
