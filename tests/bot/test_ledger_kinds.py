"""各式各样的表：统计表、按单位分表、小标题分类，认得出，进得来，出得去。"""

import json

import pytest
import xlsxwriter

from tests.bot.books import books, finding
from tests.bot.conftest import LEDGERS, Box
from tests.bot.test_any_ledger import FEEDBACK, HEADER, workbook


@pytest.mark.parametrize(
    "header",
    [
        ["轮次", "被巡察党组织", "应整改数", "已整改数", "完成率"],
        ["序号", "轮次", "被巡察单位", "应整改数", "已整改数", "完成率", "问题"],
        ["措施数", "已完成", "进行中", "超期未完"],
    ],
)
def test_statistics_are_named_and_left_alone(box: Box, header: list[str]) -> None:
    """统计表认得出，说清没有导入，一项也不登记。"""
    path = books(box.place / "t.xlsx", {"汇总": [list(header), [1] * len(header)]})
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 1
    assert "“汇总”是统计表" in out
    assert "问题0项" in out


def test_unit_by_the_name_of_sheet_or_file(box: Box) -> None:
    """表里没有单位栏的，按表名或文件名里的单位登记；都没有的，只拒一处。"""
    header = ["NO", "突出问题", "具体问题", "整改举措", "完成时限", "牵头领导"]
    row = [1, "党的领导", "议题流于形式", "甲|乙", "2026.6.30|长期坚持", "苏晓彤"]
    two = [2, "党的领导", "账号底数不清", "甲", "2026.6.30", "苏晓彤"]
    named = books(box.place / "a.xlsx", {"区教育局整改台账": [header, row]})
    assert box.run("import", named, *FEEDBACK)[0] == 0
    filed = books(box.place / "台账-区教育局.xlsx", {"Sheet1": [header, two]})
    assert box.run("import", filed, *FEEDBACK)[0] == 0
    assert json.loads(box.run("show", "5-002", "--json")[1])["unit"] == "区教育局"
    nameless = books(box.place / "b.xlsx", {"Sheet1": [header, row, two]})
    status, out, _ = box.run("import", nameless, *FEEDBACK)
    assert status == 1
    assert "表中没有写明单位" in out
    assert "拒收1处" in out


def test_labels_in_cells_of_their_own(box: Box) -> None:
    """单位、轮次、反馈日期的名称和值各占一格，也读得到；中共某某局党组就是那个局。"""
    rows: list[list[object]] = [
        [
            *("填报单位", "中共青禾区教育局党组", "轮次", "五"),
            *("反馈日期", "2026-04-10"),
        ],
        ["序号", "具体问题", "整改措施", "责任人", "完成时限", "备注"],
        [1, "议题流于形式", "办理", "邓佳宁", "3个月内", ""],
    ]
    assert box.run("import", str(workbook(box.place / "a.xlsx", rows)))[0] == 0
    shown = json.loads(box.run("show", "5-001", "--json")[1])
    assert (shown["unit"], shown["due_on"]) == ("区教育局", "2026-07-10")


def test_headings_come_back(box: Box) -> None:
    """小标题分类的台账，照原样导出还有小标题，再导入一项不差。"""
    rows: list[list[object]] = [
        HEADER,
        ["一、党的领导弱化方面"],
        finding(1, "议题流于形式"),
        ["二、党的建设缺失方面"],
        finding(2, "轮岗长期不动"),
    ]
    path = str(workbook(box.place / "a.xlsx", rows))
    assert box.run("import", path, *FEEDBACK)[0] == 0
    out = str(box.place / "out.xlsx")
    assert box.run("export", "--format", "xlsx", out)[0] == 0
    assert "未变2项" in box.run("import", out, *FEEDBACK)[1]
    shown = json.loads(box.run("show", "5-002", "--json")[1])
    assert shown["category"] == "党的建设缺失方面"


