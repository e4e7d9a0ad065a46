"""Word 反馈意见读得全：看得见的字一个不少，删去的、备份的一个不多。"""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot import drafting
from bot.formats import word
from rules.errors import Misconfigured

NAME = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{NAME}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def made(path: Path, body: str, parts: Mapping[str, str] | None = None) -> Path:
    """Write a Word file with a body and further parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        document = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
        packed.writestr("word/document.xml", document)
        for name, content in (parts or {}).items():
            packed.writestr(f"word/{name}.xml", content)
    return path


def run(text: str) -> str:
    """A run of text."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


def line(content: str, looks: str = "") -> str:
    """A paragraph of runs, or of one text, with settings or not."""
    inside = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{looks}</w:pPr>{inside}</w:p>"


def cell(text: str, looks: str = "") -> str:
    """A cell of a table."""
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{line(text)}</w:tc>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def texts(path: Path) -> list[str]:
    """The texts that are read from a file, without blank ones."""
    return [one.text for one in word.paragraphs(path) if one.text.strip()]


def test_tracked_changes_read_as_the_new_text(tmp_path: Path) -> None:
    """修订照改后的读：插入的、移来的在，删去的、移走的不在。"""
    deleted = "<w:del><w:r><w:delText>50</w:delText></w:r></w:del>"
    body = (
        line(run("涉及资金") + deleted + f"<w:ins>{run('80')}</w:ins>" + run("万元。"))
        + line(f"<w:moveFrom>{run('移走的。')}</w:moveFrom>")
        + line(f"<w:moveTo>{run('移来的。')}</w:moveTo>")
    )
    assert texts(made(tmp_path / "a.docx", body)) == ["涉及资金80万元。", "移来的。"]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    """文本框里的段落各读一次，不和所在的段落混在一起，给老版本的备份不读。"""
    box = f"<w:txbxContent>{line('2.招标不规范。')}</w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = line(
        run("1.台账不全。")
        + f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    )
    assert texts(made(tmp_path / "a.docx", body)) == ["1.台账不全。", "2.招标不规范。"]


def test_notes_and_signs_are_not_lost(tmp_path: Path) -> None:
    """脚注跟在段落后面，公式、不断开的连字符读得到，注音不读。"""
    note = f'<w:footnote w:id="2">{line("指2023年台账")}</w:footnote>'
    body = line(
        run("台账不全")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + "<m:oMath><m:r><m:t>占30%</m:t></m:r></m:oMath>"
        + "<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t></w:r>"
        + f"<w:r><w:ruby><w:rt>{run('yi')}</w:rt>"
        + f"<w:rubyBase>{run('弈')}</w:rubyBase></w:ruby></w:r>"
    )
    notes = {"footnotes": f"<w:footnotes {SPACES}>{note}</w:footnotes>"}
    path = made(tmp_path / "a.docx", body, notes)
    assert texts(path) == ["台账不全占30%甲-乙弈（注：指2023年台账）"]


STYLES = f"""<w:styles {SPACES}>
<w:style w:styleId="1"><w:name w:val="heading 1"/>
<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="3"><w:name w:val="heading 3"/>
<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="9"><w:name w:val="toc 1"/></w:style></w:styles>"""

