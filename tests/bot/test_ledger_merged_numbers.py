"""编号一格并了两项问题：两项都登记，导出再导入一项不差。"""

from pathlib import Path

import xlsxwriter

from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK, HEADER


def ledger(path: Path) -> str:
    """Three rows; the first two have one number between them."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, HEADER)
        for row, text in enumerate(("议题流于形式", "补助发放不及时", "台账不全"), 1):
            cells = ["区教育局", text, "办", "邓佳宁", "2026-12-31"]
            sheet.write_row(row, 1, cells)
        sheet.merge_range(1, 0, 2, 0, 1)
        sheet.write_number(3, 0, 2)
    return str(path)


def test_two_findings_under_one_number_are_both_kept(box: Box) -> None:
    """后一项另给编号，不占表里写着的；再导一次认得出，导出的也认得出。"""
    path = ledger(box.place / "m.xlsx")
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 0, out
    assert "问题3项" in out
    assert "编号1一格合并了第2行和这一行" in out
    assert "补助发放不及时" in box.run("show", "5-003")[1]
    assert "台账不全" in box.run("show", "5-002")[1]
    assert "未变3项" in box.run("import", path, *FEEDBACK)[1]
    again = str(box.place / "out.xlsx")
    assert box.run("export", "--format", "xlsx", again)[0] == 0
    assert "未变3项" in box.run("import", again)[1]
