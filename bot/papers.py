"""读文档里的字：压缩的办公文件、PDF、纯文本；只取字，不信任何别的。"""

import io
import logging
import re
import zipfile

from pypdf import PdfReader

MOST_PAGES = 60
"""Pages of a PDF that are read; a level of secrecy stands on the first ones."""

LEGACY = b"\xd0\xcf\x11\xe0"
TEXT_PARTS = re.compile(
    r"^(?:word/[^/]+|xl/(?:sharedStrings|comments\d*|worksheets/[^/]+|drawings/[^/]+)"
    r"|xl/(?:threadedComments|chartsheets)/[^/]+"
    r"|ppt/(?:slides|notesSlides|slideMasters|slideLayouts|comments)/[^/]+"
    r"|docProps/[^/]+|(?:.*/)?Pages/.*Content|.*/Tpls/.*Content)\.xml$",
    re.IGNORECASE,
)
PARAGRAPH = re.compile(
    r"</?(?:w:p|w:txbxContent|a:p|si|is|text|odd\w+|even\w+|first\w+|"
    r"ofd:TextObject|dc:\w+|cp:\w+|vt:\w+)(?:\s[^>]*)?>|<w:br\b[^>]*>|<w:tab\b[^>]*>"
)
TAG = re.compile(r"<[^>]+>")
PRINTER_CODE = re.compile(r"&amp;(?:[LCR]|\d+|\"[^\"]*\"|&quot;.*?&quot;|K\w{6}|[BIU])")
ENTITIES = (
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&#9733;", "★"),
    ("&#x2605;", "★"),
    ("&amp;", "&"),
)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def words(data: bytes) -> str:
    """Return the text of a document, paragraphs on lines of their own; '' if none.

    Read: docx, xlsx, pptx, OFD (headers, footers, notes and text boxes too), PDF, and
    plain text in UTF-8 or GB 18030. What can't be read gives '', never an error.
    """
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(b"%PDF"):
        return _pdf(data)
    return plain(data) or ""


def plain(data: bytes) -> str | None:
    """Return a text file's words, None for anything that is not text."""
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
    text = PARAGRAPH.sub("\n", xml.decode("utf-8", "replace"))
    bare = TAG.sub("", PRINTER_CODE.sub("\n", text))
    for entity, sign in ENTITIES:
        bare = bare.replace(entity, sign)
    return bare


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [
                of_part(archive.read(member))
                for member in archive.infolist()
                if TEXT_PARTS.match(member.filename)
            ]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return ""
    return "\n".join(parts)


def _pdf(data: bytes) -> str:
    try:
        pages = PdfReader(io.BytesIO(data)).pages
        return "\n".join(
            pages[number].extract_text()
            for number in range(min(len(pages), MOST_PAGES))
        )
    except Exception:
        # A broken PDF fails the reader in a dozen ways; it is evidence all the same.
        return ""
