"""反馈意见里的表格：一行不丢，不认得的栏说出来。"""

import pytest

from rules.feedback.draft import read_feedback
from rules.feedback.items import Feedback, Paragraph

TITLE = Paragraph("关于巡察县水利局党组的反馈意见")


def read(*rows: Paragraph | tuple[str, ...]) -> Feedback:
    """Read a document of paragraphs and rows."""
    return read_feedback(
        [
            TITLE,
            *(
                row if isinstance(row, Paragraph) else Paragraph("", cells=row)
                for row in rows
            ),
        ]
    )


def test_a_row_in_one_piece_is_a_category() -> None:
    """表里整行合并的一行是类别，不是问题。"""
    found = read(
        ("序号", "存在问题", "整改建议"),
        ("一、廉洁方面",) * 3,
        ("1", "招标不规范。", "规范招标。"),
    )
    assert [(one.category, one.text) for one in found.findings] == [
        ("廉洁方面", "招标不规范。")
    ]


def test_a_header_over_two_columns_covers_both() -> None:
    """表头跨两栏的，两栏的字都在。"""
    found = read(
        ("序号", "具体问题", "具体问题", "整改建议"),
        ("1", "工程方面", "招标不规范。", "规范招标。"),
    )
    assert found.findings[0].text == "工程方面\n招标不规范。"


def test_a_finding_over_two_rows_has_both_suggestions() -> None:
    """一个问题跨两行、各有建议的，是一个问题两条建议。"""
    covered = Paragraph(
        "", cells=("1", "招标不规范。", "培训。"), covered=frozenset({0, 1})
    )
    found = read(
        ("序号", "存在问题", "整改建议"), ("1", "招标不规范。", "规范招标。"), covered
    )
    assert [(one.text, one.suggestion) for one in found.findings] == [
        ("招标不规范。", "规范招标。\n培训。")
    ]


def test_a_second_table_of_suggestions_is_read() -> None:
    """问题一张表、建议另一张表的，建议不丢，照样配。"""
    found = read(
        ("序号", "存在问题"),
        ("1", "招标不规范。"),
        Paragraph("整改建议如下"),
        ("序号", "整改建议"),
        ("1", "针对第1个问题，规范招标。"),
        ("2", "加强食堂管理。"),
    )
    assert found.findings[0].suggestion == "针对第1个问题，规范招标。"
    assert found.remarks == ("建议2“加强食堂管理”没有对应的问题",)


def test_a_suggestion_without_its_finding_in_the_row_is_said() -> None:
    """表里问题一格空着、建议一格有字的，点出来。"""
    found = read(
        ("序号", "存在问题", "整改建议"),
        ("1", "招标不规范。", "规范招标。"),
        ("2", "", "加强食堂管理。"),
    )
    assert found.remarks == ("建议1“加强食堂管理”没有对应的问题",)


def test_a_column_without_a_place_in_the_draft_is_said() -> None:
    """草稿里没有位置的栏，说出是哪一栏。"""
    found = read(
        ("序号", "具体问题", "整改建议", "具体表现"), ("1", "甲。", "乙。", "丙。")
    )
    assert found.remarks == ("表格里的“具体表现”一栏没有读进草稿",)


def test_another_table_is_part_of_the_text() -> None:
    """认不得的表格，格子里的字归到正文，合并的格子只读一次。"""
    again = Paragraph("", cells=("甲项目", "二期"), covered=frozenset({0}))
    found = read(
        Paragraph("一、存在问题"),
        Paragraph("1.拨付不及时。"),
        ("甲项目", "一期"),
        again,
    )
    assert found.findings[0].text == "拨付不及时。\n甲项目\n一期\n二期"


@pytest.mark.parametrize("word", ["巡察建议", "意见和建议", "对策建议", "整改要求"])
def test_a_column_of_suggestions_by_other_words(word: str) -> None:
    """建议一栏的几种叫法都认得。"""
    found = read(("序号", "存在问题", word), ("1", "甲。", "乙。"))
    assert found.findings[0].suggestion == "乙。"
