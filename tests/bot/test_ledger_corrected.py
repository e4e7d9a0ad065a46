"""改口径：--column 写的表头，表里要真有；没有的说清少哪个、有哪些，什么也不改。"""

import json

import pytest

from tests.bot.books import books
from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK

HEADER = ["序号", "被巡察单位", "具体问题", "整改措施", "跟进同志", "完成时限"]
ROW = [1, "区教育局", "结余资金未清理", "清理", "邓佳宁", "2026年12月31日"]


@pytest.mark.parametrize("more", [(), ("--dry-run",), ("--partial",), ("--json",)])
def test_a_header_that_is_not_there_is_named(box: Box, more: tuple[str, ...]) -> None:
    """写错一个字的表头：说清哪个没有、表里有哪些，退出 1，一项也没有登记。"""
    path = books(box.place / "t.xlsx", {"台账": [["整改台账"], HEADER, ROW]})
    wrong = ("--column", "跟踪同志=责任人", "--column", "备注=不用")
    status, out, error = box.run("import", path, *FEEDBACK, *wrong, *more)
    assert (status, out) == (1, "")
    assert error == (
        "--column 写的表头“跟踪同志”“备注”表里没有，什么也没有写；"
        "表里的表头有：序号、被巡察单位、具体问题、整改措施、跟进同志、完成时限\n"
    )
    assert box.run("show", "5-001")[0] == 2


def test_a_header_of_any_sheet_will_do(box: Box) -> None:
    """几张表的，有一张有这个表头就行；写法全角半角、有没有空格不计。"""
    path = books(
        box.place / "t.xlsx",
        {"台账": [HEADER, ROW], "说明": [["填写说明"], ["一项一行"]]},
    )
    fixed = ("--column", "跟 进同志=责任人", "--column", "填写说明=不用")
    status, out, error = box.run("import", path, *FEEDBACK, *fixed)
    assert (status, error) == (0, ""), out
    shown = json.loads(box.run("show", "5-001", "--json")[1])
    assert [one["name"] for one in shown["people"]] == ["邓佳宁"]


def test_upper_and_lower_words_count(box: Box) -> None:
    """两行表头的，上面的词、下面的词、上下连写的都算表里有的。"""
    rows = [
        ["序号", "被巡察单位", "问题", "措施", "分工", ""],
        ["", "", "", "", "谁抓", "谁办"],
        [1, "区教育局", "结余资金未清理", "清理", "苏晓彤", "邓佳宁"],
    ]
    path = books(box.place / "t.xlsx", {"台账": rows})
    status, out, error = box.run(
        *("import", path, *FEEDBACK),
        *("--column", "分工／谁抓=责任领导", "--column", "谁办=责任人"),
    )
    assert (status, error) == (0, ""), out


def test_a_sheet_without_any_header_shows_its_fullest_row(box: Box) -> None:
    """表头一个字也没认出来的，列出最像表头的一行。"""
    path = books(box.place / "t.xlsx", {"台账": [["甲", "乙", "丙"], [1, 2, 3]]})
    status, _, error = box.run("import", path, "--column", "丁=责任人")
    assert status == 1
    assert "表里的表头有：甲、乙、丙" in error
