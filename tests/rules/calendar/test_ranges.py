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


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("2027年五一至国庆前", "2027-09-30"),
        ("2027年国庆至春节前", "2028-01-25"),
        ("2027年第一季度至6月底", "2027-06-30"),
        ("2027年一季度-9月底", "2027-09-30"),
        ("2027年第四季度至1月底", "2028-01-31"),
        ("2027年下半年至1月底", "2028-01-31"),
        ("2027年3月起至国庆前", "2027-09-30"),
        ("2027年3月起，至6月底", "2027-06-30"),
        ("2027年：6月底前", "2027-06-30"),
        ("2027年（6月底前）", "2027-06-30"),
        ("2027年下半年至次年3月", "2028-03-31"),
        ("2026年第四季度至次年第一季度", "2027-03-31"),
        ("2026年国庆节前、9月底前", "2026-09-30"),
    ],
)
def test_whatever_says_its_year_begins_a_range(written: str, on: str) -> None:
    """头上写着年份的节日、季度、半年、“起”，尾上的日子一样从那里往后数。"""
    assert _due(written) == on


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("2027年3月，三个月内", "2026-07-10"),
        ("2027年，10个工作日内", "2026-04-24"),
        ("2027年3月、下月底前", "2026-05-31"),
        ("明年3月初至明年6月底", "2027-06-30"),
        ("2027年3月15日至本月底", "2027-03-31"),
        ("2026年6月起三个月内", "2026-09-01"),
    ],
)
def test_what_counts_from_today_does_not_take_over_a_year(
    written: str, on: str
) -> None:
    """三个月内、下月底、明年不从前面另一个日子数起，写了“起”、是一段的才是。"""
    assert _due(written) == on


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("2026年5月1日——7月31日", "2026-07-31"),
        ("2026年5月——7月", "2026-07-31"),
        ("2026.5.1--7.31", "2026-07-31"),
        ("2026年底——2027年3月", "2027-03-31"),
        ("2026年下半年-2027年上半年", "2027-06-30"),
        ("2026年5月底至9月底", "2026-09-30"),
        ("12月底-1月底", "2027-01-31"),
    ],
)
def test_a_range_ends_at_its_end(written: str, on: str) -> None:
    """破折号也是“到”，从哪天起的那一天不是时限，尾上的才是。"""
    assert _due(written) == on


def test_the_first_three_quarters() -> None:
    """2026年前三季度到九月底为止，不是2026年以前。"""
    assert _due("2026年前三季度") == "2026-09-30"


@pytest.mark.parametrize("written", ["2026年6.30前", "2026年6/30", "2026年 6.30"])
def test_a_day_in_figures_behind_a_year(written: str) -> None:
    """年份后面用点、斜线写着月日的，就是那一天。"""
    assert _due(written) == "2026-06-30"


@pytest.mark.parametrize(
    "written", ["2026年10月-12月、1月-3月", "2026年4-8月、10-12月"]
)
def test_two_stretches_of_months_are_none(written: str) -> None:
    """写着两段月份的，不取其中一段。"""
    assert _due(written) is None


@pytest.mark.parametrize(
    "written",
    ["99999个月内", "99999999个工作日内", "99999999周内", "9999年10月至3月"],
)
def test_what_leads_out_of_all_years_is_no_day(written: str) -> None:
    """数到万年以后去的，读不成日子，照看不出哪一天拒收。"""
    assert _due(written) is None


def test_a_range_that_runs_backwards_is_none() -> None:
    """尾上的日子比头上的还早的，不取其中一个。"""
    assert _due("2026年9月底至2026年6月底") is None
