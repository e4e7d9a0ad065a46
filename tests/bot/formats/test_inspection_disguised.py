"""验收：换一种写法、缺一截、挪个地方，文件打开以后会做的事照样看得出。"""

import pytest

from bot.formats.inspection import inspect
from rules.errors import Refusal
from tests.bot.formats.packing import LIMIT, packed
from tests.bot.formats.test_inspection_deeds import (
    deed,
    launched,
    opening,
    refused,
    scripted,
)
from tests.bot.formats.test_inspection_within import portable

MANY = 50_000


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("<svg/onload=x()>", "executable"),
        ("<svg><g onpointerenter='x()'/></svg>", "executable"),
        ('<svg><a href="java&#115;cript:x()"/></svg>', "executable"),
        ('<html><a href="java\nscript:x()">', "executable"),
        ('<html><iframe srcdoc="&lt;script&gt;x()">', "executable"),
        ('<html><p class="only" id="once">办理情况 one = 1</p></html>', ""),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_page_with_a_script(page: str, kind: str, encoding: str) -> None:
    """网页里的脚本，换了写法、换了编码也不收；没有脚本的网页照收。"""
    assert refused(page.encode(encoding)) == kind


def judged(data: bytes, name: str) -> str:
    """Why a file of this name is refused; empty where it is kept."""
    try:
        inspect(data, LIMIT, name)
    except Refusal as stop:
        return str(stop.facts["kind"])
    return ""


@pytest.mark.parametrize("name", ["情况.html", "情况.SVG", "情况.htm. "])
def test_a_page_that_begins_late(name: str) -> None:
    """名字是网页的，脚本写在老远的后面也看得出；文本文件里说到脚本的照收。"""
    late = b"A" * 9000 + b"<html><script>x()</script>"
    assert judged(late, name) == "executable"
    assert judged(late, "情况.txt") == ""


def test_a_letter_is_no_page() -> None:
    """存下来的邮件由邮件程序打开，不跑脚本：里面写着网页的照收；改名成网页的不收。"""
    letter = b"From: a@b.cn\r\nSubject: x\r\n\r\n<html><body><img onload=x() src=y>"
    assert judged(letter, "回复.eml") == ""
    assert judged(letter, "回复.html") == "executable"


@pytest.mark.parametrize("words", ["是否在线 online = 1", "驻点 onsite=2"])
def test_a_page_with_words_that_begin_like_a_script(words: str) -> None:
    """网页里写着 online、onsite 的不是脚本，照收。"""
    assert judged(f"<html><p>{words}</p></html>".encode(), "情况.html") == ""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_report_that_speaks_of_scripts(encoding: str) -> None:
    """文字报告里一句话说到脚本怎么写的照收；整行就是脚本的不收。"""
    report = "网站整改：首页被植入<script>标签，已删；禁用 CreateObject("
    assert judged(report.encode(encoding), "情况.txt") == ""
    script = '\nSet a = CreateObject("WScript.Shell")'
    assert judged((report + script).encode(encoding), "情况.txt") == "executable"


@pytest.mark.parametrize(
    "name", ["a.bat", "a.bat.", "a.bat .", "a.iqy", "a.desktop", "a.settingContent-ms"]
)
def test_a_program_by_its_name(name: str) -> None:
    """一点就跑的名字不收，后面添了点和空格、装在压缩包里也一样。"""
    assert judged("办理情况".encode(), name) == "executable"
    assert judged(packed({name: "办理情况"}), "材料.zip") == "executable"


def test_a_table_in_the_oldest_writing() -> None:
    """Excel 最老的表格写法里能叫别的程序，改名成文本也不收；分号隔开的表照收。"""
    assert (
        judged(b"ID;PWXL;N;E\nC;X1;Y1;K0;ECmd|'/c'!A0\nE\n", "表.csv") == "executable"
    )
    assert judged("ID;Person\n1;张三\n".encode(), "表.csv") == ""


def sheet(path: str, content: str) -> bytes:
    """A workbook with one part more."""
    return packed({"xl/workbook.xml": "<workbook/>", path: content})


def opened(content: str) -> bytes:
    """An OpenDocument workbook with this content."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": content})


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (sheet(SHEET, "<c><f>cmd|'/c calc'!A0</f></c>"), "remote"),
        (sheet(SHEET, "<x:c><x:f>cmd|&apos;/c calc&apos;!A0</x:f></x:c>"), "remote"),
        (packed({"xl/workbook.xml": "<definedName>a|'b'!c</definedName>"}), "remote"),
        (sheet(SHEET, "<c><f>A1&amp;\"|\"&amp;B1</f></c><v>a|'b'!</v>"), ""),
        (opened('<table:c table:formula="of:=DDE(&quot;cmd&quot;)"/>'), "remote"),
        (opened('<text:dde-connection-decl office:name="a"/>'), "remote"),
        (opened('<table:c table:formula="of:=SUM([.A1])"/>'), ""),
        (
            packed(
                {
                    "word/document.xml": "<w:p/>",
                    "word/glossary/document.xml": "<w:instrText>DDE a</w:instrText>",
                }
            ),
            "remote",
        ),
        (
            packed(
                {"word/document.xml": "<w:instrText>QUOTE 68 68 69 32 97</w:instrText>"}
            ),
            "remote",
        ),
        (packed({"word/document.xml": "<w:instrText>QUOTE 65</w:instrText>"}), ""),
    ],
)
def test_a_document_that_calls_a_program(data: bytes, kind: str) -> None:
    """公式、名称、构建基块、按数字拼出来的域里叫别的程序的不收，平常的照收。"""
    assert refused(data) == kind


@pytest.mark.parametrize("begun", ["<f>", "<f>a|", "<f>a|'", '<f table:formula="'])
def test_formulas_that_never_end(begun: str) -> None:
    """表格里写了几万个不收口的公式，也一遍读完。"""
    wild = "".join(f"{begun}{number} " for number in range(MANY))
    assert inspect(sheet(SHEET, wild), LIMIT).media_type


LOST = [
    (b"startxref", b"startxxxx"),
    (b"/Root", b"/Rooo"),
]


@pytest.mark.parametrize("lost", LOST, ids=["place", "root"])
@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (opening(launched("a.exe")), "executable"),
        (opening(deed("JavaScript")), "executable"),
        (scripted(), ""),
    ],
)
def test_a_pdf_that_readers_mend(
    change: object, kind: str, lost: tuple[bytes, bytes]
) -> None:
    """PDF 缺了目录的位置、缺了根，阅读器补得起来：会做什么照样看，没有什么的照收。"""
    assert refused(portable(change).replace(*lost)) == kind  # type: ignore[arg-type]


def test_a_name_in_a_pdf_spelt_by_numbers() -> None:
    """读不了的 PDF 里把词拆成编号写，也认得出。"""
    spelt = b"%PDF-1.4\n1 0 obj<</S/J#61va#53cript/JS(x)>>endobj\n%%EOF"
    assert refused(spelt) == "executable"
