"""Word 反馈意见变成台账草稿：编号、表格、没有编号的小节都认得。"""

import io
import zipfile
from pathlib import Path

import pytest

from bot import drafting
from rules.errors import Misconfigured
from tests.bot.conftest import Box


def word(path: Path, lines: list[str]) -> Path:
    """Write a Word file with one paragraph a line."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    document = f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("word/document.xml", document)
    path.write_bytes(stream.getvalue())
    return path


OPINION = [
    "第五轮巡察区教育局党组的反馈意见",
    "一、总体评价",
    "1.这一段不是问题",
    "二、巡察发现的主要问题",
    "（一）党的领导弱化",
    "1.第一议题制度落实打折扣。11次会议没有安排。",
    "个别班子成员发言照念稿子。",
    "2.意识形态阵地管理有盲区。",
    "（二）全面从严治党不力",
    "3.校服采购绕开公开程序。",
    "三、整改建议",
    "1.针对第1个问题，修订党组会议议题审核单。",
    "2.校服采购须走公开程序，堵塞漏洞。",
    "3.加强食堂明厨亮灶。",
]


def test_feedback_in_word_becomes_a_draft(box: Box) -> None:
    """Word 反馈意见变成台账草稿：逐条、带类别、配建议，配不上的两边都点出来。"""
    source = word(box.place / "反馈意见.docx", OPINION)
    found = drafting.read(source)
    assert [one.category for one in found.findings] == [
        "党的领导弱化",
        "党的领导弱化",
        "全面从严治党不力",
    ]
    assert found.findings[0].text.endswith("个别班子成员发言照念稿子。")
    assert found.findings[0].suggestion.startswith("针对第1个问题")
    assert found.findings[2].suggestion.startswith("校服采购须走公开程序")
    target = box.place / "草稿.xlsx"
    status, out, _ = box.run("draft", str(source), str(target))
    assert status == 0
    assert "建议3“加强食堂明厨亮灶”没有对应的问题" in out
    assert "问题2“意识形态阵地管理有盲区”没有对应的建议" in out
    assert "问题1" not in out
    assert "问题3项" in box.run("import", str(target), "--round", "5", "--hold")[1]
    again = box.run("import", str(source), "--round", "5", "--dry-run")[1]
    assert "未变3项" in again


NUMBERED = """<w:numbering xmlns:w="{name}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


DECIMAL = """<w:numbering xmlns:w="{name}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def made_by_word(path: Path, body: str, numbering: str = NUMBERED) -> Path:
    """Write a Word file with automatic numbering in its body."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", document)
        packed.writestr("word/numbering.xml", numbering.format(name=name))
    return path


def line(text: str, level: int | None = None) -> str:
    """A paragraph, automatically numbered at a level or not."""
    mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
    look = f"<w:pPr>{mark}</w:pPr>" if level is not None else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("numbering", [NUMBERED, DECIMAL])
def test_automatic_numbering_of_word(tmp_path: Path, numbering: str) -> None:
    """Word 自动编号的三级清单，中文的、1.1.1 的，都读成问题、类别、建议。"""
    body = (
        line("关于巡察区教育局党组的反馈意见")
        + line("巡察发现的主要问题", 0)
        + line("党的领导方面", 1)
        + line("第一议题落实打折扣。", 2)
        + line("意识形态责任不实。", 2)
        + line("整改建议", 0)
        + line("严格落实第一议题制度。", 1)
        + line("建立食堂机制。", 1)
    )
    found = drafting.read(made_by_word(tmp_path / "a.docx", body, numbering))
    assert found.unit == "区教育局"
    assert [(one.category, one.suggestion) for one in found.findings] == [
        ("党的领导方面", "严格落实第一议题制度。"),
        ("党的领导方面", ""),
    ]
    assert len(found.remarks) == 2
    assert "建议2“建立食堂机制”没有对应的问题" in found.remarks


def test_feedback_as_a_table(tmp_path: Path) -> None:
    """反馈问题写成 Word 表格的，逐行读成问题和建议。"""
    rows = [
        ("序号", "问题类别", "具体问题", "整改建议"),
        ("1", "党的领导", "第一议题落实打折扣。", "严格落实第一议题"),
        ("2", "廉洁", "校服采购绕开程序。", ""),
    ]
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{line(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in rows
    )
    body = line("反馈问题清单") + f"<w:tbl>{cells}</w:tbl>"
    found = drafting.read(made_by_word(tmp_path / "a.docx", body))
    assert [(one.text, one.suggestion) for one in found.findings] == [
        ("第一议题落实打折扣。", "严格落实第一议题"),
        ("校服采购绕开程序。", ""),
    ]
    assert found.remarks == ("问题2“校服采购绕开程序”没有对应的建议",)


def test_sections_without_numbers(tmp_path: Path) -> None:
    """小标题不编号、建议写成“一是、二是”的，也读得出、配得上。"""
    texts = [
        *("反馈意见", "存在问题", "1.第一议题落实打折扣。", "2.校服采购绕开程序。"),
        *("意见建议", "一是严格落实第一议题。二是规范校服采购。三是加强培训。"),
    ]
    body = "".join(map(line, texts))
    found = drafting.read(made_by_word(tmp_path / "a.docx", body))
    assert [one.suggestion for one in found.findings] == [
        "严格落实第一议题。",
        "规范校服采购。",
    ]
    assert found.remarks == ("建议3“加强培训”没有对应的问题",)


def test_what_is_no_word_file_is_said(tmp_path: Path) -> None:
    """不是 Word 的，一句话说清。"""
    path = tmp_path / "x.docx"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(Misconfigured, match="不是 Word 文档"):
        drafting.read(path)
