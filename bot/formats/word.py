"""读 Word：段落、表格的行、自动编号、脚注；看得见的字一个不少，删去的不读。"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from bot.formats.damaged import DAMAGED
from bot.formats.word_numbering import WORD, Numbering, own, read_numbering, value
from rules.errors import Misconfigured
from rules.feedback.items import Paragraph

BODY = "word/document.xml"
LARGEST_BODY = 16 * 1024 * 1024
"""Bytes of the body unpacked; three hundred pages have a third of it."""

LARGEST_PART = 8 * 1024 * 1024
"""How many bytes a part beside the body may have: numbering, styles, notes."""

LEGACY = b"\xd0\xcf\x11\xe0"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DELETED_MARK = f"{WORD}pPr/{WORD}rPr/{WORD}del"
BOX = f"{WORD}txbxContent"
UNSEEN = frozenset(
    {FALLBACK, *(f"{WORD}{name}" for name in ("pPr", "del", "moveFrom", "rt"))}
)
"""What nobody sees: settings, deleted and moved text, a second copy for old Word."""

SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
UNREADABLE = (*DAMAGED, ParseError, DefusedXmlException, LookupError)
"""What a broken, encrypted or hostile file raises while it is unpacked and parsed."""


def is_closed(path: Path) -> bool:
    """Say whether a file is an old .doc or has a password: both begin alike."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(len(LEGACY)) == LEGACY


def is_word(path: Path) -> bool:
    """Say whether a file is a Word document, by its content."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as packed:
            return BODY in packed.namelist()
    except UNREADABLE:
        return False


def paragraphs(path: Path) -> list[Paragraph]:
    """Read a Word document; raises Misconfigured where it can't be read."""
    try:
        with zipfile.ZipFile(path) as packed:
            return _Document(packed).paragraphs()
    except UNREADABLE as error:
        raise Misconfigured(f"“{path.name}”打不开，可能已损坏或已加密。") from error


@dataclass
class _Document:
    """The parts of one document."""

    packed: zipfile.ZipFile
    numbering: Numbering = field(init=False)
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def paragraphs(self) -> list[Paragraph]:
        body = self._part(BODY, LARGEST_BODY)
        numbered, styles = (
            self._part(f"word/{name}.xml") for name in ("numbering", "styles")
        )
        self.numbering = read_numbering(numbered, styles)
        self.notes = dict(self._noted())
        return [] if body is None else list(self._blocks(body))

    def _part(self, name: str, largest: int = LARGEST_PART) -> Element | None:
        if name not in self.packed.namelist():
            return None
        if self.packed.getinfo(name).file_size > largest:
            file = Path(self.packed.filename or "").name
            raise Misconfigured(f"“{file}”过大，请分开后再试。")
        written = self.packed.read(name).replace(STRICT, WORD[1:-1].encode())
        parsed: Element = fromstring(written)
        return parsed

    def _noted(self) -> Iterator[tuple[tuple[str, str], str]]:
        """The words of footnotes and endnotes, by kind and id."""
        for kind in NOTES.values():
            part = self._part(f"word/{kind}s.xml")
            for note in () if part is None else part:
                words = "".join(self._said(note)).strip()
                yield (kind, own(note, "id")), words

    def _blocks(self, element: Element) -> Iterator[Paragraph]:
        """The paragraphs and table rows below an element, in order, each once."""
        for one in _seen(element, "p", "tbl"):
            if one.tag == f"{WORD}tbl":
                yield from self._table(one)
            elif not self._is_contents(one):
                text = self._text(one)
                gone = not text and one.find(DELETED_MARK) is not None
                yield Paragraph(text, "" if gone else self.numbering.mark(one))
                for box in _seen(one, "txbxContent"):
                    yield from self._blocks(box)

    def _is_contents(self, paragraph: Element) -> bool:
        """Say whether a paragraph is a line of the table of contents."""
        looks = paragraph.find(f"{WORD}pPr")
        style = None if looks is None else value(looks, "pStyle")
        named = self.numbering.styles.get(style or "")
        return named is not None and value(named, "name").lower().startswith("toc ")

    def _table(self, table: Element) -> Iterator[Paragraph]:
        """The rows of a table; a frame of single cells reads like what is in it."""
        rows = [list(_seen(row, "tc")) for row in _seen(table, "tr")]
        if all(len(cells) == 1 for cells in rows):
            for cells in rows:
                yield from self._blocks(cells[0])
            return
        above = Paragraph("")
        for cells in rows:
            above = self._row(cells, above.cells)
            yield above

    def _row(self, cells: list[Element], above: tuple[str, ...]) -> Paragraph:
        """The text of each column; a merged cell stands in each that it covers."""
        texts: list[str] = []
        covered: set[int] = set()
        for cell in cells:
            text, place = self._cell(cell), len(texts)
            texts += [text] * _width(cell)
            if _goes_on(cell) and not text:
                texts[place:] = above[place : len(texts)]
                covered.update(range(place, len(texts)))
            covered.update(range(place + 1, len(texts)))
        return Paragraph("", cells=tuple(texts), covered=frozenset(covered))

    def _cell(self, cell: Element) -> str:
        texts = [
            text
            for one in self._blocks(cell)
            for text in (one.text, *dict.fromkeys(one.cells))
        ]
        return "\n".join(filter(None, map(str.strip, texts)))

    def _text(self, paragraph: Element) -> str:
        """What a paragraph says, its notes behind it."""
        return "".join((*self._said(paragraph), *self._notes_of(paragraph)))

    def _notes_of(self, paragraph: Element) -> Iterator[str]:
        for one in _seen(paragraph, *NOTES):
            kind = NOTES[one.tag.removeprefix(WORD)]
            note = self.notes.get((kind, own(one, "id")))
            yield f"（注：{note}）" if note else ""

    def _said(self, element: Element) -> Iterator[str]:
        """What can be read in an element; boxes have paragraphs of their own."""
        for one in element:
            name = one.tag.removeprefix(WORD)
            if one.tag in UNSEEN or one.tag == BOX:
                continue
            if one.tag in (f"{WORD}t", f"{MATH}t"):
                yield one.text or ""
            elif name in SIGNS:
                yield SIGNS[name]
            else:
                yield from self._said(one)


def _width(cell: Element) -> int:
    """How many columns a cell covers; Word allows 63."""
    span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
    written = "" if span is None else own(span, "val")
    return max(1, min(int(written), 63)) if written.isdecimal() else 1


def _goes_on(cell: Element) -> bool:
    """Say whether a cell only goes on the one above it."""
    merged = cell.find(f"{WORD}tcPr/{WORD}vMerge")
    return merged is not None and own(merged, "val") != "restart"


def _seen(element: Element, *names: str) -> Iterator[Element]:
    """The nearest elements of these names below an element that can be seen."""
    wanted = {f"{WORD}{name}" for name in names}
    for one in element:
        if one.tag in wanted:
            yield one
        elif one.tag not in UNSEEN:
            yield from _seen(one, *names)
