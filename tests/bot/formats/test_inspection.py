"""验收：伪装的程序、宏、密码、套娃和密级标志都看得出；正常的材料照收。"""

import io
import zipfile

import pytest
from pypdf import PdfWriter

from bot.formats import fingerprint
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
    "line",
    [
        *("机密★", "机　密 ★ 三年", "秘密★启用前", "★绝密", "秘密☆", "机密*5年"),
        *(
            "机密",
            "　绝 密　",
            "【机密】",
            "（秘密）",
            "密级：机密",
            "机密级",
            "机密 10年",
            "密级：秘密    保密期限：5年",
            "份号：000001  密级：机密级 特急",
        ),
    ],
)
def test_marks_of_secrecy(line: str) -> None:
    """密级带星，或一行只有密级，怎样隔开都认得。"""
    assert refused(docx("标题", line, "正文")) == "secret"


@pytest.mark.parametrize(
    "line",
    [
        *(
            "涉及商业秘密的不予公开",
            "严守国家秘密",
            "密级：无",
            "保密",
            "工作秘密管理办法",
        ),
        *("密级：秘密 / 机密（请选择）", "密级：机密 □ 秘密 □"),
        *("秘密。", "“秘密”二字", "定密责任人培训", "属于秘密级事项的另行报送。"),
    ],
)
def test_words_that_are_no_marks(line: str) -> None:
    """正文里说到秘密、保密，不是密级标志。"""
    assert refused(docx("标题", line, "正文")) == ""


@pytest.mark.parametrize(
    "data",
    [
        docx("x", **{"word/footer2.xml": "<w:p><w:t>秘密★1年</w:t></w:p>"}),
        packed(
            {
                "xl/workbook.xml": "<x/>",
                "xl/worksheets/sheet1.xml": "<oddHeader>&amp;C&amp;12机密</oddHeader>",
            }
        ),
        packed({"xl/workbook.xml": "<x/>", "xl/comments1.xml": "<text>机密★</text>"}),
        packed(
            {
                "xl/workbook.xml": "<x/>",
                "xl/worksheets/sheet1.xml": "<is><t>&#26426;&#23494;&#9733;</t></is>",
            }
        ),
        old("WordDocument", text="\r机  密★1年\r"),
        "标题\r\n机密★\r\n".encode("utf-16"),
        rb"{\rtf1\ansi \u26426?\u23494?\u9733?}",
        rb"{\rtf1\ansi \u26426\'3f\u23494\'3f\u9733\'3f1\u24180\'3f}",
        rb"{\rtf1\ansi\uc2 \u26426\'bb\'fa\u23494\'c3\'dc\u9733\'a1\'ef}",
        docx(
            "x",
            **{"word/header1.xml": '<w:p><v:textpath style="" string="机密"/></w:p>'},
        ),
        "<html><body><p>机密</p><p>正文</p></body></html>".encode(),
        packed({"机密★5年 名单.txt": "正文"}),
        packed({"报告.docx": docx("机密★")}),
    ],
)
def test_marks_anywhere_in_a_file(data: bytes) -> None:
    """页脚、表格页眉、批注、老格式、RTF、压缩包里的密级都看得到。"""
    assert refused(data) == "secret"


@pytest.mark.parametrize("name", ["机密★5年 通报.docx", "秘密.docx", "绝密★.pdf"])
def test_marks_in_the_name(name: str) -> None:
    """文件名就标着密级的，不看内容也不收。"""
    with pytest.raises(Refusal) as stop:
        inspect(docx("正文"), LIMIT, name)
    assert stop.value.facts["kind"] == "secret"


def test_a_name_that_speaks_of_secrets_is_no_mark() -> None:
    """文件名里说到保密工作的，照收。"""
    assert inspect(docx("正文"), LIMIT, "机密文件管理办法.docx").words


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
