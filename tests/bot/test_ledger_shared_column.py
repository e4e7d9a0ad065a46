"""责任领导和责任人合写一栏的表：分得出谁是谁，原样导出再导入没有变。"""

from typing import Any

import pytest

from tests.bot.books import books, shown
from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK

HEADS = [
    "责任领导\n责任人",
    "责任领导/责任人",
    "责任领导、责任人",
    "责任领导及责任人",
    "责任领导和责任人",
]
LED = [("苏晓彤", "responsible_leader"), ("邓佳宁", "responsible_person")]


def people_of(box: Box, code: str) -> list[tuple[str, str]]:
    """Who is named on a finding, with the role."""
    people: Any = shown(box, code)["people"]
    return [(one["name"], one["role"]) for one in people]


def imported(box: Box, header: str, cell: str) -> str:
    """Import one finding with such a column; what was said."""
    head = ["序号", "单位", "问题", "整改措施", header, "整改时限"]
    row = [1, "区教育局", "账目未公示", "公示", cell, "2026年6月30日"]
    path = books(box.place / "台账.xlsx", {"台账": [head, row]})
    status, out, _ = box.run("import", path, *FEEDBACK)
    assert status == 0, out
    return out


@pytest.mark.parametrize("header", HEADS)
@pytest.mark.parametrize(
    "cell",
    [
        "责任领导：苏晓彤\n责任人：邓佳宁",
        "苏晓彤\n邓佳宁",
        "苏晓彤/邓佳宁",
        "苏晓彤、邓佳宁",
        *("苏晓彤\n责任人：邓佳宁", "分管副局长：苏晓彤；经办人：邓佳宁"),
        *("邓佳宁（责任人）、苏晓彤（责任领导）", "责任人邓佳宁，责任领导苏晓彤"),
        *("责任领导\n苏晓彤\n责任人\n邓佳宁", "苏晓彤（局领导、班子成员）、邓佳宁"),
        "直接责任人：邓佳宁；责任领导：苏晓彤",
    ],
)
def test_both_in_one_column(box: Box, header: str, cell: str) -> None:
    """写了称呼的看称呼，没写的按栏名的次序，并提示核对。"""
    assert "请核对" in imported(box, header, cell)
    assert people_of(box, "5-001") == LED


@pytest.mark.parametrize(
    ("header", "cell"),
    [("责任人及责任领导", "邓佳宁\n苏晓彤"), ("责任人／责任领导", "邓佳宁/苏晓彤")],
)
def test_the_order_is_that_of_the_header(box: Box, header: str, cell: str) -> None:
    """栏名先写责任人的，格里先写的是责任人。"""
    imported(box, header, cell)
    assert sorted(people_of(box, "5-001")) == sorted(LED)


def test_several_posts_are_one_person(box: Box) -> None:
    """一人写着几个职务的，不把职务当成另一个人。"""
    imported(box, HEADS[1], "党组成员、副局长邓佳宁")
    assert people_of(box, "5-001") == LED[1:]


def test_a_post_may_be_the_leader(box: Box) -> None:
    """责任领导只写职务、下一行是责任人的，两个都登记，提示核对。"""
    assert "只写了职务" in imported(box, HEADS[1], "局长\n邓佳宁")
    assert people_of(box, "5-001") == [("梁振邦", "responsible_leader"), *LED[1:]]


def test_an_empty_cell_is_said_once(box: Box) -> None:
    """合写的一栏空着，只说一句。"""
    assert imported(box, HEADS[1], "").count("”为空") == 1


def test_one_alone_does_the_work(box: Box) -> None:
    """这一栏只写了一个人的，是责任人。"""
    imported(box, HEADS[0], "邓佳宁")
    assert people_of(box, "5-001") == LED[1:]


def test_the_export_can_be_imported_again(box: Box) -> None:
    """照原来的表头导出，两种人还在一格里，再导入没有变。"""
    imported(box, HEADS[0], "苏晓彤\n邓佳宁、王磊")
    out = str(box.place / "再.xlsx")
    assert box.run("export", "--format", "xlsx", "--layout", "imported", out)[0] == 0
    status, said, _ = box.run("import", out, *FEEDBACK)
    assert (status, "未变1项" in said) == (0, True), said


def test_an_office_and_its_person_share_a_column(box: Box) -> None:
    """“责任科室/责任人”一栏写的是责任人。"""
    imported(box, "责任科室/责任人", "宣传股：邓佳宁")
    assert people_of(box, "5-001") == LED[1:]
