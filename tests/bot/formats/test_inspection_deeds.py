"""验收：文件打开以后会做什么——跑脚本、叫别的程序、藏东西，都看得出。"""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from tests.bot.formats.packing import document, docx, old, packed, refused
from tests.bot.formats.test_inspection_within import portable

PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(99)


def table(**entries: object) -> DictionaryObject:
    """A dictionary of a PDF."""
    return DictionaryObject({NameObject(f"/{k}"): v for k, v in entries.items()})


def deed(kind: str, **more: object) -> DictionaryObject:
    """What a PDF is to do."""
    return table(S=NameObject(f"/{kind}"), F=TextStringObject("a.exe"), **more)


def opening(action: DictionaryObject) -> Callable[[PdfWriter], None]:
    """Do something as soon as the file is opened."""

    def change(writer: PdfWriter) -> None:
        """Set the action."""
        writer._root_object[NameObject("/OpenAction")] = action

    return change


def launched(name: str, **more: object) -> DictionaryObject:
    """Open another file."""
    return table(S=NameObject("/Launch"), F=TextStringObject(name), **more)


def scripted(*named: object) -> Callable[[PdfWriter], None]:
    """Give the file a register of scripts; an empty one is left by some programs."""

    def change(writer: PdfWriter) -> None:
        """Set the register."""
        scripts = table(JavaScript=table(Names=ArrayObject(named)))
        writer._root_object[NameObject("/Names")] = scripts

    return change


def noted(note: DictionaryObject) -> Callable[[PdfWriter], None]:
    """Lay a note on the first page."""

    def change(writer: PdfWriter) -> None:
        """Set the note."""
        writer.pages[0][NameObject("/Annots")] = ArrayObject([note])

    return change


def pinned(name: str, content: bytes) -> Callable[[PdfWriter], None]:
    """Pin a file to the first page."""

    def change(writer: PdfWriter) -> None:
        """Add the file's stream, and the note that holds it."""
        stream = DecodedStreamObject()
        stream.set_data(content)
        held = table(F=writer._add_object(stream))
        about = table(F=TextStringObject(name), EF=held)
        noted(table(Subtype=NameObject("/FileAttachment"), FS=about))(writer)

    return change


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (opening(deed("Launch")), "executable"),
        (opening(deed("JavaScript", JS=TextStringObject("x()"))), "executable"),
        (opening(deed("GoTo", Next=deed("JavaScript"))), "executable"),
        (noted(table(A=deed("Launch"))), "executable"),
        (noted(table(AA=table(E=deed("Launch")))), "executable"),
        (pinned("a.exe", PROGRAM), "executable"),
        (pinned("a.docx", docx("机密★")), "secret"),
        (pinned("表.docx", docx("正文")), ""),
        (opening(deed("GoTo")), ""),
        (noted(table(A=deed("URI"))), ""),
        (noted(table(A=deed("JavaScript"))), ""),
        (noted(table(A=launched("附件 1.docx"))), ""),
        (noted(table(A=launched("现场.mp4"))), ""),
        (noted(table(A=launched("附件.zip"))), ""),
        (noted(table(A=launched("cmd.exe /c a.pdf"))), "executable"),
        (noted(table(A=launched("a.pdf", Win=table()))), "executable"),
        (opening(launched("附件1.pdf")), "executable"),
        (scripted(), ""),
        (scripted(TextStringObject("a"), deed("JavaScript")), "executable"),
    ],
)
def test_what_a_pdf_does(change: Callable[[PdfWriter], None], kind: str) -> None:
    """PDF 一打开就跑脚本、叫别的程序，批注里钉着程序的不收；跳转、网址、表单照收。"""
    assert refused(portable(change)) == kind


def fields(*runs: str) -> bytes:
    """A Word file with one field, its words cut into runs."""
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    said = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    return packed({"word/document.xml": f"<w:p>{begun}{said}</w:p>"})


