"""反馈意见（Word）变台账草稿：读段落、写表格，读懂的事交给规则。"""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

import xlsxwriter
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from rules.errors import Misconfigured
from rules.feedback import read_feedback
from rules.feedback_items import Feedback, Paragraph
from rules.ledger_sheet import Sheet

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
NUMBERING = "word/numbering.xml"
CHINESE = re.compile(r"chinese|ideograph|japanese|taiwanese|korean", re.IGNORECASE)
LARGEST_BODY = 64 * 1024 * 1024
HEADER = (
    *("编号", "问题类别", "具体问题", "整改建议", "整改措施"),
    *("责任领导", "责任部门", "责任人", "完成时限"),
)


def is_word(path: Path) -> bool:
    """Say whether a file is a Word document, by its content."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as packed:
        return BODY in packed.namelist()


def read(path: Path) -> Feedback:
    """Read feedback in Word; raises Misconfigured where the file is none."""
    if not path.exists():
        raise Misconfigured(f"找不到文件“{path}”，请核对文件名和所在目录。")
    if not is_word(path):
        raise Misconfigured(f"“{path.name}”不是 Word 文档，请另存为 .docx 后再试。")
    try:
        with zipfile.ZipFile(path) as packed:
            if packed.getinfo(BODY).file_size > LARGEST_BODY:
                raise Misconfigured(f"“{path.name}”过大，请分开后再试。")
            body, marks = fromstring(packed.read(BODY)), _marks(packed)
    except (zipfile.BadZipFile, ParseError, DefusedXmlException) as error:
        raise Misconfigured(f"“{path.name}”打不开，可能已损坏或已加密。") from error
    return read_feedback(_blocks(body, marks))


def _blocks(body: Element, marks: Mapping[tuple[str, str], str]) -> list[Paragraph]:
    """The paragraphs and table rows of a document, in order, each once."""
    inside = {one for table in body.iter(f"{WORD}tbl") for one in table.iter()}
    found: list[Paragraph] = []
    for one in body.iter():
        if one.tag == f"{WORD}tr":
            cells = tuple(_text(cell) for cell in one.iterfind(f"{WORD}tc"))
            found.append(Paragraph("", cells=cells))
        elif one.tag == f"{WORD}p" and one not in inside:
            found.append(Paragraph(_text(one), _mark(one, marks)))
    return found


def _text(element: Element) -> str:
    parts = []
    for one in element.iter():
        if one.tag == f"{WORD}t":
            parts.append(one.text or "")
        elif one.tag in (f"{WORD}tab", f"{WORD}br"):
            parts.append(" ")
        elif one.tag == f"{WORD}p" and parts:
            parts.append("\n")
    return "".join(parts)


def _mark(paragraph: Element, marks: Mapping[tuple[str, str], str]) -> str:
    """What the automatic numbering of a paragraph looks like; '' without any."""
    numbering = paragraph.find(f"{WORD}pPr/{WORD}numPr")
    if numbering is None:
        return ""
    number, level = (_value(numbering, name) for name in ("numId", "ilvl"))
    return marks.get((number, level or "0"), "1.")


def _marks(packed: zipfile.ZipFile) -> dict[tuple[str, str], str]:
    """The looks of numbering by list and level: 一、 （一） or 1.

    A list with a level 1.1 has chapters above it, as one with Chinese numbers has.
    """
    if NUMBERING not in packed.namelist():
        return {}
    root = fromstring(packed.read(NUMBERING))
    looks = {
        (_own(kind, "abstractNumId"), _own(level, "ilvl")): _look(level, decimal)
        for kind in root.iterfind(f"{WORD}abstractNum")
        for decimal in [any(map(_is_second, kind.iterfind(f"{WORD}lvl")))]
        for level in kind.iterfind(f"{WORD}lvl")
    }
    return {
        (_own(one, "numId"), level): look
        for one in root.iterfind(f"{WORD}num")
        for (kind, level), look in looks.items()
        if kind == _value(one, "abstractNumId")
    }


def _is_second(level: Element) -> bool:
    """Say whether a level shows the number of its chapter and its own: 1.1."""
    shown = _value(level, "lvlText")
    return "%1" in shown and "%2" in shown and "%3" not in shown


def _look(level: Element, decimal: bool) -> str:
    shown = _value(level, "lvlText")
    if _is_second(level):
        return "（一）"
    if decimal and "%1" in shown and "%2" not in shown:
        return "一、"
    if not CHINESE.match(_value(level, "numFmt")):
        return "1."
    return "（一）" if "（" in shown or "(" in shown else "一、"


def _value(element: Element, name: str) -> str:
    child = element.find(f"{WORD}{name}")
    return "" if child is None else _own(child, "val")


def _own(element: Element, name: str) -> str:
    return element.get(f"{WORD}{name}", "")


def rows(feedback: Feedback) -> list[tuple[object, ...]]:
    """The draft's rows below its header; what a person must add stays blank."""
    return [
        (item.number, item.category, item.text, item.suggestion, "", "", "", "", "")
        for item in feedback.findings
    ]


def titles(feedback: Feedback) -> list[str]:
    """The lines above the header: the document's title, unit and round."""
    lines = [feedback.title]
    if feedback.unit:
        lines.append(f"被巡察单位：{feedback.unit}")
    return [line for line in lines if line]


def sheet(feedback: Feedback) -> Sheet:
    """The draft as a sheet, as an import reads it."""
    width = len(HEADER)
    above: list[list[object]] = [
        [line, *[""] * (width - 1)] for line in titles(feedback)
    ]
    body = [list(row) for row in rows(feedback)]
    return Sheet("台账草稿", [*above, list(HEADER), *body])


def write(target: Path, feedback: Feedback) -> None:
    """Write the draft as a workbook that can be completed and imported."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet("台账草稿")
        bold = book.add_format({"bold": True, "border": 1, "text_wrap": True})
        plain = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        above = titles(feedback)
        for number, line in enumerate(above):
            page.write_string(number, 0, line)
        page.write_row(len(above), 0, HEADER, bold)
        for number, row in enumerate(rows(feedback), len(above) + 1):
            page.write_row(number, 0, row, plain)
        page.set_column(0, 0, 6)
        page.set_column(2, 4, 48)
        remarks = book.add_worksheet("核对说明")
        for number, line in enumerate(feedback.remarks):
            remarks.write_string(number, 0, line)
    target.write_bytes(stream.getvalue())
