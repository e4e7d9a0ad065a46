"""责任部门和责任人合写一栏的表：科室不当成人，人一个不少。"""

import pytest

from rules.vocabulary import Role
from tests.rules.ledger.rows import HEADER, places, read, row_of


def _with(
    written: str, word: str = "责任科室及责任人"
) -> tuple[list[object], list[str]]:
    header = [word if head == "责任人" else head for head in HEADER]
    return row_of(责任领导="", 责任人=written), header


@pytest.mark.parametrize(
    "written",
    [
        "计财股\n王磊、邓佳宁",
        "计财股、王磊、邓佳宁",
        "计财股/王磊\n宣传股/邓佳宁",
        "计财股\n王磊\n宣传股\n邓佳宁",
        "计财股、宣传股：王磊、邓佳宁",
        "王磊（计财股）、邓佳宁",
    ],
)
@pytest.mark.parametrize("word", ["责任科室及责任人", "责任部门/责任人"])
def test_an_office_above_its_people_is_nobody(written: str, word: str) -> None:
    """一格里科室写在人的前头，怎么隔开都只登记人。"""
    row, header = _with(written, word)
    people = read(row, header=header).findings[0].people
    assert [person.userid for person in people] == ["wanglei_jy", "deng"]


@pytest.mark.parametrize("written", ["计财股", "李登科\n王磊", "王晓\n邓佳宁"])
def test_what_may_be_a_name_is_not_left_out(written: str) -> None:
    """只写了科室，或写的可能是个不在花名册上的人，照样拒收，不悄悄略过。"""
    row, header = _with(written)
    refused = read(row, header=header).refused
    assert places(refused) == [(2, "责任科室及责任人", "unknown_person")]


def test_an_office_in_a_column_of_persons_is_refused() -> None:
    """责任人一栏里写了科室，仍要核对。"""
    refused = read(row_of(责任人="计财股\n王磊")).refused
    assert places(refused) == [(2, "责任人", "unknown_person")]


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("责任领导、责任部门、责任人", "苏晓彤\n计财股\n王磊、邓佳宁"),
        ("责任领导/责任部门/责任人", "苏晓彤/计财股/王磊、邓佳宁"),
        ("责任部门、责任领导、责任人", "计财股；苏晓彤；王磊、邓佳宁"),
        (
            "责任领导、责任科室、责任人",
            "责任领导：苏晓彤\n责任科室：计财股\n责任人：王磊、邓佳宁",
        ),
        (
            "责任领导及责任人",
            "责任领导：苏晓彤\n责任科室：计财股\n责任人：王磊、邓佳宁",
        ),
    ],
)
def test_leader_office_and_persons_in_one_cell(word: str, written: str) -> None:
    """责任领导、责任部门、责任人合写一栏的，领导归领导，责任人归责任人，科室不当成人。"""
    header = [word if head == "责任人" else head for head in HEADER]
    leader = header.index("责任领导")
    row = row_of(责任人=written)
    del header[leader], row[leader]
    people = read(row, header=header).findings[0].people
    assert [(one.userid, one.role) for one in people] == [
        ("su", Role.RESPONSIBLE_LEADER),
        ("wanglei_jy", Role.RESPONSIBLE_PERSON),
        ("deng", Role.RESPONSIBLE_PERSON),
    ]
