"""读文档里的字：压缩的办公文件、PDF、纯文本；只取字，不信任何别的。"""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

from bot.formats import lettering, old_papers, portable
from bot.formats.damaged import DAMAGED

ROOM = 64 * 1024 * 1024
"""Bytes of unpacked parts that are read for their words."""

TEXT_PARTS = re.compile(
    r"^(?:(?:word|xl|ppt|docProps)/.+|(?:.*/)?Pages/.*Content|.*/Tpls/.*Content"
    r"|(?:Object [^/]+/)?(?:content|styles|meta))\.xml$",
    re.IGNORECASE,
)
PARAGRAPH = re.compile(
    r"</?(?:w:p|w:txbxContent|a:p|si|is|text|odd\w+|even\w+|first\w+|ofd:TextObject|"
    r"dc:\w+|cp:\w+|vt:\w+|text:(?:p|h|tab|line-break)|meta:[\w-]+)(?:\s[^<>]*)?/?>"
    r"|<w:br\b[^<>]*>|<w:tab\b[^<>]*>"
)
TAG = re.compile(r"<[^<>]+>")
"""A tag ends before the next begins: what never ends is looked at once, not from each
of its beginnings. Whatever searches a file must stay linear; nothing else runs then."""

SIGN = re.compile(r"<w:sym\b[^<>]*>", re.IGNORECASE)
STAR = re.compile(r'w:char="(?:F0|00)(?:AB|B6)"', re.IGNORECASE)
"""The ★ as Word inserts it from the Wingdings font."""

SPEAKING = re.compile(r"<(?:v:textpath|sheet|table:table)\b[^<>]*>")
SAID = re.compile(r'[\s:](?:string|name)="([^"]*)"')
"""Tags that say something themselves: Word's watermarks, the names of sheets."""

PAGE = re.compile(r"<(?:!doctype\s+html|html|body|svg)\b", re.IGNORECASE)
BESIDE = "\x1c"
"""Stands between what a document says and what its file says about it."""

PRINTER_CODE = re.compile(r"&amp;(?:[LCR]|\d+|\"[^\"]*\"|&quot;.*?&quot;|K\w{6}|[BIU])")


def words(data: bytes) -> str | None:
    """Return the text of a document, paragraphs on lines of their own; '' if none.

    The file's own properties (title, keywords, who saved it) stand behind `BESIDE`.

    Read: docx, xlsx, pptx, ODF, OFD (headers, footers, notes and text boxes too), PDF,
    RTF, the old doc, xls and ppt, and plain text in UTF-8, UTF-16 or GB 18030. What
    can't be read gives '', never an error, and a whole archive never ''; None for a PDF
    that only a password opens.
    """
    if data.startswith(b"PK"):
        return _zipped(data)
    if portable.is_one(data):
        return portable.look(data, BESIDE).words
    if data.startswith(old_papers.LEGACY):
        return old_papers.words(data, BESIDE)
    if data.startswith(b"{\\rtf"):
        return old_papers.rich(data)
    text = lettering.decoded(data) or ""
    return f"{text}\n{unescape(TAG.sub(chr(10), text))}" if PAGE.search(text) else text


def of_part(xml: bytes) -> str:
    """Return the words of one XML part; runs of one paragraph stand together."""
    wide = xml.startswith((b"\xff\xfe", b"\xfe\xff"))
    written = xml.decode("utf-16" if wide else "utf-8", "replace")
    marked = SPEAKING.sub(_said, SIGN.sub(_star, written))
    text = PARAGRAPH.sub("\n", marked)
    return unescape(TAG.sub("", PRINTER_CODE.sub("\n", text)))


def _star(sign: re.Match[str]) -> str:
    return "★" if STAR.search(sign.group()) else sign.group()


def _said(tag: re.Match[str]) -> str:
    said = SAID.search(tag.group())
    return f"\n{said.group(1)}\n" if said else tag.group()


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
    return name.lower().startswith("docprops/") or name == "meta.xml"
