"""打开就去取的：办公文件里写着一打开就到别处取模板、对象的关系。"""

import re

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

LARGEST = 4 * 1024 * 1024
"""Bytes of relations that are read; real ones stay under a hundred kilobytes."""

FETCHED_KINDS = ("attachedtemplate", "oleobject", "frame", "subdocument", "afchunk")
"""Relations whose target is loaded as soon as the file is opened.

Links that somebody clicks, pictures and other workbooks are everyday work.
"""

ELSEWHERE = re.compile(
    r"(?:https?|ftps?|mhtml|ms-\w+):|[/\\]{2}|file:(?:[/\\]{2}(?![/\\])|[/\\]{4})"
)
"""A network's address; file:/// and a path is a place on the writer's own machine."""


def fetches(relations: bytes) -> bool:
    """Say whether relations (a `.rels` part) make a reader load code from elsewhere.

    What is no XML, or longer than any real one, counts as one that does: it cannot be
    looked into.
    """
    if len(relations) > LARGEST:
        return True
    try:
        root = fromstring(relations, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return True
    return any(_is_fetched(dict(one.attrib)) for one in root.iter())


CELL = re.compile(
    rb"""(?:^|[,;\t"])[=+@-]\s?\w{2,20}\s?\|\s?['"][^'"\x00-\x1f]{0,300}['"]\s?!""",
    re.MULTILINE,
)
"""A cell of a table in text that asks another program to do something: =cmd|'…'!A0."""

FIELD = re.compile(
    r'<w:fldChar\b[^<>]*"begin"|<w:instrText\b[^<>]*>([^<]*)'
    r"""|<w:fldSimple\b[^<>]*\bw:instr=["']([^"'<>]*)"""
)
COMMANDED = re.compile(r"^[ \t]*DDE(?:AUTO)?\b", re.IGNORECASE | re.MULTILINE)
LINKED = re.compile(rb"<(?:\w+:)?ddeLink\b")
"""What a workbook pastes from a document (`oleLink`) is fetched, see `fetches`."""
BOOK_LINKS = re.compile(r"^xl/externallinks/[^/]*\.xml$", re.IGNORECASE)
FORMULA = re.compile(
    rb"<(?:\w+:)?(?:f|definedName)\b[^<>]*>[^<|]*\|\s?(?:'|&apos;|&#39;)[^<!]*!"
)
"""A formula that asks another program: cmd|'…'!A0, as programs write it that are no
Excel.
"""
BOOK_PARTS = re.compile(r"^xl/(?:workbook|worksheets/[^/]*)\.xml$", re.IGNORECASE)
OPEN_LINKED = re.compile(
    rb'table:formula="[^"<>]*\bDDE\(|<(?:office:dde-source|text:dde-connection-decl)\b'
)
OPEN_PARTS = re.compile(r"^(?:Object [^/]+/)?content\.xml$", re.IGNORECASE)
COMMANDING = ((BOOK_LINKS, LINKED), (BOOK_PARTS, FORMULA), (OPEN_PARTS, OPEN_LINKED))
"""Parts of workbooks and OpenDocument files → how another program is asked there."""

WORD_PARTS = re.compile(r"^word/(?:glossary/)?[^/]*\.xml$", re.IGNORECASE)
QUOTED = re.compile(r"\bQUOTE((?:\s+\d{1,3})+)", re.IGNORECASE)
"""Letters said by their numbers: QUOTE 68 68 69."""


def may_command(path: str) -> bool:
    """Say whether a part of an office file is one that `commands` looks into."""
    places = (WORD_PARTS, *(place for place, _ in COMMANDING))
    return any(place.match(path) for place in places)


def commands(path: str, part: bytes) -> bool:
    """Say whether a part of an office file asks another program to do something (DDE).

    A field's words may be cut into any number of runs.
    """
    if not WORD_PARTS.match(path):
        asked = (said for place, said in COMMANDING if place.match(path))
        return any(said.search(part) for said in asked)
    fields = FIELD.finditer(part.decode("utf-8", "replace"))
    runs = (one[1] if one[1] is not None else f"\n{one[2] or ''}" for one in fields)
    said = QUOTED.sub(_letters, "".join(runs))
    return bool(COMMANDED.search(said))


def _letters(quoted: re.Match[str]) -> str:
    return "".join(chr(int(number)) for number in quoted[1].split())


OLD_FIELD = re.compile(
    rb"\x13\x00(?: \x00){0,3}D\x00D\x00E\x00(?:A\x00U\x00T\x00O\x00)? \x00"
    rb"|\x13 {0,3}DDE(?:AUTO)? "
)
RICH_FIELD = re.compile(
    rb"\\fldinst[\s{}]{0,20}(?:\\[a-z]{1,12}-?\d{0,5}[\s{}]{0,5}){0,10}DDE(?:AUTO)?\b"
)
RICH_TEMPLATE = re.compile(rb"\\template\s{0,9}(?:https?:|\\\\\\\\)", re.IGNORECASE)
RICH_OBJECT = re.compile(rb"\\objdata\b([0-9a-f\s]+)", re.IGNORECASE)


def carried(rich: bytes) -> list[bytes]:
    """Return what objects an RTF carries; half a digit at the end is left out."""
    digits = (b"".join(one.split()) for one in RICH_OBJECT.findall(rich))
    return [bytes.fromhex(one[: len(one) // 2 * 2].decode()) for one in digits]


def _is_fetched(relation: dict[str, str]) -> bool:
    kind = relation.get("Type", "").rpartition("/")[2].casefold()
    target = relation.get("Target", "").strip().casefold()
    outside = relation.get("TargetMode", "").casefold() == "external"
    return outside and kind in FETCHED_KINDS and bool(ELSEWHERE.match(target))
