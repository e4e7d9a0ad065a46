"""一段日子：头上写着年份的，尾上的日子也是那一年的；说几样的不猜。"""

from datetime import date

import pytest

from rules.calendar.workdays import statutory_calendar
from rules.deadlines import read_due

FEEDBACK = date(2026, 4, 10)


def _due(written: str) -> str | None:
    due = read_due(written, FEEDBACK, statutory_calendar())
    return due.on.isoformat() if due and due.on else None


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("2027年第二季度到第四季度", "2027-12-31"),
        ("2027年二、三季度", "2027-09-30"),
        ("2027年第一、二季度", "2027-06-30"),
        ("2027年上半年至下半年", "2027-12-31"),
        ("2027年3月初至5月中旬", "2027-05-20"),
        ("2027年3月至年底", "2027-12-31"),
        ("2027年3月1日到五一节前", "2027-04-30"),
        ("2027年春节至五一前", "2027-04-30"),
        ("2027年6月、9月底前", "2027-09-30"),
        ("2026年10月、1月底前", "2027-01-31"),
    ],
)
def test_the_year_of_the_beginning_holds_for_the_end(written: str, on: str) -> None:
    """一段或几样日子，头上写了年份、尾上没写的，尾上从头上那天往后数。"""
    assert _due(written) == on


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("2026年二季度-四季度", "2026-12-31"),
        ("二季度-四季度", "2026-12-31"),
        ("2026年1-2季度", "2026-06-30"),
        ("2026年Q2-Q4", "2026-12-31"),
        ("五月-九月", "2026-09-30"),
        ("2026年3-9月", "2026-09-30"),
        ("5-9月底前", "2026-09-30"),
        ("11—2月底", "2027-02-28"),
        ("2026年11月-2027年2月", "2027-02-28"),
    ],
)
def test_a_dash_between_quarters_and_months(written: str, on: str) -> None:
    """季度、月份之间的短横是“到”，算到后一个的末了。"""
    assert _due(written) == on


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("2026年5月中旬至下旬", "2026-05-31"),
        ("5月中旬-下旬", "2026-05-31"),
        ("2027年3月15日至月底", "2027-03-31"),
        ("5月15日至月底", "2026-05-31"),
        ("5月15-月底", "2026-05-31"),
    ],
)
def test_a_part_of_the_month_that_the_range_begins_in(written: str, on: str) -> None:
    """从哪个月开始的一段，末尾的下旬、月底就是那个月的。"""
    assert _due(written) == on


@pytest.mark.parametrize(
    "written",
    [
        "2026年4月-8月、10月",
        "2026年3-5日",
        "2026年四季度至一季度",
        "3-6月",
        "2026年6月、9月",
    ],
)
def test_what_may_mean_several_days_is_none(written: str) -> None:
    """另有一个月、年份后面不成日子、季度倒着写的，不取其中一个。"""
    assert _due(written) is None
