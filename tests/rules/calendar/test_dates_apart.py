"""看着像说了日子、说的却是另一天的：要问，不给一个没人说过的日子。"""

import pytest

from rules.calendar.dates import Kind, read
from tests.rules.calendar.moments import CALENDAR, NOW


@pytest.mark.parametrize(
    "words",
    [
        *("下个月的第一个周五", "下周第一个工作日", "10月第二周", "四季度第一个月"),
        *("年底最后一周", "11月头三天", "年底之前的第二周", "11月第三个星期三"),
    ],
)
def test_a_day_within_a_period_is_asked(words: str) -> None:
    """说的是这段日子里的第几天、第几周的，不读成这段日子的最后一天。"""
    assert read(words, NOW, CALENDAR).on is None


@pytest.mark.parametrize(
    "words",
    [
        *("年底前一个月", "月底前三天", "国庆前三天", "春节前20天", "12月31日前一周"),
        *("10月15日后三天", "10月15日后三天内", "不早于10月底", "不得早于10月15日"),
    ],
)
def test_so_far_before_or_after_a_day_is_asked(words: str) -> None:
    """说的是那天之前、之后多少天的，不读成那一天，也不从今天数。"""
    assert read(words, NOW, CALENDAR).kind is Kind.AMBIGUOUS


@pytest.mark.parametrize("words", ["验收当天", "会议当天报送", "方案印发次日"])
def test_the_day_of_an_event_is_not_today(words: str) -> None:
    """某件事的当天、次日，不是今天、明天。"""
    assert read(words, NOW, CALENDAR).on is None


def test_days_after_a_meeting_leave_its_own_day_alone() -> None:
    """写着开会是哪天、会后几天内报的，不把开会那天当期限。"""
    said = "10月12日开会，会后三天内报"
    assert read(said, NOW, CALENDAR).kind is Kind.AMBIGUOUS


@pytest.mark.parametrize(
    "words",
    [
        *(
            "隔周周五",
            "单周周三",
            "每周一、周三",
            "每月5日、20日",
            "每逢月底",
            "逢周五",
        ),
        *("每月月底", "每个季度末", "每年6月和12月底", "2026年起每年年底", "上季度末"),
        *("截至9月20日已收回3万元", "3月至5月的凭证已补齐"),
    ],
)
def test_what_recurs_or_is_past_sets_no_limit(words: str) -> None:
    """反复的、已经过去的、只说哪几个月东西的，不当期限。"""
    assert read(words, NOW, CALENDAR).kind is Kind.NONE
