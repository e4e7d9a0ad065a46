"""三张清单的工作簿：并成一张导入，照样导出，再导一项不差。"""

import json

import xlsxwriter

from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK


def test_three_lists_come_in_and_go_out(box: Box) -> None:
    """问题、任务、责任三张表，编号和措施都有合并格：导入、导出、再导入都是那两项。"""
    path = box.place / "清单.xlsx"
    with xlsxwriter.Workbook(path) as book:
        problems = book.add_worksheet("问题清单")
        problems.write_row(0, 0, ["区教育局第五轮巡察反馈问题清单"])
        problems.write_row(1, 0, ["序号", "问题类别", "具体问题"])
        problems.write_row(2, 0, [1, "", "结余资金未清理"])
        problems.write_row(3, 0, [2, "", "账实有差异"])
        problems.merge_range(2, 1, 3, 1, "财务管理")
        tasks = book.add_worksheet("任务清单")
        tasks.write_row(0, 0, ["序号", "整改措施", "完成时限"])
        tasks.write_row(1, 0, ["", "清理", "2026年9月底前"])
        tasks.write_row(2, 0, ["", "公示", "2026年12月底前"])
        tasks.write_row(3, 0, [2, "1.盘点；2.处置", "立行立改"])
        tasks.merge_range(1, 0, 2, 0, 1)
        duties = book.add_worksheet("责任清单")
        duties.write_row(0, 0, ["序号", "责任领导", "责任单位", "责任人", "电话"])
        duties.write_row(1, 0, [1, "", "财务科", "邓佳宁", "13900001111"])
        duties.write_row(2, 0, [2, "", "资产科", "石海涛", "13900002222"])
        duties.merge_range(1, 1, 2, 1, "苏晓彤")
    status, out, error = box.run("import", str(path), *FEEDBACK)
    assert (status, error) == (0, ""), out
    assert "问题2项" in out
    assert "“任务清单”“责任清单”已按编号并到“问题清单”里" in out
    first, second = (
        json.loads(box.run("show", f"5-00{number}", "--json")[1]) for number in (1, 2)
    )
    assert (first["unit"], first["category"]) == ("区教育局", "财务管理")
    assert [one["due_on"] for one in first["measures"]] == ["2026-09-30", "2026-12-31"]
    assert [one["text"] for one in second["measures"]] == ["盘点", "处置"]
    assert {one["name"] for one in second["people"]} == {"苏晓彤", "石海涛"}
    again = str(box.place / "out.xlsx")
    assert box.run("export", "--format", "xlsx", again)[0] == 0
    status, out, error = box.run("import", again, *FEEDBACK)
    assert (status, error) == (0, ""), out
    assert "未变2项" in out
    assert "未变2项" in box.run("import", str(path), *FEEDBACK)[1]
