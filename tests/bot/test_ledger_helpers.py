"""协办人、配合领导各有一栏：读进来是责任人、责任领导，排在牵头的后面，导出各回各的栏。"""

import json

from python_calamine import CalamineWorkbook

from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK, workbook

HEADER = [
    "序号",
    "被巡察单位",
    "具体问题",
    "整改措施",
    "责任领导",
    "配合领导",
    "主要责任人",
    "协办人",
    "协助单位",
    "完成时限",
]
ROW = [
    1,
    "区教育局",
    "议题流于形式",
    "修订规则",
    "欧阳若溪",
    "苏晓彤",
    "邓佳宁",
    "石海涛、崔国栋",
    "区财政局",
    "2026-12-31",
]


def people(box: Box) -> list[tuple[str, str]]:
    """Name and role of everybody on 5-001, in order."""
    shown = json.loads(box.run("show", "5-001", "--json")[1])
    return [(one["name"], one["role"]) for one in shown["people"]]


def test_helpers_are_named_behind_the_others(box: Box) -> None:
    """主要责任人、协办人是责任人，配合领导是责任领导；协助单位说清只是留存。"""
    path = str(workbook(box.place / "h.xlsx", [HEADER, ROW]))
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 0, out
    assert people(box) == [
        ("欧阳若溪", "responsible_leader"),
        ("邓佳宁", "responsible_person"),
        ("苏晓彤", "responsible_leader"),
        ("石海涛", "responsible_person"),
        ("崔国栋", "responsible_person"),
    ]
    assert "“协助单位”栏只原样留存" in out


def test_an_export_writes_everybody_in_their_own_column(box: Box) -> None:
    """照原样导出：牵头的在牵头一栏，协办的在协办一栏，再导入一项不差。"""
    path = str(workbook(box.place / "h.xlsx", [HEADER, ROW]))
    box.run("import", path, *FEEDBACK)
    out = box.place / "out.xlsx"
    assert box.run("export", "--format", "xlsx", str(out))[0] == 0
    rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert rows[-1][4:9] == [
        "欧阳若溪",
        "苏晓彤",
        "邓佳宁",
        "石海涛、崔国栋",
        "区财政局",
    ]
    assert "未变1项" in box.run("import", str(out))[1]


def test_an_unknown_helper_is_refused(box: Box) -> None:
    """协办人查不到的，拒收这一格，不悄悄丢掉。"""
    row = [*ROW[:7], "查无此人", *ROW[8:]]
    path = str(workbook(box.place / "h.xlsx", [HEADER, row]))
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 1
    assert "第2行 协办人" in out