def linked(content: str) -> bytes:
    """A workbook with a link to elsewhere."""
    place = "xl/externalLinks/externalLink1.xml"
    return packed({"xl/workbook.xml": "<x/>", place: content})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (fields(' DDEAUTO c:\\cmd.exe "/k x"'), "remote"),
        (fields(" D", "DE", " cmd x"), "remote"),
        (packed({"word/document.xml": '<w:fldSimple w:instr="DDE cmd x"/>'}), "remote"),
        (linked('<externalLink><ddeLink ddeService="cmd"/></externalLink>'), "remote"),
        (old("WordDocument", text="\x13 DDEAUTO cmd x\x14"), "remote"),
        (rb"{\rtf1{\field{\*\fldinst DDEAUTO cmd}}}", "remote"),
        (rb"{\rtf1{\*\template http://example.org/a.dotm}}", "remote"),
        (b"{\\rtf1{\\*\\objdata " + PROGRAM.hex(" ").encode() + b"}}", "executable"),
        (docx("x", **{"word/odd.bin": old("VBA", "_VBA_PROJECT")}), "macro"),
        (
            docx("x", **{"word/odd.bin": old("\x01Ole10Native", data=PROGRAM)}),
            "executable",
        ),
        (fields(" PAGE "), ""),
        (fields(' HYPERLINK "https://example.org"'), ""),
        (fields(" REF _DDE_LINK1 "), ""),
        (linked('<externalLink><externalBook r:id="rId1"/></externalLink>'), ""),
        (
            linked('<externalLink><oleLink progId="Word.Document.12"/></externalLink>'),
            "",
        ),
        (old("WordDocument", text="本单位的 DDE 系统\x13 PAGE \x14"), ""),
        (packed({"word/document.xml": document(["DDEAUTO 是什么"])}), ""),
        (rb"{\rtf1{\field{\*\fldinst PAGE}}}", ""),
    ],
)
def test_what_a_document_commands(data: bytes, kind: str) -> None:
    """文档里叫别的程序执行命令的域、挪了地方的宏和程序不收；页码、网址照收。"""
    assert refused(data) == kind


def picture() -> bytes:
    """A small photo."""
    stream = io.BytesIO()
    Image.new("RGB", (40, 40)).save(stream, "JPEG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (picture() + PROGRAM, "executable"),
        (picture() + b"Rar!\x1a\x07\x00" + bytes(99), "archive_bomb"),
        (picture() + b"7z\xbc\xaf\x27\x1c" + bytes(99), "archive_bomb"),
        (picture() + packed({"a.exe": "MZ"}), "executable"),
        (b'<svg xmlns="x" onload="x()"/>', "executable"),
        (b"<html><body>" + b" " * 9000 + b"<script>x()</script>", "executable"),
        (b'<html><a href="javascript:x()">', "executable"),
        (b'<svg xmlns="x"><rect/></svg>', ""),
        (picture() + b"\0\0\0\x18ftypmp42" + bytes(99), ""),
    ],
)
def test_what_hides_in_a_picture_or_a_page(data: bytes, kind: str) -> None:
    """照片后面藏着程序、压缩包的，网页、矢量图里带脚本的不收；带录像的照片照收。"""
    assert refused(data) == kind


@pytest.mark.parametrize(
    "cell", ["=cmd|'/c calc'!A0", "@SUM(1)\n+cmd|'/c calc'!A0", "-msexcel|'a'!x"]
)
def test_a_cell_of_text_that_runs_a_program(cell: str) -> None:
    """文本表里叫别的程序办事的格子不收；平常的公式、负数、电话照收。"""
    assert refused(f"姓名,备注\n甲,{cell}\n".encode()) == "remote"
    assert refused(f"姓名\t备注\n甲\t{cell}\n".encode("utf-16")) == "remote"
    assert refused("甲,=A1+B1,-3,+86 138|'注'\n".encode()) == ""
