"""一段日子：怎么说的都认得，从哪天到哪天算得准。"""

from datetime import date

import pytest

from rules.calendar import spans

TODAY = date(2026, 10, 14)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("said", "name", "first", "last"),
    [
        ("今天", "今天", "2026-10-14", "2026-10-14"),
        ("明日", "明天", "2026-10-15", "2026-10-15"),
        ("后天", "后天", "2026-10-16", "2026-10-16"),
        ("这个星期", "本周", "2026-10-14", "2026-10-18"),
        ("下周", "下周", "2026-10-19", "2026-10-25"),
        ("这个月", "本月", "2026-10-14", "2026-10-31"),
        ("下个月", "下月", "2026-11-01", "2026-11-30"),
        ("11月", "11月", "2026-11-01", "2026-11-30"),
        ("十二月份", "12月", "2026-12-01", "2026-12-31"),
        ("10月", "10月", "2026-10-14", "2026-10-31"),
        ("3月", "3月", "2027-03-01", "2027-03-31"),
    ],
)
def test_a_span_has_a_first_and_a_last_day(
    said: str, name: str, first: str, last: str
) -> None:
    """本周、本月从今天起，下周从周一到周日，下月从一号到月底。"""
    assert spans.named(f"{said}到期") == name
    assert [day.isoformat() for day in spans.days(name, TODAY)] == [first, last]


def test_months_run_over_the_year() -> None:
    """十二月说下月，是来年一月。"""
    seen = spans.days("下月", date(2026, 12, 31))
    assert seen == (date(2027, 1, 1), date(2027, 1, 31))
