"""标题行：写着的单位、反馈日期和轮次都读出来，不存在的日子不算。"""

from datetime import date

import pytest

from rules.ledger.headers import recognise
from tests.rules.ledger.sheets import sheet_of


def test_title_lines_tell_unit_day_and_round() -> None:
    """标题行里写着的单位、反馈日期和轮次都读出来。"""
    rows: list[list[object]] = [
        ["关于区委第十二轮巡察反馈意见整改方案"],
        ["填报单位（盖章）：区卫生健康局    反馈时间：２０２６年４月１０日"],
        ["序号", "反馈问题", "整改措施", "完成时限"],
    ]
    layout = recognise(sheet_of(*rows))
    assert layout.unit_from_title == "区卫生健康局"
    assert layout.feedback_from_title == date(2026, 4, 10)
    assert layout.round_from_title == "12"
    assert [row for row, _ in layout.titles] == [1, 2]


@pytest.mark.parametrize(
    "title",
    [
        "反馈日期：二〇二六年四月十日",
        "（二○二六年四月十日反馈）",
        "第五轮巡察整改台账（2026年4月10日集中反馈）",
    ],
)
def test_the_day_of_feedback_may_stand_otherwise(title: str) -> None:
    """反馈日期用汉字写的、写在“反馈”前面的，也读得出来。"""
    rows: list[list[object]] = [[title], ["序号", "反馈问题", "整改措施"]]
    assert recognise(sheet_of(*rows)).feedback_from_title == date(2026, 4, 10)


def test_impossible_day_in_title_is_no_day() -> None:
    """标题里不存在的日期不当日期。"""
    rows: list[list[object]] = [
        ["反馈日期2026.2.30"],
        ["序号", "反馈问题", "整改措施"],
    ]
    assert recognise(sheet_of(*rows)).feedback_from_title is None
