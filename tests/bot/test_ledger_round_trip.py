"""导出来的台账拿得出手、导得回去：标题行、同名的人、一格里的几个时限、序列号日期。"""

from pathlib import Path

import openpyxl
import xlsxwriter

from tests.bot.books import books
from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK

HEADER = ["序号", "问题", "整改措施", "责任人", "完成时限"]
TITLES = [
    ["区教育局整改台账"],
    ["填报单位：区教育局", "", "反馈日期：2026年4月10日", "", "轮次：第五轮"],
]


def imported(box: Box, rows: list[list[object]]) -> None:
    """Import rows below a title of three parts; nothing is said on the command line."""
    path = books(box.place / "台账.xlsx", {"台账": [*TITLES, HEADER, *rows]})
    status, out, err = box.run("import", path)
    assert (status, err) == (0, ""), out


def exported(box: Box, layout: str = "imported") -> Path:
    """Export the ledger and import it again: nothing may have changed."""
    out = box.place / f"{layout}.xlsx"
    assert box.run("export", "--format", "xlsx", "--layout", layout, str(out))[0] == 0
    status, said, _ = box.run("import", str(out))
    assert (status, "拒收0处" in said, "更新0项" in said) == (0, True, True), said
    return out


def test_title_cells_of_one_row_stay_side_by_side(box: Box) -> None:
    """单位、反馈日期、轮次各占标题行的一格，导出还是三格，一样也不丢。"""
    imported(box, [[1, "学习研讨不深入", "补学", "邓佳宁", "三个月内"]])
    sheet = openpyxl.load_workbook(exported(box)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2] if cell.value] == TITLES[1][::2]


def test_several_limits_of_one_cell_stay_in_it(box: Box) -> None:
    """有的问题一行一条措施，有的几条措施几个时限写在一格：各照各的读，导出还是那样。"""
    imported(
        box,
        [
            [1, "学习研讨不深入", "补学", "邓佳宁", "2026年6月底"],
            ["", "", "抽查", "", "2026年9月底"],
            [2, "轮岗不够", "1、摸底\n2、轮岗", "邓佳宁", "1、6月底\n2、9月底"],
        ],
    )
    sheet = openpyxl.load_workbook(exported(box)).active
    assert sheet is not None
    assert sheet.cell(6, 5).value == "1、6月底\n2、9月底"


def test_a_serial_number_leaves_as_a_day(box: Box) -> None:
    """时限是没有格式的序列号的，导出成看得懂的日子。"""
    imported(box, [[1, "学习研讨不深入", "补学", "邓佳宁", 46203]])
    for layout in ("imported", "office"):
        sheet = openpyxl.load_workbook(exported(box, layout)).active
        assert sheet is not None
        shown = [str(cell.value)[:10] for row in sheet.iter_rows() for cell in row]
        assert "2026-06-30" in shown
        assert "46203" not in shown


def test_two_of_one_name_leave_with_their_accounts(box: Box) -> None:
    """一个单位里同名的两人，统一格式的导出写明账号，导得回去；别处同名的照写名字。"""
    roster = box.place / "r.xlsx"
    with xlsxwriter.Workbook(roster) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["姓名", "账号", "单位", "职务", "角色"])
        sheet.write_row(1, 0, ["邓佳宁", "deng_2", "区教育局", "安全股股长", "经办人"])
    assert box.run("import", str(roster))[0] == 0
    rows = [
        [1, "学习研讨不深入", "补学", "邓佳宁（安全股股长）", "2026年6月底"],
        [2, "轮岗不够", "轮岗", "王磊", "2026年6月底"],
    ]
    imported(box, rows)
    sheet = openpyxl.load_workbook(exported(box, "office")).active
    assert sheet is not None
    shown = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "邓佳宁（deng_2）" in shown
    assert "王磊" in shown


def test_who_answers_first_leaves_with_the_rest(box: Box) -> None:
    """台账写了第一责任人的，统一格式也有这一栏，导得回去；没有写的没有这一栏。"""
    rows = [
        [*HEADER, "第一责任人"],
        [1, "轮岗不够", "轮岗", "邓佳宁", "6月底", "梁振邦"],
    ]
    path = books(box.place / "台账.xlsx", {"台账": [*TITLES, *rows]})
    assert box.run("import", path)[0] == 0
    sheet = openpyxl.load_workbook(exported(box, "office")).active
    assert sheet is not None
    shown = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"第一责任人", "梁振邦"} <= set(shown)


def test_columns_are_as_wide_as_what_stands_in_them(box: Box) -> None:
    """序号窄、问题宽，打印时一页容得下全部的栏，每页重印表头。"""
    text = "会议记录显示全年只研究过一次意识形态工作，没有形成分析研判报告。"
    path = books(box.place / "台账.xlsx", {"台账": [[*HEADER, "被巡察单位"]]})
    rows = [[*HEADER, "被巡察单位"], [1, text, "补学", "邓佳宁", "6月底", "区教育局"]]
    assert box.run("import", books(Path(path), {"台账": rows}), *FEEDBACK)[0] == 0
    sheet = openpyxl.load_workbook(exported(box)).active
    assert sheet is not None
    widths = sheet.column_dimensions
    assert (widths["A"].width or 0) < 12 < 30 < (widths["B"].width or 0)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows
