"""密级标志：写在哪里、怎样隔开都认得；说到秘密的话不是标志。"""

import pytest

from bot.formats.inspection import inspect
from rules.errors import Refusal
from tests.bot.formats.packing import LIMIT, docx, old, packed, refused


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
