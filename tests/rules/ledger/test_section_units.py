"""一段归哪个单位：段首、标题、单位一格写着的，写了几个单位的，各怎样认。"""

import pytest

from tests.rules.ledger.rows import read, row_of
from tests.rules.ledger.sections import PLAIN, line


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、区教育局", "二、区交通运输局"),
        ("（一）中共区教育局党组（2个）", "（二）区交通运输局（1个）："),
        ("被巡察单位：区教育局", "单位名称：区交通运输局"),
    ],
)
def test_a_line_that_names_a_unit_holds_for_the_rows_below(
    first: str, second: str
) -> None:
    """没有单位栏、按单位分段的，每段的问题归那一段的单位，小标题不当类别。"""
    ledger = read([first], line(1.0), [second], line(2.0, "汤立群"), header=PLAIN)
    assert not ledger.refused
    assert [(f.unit, f.category) for f in ledger.findings] == [
        ("区教育局", None),
        ("区交通运输局", None),
    ]
    assert "other_unit" not in {one.reason for one in ledger.warnings}


def test_the_unit_of_a_section_wins_over_the_title() -> None:
    """标题里有一个单位，段落又写明另一个的，以段落为准。"""
    ledger = read(
        line(1.0),
        ["二、区交通运输局"],
        line(2.0, "汤立群"),
        header=PLAIN,
        titles=("区教育局等单位整改台账",),
    )
    assert [f.unit for f in ledger.findings] == ["区教育局", "区交通运输局"]


@pytest.mark.parametrize("before", ["", "第五轮巡察"])
def test_a_title_may_name_the_unit_without_its_level(before: str) -> None:
    """标题里写教育局，只有一个区教育局的，就是它；写市教育局的不是。"""
    ledger = read(line(1.0), header=PLAIN, titles=(f"{before}教育局整改台账",))
    assert [f.unit for f in ledger.findings] == ["区教育局"]
    other = read(line(1.0), header=PLAIN, titles=(f"{before}市教育局整改台账",))
    assert [one.reason for one in other.refused] == ["unit_not_said"]


@pytest.mark.parametrize(
    "written",
    [
        "牵头单位：区教育局\n配合单位：区交通运输局",
        "牵头：区教育局；配合：区交通运输局、区审计局",
        "区教育局（牵头）、区交通运输局",
        "区教育局牵头，区交通运输局、区审计局配合",
        "由区教育局牵头，区审计局配合",
    ],
)
def test_the_leading_unit_of_several_is_the_unit(written: str) -> None:
    """写明谁牵头谁配合的，登记在牵头单位，并说出来。"""
    ledger = read(row_of(被巡察党组织=written))
    assert [f.unit for f in ledger.findings] == ["区教育局"]
    assert "lead_unit" in {one.reason for one in ledger.warnings}


def test_a_bracket_that_names_who_helps_leaves_the_unit() -> None:
    """单位后面括号里只写配合单位的，登记在括号前的单位，并说出来。"""
    ledger = read(row_of(被巡察党组织="区教育局\n（配合单位：青河街道、区审计局）"))
    assert [f.unit for f in ledger.findings] == ["区教育局"]
    assert "lead_unit" in [one.reason for one in ledger.warnings]


@pytest.mark.parametrize("said", ["（配合）", "（协办单位）", "（配合青河街道）"])
def test_a_unit_that_only_helps_is_not_the_unit(said: str) -> None:
    """括号里说的是它自己配合的，不能登记在它名下。"""
    (refused,) = read(row_of(被巡察党组织=f"区教育局{said}")).refused
    assert refused.reason == "unknown_unit"


def test_two_units_without_a_lead_are_asked_about() -> None:
    """两个单位没写谁牵头的，不替人挑。"""
    ledger = read(row_of(被巡察党组织="区教育局、区交通运输局"))
    (refused,) = ledger.refused
    assert refused.reason == "unknown_unit"
    assert "没有写明哪个牵头" in refused.instead


def test_a_further_table_has_its_own_unit() -> None:
    """同一张表下面又来一个标题、一行表头的，归那个标题里的单位。"""
    ledger = read(
        line(1.0),
        *([""], ["区交通运输局整改台账"], PLAIN, line(1.0, "汤立群")),
        header=PLAIN,
        titles=("区教育局整改台账",),
    )
    assert not ledger.refused
    assert [f.unit for f in ledger.findings] == ["区教育局", "区交通运输局"]