def test_units_that_number_from_one_each(box: Box) -> None:
    """每个单位各从1编起的，另给的号避开表里写着的号，再导一次不重复。"""
    path = books(
        box.place / "u.xlsx",
        {
            "区教育局": [HEADER, *(finding(n, f"教育{n}") for n in (1, 2))],
            "区卫生健康局": [
                HEADER,
                *(finding(n, f"卫健{n}", "区卫生健康局") for n in (1, 2, 3)),
            ],
        },
    )
    assert "问题5项" in box.run("import", path, *FEEDBACK)[1]
    shown = json.loads(box.run("show", "5-003", "--json")[1])
    assert shown["unit"] == "区卫生健康局"
    assert "未变5项" in box.run("import", path, *FEEDBACK)[1]


def test_hidden_columns_are_said(box: Box) -> None:
    """用到的栏是隐藏的，照读，并且说出来。"""
    path = box.place / "h.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, finding(1, "议题流于形式"))
        sheet.set_column(4, 4, None, None, {"hidden": True})
    assert (
        "“责任人”栏是隐藏的，已照常读取" in box.run("import", str(path), *FEEDBACK)[1]
    )


def test_a_row_is_named_once(box: Box) -> None:
    """没写时限的行、隐藏的行，提示里只说一遍是第几行。"""
    rows = [HEADER, [*finding(1, "议题流于形式")[:5], ""]]
    path = workbook(box.place / "n.xlsx", rows, hidden=(2,))
    said = box.run("import", str(path), *FEEDBACK)[1]
    assert "提示：台账 第2行没有写时限" in said
    assert "提示：台账 第2行是隐藏的" in said


def test_a_far_cell_is_refused_before_it_fills_the_memory(box: Box) -> None:
    """最后一行最右一列留着一个空格的，不撑爆内存，说清怎样改。"""
    path = box.place / "far.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, HEADER)
        sheet.write_string(1_048_575, 16_383, " ")
    status, _, err = box.run("import", str(path), *FEEDBACK)
    assert status == 1
    assert "散得太远" in err


def test_nobody_is_nobody(box: Box) -> None:
    """责任人写“无”或一道杠，等于没写，提示一句，不当作人名。"""
    rows = [HEADER, [*finding(1, "议题流于形式")[:4], "无", "/"]]
    status, out, _ = box.run(
        "import", str(workbook(box.place / "n.xlsx", rows)), *FEEDBACK
    )
    assert status == 0
    assert "“责任人”为空" in out


def test_sections_by_unit_go_out_as_sections(box: Box) -> None:
    """按单位分段的台账，导出还是分段的，再导入各归各单位。"""
    header = ["序号", "具体问题", "整改措施", "责任人", "完成时限"]
    rows: list[list[object]] = [
        *(header, ["一、区教育局"], [1, "甲问题", "办理", "邓佳宁", "立行立改"]),
        *(["二、区交通运输局"], [2, "乙问题", "办理", "葛秋菊", "立行立改"]),
    ]
    path = books(box.place / "l.xlsx", {"台账": rows})
    assert box.run("import", path, *FEEDBACK)[0] == 0
    again, out = exported_into_an_empty_book(box)
    assert again.run("import", out, *FEEDBACK)[0] == 0
    units = [
        json.loads(again.run("show", code, "--json")[1])["unit"]
        for code in ("5-001", "5-002")
    ]
    assert units == ["区教育局", "区交通运输局"]


def exported_into_an_empty_book(box: Box) -> tuple[Box, str]:
    """The exported ledger, and a book beside with nothing but the roster in it."""
    out = box.place / "out.xlsx"
    assert box.run("export", "--format", "xlsx", str(out))[0] == 0
    place = box.place / "again"
    place.mkdir()
    again = Box(place, box.capsys)
    assert again.run("import", str(LEDGERS / "花名册.xlsx"), "--partial")[0] == 0
    return again, str(out)