NUMBERING = f"""<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:pStyle w:val="3"/>
<w:lvlText w:val="%3."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="l"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""
LISTS = {"styles": STYLES, "numbering": NUMBERING}


def test_numbering_of_a_style(tmp_path: Path) -> None:
    """编号写在标题样式上的（连同从别的样式继承来的），和写在段落上的一样读。"""
    body = "".join(line("文", f'<w:pStyle w:val="{style}"/>') for style in "123")
    found = word.paragraphs(made(tmp_path / "a.docx", body, LISTS))
    assert [one.mark for one in found] == ["一、", "（一）", "1."]


def test_bullets_and_lower_levels_are_no_findings(tmp_path: Path) -> None:
    """项目符号、取消了的编号不是一条问题；（1）看得出是（1）。"""
    places = [(8, 0), (0, 0), (8, 1)]
    body = "".join(
        line("文", f'<w:numPr><w:ilvl w:val="{y}"/><w:numId w:val="{x}"/></w:numPr>')
        for x, y in places
    )
    found = word.paragraphs(made(tmp_path / "a.docx", body, LISTS))
    assert [one.mark for one in found] == ["", "", "（1）"]


def test_the_table_of_contents_is_no_text(tmp_path: Path) -> None:
    """目录里的行不当正文再读一遍。"""
    body = line("一、存在问题 1", '<w:pStyle w:val="9"/>') + line("一、存在问题")
    assert texts(made(tmp_path / "a.docx", body, LISTS)) == ["一、存在问题"]


def test_merged_cells_stand_in_each_row_and_column(tmp_path: Path) -> None:
    """合并的格子，每一行每一栏都有它的字。"""
    body = table(
        cell("甲", '<w:vMerge w:val="restart"/>')
        + cell("一", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("二") + cell("三"),
    )
    found = word.paragraphs(made(tmp_path / "a.docx", body))
    assert [one.cells for one in found] == [("甲", "一", "一"), ("甲", "二", "三")]


def test_tables_in_tables_are_read_once(tmp_path: Path) -> None:
    """表中表只读一次；只作边框的单格表，里面的段落照样一段段读。"""
    inner = table(cell("内一") + cell("内二"))
    frame = f"<w:tc>{line('1.台账不全。')}{inner}{line('2.招标不规范。')}</w:tc>"
    found = word.paragraphs(made(tmp_path / "a.docx", table(frame)))
    assert [one.text or one.cells for one in found] == [
        "1.台账不全。",
        ("内一", "内二"),
        "2.招标不规范。",
    ]


def test_strict_documents_are_read(tmp_path: Path) -> None:
    """另存为“严格 Open XML”的，一样读得到。"""
    path = tmp_path / "a.docx"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = (
        f'<w:document xmlns:w="{strict}"><w:body>{line("正文")}</w:body></w:document>'
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", body)
    assert texts(path) == ["正文"]


@pytest.mark.parametrize("fault", ["encrypted", "method", "data"])
def test_a_broken_archive_is_said(tmp_path: Path, fault: str) -> None:
    """压缩包加了密、压缩法不认识、数据坏了，都是一句话，不是一串报错。"""
    path = made(tmp_path / "a.docx", line("正文。" * 90))
    content = bytearray(path.read_bytes())
    directory = content.find(b"PK\x01\x02")
    if fault == "encrypted":
        content[6] = content[directory + 8] = 1
    elif fault == "method":
        content[8] = content[directory + 10] = 99
    else:
        content[60:80] = b"\xff" * 20
    path.write_bytes(bytes(content))
    with pytest.raises(Misconfigured, match="打不开"):
        drafting.read(path)


def test_a_swollen_part_is_refused(tmp_path: Path) -> None:
    """编号、脚注这些部分大得离谱的，不去展开。"""
    parts = {"numbering": " " * (word.LARGEST_PART + 1)}
    with pytest.raises(Misconfigured, match="过大"):
        drafting.read(made(tmp_path / "a.docx", line("正文"), parts))


def test_automatic_numbers_count_as_word_counts(tmp_path: Path) -> None:
    """自动编号一条条数下去，上一级换了从头数起，删去的一条不数。"""
    gone = "<w:rPr><w:del/></w:rPr>"
    body = "".join(
        line("文", f'<w:numPr><w:ilvl w:val="{one}"/><w:numId w:val="7"/></w:numPr>')
        for one in (1, 2, 2, 1, 2)
    )
    third = '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="7"/></w:numPr>'
    body += line("<w:del/>", third + gone) + line("文", third)
    found = word.paragraphs(made(tmp_path / "a.docx", body, LISTS))
    marks = [one.mark for one in found]
    assert marks == ["（一）", "1.", "2.", "（一）", "1.", "", "2."]


def test_an_old_or_locked_document_is_said(tmp_path: Path) -> None:
    """老格式改了扩展名的、设了密码的，说清怎么另存。"""
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(Misconfigured, match="老格式或设了密码"):
        drafting.read(path)
