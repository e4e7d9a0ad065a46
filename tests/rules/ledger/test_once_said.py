"""单位只写在每段第一行的，同样的话写了两遍的：怎么读，怎么提醒。"""

import pytest

from rules.calendar.workdays import statutory_calendar
from rules.ledger.book import read_book
from rules.ledger.sheet import Sheet
from tests.rules.ledger.rows import DIRECTORY, FEEDBACK, HEADER, read, row_of


def row(number: int, unit: str, **changed: object) -> list[object]:
    """One good row of its own number and text, for a unit or none."""
    words = {"编号": float(number), "具体问题": f"第{number}件事没有办。"}
    return row_of(被巡察党组织=unit, **words | changed)


def test_a_unit_written_once_holds_for_the_rows_below() -> None:
    """单位只写在每段第一行、没有合并格子的，下面空着的归上面的单位，说一声。"""
    street = {"责任领导": "", "责任人": "汤立群"}
    ledger = read(
        *(row(1, "区教育局"), row(2, "")),
        *(row(3, "区交通运输局", **street), row(4, "", **street)),
    )
    assert [one.unit for one in ledger.findings] == [
        *["区教育局"] * 2,
        *["区交通运输局"] * 2,
    ]
    assert "unit_once" in {one.reason for one in ledger.warnings}


def test_a_unit_left_out_among_others_is_not_guessed() -> None:
    """各行都写单位、只有一行空着的，不猜，请补上。"""
    rows = (row(1, "区教育局"), row(2, ""), row(3, "区教育局"))
    assert [one.row for one in read(*rows).refused] == [3]


def test_rows_below_a_unit_that_nobody_knows_are_not_of_the_one_before() -> None:
    """一段的单位不认得，这一段都不收，不归到上一段的单位。"""
    rows = (row(1, "区教育局"), row(2, ""), row(3, "区水利局"), row(4, ""))
    ledger = read(*rows)
    assert [one.number for one in ledger.findings] == [1, 2]
    assert [one.row for one in ledger.refused] == [4, 5]


def test_the_same_words_under_two_numbers_are_said() -> None:
    """同一单位两个编号写着一样的问题，照常登记，提醒一句。"""
    rows = [
        [*HEADER],
        row(1, "区教育局"),
        row(2, "区教育局", 具体问题="第1件事没有办。 "),
    ]
    book = read_book(
        [Sheet("台账", rows)], DIRECTORY, statutory_calendar(), "5", FEEDBACK
    )
    assert [one.number for one in book.ledger.findings] == [1, 2]
    (said,) = [one for one in book.ledger.warnings if one.reason == "same_text"]
    assert (said.row, "第2行" in said.text) == (3, True)


@pytest.mark.parametrize(
    ("second", "units"),
    [("计财股", ["区教育局"] * 2), ("区审计局", ["区教育局", "区审计局"])],
)
def test_a_column_of_who_is_liable_has_units_or_offices(
    second: str, units: list[str]
) -> None:
    """“责任主体”一栏都是单位的，按栏里的单位；写着科室的，标题里有单位就按标题的。"""
    header = ["编号", "责任主体", "具体问题", "整改措施", "责任人", "完成时限"]
    first = "区教育局" if second == "区审计局" else "办公室"
    rows = [
        [float(number), who, f"第{number}件事没有办。", "整改", "邓佳宁", "立行立改"]
        for number, who in enumerate((first, second), 1)
    ]
    ledger = read(*rows, header=header, titles=("区教育局整改台账",))
    assert [one.unit for one in ledger.findings] == units


@pytest.mark.parametrize(("word", "said"), [("党委班子", True), ("备注", False)])
def test_people_in_a_column_that_is_only_kept_are_said(word: str, said: bool) -> None:
    """没有认出的栏里写着花名册上的人，说一声没有登记；写着别的不说。"""
    kept = "苏晓彤" if said else "苏晓彤已签字背书"
    ledger = read([*row(1, "区教育局"), kept], header=[*HEADER, word])
    warned = [one.text for one in ledger.warnings if one.reason == "people_left"]
    assert bool(warned) is said


@pytest.mark.parametrize("word", ["完成时限（调整后）", "延期后时限", "原定时限"])
def test_a_further_column_of_limits_is_said(word: str) -> None:
    """另有一栏也写着时限的，说清按哪一栏登记，现在的时限该写在哪。"""
    ledger = read([*row(1, "区教育局"), "2026年9月底"], header=[*HEADER, word])
    (warned,) = [one for one in ledger.warnings if one.reason == "further_limits"]
    assert warned.text.startswith(f"时限按“完成时限”登记，“{word}”栏只原样留存")


