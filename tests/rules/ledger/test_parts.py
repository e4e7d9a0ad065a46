"""几份清单摞在一张表里：认得准的接上，单位、轮次、反馈日期说不准的不算到上一份。"""

import pytest

from rules.calendar.workdays import statutory_calendar
from rules.ledger.headers import recognise
from rules.ledger.rows import Ledger, read_ledger
from rules.ledger.sheet import Sheet
from tests.rules.ledger.rows import DIRECTORY, FEEDBACK, places, read
from tests.rules.ledger.sections import PLAIN, line

OTHER_WORDS = ["编号", "反馈问题", "整改举措", "牵头领导", "经办人", "整改期限"]
"""The same columns as PLAIN, headed in other words."""


def titled(first: str, *rows: list[object]) -> Ledger:
    """Read a sheet with one line above its header."""
    return read(*rows, header=PLAIN, titles=(first,), round_code=None)


def test_a_further_list_headed_in_other_words() -> None:
    """下一份的栏和上面一样、只是栏名换了说法的，接着读。"""
    ledger = read(
        ["一、区教育局"],
        line(1.0),
        ["二、区交通运输局"],
        list(OTHER_WORDS),
        line(1.0, "汤立群"),
        header=PLAIN,
    )
    assert not ledger.refused
    assert [f.unit for f in ledger.findings] == ["区教育局", "区交通运输局"]


def test_a_further_list_below_a_unit_without_its_level() -> None:
    """下一份的标题写“交通运输局整改台账”，归区交通运输局，不归上一份的单位。"""
    ledger = titled(
        "区教育局第五轮整改台账",
        line(1.0),
        ["交通运输局整改台账"],
        list(PLAIN),
        line(2.0, "汤立群"),
    )
    assert [f.unit for f in ledger.findings] == ["区教育局", "区交通运输局"]


@pytest.mark.parametrize(
    "rows",
    [
        [["二、区水利局"]],
        [["二、区水利局"], [*PLAIN]],
        [["区水利局党组整改台账"], [*PLAIN]],
        [["单位名称：区水利局"], [*PLAIN]],
    ],
)
def test_a_unit_that_nobody_knows(rows: list[list[object]]) -> None:
    """段首的单位花名册里没有，那一段不读，说清是哪个单位，不算到上一个单位头上。"""
    ledger = read(
        ["一、区教育局"],
        line(1.0),
        *rows,
        line(2.0, "汤立群"),
        ["三、区交通运输局"],
        line(3.0, "汤立群"),
        header=PLAIN,
    )
    assert [(f.number, f.unit) for f in ledger.findings] == [
        (1, "区教育局"),
        (3, "区交通运输局"),
    ]
    assert places(ledger.refused) == [(4, "被巡察党组织", "unknown_unit")]
    assert ledger.refused[0].instead.endswith("这一段没有读取。")


@pytest.mark.parametrize(
    "words",
    [
        *("办公室", "财务股", "党的建设", "服务大局", "机关党委", "局党组", "基层党委"),
        *("一是区属国有公司", "下属学校医院", "配合单位：区水利局"),
        "配合单位：区交通运输局",
    ],
)
def test_headings_that_are_no_unit(words: str) -> None:
    """段首写的是内设科室、问题类别的，照旧归上面的单位。"""
    ledger = read(["一、区教育局"], [words], line(1.0), header=PLAIN)
    assert not ledger.refused
    assert [f.unit for f in ledger.findings] == ["区教育局"]


@pytest.mark.parametrize(
    ("above", "column"),
    [
        ("区交通运输局整改台账（第六轮）", "轮次"),
        ("区交通运输局整改台账，反馈日期：2026年5月20日", "反馈日期"),
    ],
)
def test_a_further_list_of_another_round(above: str, column: str) -> None:
    """下一份写着另一轮、另一个反馈日期的，从标题起不读，不按上一份的算。"""
    ledger = titled(
        "区教育局整改台账（第五轮）反馈日期：2026年4月10日",
        line(1.0),
        [above],
        list(PLAIN),
        line(1.0, "汤立群"),
    )
    assert [f.unit for f in ledger.findings] == ["区教育局"]
    assert places(ledger.refused) == [(4, column, "other_part")]


def test_a_further_list_of_the_same_round() -> None:
    """下一份写的轮次、反馈日期和上面一样的，接着读。"""
    ledger = titled(
        "区教育局整改台账（第五轮）反馈日期：2026年4月10日",
        line(1.0),
        ["区交通运输局整改台账（第五轮）反馈日期：2026年4月10日"],
        list(PLAIN),
        line(1.0, "汤立群"),
    )
    assert not ledger.refused
    assert [f.unit for f in ledger.findings] == ["区教育局", "区交通运输局"]


def test_a_header_of_two_rows_comes_again() -> None:
    """两行的表头又出现一次，第二行不当成问题。"""
    upper = ["序号", "具体问题", "整改措施", "责任", "", "完成时限"]
    lower = ["", "", "", "责任领导", "责任人", ""]
    ends = [(1, c, 2, c) for c in (1, 2, 3, 6)] + [(1, 4, 1, 5)]
    again = [(4, c, 5, c) for c in (1, 2, 3, 6)] + [(4, 4, 4, 5)]
    rows = [upper, lower, line(1.0), list(upper), list(lower), line(2.0)]
    sheet = Sheet("区教育局", rows, [*ends, *again])
    ledger = read_ledger(
        sheet, recognise(sheet), DIRECTORY, statutory_calendar(), "5", FEEDBACK
    )
    assert not ledger.refused
    assert [f.number for f in ledger.findings] == [1, 2]
