"""三张清单分在三张表里：按编号对得上才并成一张来读，对不准的说清楚，不猜。"""

import pytest

from rules.calendar.workdays import statutory_calendar
from rules.ledger.book import Book, read_book
from rules.ledger.sheet import Sheet
from tests.rules.ledger.rows import DIRECTORY, FEEDBACK

PROBLEMS: list[list[object]] = [
    ["第五轮巡察问题清单"],
    ["序号", "被巡察单位", "问题类别", "具体问题"],
    [1.0, "区教育局", "财务", "结余资金未清理。"],
    [2.0, "区教育局", "资产", "账实有差异。"],
]
TASKS: list[list[object]] = [
    ["任务清单"],
    ["序号", "整改措施", "完成时限"],
    [1.0, "清理", "2026年9月底前"],
    ["", "公示", "2026年12月底前"],
    [2.0, "盘点", "立行立改"],
]
DUTIES: list[list[object]] = [
    ["责任清单"],
    ["序号", "责任领导", "责任部门", "责任人", "备注"],
    [2.0, "苏晓彤", "资产科", "邓佳宁", "乙"],
    [1.0, "苏晓彤", "财务科", "王磊", "甲"],
    [1.0, "苏晓彤", "审计科", "邓佳宁", ""],
]


def book(*sheets: list[list[object]]) -> Book:
    """Read a workbook of such sheets."""
    names = ("问题清单", "任务清单", "责任清单")
    made = [
        Sheet(name, [[*row, *[""] * (6 - len(row))] for row in rows])
        for name, rows in zip(names, sheets, strict=False)
    ]
    common = (DIRECTORY, statutory_calendar(), "5", FEEDBACK)
    return read_book(made, *common)


def with_column(
    rows: list[list[object]], place: int, header: str, *cells: object
) -> list[list[object]]:
    """The same rows with one more column."""
    title, *others = rows
    lines = zip(others, (header, *cells), strict=True)
    return [title, *([*line[:place], cell, *line[place:]] for line, cell in lines)]


def test_three_lists_are_one_ledger() -> None:
    """三张表按编号并成一张：措施、时限一条对一条，人和部门都在，次序不同也不错位。"""
    read = book(PROBLEMS, TASKS, DUTIES)
    assert not read.refused
    first, second = read.ledger.findings
    assert [(m.text, str(m.due and m.due.on)) for m in first.measures] == [
        ("清理", "2026-09-30"),
        ("公示", "2026-12-31"),
    ]
    assert {one.userid for one in first.people} == {"su", "wanglei_jy", "deng"}
    assert (first.department, first.category) == ("财务科、审计科", "财务")
    assert [m.text for m in second.measures] == ["盘点"]
    assert {one.userid for one in second.people} == {"su", "deng"}
    assert (second.department, second.due_text) == ("资产科", "立行立改")
    assert [(f.sheet, f.row) for f in read.ledger.findings] == [
        ("问题清单", 3),
        ("问题清单", 4),
    ]
    (said,) = (w for w in read.ledger.warnings if w.reason == "lists_joined")
    assert "“任务清单”“责任清单”已按编号并到“问题清单”里" in said.text
    (layout,) = read.layouts
    assert layout.unread == ["备注"]


def test_the_words_of_a_finding_may_stand_in_each_list() -> None:
    """各张表都抄了问题的，问题对得上就并；缺一项的也并。"""
    tasks = with_column(TASKS, 1, "具体问题", "结余资金未清理。", "", "账实有差异。")
    read = book(PROBLEMS, tasks[:4], DUTIES)
    assert not read.refused
    assert [len(f.measures) for f in read.ledger.findings] == [2, 0]


def test_a_refusal_names_the_sheet_in_which_the_cell_stands() -> None:
    """责任清单里写错的人，拒收写责任清单的那一行。"""
    duties = [*DUTIES[:2], [2.0, "苏晓彤", "资产科", "没有的人"], *DUTIES[3:]]
    (refused,) = book(PROBLEMS, TASKS, duties).refused
    assert (refused.sheet, refused.row, refused.column, refused.reason) == (
        *("责任清单", 3, "责任人", "unknown_person"),
    )


def test_a_number_that_names_the_finding_is_the_key() -> None:
    """任务清单有自己的序号、另有一栏问题编号的，按问题编号对。"""
    tasks: list[list[object]] = [
        ["任务清单"],
        ["序号", "问题编号", "整改措施", "责任人"],
        [1.0, 2.0, "盘点"],
        [2.0, 1.0, "清理"],
        [3.0, 1.0, "公示"],
    ]
    read = book(PROBLEMS, tasks)
    assert not read.refused
    assert [[m.text for m in f.measures] for f in read.ledger.findings] == [
        ["清理", "公示"],
        ["盘点"],
    ]