@pytest.mark.parametrize(
    "word", ["调整后责任人", "期限内完成情况", "合同期限", "时限说明", "期限变更原因"]
)
def test_what_only_speaks_of_limits_is_no_further_one(word: str) -> None:
    """栏名里有期限、调整后，写的却不是时限的，不说另有一栏时限。"""
    ledger = read([*row(1, "区教育局"), "见备注"], header=[*HEADER, word])
    assert "further_limits" not in {one.reason for one in ledger.warnings}


@pytest.mark.parametrize("word", ["包案县领导", "联系区领导", "分管副县长"])
def test_leaders_of_the_district_are_not_leaders_of_a_finding(word: str) -> None:
    """区县领导另有一栏的，说清只留存，是分管单位的请在花名册里登记，不叫人并到责任领导。"""
    ledger = read([*row(1, "区教育局"), "苏晓彤"], header=[*HEADER, word])
    (warned,) = [one for one in ledger.warnings if one.reason == "district_leaders"]
    assert "请在花名册里按“分管区领导”登记" in warned.text
    assert not [one for one in ledger.warnings if one.reason == "people_left"]


@pytest.mark.parametrize("word", ["社区领导", "校区领导", "院区分管领导", "责任区领导"])
def test_leaders_of_a_campus_are_no_leaders_of_the_district(word: str) -> None:
    """社区、校区、院区的领导不是区县领导，不叫人按“分管区领导”登记。"""
    ledger = read([*row(1, "区教育局"), "苏晓彤"], header=[*HEADER, word])
    reasons = {one.reason for one in ledger.warnings}
    assert "people_left" in reasons
    assert "district_leaders" not in reasons


def test_a_heading_of_another_unit_ends_the_one_above() -> None:
    """单位只写在第一行，下面的小标题换了单位的，往下归小标题的单位。"""
    others = {"责任领导": "", "责任人": "汤立群"}
    ledger = read(
        *(["（一）区教育局"], row(1, "区教育局"), row(2, "")),
        *(["（二）区交通运输局"], row(3, "", **others), row(4, "", **others)),
    )
    assert [one.unit for one in ledger.findings] == [
        *["区教育局"] * 2,
        *["区交通运输局"] * 2,
    ]


def test_a_blank_beside_the_unit_of_the_title_is_not_guessed() -> None:
    """标题说的是区教育局，栏里只写了一次别的单位，空着的说不准是哪一个，请补上。"""
    rows = (row(1, "区审计局", 责任领导="", 责任人=""), row(2, ""), row(3, ""))
    ledger = read(*rows, titles=("区教育局整改台账",))
    assert [one.row for one in ledger.refused] == [4, 5]
    assert {one.instead for one in ledger.refused} == {
        "这一行没有写单位，请写上花名册中的名称。"
    }


@pytest.mark.parametrize("other", ["区水务局", "区审计局"])
def test_another_unit_among_the_liable_is_no_office(other: str) -> None:
    """“责任主体”一栏混着科室和别的单位的，别的单位不当成本单位的科室，科室请改写。"""
    header = ["编号", "责任主体", "具体问题", "整改措施", "责任人", "完成时限"]
    rows = [
        [float(number), who, f"第{number}件事没有办。", "整改", "", "立行立改"]
        for number, who in enumerate(("区教育局", "基教股", other), 1)
    ]
    ledger = read(*rows, header=header, titles=("区教育局整改台账",))
    units = {one.number: one.unit for one in ledger.findings}
    assert units == {1: "区教育局"} | ({3: other} if other == "区审计局" else {})
    assert 4 in {one.row for one in ledger.refused}


def test_the_units_own_name_among_its_offices_is_its_own() -> None:
    """“责任主体”一栏只有本单位和它的科室的，都是本单位的问题。"""
    header = ["编号", "责任主体", "具体问题", "整改措施", "责任人", "完成时限"]
    rows = [
        [float(number), who, f"第{number}件事没有办。", "整改", "邓佳宁", "立行立改"]
        for number, who in enumerate(("区教育局", "基教股"), 1)
    ]
    ledger = read(*rows, header=header, titles=("区教育局整改台账",))
    assert [(one.unit, one.department) for one in ledger.findings] == [
        ("区教育局", "区教育局"),
        ("区教育局", "基教股"),
    ]


@pytest.mark.parametrize(("title", "said"), [("第六轮", True), ("第五轮", False)])
def test_a_title_of_another_round_is_said(title: str, said: bool) -> None:
    """标题写着别的轮次、登记时另写明了轮次的，照写明的登记，说出来请核对。"""
    titles = (f"区委{title}巡察整改台账",)
    ledger = read(row(1, "区教育局"), header=[*HEADER], titles=titles)
    assert [one.code for one in ledger.findings] == ["5-001"]
    reasons = [one.reason for one in ledger.warnings]
    assert ("other_round" in reasons) is said
