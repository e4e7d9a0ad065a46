"""从哪里算起：次年、若干天以后，算得清的照数，说不清从哪件事算的要问。"""

from datetime import date, datetime

import pytest

from rules.calendar.dates import Kind, read
from rules.calendar.workdays import statutory_calendar
from tests.rules.calendar.moments import CALENDAR, NOW


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("次年6月", "2027-06-30"),
        ("次年底前", "2027-12-31"),
        ("力争翌年3月5日前完成", "2027-03-05"),
        ("11月至次年2月底前", "2027-02-28"),
        ("2027年11月至次年2月", "2028-02-29"),
        ("2027年11-2月", "2028-02-29"),
        ("10月最后一天", "2026-10-31"),
        ("下月最后一天前", "2026-10-31"),
        ("第二年6月底前", "ambiguous"),
        ("下一年度6月底", "ambiguous"),
        ("2026年7月启动，次年6月底前完成", "ambiguous"),
        ("3月至次年2月底前", "ambiguous"),
        ("2026年11月至次年3月15日", "ambiguous"),
    ],
)
def test_next_year_is_not_this_one(said: str, seen: str) -> None:
    """次年从今天算是明年，从前面写的年月算的要问，不当成今年；最后一天就是月底。"""
    now = datetime.fromisoformat("2026-09-22T10:00:00+08:00")
    reading = read(said, now, statutory_calendar())
    shown = reading.on.isoformat() if reading.on else reading.kind.value
    assert shown == seen


@pytest.mark.parametrize(
    "words",
    [
        "节后三天内",
        "验收合格后10日内",
        "方案印发后30日内",
        "资金到位后1个月内",
        "公示结束后5个工作日内",
        "自方案批准之日起三个月内",
        "合同签订当日起10天",
        "三月内",
    ],
)
def test_days_after_an_event_are_asked(words: str) -> None:
    """从没有写明日子的事情算起的天数，不从今天算，要问。"""
    assert read(words, NOW, CALENDAR).kind is Kind.AMBIGUOUS


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("收到反馈意见后2个月内", "2026-11-22"),
        ("今后三个月内", "2026-12-22"),
        ("延后三个月", "2026-12-22"),
        ("顺延三个月", "2026-12-22"),
        ("收到通知书之日起10天内", "2026-10-02"),
        ("自即日起10天内", "2026-10-02"),
        ("十二月内", "2026-12-31"),
        ("十月内", "2026-10-31"),
        ("五天之后", "2026-09-27"),
    ],
)
def test_days_after_the_feedback_or_today_are_counted(words: str, seen: str) -> None:
    """从反馈、从今天算起的，照数。"""
    assert read(words, NOW, CALENDAR).on == date.fromisoformat(seen)
