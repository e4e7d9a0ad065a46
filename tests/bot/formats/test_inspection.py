"""验收：伪装的程序、宏、密码、套娃和密级标志都看得出；正常的材料照收。"""

import pytest

from bot.formats import fingerprint
from bot.formats.inspection import inspect
from tests.bot.formats.packing import (
    LIMIT,
    document,
    docx,
    locked_pdf,
    locked_zip,
    old,
    packed,
    refused,
)


@pytest.mark.parametrize(
    "data",
    [
        b"MZ" + bytes(99),
        b"\x7fELF" + bytes(99),
        b"\xce\xfa\xed\xfe" + bytes(99),
        b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(99),
        b"dex\n035\x00" + bytes(99),
        b"\xef\xbb\xbf#!/bin/sh\n",
        b"@echo off\r\ndel *",
        b"<html><script>x()</script></html>",
        b'Set s = CreateObject("WScript.Shell")',
        packed({"a.pdf": b"MZ" + bytes(60)}),
        docx("x", **{"word/media/image1.png": b"MZ\x90\x00" + bytes(50)}),
        docx("x", **{"word/embeddings/o.bin": old("\x01Ole10Native", data=b"a.exe\0")}),
        b"\xff\xd8\xff\xe0" + bytes(20) + packed({"run.exe": b"MZ"}),
    ],
)
def test_programs_in_disguise(data: bytes) -> None:
    """程序、快捷方式、脚本，改了名、藏在文档或压缩包里，都不收。"""
    assert refused(data) == "executable"


@pytest.mark.parametrize(
    "data",
    [
        docx("x", **{"word/vbaProject.bin": b"x"}),
        docx(
            "x",
            **{"[Content_Types].xml": '<Types ContentType="a.macroEnabled.main+xml"/>'},
        ),
        packed({"xl/workbook.xml": "<x/>", "xl/macrosheets/sheet1.xml": "<x/>"}),
        old("WordDocument", "_VBA_PROJECT"),
        packed({"制度.doc": old("WordDocument", "_VBA_PROJECT")}),
    ],
)
def test_macros_under_any_name(data: bytes) -> None:
    """带宏的文档，改成不带宏的名字或放进压缩包，也不收。"""
    assert refused(data) == "macro"


def related(kind: str, target: str, mode: str = "External") -> bytes:
    """A Word file with one relation in its settings."""
    space = "http://schemas.openxmlformats.org"
    relation = (
        f'<Relationships xmlns="{space}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{space}/officeDocument/2006/relationships/{kind}"'
        f' Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return docx("x", **{"word/_rels/settings.xml.rels": relation})


@pytest.mark.parametrize(
    "data",
    [
        related("attachedTemplate", "http://example.org/a.dotm"),
        related("attachedTemplate", "&#104;ttps://example.org/a.dotx"),
        related("attachedTemplate", "\\\\example.org\\share\\a.dotm"),
        related("attachedTemplate", "file://example.org/share/a.dotm"),
        related("attachedTemplate", "file://///example.org/share/a.dotm"),
        related("oleObject", "https://example.org/x"),
        related("frame", "mhtml:https://example.org/x"),
        packed(
            {"方案.docx": related("attachedTemplate", "https://example.org/a.dotm")}
        ),
        docx("x", **{"word/_rels/settings.xml.rels": "<Relationships"}),
    ],
)
def test_what_loads_from_elsewhere_when_opened(data: bytes) -> None:
    """一打开就到网上取模板、对象的文档不收，装在压缩包里、换个写法也一样。"""
    assert refused(data) == "remote"


@pytest.mark.parametrize(
    "data",
    [
        related("attachedTemplate", "file:///C:\\Users\\a\\公文.dotm"),
        related("attachedTemplate", "file:///Users/a/公文.dotm"),
        related("hyperlink", "https://example.org/"),
        related("image", "https://example.org/a.png"),
        related("oleObject", "embeddings/a.bin", "Internal"),
    ],
)
def test_everyday_links_are_taken(data: bytes) -> None:
    """自己电脑上的模板、网址、网上贴来的图片，平常文件里都有，照收。"""
    inspect(data, LIMIT)


@pytest.mark.parametrize(
    "data", [locked_pdf(), locked_zip(), old("EncryptedPackage", "EncryptionInfo")]
)
def test_locked_files(data: bytes) -> None:
    """设了密码的文件看不到内容，不收。"""
    assert refused(data) == "locked"


@pytest.mark.parametrize(
    "data",
    [
        packed({"a.pdf": packed({"b.txt": "x"})}),
        packed({"a.txt": b"0" * 60_000_000}),
        packed({f"{number}.txt": "x" for number in range(5001)}),
        b"Rar!\x1a\x07\x01\x00" + bytes(99),
        b"7z\xbc\xaf\x27\x1c" + bytes(99),
        packed({"a.pdf": b"Rar!\x1a\x07\x01\x00" + bytes(99)}),
    ],
)
def test_archives_that_are_not_kept(data: bytes) -> None:
    """压缩包套压缩包、展开过大、份数过多、看不到里面的，都不收。"""
    assert refused(data) == "archive_bomb"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04" + bytes(60), docx("正文")[:-40], packed({"a.txt": "x"})[:-9]]
)
def test_broken_packed_files(data: bytes) -> None:
    """没传完整、打不开的压缩包和文档不收，请重新发送。"""
    assert refused(data) == "broken"


def test_a_document_saved_again_is_the_same() -> None:
    """只是另存了一次、换了作者和各部分次序的文档，认得是同一份；改了字的不是。"""
    lines = [f"第{number}条 采购应当公开比选。" for number in range(9)]
    header = {"word/header1.xml": "<w:p><w:t>区教育局</w:t></w:p>"}
    author = {"docProps/core.xml": "<dc:creator>王磊</dc:creator>"}
    takes = [
        fingerprint.take(data, "application/msword", inspect(data, LIMIT).words)
        for data in (
            docx(*lines, **header),
            packed({**author, **header, "word/document.xml": document(lines)}),
            docx(*lines[1:], **header),
        )
    ]
    assert takes[0].words_hash == takes[1].words_hash != takes[2].words_hash


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99), "image/heic"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isom" + bytes(99), "video/mp4"),
        (b"\0\0\0\x14ftyp3gp4\0\0\0\0" + bytes(99), "video/3gpp"),
        (b"#!AMR\n" + bytes(40), "audio/amr"),
        (old("WordDocument"), "application/msword"),
        (old("Workbook"), "application/vnd.ms-excel"),
        (packed({"OFD.xml": "<ofd/>"}), "application/ofd"),
        ("序号,姓名\n1,甲\n".encode("gbk"), "text/plain"),
        (packed({"照片/说明.docx": docx("已整改")}), "application/zip"),
    ],
)
def test_ordinary_files_are_kept(data: bytes, kind: str) -> None:
    """手机照片、录音录像、WPS 和老文档、版式文件、普通压缩包，照收，类型看内容。"""
    assert inspect(data, LIMIT).media_type == kind


def test_what_nobody_knows_is_not_kept() -> None:
    """看不出是什么的文件不收，说清可以发什么。"""
    assert refused(bytes(range(1, 256)) * 8 + b"\x00") == "type"
