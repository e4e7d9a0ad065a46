"""读 PDF：每页的字、批注和表单里的字、文件自己的属性、夹带的附件。"""

import io
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeVar

from pypdf import Configuration, PageObject, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError, PdfReadError
from pypdf.generic import DictionaryObject, EmbeddedFile, StreamObject

from bot.formats import portable_deeds

Part = TypeVar("Part")

HEAD, OBJECT, MOST_BEFORE = re.compile(rb"[\r\n]%PDF-[12]\.\d"), b" obj", 1024
"""How a PDF begins that does not begin at once, what each holds, and where at latest."""

NO_TABLE = b"\nstartxref\n0\n%%EOF\n"

MOST_PAGES = 60
"""Pages of a PDF that are read; a level of secrecy stands on the first ones."""

MOST_DRAWN, FORM, LETTERS = 300_000, 1000, 8
"""Strokes of a PDF that are read, how many a form or picture counts, and how many
letters are one stroke.
"""

MEASURE = Configuration(zlib_maximum_output_length=16 * 1024 * 1024)
"""Bytes that one part of a PDF may unpack to."""

MOST_ON_A_PAGE = 4 * 1024 * 1024
"""Bytes of drawing on a page that is read; a page full of words has ten thousand."""

MOST_NOTES = 2000
"""Notes and fields of one page that are read."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Attached:
    """A file that a PDF carries; None for content that nobody can look into."""

    name: str
    content: bytes | None
    too_big: bool = False


@dataclass(frozen=True)
class Portable:
    """What a PDF says (None: only a password opens it) and which files it carries.

    Each of these is unpacked when it is asked for. `cut_off`: its end is missing;
    `cut_short`: more is drawn in it than was read; `runs`: opening it runs a script or
    another program.
    """

    words: str | None
    attached: Iterable[Attached] = ()
    cut_off: bool = False
    cut_short: bool = False
    runs: bool = False


def is_one(data: bytes) -> bool:
    """Say whether these bytes are a PDF, be it behind some that don't belong to it."""
    if data.startswith(b"%PDF"):
        return True
    return bool(HEAD.search(data[:MOST_BEFORE])) and OBJECT in data


def look(data: bytes, beside: str) -> Portable:
    """Read a PDF; its properties stand behind `beside` among its words.

    A broken one fails the reader in a dozen ways: what was read by then counts, and it
    is evidence all the same, unless its end is missing and no page can be found.
    """
    with apply_configuration(MEASURE):
        try:
            reader = _opened(data)
            if reader.is_encrypted and not reader.decrypt(""):
                return Portable(None)
            cut_off = not reader.pages and _has_no_end(data)
        except Exception:
            runs = portable_deeds.says_so(data)
            return Portable("", cut_off=_has_no_end(data), runs=runs)
        pen, deeds = _Pen(), _so_far(_deeds(reader))
        said, properties = _so_far(_pages(reader, pen)), _so_far(_properties(reader))
        attached = map(_unpacked, _so_far(reader.attachment_list))
        pinned = map(_unpinned, _so_far(_pinned(reader)))
    words = "\n".join([*said, beside, *properties])
    return Portable(words, chain(attached, pinned), cut_off, pen.lifted, any(deeds))


def _opened(data: bytes) -> PdfReader:
    """Open a PDF; of one that has an end, but does not say where its table of objects
    lies, the objects are looked for, as whoever opens it does.
    """
    try:
        return PdfReader(io.BytesIO(data))
    except PdfReadError:
        if _has_no_end(data):
            raise
        return PdfReader(io.BytesIO(data + NO_TABLE))


def _deeds(reader: PdfReader) -> Iterator[bool]:
    yield portable_deeds.of_file(reader)
    for page in islice(reader.pages, MOST_PAGES):
        yield portable_deeds.of_page(page, _so_far(_marks(page)))


def _pinned(reader: PdfReader) -> Iterator[tuple[str, object]]:
    for page in islice(reader.pages, MOST_PAGES):
        yield from filter(None, map(portable_deeds.pinned, _so_far(_marks(page))))


def _unpinned(one: tuple[str, object]) -> Attached:
    name, stream = one
    if not isinstance(stream, StreamObject):
        return Attached(name, b"")
    try:
        with apply_configuration(MEASURE):
            return Attached(name, stream.get_data())
    except Exception as error:
        return Attached(name, None, isinstance(error, LimitReachedError))


def _unpacked(one: EmbeddedFile) -> Attached:
    """What is attached; one that fails the reader may be anything, and is said to."""
    try:
        with apply_configuration(MEASURE):
            return Attached(one.name, one.content)
    except Exception as error:
        return Attached(_name(one), None, isinstance(error, LimitReachedError))


def _name(one: EmbeddedFile) -> str:
    try:
        return one.name
    except Exception:
        return ""


def _has_no_end(data: bytes) -> bool:
    return OBJECT in data and b"%%EOF" not in data


def _so_far(parts: Iterable[Part]) -> list[Part]:
    read: list[Part] = []
    with suppress(Exception):
        read.extend(parts)
    return read


def _properties(reader: PdfReader) -> Iterator[str]:
    for value in (reader.metadata or {}).values():
        yield str(value)


def _notes(page: PageObject) -> Iterator[str]:
    """What was written onto a page afterwards: boxes, notes, fields of a form."""
    for written in _marks(page):
        yield from (str(written[key]) for key in ("/Contents", "/V") if key in written)


def _marks(page: PageObject) -> Iterator[DictionaryObject]:
    for note in islice(page.annotations or (), MOST_NOTES):
        written = note.get_object()
        if isinstance(written, DictionaryObject):
            yield written


def _pages(reader: PdfReader, pen: "_Pen") -> Iterator[str]:
    """The words of the first pages; no more of what is drawn than people ever draw."""
    for number in range(min(len(reader.pages), MOST_PAGES)):
        page = reader.pages[number]
        yield from _so_far(_notes(page))
        try:
            pen.ensure_few(page)
            yield page.extract_text(visitor_operand_before=pen.weigh)
        except _EnoughError:
            return


class _Pen:
    """Counts what a PDF draws; `lifted` when that is more than is worth reading."""

    def __init__(self) -> None:
        """Nothing is drawn yet."""
        self.lifted = False
        self._drawn = 0

    def ensure_few(self, page: PageObject) -> None:
        """Stop before a page whose drawing is vast: taking it apart is what costs."""
        drawing = page.get_contents()
        if drawing is not None and len(drawing.get_data()) > MOST_ON_A_PAGE:
            self._lift()

    def weigh(self, operator: bytes, operands: Sequence[object], *_: object) -> None:
        """Count one stroke with its letters."""
        self._drawn += FORM if operator == b"Do" else 1 + _letters(operands) // LETTERS
        if self._drawn > MOST_DRAWN:
            self._lift()

    def _lift(self) -> None:
        self.lifted = True
        raise _EnoughError


def _letters(operands: Sequence[object]) -> int:
    return sum(
        len(one) if isinstance(one, str | bytes) else _letters(one)
        for one in operands
        if isinstance(one, str | bytes | list)
    )


class _EnoughError(Exception):
    """More is drawn in a PDF than is worth reading."""
