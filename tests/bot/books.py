"""造几页的工作簿、一行行的台账。"""

import json
from pathlib import Path

import xlsxwriter

from tests.bot.conftest import Box

PROGRESS = [
    *("序号", "问题摘要", "整改情况", "主要原因", "整改进展情况", "完成时限"),
    *("下一步措施", "整改结果", "证明材料"),
]


def books(path: Path, sheets: dict[str, list[list[object]]]) -> str:
    """Write a workbook of several sheets."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return str(path)


def finding(number: int, text: str, unit: str = "区教育局") -> list[object]:
    """A ledger row of the usual header."""
    return [number, unit, text, "办理", "邓佳宁", "2026年12月31日"]


def told(box: Box, name: str, *words: str) -> str:
    """A progress sheet about two findings."""
    rows: list[list[object]] = [PROGRESS]
    texts = ("结余资金未清理", "账实有差异")
    for number, (text, word) in enumerate(zip(texts, words, strict=False), 1):
        rows.append([number, text, "", "", word, "", "", "", ""])
    return books(box.place / f"{name}.xlsx", {"推进表": rows})


def shown(box: Box, code: str) -> dict[str, object]:
    """A finding as the command line shows it, without what only grows.

    What is due by now is coming at once: a moment later it comes a moment later.
    """
    facts = json.loads(box.run("show", code, "--json")[1])
    for notice in facts["notices"]:
        notice["at"] = notice["at"] if notice["status"] != "coming" else ""
    return {k: v for k, v in facts.items() if k not in ("journal_length", "version")}
