"""验材料的分寸：没有完的标签、套娃、一线像素，读也读得有限，不拖住谁。"""

import io
import os
import struct
import zlib

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from bot.formats import fingerprint, papers, portable
from bot.formats.inspection import inspect
from rules.errors import Refusal
from tests.bot.formats.packing import (
    LIMIT,
    document,
    docx,
    packed,
)

MANY = 200_000
ENDLESS = [
    "<html" + "<" * MANY,
    "机密" + " " * MANY + "x",
    "情况说明\n机密" + "\u3000" * MANY + "x",
    "按机密" + "\n" * MANY + "x",
]


@pytest.mark.parametrize("text", ENDLESS, ids=range(len(ENDLESS)))
def test_text_that_never_ends_what_it_begins(text: str) -> None:
    """开了头不收尾的文字，一遍读完，不会翻来覆去把整个服务拖住。"""
    assert inspect(text.encode(), LIMIT).media_type == "text/plain"


UNENDED = [
    "<w:fldSimple w:instr='",
    "<w:instrText> \n",
    "<w:p ",
    "<v:textpath ",
    "<v:textpath string='",
    "<w:sym ",
    "<w:br ",
]


@pytest.mark.parametrize("begun", UNENDED)
def test_tags_that_never_end(begun: str) -> None:
    """Word 里写了几万个不收口的标签，也一遍读完。"""
    wild = "".join(f"{begun}{number} " for number in range(MANY // 2))
    assert inspect(packed({"word/document.xml": wild}), LIMIT).words


def test_attributes_that_never_end() -> None:
    """一个标签里写了几万个同样的属性，也一遍读完。"""
    wild = "<v:textpath " + "".join(f'string="" {n} ' for n in range(MANY))
    assert inspect(packed({"word/document.xml": wild}), LIMIT).words


def test_marks_behind_odd_tags_are_still_seen() -> None:
    """水印里的密级、字体里的五角星，换了读法照样看得出。"""
    for wild in ('<v:textpath id="1" string="机密"/>', '机密<w:sym w:char="F0AB"/>'):
        with pytest.raises(Refusal):
            inspect(packed({"word/document.xml": f"<w:p>{wild}</w:p>"}), LIMIT)


def test_a_number_of_five_thousand_digits() -> None:
    """RTF 里写一个五千位的字符编号，照样读得完。"""
    assert inspect(b"{\\rtf1 \\u" + b"9" * 5000 + b"?}", LIMIT).words


def test_archives_within_documents_share_one_measure() -> None:
    """文档里嵌文档，每一层都不算大，合起来展开过大的，不收。"""
    filler = os.urandom(400_000) + bytes(40_000_000)
    inner = packed({"word/document.xml": document(["附件"]), "word/x.bin": filler})
    embedded = {f"word/embeddings/{n}.docx": inner for n in range(9)}
    with pytest.raises(Refusal) as error:
        inspect(packed({"word/document.xml": document(["正文"]), **embedded}), LIMIT)
    assert error.value.facts["kind"] == "archive_bomb"


def test_a_mark_in_a_header_beside_a_vast_body(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """正文大得读不完的，页眉里的密级、正文开头的密级照样看得出。"""
    monkeypatch.setattr(papers, "ROOM", 1000)
    for body, head in ((["情况"] * 99, "机密★"), (["机密★"] + ["情况"] * 99, "x")):
        parts = {"word/header1.xml": document([head])}
        with pytest.raises(Refusal) as error:
            inspect(docx(*body, **parts), LIMIT)
        assert error.value.facts["kind"] == "secret"


def drawn(*pages: str) -> bytes:
    """A PDF of pages that draw these Latin words, one a stroke."""
    writer = PdfWriter()
    for words in pages:
        page = writer.add_blank_page(100, 100)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        strokes = "".join(f"({word}) Tj " for word in words.split())
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 9 Tf {strokes}ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


@pytest.mark.parametrize(
    ("measure", "vast"),
    [
        ("MOST_DRAWN", "x " * 200),
        ("MOST_DRAWN", "x" * 900),
        ("MOST_ON_A_PAGE", "x " * 99),
    ],
)
def test_a_pdf_is_read_as_far_as_people_draw(
    monkeypatch: pytest.MonkeyPatch, measure: str, vast: str
) -> None:
    """PDF 里画了几十万笔、写了几百万字的，读到够为止：前面的字还在，后面的不再读；
    照收，说明没有读完。
    """
    monkeypatch.setattr(portable, measure, 100)
    seen = inspect(drawn("first page", vast, "third"), LIMIT)
    assert seen.media_type == "application/pdf"
    assert "firstpage" in seen.words
    assert "third" not in seen.words
    assert seen.unread
    assert not inspect(drawn("first page"), LIMIT).unread


@pytest.mark.parametrize("size", [(100_000_000, 1), (1, 140_000_000)])
def test_a_thread_of_pixels_is_not_measured(size: tuple[int, int]) -> None:
    """宽一亿点、高一点的图，几百个字节就写得出：收下，不展开，不占内存。"""
    head = struct.pack("!IIBBBBB", *size, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(99))), (b"IEND", b""))
    thread = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!I", len(part))
        + kind
        + part
        + struct.pack("!I", zlib.crc32(kind + part))
        for kind, part in parts
    )
    assert inspect(thread, LIMIT).media_type == "image/png"
    unread = fingerprint.Fingerprint(unread=True)
    assert fingerprint.take(thread, "image/png", "") == unread
