"""做文件：压缩包、新旧文档、设了密码的，里面放什么由试的人定。"""

import io
import zipfile

from pypdf import PdfWriter

from bot.formats.inspection import inspect
from rules.errors import Refusal

LIMIT = 20 * 1024 * 1024

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def packed(members: dict[str, bytes | str]) -> bytes:
    """A zip of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def document(lines: list[str]) -> str:
    """The body of a Word file with a paragraph a line."""
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return f"<w:document>{body}</w:document>"


def docx(*lines: str, **parts: bytes | str) -> bytes:
    """A Word file with a paragraph a line, and further parts by their path."""
    return packed({"word/document.xml": document(list(lines)), **parts})


def old(*names: str, text: str = "", data: bytes = b"") -> bytes:
    """An old binary document with streams of these names and a text."""
    entries = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in names)
    return OLE + entries + text.encode("utf-16-le") + data + bytes(200)


def locked_pdf() -> bytes:
    """A PDF that only a password opens."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def locked_zip() -> bytes:
    """A zip whose member is marked as encrypted."""
    data = bytearray(packed({"a.txt": "x"}))
    data[6] |= 1
    data[bytes(data).find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def refused(data: bytes) -> str:
    """Why a file is refused; '' where it is kept."""
    try:
        inspect(data, LIMIT)
    except Refusal as error:
        return str(error.facts["kind"])
    return ""
