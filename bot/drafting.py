"""反馈意见（Word）变台账草稿：写成表格，读懂的事交给规则。"""

import io
from pathlib import Path

import xlsxwriter

from bot.formats import word
from rules.errors import Misconfigured
from rules.feedback.draft import read_feedback
from rules.feedback.items import Feedback
from rules.ledger.sheet import Sheet

HEADER = (
    *("编号", "问题类别", "具体问题", "整改建议", "整改措施"),
    *("责任领导", "责任部门", "责任人", "完成时限"),
)

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False}
LONGEST_CELL = 32_767
"""How many characters Excel keeps in a cell; it drops the rest without a word."""


def read(path: Path) -> Feedback:
    """Read feedback in Word; raises Misconfigured where the file is none."""
    if not path.exists():
        raise Misconfigured(f"找不到文件“{path}”，请核对文件名和所在目录。")
    if word.is_closed(path):
        raise Misconfigured(
            f"“{path.name}”是老格式或设了密码，请用 Word 打开，另存为不设密码的 .docx 后再试。"
        )
    if not word.is_word(path):
        raise Misconfigured(f"“{path.name}”不是 Word 文档，请另存为 .docx 后再试。")
    return read_feedback(word.paragraphs(path))


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
    """Write the draft as a workbook that can be completed and imported.

    Raises Misconfigured where a cell can't hold what would have to stand in it.
    """
    for item in feedback.findings:
        if max(map(len, (item.text, item.suggestion))) > LONGEST_CELL:
            raise Misconfigured(
                f"问题{item.number}过长，一格写不下，请在原文里分条后再试。"
            )
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
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
        page.set_column(1, 1, 22)
        page.set_column(2, 4, 48)
        page.set_column(5, len(HEADER) - 1, 14)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        remarks = book.add_worksheet("核对说明")
        for number, line in enumerate(feedback.remarks):
            remarks.write_string(number, 0, line)
    target.write_bytes(stream.getvalue())
