"""读文档里的字：压缩的办公文件、PDF、纯文本；只取字，不信任何别的。"""

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from html import unescape

from pypdf import Configuration, PdfReader, apply_configuration
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    WorkbookClosed,
)

from bot import workbook_trial
from bot.damaged import DAMAGED
from bot.workbook_cells import FEW_CELLS

MOST_PAGES = 60
"""Pages of a PDF that are read; a level of secrecy stands on the first ones."""

ROOM = 64 * 1024 * 1024
"""Bytes of unpacked parts that are read for their words."""

MOST_DRAWN, FORM = 300_000, 1000
"""Strokes and letters of a PDF that are read, and how many a form or picture counts."""

MEASURE = Configuration(zlib_maximum_output_length=16 * 1024 * 1024)
"""Bytes that one part of a PDF may unpack to."""

LEGACY = b"\xd0\xcf\x11\xe0"
BOOKS = ("Workbook", "Book")
"""How a workbook of the old format names its cells."""
TEXT_PARTS = re.compile(
    r"^(?:(?:word|xl|ppt|docProps)/.+|(?:.*/)?Pages/.*Content|.*/Tpls/.*Content)\.xml$",
    re.IGNORECASE,
)
PARAGRAPH = re.compile(
    r"</?(?:w:p|w:txbxContent|a:p|si|is|text|odd\w+|even\w+|first\w+|ofd:TextObject|"
    r"dc:\w+|cp:\w+|vt:\w+)(?:\s[^<>]*)?>|<w:br\b[^<>]*>|<w:tab\b[^<>]*>"
)
TAG = re.compile(r"<[^<>]+>")
"""A tag ends before the next begins: what never ends is looked at once, not from each
of its beginnings. Whatever searches a file must stay linear; nothing else runs then."""

SIGN = re.compile(r"<w:sym\b[^<>]*>", re.IGNORECASE)
STAR = re.compile(r'w:char="(?:F0|00)(?:AB|B6)"', re.IGNORECASE)
"""The ★ as Word inserts it from the Wingdings font."""

FALLBACK = r"(?:\?|\\'3f|(?:\\'[0-9a-fA-F]{2}){1,2})?"
"""What RTF gives old readers for a character by number: ?, or its one or two bytes."""

RICH_CODE = re.compile(
    rf"\\u(-?\d{{1,6}}) ?{FALLBACK}"
    r"|\\'([0-9a-fA-F]{2})|\\(par|line|cell)\b ?|\\[a-z]+-?\d* ?|[{}\r\n]"
)
TEXT_PATH = re.compile(r"<v:textpath\b[^<>]*>")
WATERMARK = re.compile(r'\bstring="([^"]*)"')
"""Where Word keeps the words of a watermark."""

PAGE = re.compile(r"<(?:!doctype\s+html|html|body|svg)\b", re.IGNORECASE)
BESIDE = "\x1c"
"""Stands between what a document says and what its file says about it."""

PRINTER_CODE = re.compile(r"&amp;(?:[LCR]|\d+|\"[^\"]*\"|&quot;.*?&quot;|K\w{6}|[BIU])")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def words(data: bytes) -> str | None:
    """Return the text of a document, paragraphs on lines of their own; '' if none.

    The file's own properties (title, keywords, who saved it) stand behind `BESIDE`.

    Read: docx, xlsx, pptx, OFD (headers, footers, notes and text boxes too), PDF, RTF,
    the old doc, xls and ppt, and plain text in UTF-8, UTF-16 or GB 18030. What can't
    be read gives '', never an error, and a whole archive never ''; None for a PDF that
    only a password opens.
    """
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(b"%PDF"):
        return _pdf(data)
    if data.startswith(LEGACY):
        return _legacy(data)
    if data.startswith(b"{\\rtf"):
        return _rich(data)
    text = plain(data) or ""
    return f"{text}\n{TAG.sub(chr(10), text)}" if PAGE.search(text) else text


def _legacy(data: bytes) -> str:
    """Return whatever text stands in an old binary document; a sheet's by its cells.

    Word keeps its text in UTF-16 at even or odd places; marks end a line in it.
    """
    cells = _cells(data) if _is_workbook(data) else None
    return _texts(data) if cells is None else cells


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
    return "\n".join(re.sub("[\r\x07\x0b\x0c]", "\n", text) for text in texts)


def _rich(data: bytes) -> str:
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


def plain(data: bytes) -> str | None:
    """Return a text file's words, None for anything that is not text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\x00" in data[:4096]:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def of_part(xml: bytes) -> str:
    """Return the words of one XML part; runs of one paragraph stand together."""
    wide = xml.startswith((b"\xff\xfe", b"\xfe\xff"))
    written = xml.decode("utf-16" if wide else "utf-8", "replace")
    marked = TEXT_PATH.sub(_watermark, SIGN.sub(_star, written))
    text = PARAGRAPH.sub("\n", marked)
    return unescape(TAG.sub("", PRINTER_CODE.sub("\n", text)))


def _star(sign: re.Match[str]) -> str:
    return "★" if STAR.search(sign.group()) else sign.group()


def _watermark(path: re.Match[str]) -> str:
    said = WATERMARK.search(path.group())
    return f"\n{said.group(1)}\n" if said else path.group()


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: of_part(part) for name, part in sorted(_parts(archive))}
    except DAMAGED:
        return ""
    said = [text for name, text in parts.items() if not _is_property(name)]
    beside = [text for name, text in parts.items() if _is_property(name)]
    return "\n".join([*said, BESIDE, *beside])


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """The parts with words, small ones first; of the last that has room its beginning.

    A level of secrecy stands in headers, titles and on first pages.
    """
    room = ROOM
    found = {one.filename: one.file_size for one in archive.infolist()}
    for name in sorted(filter(TEXT_PARTS.match, found), key=lambda name: found[name]):
        with archive.open(name) as stream:
            part = stream.read(room)
        room -= len(part)
        yield name, part


def _is_property(name: str) -> bool:
    return name.lower().startswith("docprops/")


def _pdf(data: bytes) -> str | None:
    try:
        with apply_configuration(MEASURE):
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                return None
            return "\n".join(_pages(reader))
    except Exception:
        # A broken PDF fails the reader in a dozen ways; it is evidence all the same.
        return ""


def _pages(reader: PdfReader) -> Iterator[str]:
    """The words of the first pages; no more of what is drawn than people ever draw."""
    drawn = 0

    def weigh(operator: bytes, *_: object) -> None:
        nonlocal drawn
        drawn += FORM if operator == b"Do" else 1
        if drawn > MOST_DRAWN:
            raise _EnoughError

    for number in range(min(len(reader.pages), MOST_PAGES)):
        try:
            yield reader.pages[number].extract_text(visitor_operand_before=weigh)
        except _EnoughError:
            return


class _EnoughError(Exception):
    """More is drawn in a PDF than is worth reading."""