def test_measures_said_in_two_lists_must_be_the_same() -> None:
    """责任清单又抄了一遍措施的，一字不差就并，人登记在整项上；写得不一样的不猜。"""
    duties: list[list[object]] = [
        ["责任清单"],
        ["序号", "整改措施", "责任人"],
        [1.0, "清理", "邓佳宁"],
        [1.0, "公示", "王磊"],
        [2.0, "盘点", "王磊"],
    ]
    read = book(PROBLEMS, TASKS, duties)
    assert not read.refused
    first = read.ledger.findings[0]
    assert [m.text for m in first.measures] == ["清理", "公示"]
    assert {one.userid for one in first.people} == {"deng", "wanglei_jy"}
    other = [*duties[:3], [1.0, "公开", "王磊"], duties[4]]
    (refused,) = book(PROBLEMS, TASKS, other).refused
    assert (refused.sheet, refused.row, refused.column) == ("责任清单", 3, "整改措施")
    assert "写得不一样" in refused.instead


@pytest.mark.parametrize(
    ("tasks", "why"),
    [
        (TASKS[:4], "编号和表“问题清单”对不全"),
        ([*TASKS, [3.0, "整改", "立行立改"]], "没有编号3"),
        ([*TASKS[:2], *TASKS[4:], *TASKS[2:3], *TASKS[4:]], "编号2隔开写了两处"),
        (
            with_column(TASKS, 1, "针对的问题", "甲", "乙", "丙"),
            "“针对的问题”一栏没有认出",
        ),
        ([*TASKS[:3], ["", "公示", ""], TASKS[4]], "分不到各条措施"),
        (with_column(TASKS, 3, "被巡察单位", *["青河街道"] * 3), "写得不一样"),
        (
            [*TASKS[:2], ["1.1", "清理", ""], ["1.2", "公示", ""], TASKS[4]],
            "编号读不准",
        ),
    ],
)
def test_what_cannot_be_matched_is_said(tasks: list[list[object]], why: str) -> None:
    """编号对不全、隔开、读不准，时限分不到各条的：一处说清，一项也不收。"""
    read = book(PROBLEMS, tasks, DUTIES)
    (refused,) = read.refused
    assert (refused.sheet, refused.reason) == ("任务清单", "lists_apart")
    assert why in refused.instead
    assert not read.ledger.findings


def test_ledgers_of_two_units_stay_two() -> None:
    """两个单位各一张表、编号相同、问题不同的，不是清单，各是各的台账。"""
    other: list[list[object]] = [
        ["青河街道整改台账"],
        ["序号", "被巡察单位", "具体问题", "整改措施", "责任人", "时限"],
        [1.0, "青河街道", "台账不全。", "补", "古丽娜尔·买买提", "立行立改"],
    ]
    read = book(PROBLEMS, other)
    assert not read.refused
    assert [f.unit for f in read.ledger.findings] == [
        "区教育局",
        "区教育局",
        "青河街道",
    ]
    assert [len(f.measures) for f in read.ledger.findings] == [0, 0, 1]
    alike = [
        *other[:2],
        [1.0, "青河街道", "结余资金未清理。", "清", "古丽娜尔·买买提", ""],
    ]
    again = book(PROBLEMS, alike)
    assert [len(f.measures) for f in again.ledger.findings] == [0, 0, 1]


def test_lists_of_two_rounds_are_not_one_ledger() -> None:
    """标题、轮次栏、编号里写明是两轮的清单，编号对得上也不并。"""
    problems = [["第四轮巡察问题清单"], *PROBLEMS[1:]]
    tasks = [["第五轮巡察任务清单"], *TASKS[1:]]
    coded = [*TASKS[:2], ["4-1", "清理", ""], ["4-2", "盘点", ""]]
    column = with_column(TASKS, 1, "轮次", "四", "", "四")
    for other, first in ((tasks, problems), (coded, PROBLEMS), (column, PROBLEMS)):
        read = book(first, other)
        assert [one.reason for one in read.refused] == ["missing_column"]
        assert not any(f.measures for f in read.ledger.findings)


def test_a_list_that_counts_something_else_is_not_joined() -> None:
    """会议安排也有序号、责任人和时间，序号碰巧一样多，也不把它的人记到问题上。"""
    meetings: list[list[object]] = [
        ["序号", "会议内容", "责任人", "完成时限"],
        [1.0, "专题会", "邓佳宁", "2026年5月1日"],
        [2.0, "推进会", "邓佳宁", "2026年6月1日"],
    ]
    (refused,) = book(PROBLEMS, meetings).refused
    assert "“会议内容”一栏没有认出" in refused.instead


def test_a_whole_ledger_is_read_whatever_lies_beside_it() -> None:
    """一张表自己有问题有措施的，旁边的表并不上，也照样读它；并不上的说清楚。"""
    whole = [
        ["第五轮巡察整改台账"],
        ["序号", "被巡察单位", "具体问题", "整改措施", "责任人"],
        [1.0, "区教育局", "结余资金未清理。", "清理", "邓佳宁"],
        [2.0, "区教育局", "账实有差异。", "盘点", "邓佳宁"],
    ]
    read = book(whole, TASKS[:3])
    assert [one.reason for one in read.refused] == ["lists_apart"]
    assert [len(f.measures) for f in read.ledger.findings] == [1, 1]
