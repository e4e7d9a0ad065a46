"""验收：文件里面的文件、开放格式、PDF 的属性和附件、名字上的密级，一样看得到。"""

import io
import tracemalloc
from collections.abc import Callable

import pytest
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import StreamObject

from bot.config import MEGABYTE
from bot.formats.inspection import inspect
from bot.formats.portable import look
from rules.errors import Refusal
from rules.evidence.kinds import LEFTOVERS
from rules.evidence.secrecy import is_marked
from tests.bot.formats.packing import docx, old, packed, refused

LIMIT = 20 * 1024 * 1024
TEXT = "application/vnd.oasis.opendocument.text"
BOOK = "application/vnd.oasis.opendocument.spreadsheet"


def why(data: bytes, name: str = "") -> str:
    """The sentence of a refusal; '' where the file is kept."""
    try:
        inspect(data, LIMIT, name)
    except Refusal as stop:
        return str(stop.facts["why"])
    return ""


def portable(change: Callable[[PdfWriter], object] = lambda writer: None) -> bytes:
    """A PDF of one page, changed."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    change(writer)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def opened(kind: str, content: str, **parts: str) -> bytes:
    """An OpenDocument file."""
    return packed({"mimetype": kind, "content.xml": content, **parts})


def test_what_a_mac_lays_beside_is_no_evidence() -> None:
    """苹果电脑压缩时夹带的杂项不算文件，别的照收；单独发来的还是看不出。"""
    beside = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        " + bytes(99)
    folder = b"\x00\x00\x00\x01Bud1" + bytes(600)
    data = packed(
        {"报告.docx": docx("正文"), "__MACOSX/._报告.docx": beside, ".DS_Store": folder}
    )
    assert inspect(data, LIMIT).media_type == "application/zip"
    assert refused(folder) == "type"


def test_the_part_that_cannot_be_kept_is_named() -> None:
    """压缩文件、PDF 里哪一份不能收，说出名字；带密级的不重复名字。"""
    assert why(packed({"材料/安装.exe": b"MZ"})) == (
        "里面的“安装.exe”：程序文件不能作为佐证材料，没有保存，请去掉后再发。"
    )
    assert why(packed({"x.dat": bytes(range(256))})).startswith("里面的“x.dat”：看不出")
    assert "名单" not in why(packed({"名单.docx": docx("机密★")}))


def test_a_chinese_name_as_windows_packs_it() -> None:
    """Windows 压缩的中文名字不写明编码，照样认得，标着密级也看得到。"""
    named = "机密★通报.txt".encode("gb18030")
    data = packed({"x" * len(named): "正文"}).replace(b"x" * len(named), named)
    assert refused(data) == "secret"


def test_a_chinese_name_as_a_mac_packs_it() -> None:
    """苹果电脑压缩的中文名字也不写明编码，一样认得，拒收时说得出名字。"""
    named = "【秘密】名单.txt".encode()
    data = packed({"x" * len(named): "正文"}).replace(b"x" * len(named), named)
    assert refused(data) == "secret"
    named = "安装程序.exe".encode()
    data = packed({"x" * len(named): "MZ"}).replace(b"x" * len(named), named)
    assert why(data).startswith("里面的“安装程序.exe”")


@pytest.mark.parametrize("folder", ["Basic", "scripts"])
def test_a_folder_of_a_zip_may_bear_the_name_of_one_for_macros(folder: str) -> None:
    """压缩文件里叫 Basic、scripts 的文件夹不是宏，照收。"""
    assert why(packed({f"{folder}/说明.txt": "正文"})) == ""


def test_a_folder_called_word_is_a_folder() -> None:
    """压缩文件里有个叫 word 的文件夹，还是压缩文件，里面每一份都看。"""
    plain = packed({"word/报告.docx": docx("正文")})
    assert inspect(plain, LIMIT).media_type == "application/zip"
    assert refused(packed({"word/报告.docx": docx("机密★")})) == "secret"


@pytest.mark.parametrize(
    "data",
    [
        opened(TEXT, "<text:p>秘密</text:p><text:p>正文</text:p>"),
        opened(TEXT, "<text:p>机<text:span>密</text:span>★</text:p>"),
        opened(TEXT, "<text:p>x</text:p>", **{"styles.xml": "<text:p>绝密</text:p>"}),
        opened(TEXT, "<text:p/>", **{"meta.xml": "<dc:title>机密</dc:title>"}),
        opened(BOOK, '<table:table table:name="机密★"/>'),
        packed({"xl/workbook.xml": '<sheet name="秘密" sheetId="1"/>'}),
        old("PowerPoint Document", text="\0秘密\0"),
        rb"{\rtf1{\footer \pard\plain \u31192?\u23494?\par}}",
        b"<html><p>&#26426;&#23494;&#9733;</p></html>",
        "秘密　　特急\n关于情况的通报".encode(),
        "〔机密〕\n正文".encode(),
        "密级　机密\n正文".encode(),
        "秘密✩\n正文".encode(),
    ],
)
def test_marks_in_other_formats(data: bytes) -> None:
    """开放格式、表名、老幻灯、RTF 页脚、网页里的密级也看得到。"""
    assert refused(data) == "secret"


def test_an_open_document_is_one() -> None:
    """WPS 和开源软件另存的开放格式，说得出是什么；带宏的不收。"""
    data = opened(TEXT, "<text:p>商业秘密保护制度</text:p>")
    assert inspect(data, LIMIT).media_type == TEXT
    macro = opened(TEXT, "<text:p/>", **{"Basic/Standard/Module1.xml": "<x/>"})
    assert refused(macro) == "macro"


NOTE = FreeText(text="机密★", rect=(0, 0, 9, 9))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda writer: writer.add_metadata({"/Title": "机密★ 通报"}), "secret"),
        (lambda writer: writer.add_annotation(0, NOTE), "secret"),
        (lambda writer: writer.add_attachment("a.docx", docx("机密★")), "secret"),
        (lambda writer: writer.add_attachment("a.exe", b"MZ" + bytes(9)), "executable"),
        (lambda writer: writer.add_attachment("表.docx", docx("正文")), ""),
        (lambda writer: writer.add_metadata({"/Title": "保密工作报告"}), ""),
    ],
)
def test_what_a_pdf_carries(change: Callable[[PdfWriter], object], kind: str) -> None:
    """PDF 的属性、批注、附件一样看：有密级的、夹带程序的不收，平常的照收。"""
    assert refused(portable(change)) == kind


def test_a_pdf_that_begins_late_or_ends_early() -> None:
    """PDF 前面多几个字节，还是 PDF；后面没传完、一页也没有的，请重新发。"""
    whole = portable()
    assert inspect(b"\r\nX-Junk\r\n" + whole, LIMIT).media_type == "application/pdf"
    assert refused(whole[: len(whole) // 2]) == "broken"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"var a = 1;", "统计.js"),
        (b"Start-Process a", "安装.PS1 "),
        (b"import os", "a.py"),
    ],
)
def test_text_that_is_named_like_a_program(data: bytes, name: str) -> None:
    """内容是字、名字是程序的，不收；内容是文档、名字写错的，照收。"""
    assert "程序文件" in why(data, name)
    assert why(docx("正文"), name) == ""


def test_a_page_with_a_script_says_how_to_send_it() -> None:
    """存下来的网页带脚本，不收，说清可以截图或存成 PDF。"""
    assert why(b"<html><script>x()</script>") == (
        "网页文件带有脚本，没有保存，请截图或另存为 PDF 再发。"
    )


def test_a_film_without_a_brand_is_a_film() -> None:
    """老式录像没写牌子，也是录像。"""
    film = b"\0\0\x10\0moov" + bytes(range(256)) * 20
    assert inspect(film, LIMIT).media_type == "video/quicktime"


@pytest.mark.parametrize(
    "path",
    [
        *("（机密）名单.docx", "【秘密】整改报告.docx", "整改报告（秘密）.pdf"),
        *("整改报告_秘密_终稿.docx", "附件1：机密 名单.xlsx", "秘密 (1).docx"),
        *("材料/机密/名单.txt", "材料\\绝密级\\名单.txt", "绝密★1年.txt"),
    ],
)
def test_names_that_carry_a_mark(path: str) -> None:
    """名字里括起来、隔开来的密级，所在文件夹的密级，都算标志。"""
    assert is_marked(path)


@pytest.mark.parametrize(
    "path",
    [
        *("商业秘密保护制度.docx", "保密工作/总结.docx", "机密性说明.pdf"),
        *("机密级文件管理台账.xlsx", "国家秘密、机密区分.docx", "秘密花园.jpg"),
        *("", "内部资料.docx", ".秘密花园"),
    ],
)
def test_names_that_carry_none(path: str) -> None:
    """名字里说到秘密、保密，不是标志。"""
    assert not is_marked(path)


def carrying(*contents: bytes) -> bytes:
    """A PDF with packed attachments."""

    def attach(writer: PdfWriter) -> None:
        """Attach each, as small as it gets."""
        for number, content in enumerate(contents):
            writer.add_attachment(f"{number}.bin", content)
        for place, one in enumerate(writer._objects):
            if isinstance(one, StreamObject) and one.get("/Type") == "/EmbeddedFile":
                writer._objects[place] = one.flate_encode()

    return portable(attach)


def test_what_a_pdf_carries_and_nobody_can_look_into() -> None:
    """附件展开太大、打不开，看不到里面是什么的，不收；不会只看别的几份。"""
    assert refused(carrying(b"MZ" + bytes(20 * MEGABYTE))) == "archive_bomb"
    spoilt = portable(lambda writer: writer.add_attachment("a.txt", b"odd"))
    spoilt = spoilt.replace(b"/EmbeddedFile\n", b"/EmbeddedFile\n/Filter /DCTX\n")
    assert refused(spoilt) == "broken"


def test_what_a_pdf_carries_is_unpacked_one_by_one() -> None:
    """附件看一份展开一份，不一次全展开在内存里；合起来过大的不收。"""
    data = carrying(*[bytes(15 * MEGABYTE)] * 22)
    tracemalloc.start()
    next(iter(look(data, "").attached))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60 * MEGABYTE
    assert refused(data) == "type"
    assert refused(carrying(*[LEFTOVERS[0] + bytes(15 * MEGABYTE)] * 22)) == (
        "archive_bomb"
    )


def test_documents_within_documents_have_an_end() -> None:
    """PDF 里夹 PDF，夹到二十层以上的，不收；里面哪一份只说一次。"""
    data = portable()
    for _ in range(30):
        data = portable(
            lambda writer, inner=data: writer.add_attachment("a.pdf", inner)
        )  # type: ignore[misc]
    assert why(data).count("里面的") == 1
