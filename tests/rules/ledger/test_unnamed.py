"""名字没写全的：写了“等”的、只写职务的，看得出指谁才认。"""

import pytest

from rules.ledger.people import Directory
from tests.rules.ledger.rows import places, read, row_of


@pytest.mark.parametrize(
    "written",
    [
        "邓佳宁等",
        "邓佳宁等3人",
        "邓佳宁等同志",
        "邓佳宁及有关股室负责人",
        "宣传股股长邓佳宁等",
        *("邓佳宁（宣传股）等", "邓佳宁等（宣传股）", "邓佳宁、等", "邓佳宁等。"),
        *("邓佳宁与有关同志", "邓佳宁等各股室负责人", "邓佳宁及宣传股全体人员"),
    ],
)
def test_a_name_and_others(written: str) -> None:
    """写着“等”的，登记写出姓名的人，提示其他人没有登记。"""
    ledger = read(row_of(责任领导="", 责任人=written))
    assert [person.userid for person in ledger.findings[0].people] == ["deng"]
    (warned,) = [one for one in ledger.warnings if one.reason == "and_others"]
    assert "没有写出姓名的没有登记" in warned.text


@pytest.mark.parametrize(
    "written", ["党组书记", "局长", "党组书记、局长", "区教育局局长"]
)
def test_a_post_that_one_person_holds(written: str) -> None:
    """只写职务的，本单位只有一人任这一职务就是他，提示核对。"""
    ledger = read(row_of(责任领导=written))
    people = [person.userid for person in ledger.findings[0].people]
    assert people == ["liang", "wanglei_jy", "deng"]
    assert {one.reason for one in ledger.warnings} == {"by_post"}


@pytest.mark.parametrize("written", ["副局长", "纪检组长", "领导"])
def test_a_post_of_several_or_nobody_is_refused(written: str) -> None:
    """几个人任的职务、没有人任的职务，不猜。"""
    ledger = read(row_of(责任领导=written))
    assert places(ledger.refused) == [(2, "责任领导", "unknown_person")]


@pytest.mark.parametrize(
    "written", ["邓佳宁和王磊等", "邓佳宁 王磊等3人", "邓佳宁及王磊等同志"]
)
def test_several_names_and_others(written: str) -> None:
    """几个名字后面写着“等”的，写出姓名的都登记。"""
    ledger = read(row_of(责任领导="", 责任人=written))
    people = [person.userid for person in ledger.findings[0].people]
    assert people == ["deng", "wanglei_jy"]
    assert "and_others" in {one.reason for one in ledger.warnings}


def test_others_behind_somebody_of_another_unit() -> None:
    """别的单位的人后面写着“等”的，两件事都提示。"""
    ledger = read(row_of(责任人="汤立群等"))
    assert {"other_unit", "and_others"} <= {one.reason for one in ledger.warnings}


@pytest.mark.parametrize(
    "written", ["邓佳宁及有关股室负责人苏晓彤王磊", "邓佳宁及有关人员赵无名"]
)
def test_a_name_among_the_others_is_not_left_out(written: str) -> None:
    """“及有关人员”后面还写着名字的，认不出就拒收，不当成没有写出姓名的。"""
    (refused,) = read(row_of(责任人=written)).refused
    assert refused.reason == "unknown_person"


def test_a_post_of_another_unit_says_nothing_here() -> None:
    """一人在两个单位任职的，只写职务的看他在本单位的职务，别处的职务不算。"""
    directory = Directory.of(
        [("区教育局", "苏晓彤", "su"), ("区体育中心", "苏晓彤", "su")],
        titles=[("区教育局", "su", "局长"), ("区体育中心", "su", "理事")],
    )
    assert directory.find("区教育局", "局长").userid == "su"
    assert directory.find("区体育中心", "局长").userid is None
    assert directory.find("区体育中心", "理事").userid is None


def test_a_post_of_several_says_what_to_write() -> None:
    """只写职务、认不出是谁的，说清要写姓名，不说花名册里没有这个人。"""
    (refused,) = read(row_of(责任领导="副局长")).refused
    assert "请写明姓名" in refused.instead


@pytest.mark.parametrize(
    "written",
    [
        "原：王磊 现：邓佳宁",
        "王磊（已调离）、邓佳宁",
        "王磊（原）邓佳宁（现）",
        "原责任人王磊，现责任人邓佳宁",
    ],
)
def test_a_cell_that_says_who_had_it_before_is_refused(written: str) -> None:
    """责任人一格写着换过人的，不把两个人都登记，请只写现在负责的人。"""
    (refused,) = read(row_of(责任人=written)).refused
    assert (refused.reason, refused.column) == ("changed_hands", "责任人")
    assert refused.instead == "这里像是写着换过人，请只写现在负责的人。"


@pytest.mark.parametrize("written", ["邓佳宁（接替王磊）", "邓佳宁（原分管）"])
def test_one_name_beside_such_words_is_taken(written: str) -> None:
    """旁边写着接替谁、原分管的，只读出一个人，照收。"""
    (finding,) = read(row_of(责任人=written)).findings
    assert "deng" in {one.userid for one in finding.people}
