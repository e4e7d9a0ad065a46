"""工作日：放假、调休、跨节。"""

from datetime import date, timedelta

import holidays
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar.workdays import statutory_calendar

CALENDAR = statutory_calendar()
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def test_make_up_workdays_of_2026() -> None:
    """调休上班的周末是工作日，放假的周中不是。"""
    for day in ("2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"):
        assert CALENDAR.is_workday(date.fromisoformat(day))
    for day in ("2026-01-02", "2026-09-25", "2026-10-01", "2026-10-07"):
        assert not CALENDAR.is_workday(date.fromisoformat(day))


def test_published_years_agree_with_the_published_table() -> None:
    """已公布的年份和公布的放假表一致。"""
    table = holidays.China(years=(2024, 2025, 2026))
    day = date(2024, 1, 1)
    while day.year < 2027:
        free = day in table or (day.weekday() > 4 and day not in table.weekend_workdays)
        assert CALENDAR.is_workday(day) is not free, day
        day += timedelta(days=1)


def test_unpublished_years_are_provisional() -> None:
    """还没公布的年份按法定节假日暂计，标明暂定。"""
    assert CALENDAR.is_provisional(date(2027, 3, 1))
    assert not CALENDAR.is_provisional(date(2026, 3, 1))
    assert not CALENDAR.is_workday(date(2027, 10, 1))


@given(day=DAYS, count=st.integers(-60, 60).filter(bool))
def test_adding_and_counting_agree(day: date, count: int) -> None:
    """往后数几个工作日，回头数也是几个。"""
    moved = CALENDAR.add_workdays(day, count)
    assert CALENDAR.is_workday(moved)
    if count > 0:
        assert CALENDAR.workdays_between(day, moved) == count


@given(day=DAYS)
def test_rest_days_lean_on_their_neighbours(day: date) -> None:
    """休息日往前靠是它之前的工作日，往后靠是它之后的。"""
    before, after = CALENDAR.on_or_before(day), CALENDAR.on_or_after(day)
    assert before <= day <= after
    assert CALENDAR.is_workday(before)
    assert CALENDAR.is_workday(after)


def test_office_edits_win() -> None:
    """巡察办录入的日子盖过原来的。"""
    day = date(2027, 2, 8)
    changed = CALENDAR.with_days(work=frozenset({day}), published=frozenset({2027}))
    assert changed.is_workday(day)
    assert not changed.is_provisional(day)
