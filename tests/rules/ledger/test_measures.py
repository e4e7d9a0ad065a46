"""措施和时限的写法：一格里几条、几个时限，怎样写都分得开，写回去还读得回来。"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar.workdays import statutory_calendar
from rules.deadlines import read_due
from rules.ledger.cells import join_measures, split_measures
from rules.vocabulary import Clock

FEEDBACK = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("written", "measures"),
    [
        ("①制定计划②严格执行③检查", ["制定计划", "严格执行", "检查"]),
        ("1.修订制度 2.开展培训", ["修订制度", "开展培训"]),
        ("（1）清查账号（2）建立台账", ["清查账号", "建立台账"]),
        ("⑴清查账号⑵建立台账", ["清查账号", "建立台账"]),
        ("● 清查账号\n● 建立台账", ["清查账号", "建立台账"]),
        ("1.核实10、20号楼；2.追责", ["核实10、20号楼", "追责"]),
        ("按照附件②要求整改", ["按照附件②要求整改"]),
        ("1、对接第2、3中学", ["对接第2、3中学"]),
        ("对照清单（1）和（2）整改", ["对照清单（1）和（2）整改"]),
    ],
)
def test_measures_in_a_cell(written: str, measures: list[str]) -> None:
    """一格里的措施按编号分开，正文里的序号不算编号。"""
    assert split_measures(written) == measures


@pytest.mark.parametrize(
    ("written", "measures"),
    [
        (
            "1.2所学校纳入配送\n2.120宗案卷交叉评查",
            ["2所学校纳入配送", "120宗案卷交叉评查"],
        ),
        ("1.制定基准\n2.12名党员转接", ["制定基准", "12名党员转接"]),
        ("1.2026年6月底前清退\n2.问责", ["2026年6月底前清退", "问责"]),
        ("1.3.84万元全额清退\n2.清查", ["3.84万元全额清退", "清查"]),
        ("1.3个项目补充论证", ["3个项目补充论证"]),
        ("2.9个卫生院按月通报", ["9个卫生院按月通报"]),
        ("1.5个百分点以内", ["1.5个百分点以内"]),
        ("1.412亩逐户核减\n2.问责", ["412亩逐户核减", "问责"]),
        ("1.问责\n2.412亩核减\n3.公示", ["问责", "412亩核减", "公示"]),
        ("1.问责；\n2.9眼机井修复", ["问责", "9眼机井修复"]),
        ("1.追回资金共\n2.5万元", ["追回资金共\n2.5万元"]),
        ("1.建账\n2.2024年支出公示", ["建账", "2024年支出公示"]),
        ("追回资金\n2.5万元", ["追回资金", "2.5万元"]),
        ("1.5个月内办结", ["1.5个月内办结"]),
        ("3.15专项行动", ["3.15专项行动"]),
    ],
)
def test_a_point_before_a_figure(written: str, measures: list[str]) -> None:
    """编号的点后面紧跟数字：数的是整数，或上下行依次编号，才是编号；可能是小数的原样留着。"""
    assert split_measures(written) == measures


@given(
    st.lists(
        st.text("整改制度12、.，；（）① \n", min_size=1, max_size=12).map(
            lambda text: f"文{text}"
        ),
        min_size=1,
        max_size=4,
    )
)
def test_measures_written_back(texts: list[str]) -> None:
    """读出来的措施写回一格，再读还是那几条；末尾的分号是隔开用的，不算措施的字。"""
    read = [one.rstrip("；") for text in texts for one in split_measures(text)]
    measures = [one for one in read if one == one.strip() != ""]
    assert split_measures(join_measures(measures)) == measures


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("2026.12", date(2026, 12, 31)),
        ("2026-12", date(2026, 12, 31)),
        ("2026.6月底", date(2026, 6, 30)),
        ("2026 年 12 月 31 日", date(2026, 12, 31)),
        ("2026年6月30日 星期二", date(2026, 6, 30)),
        ("2026年6月30日（周二）前", date(2026, 6, 30)),
        ("2026-06-30T00:00:00", date(2026, 6, 30)),
        (20261231, date(2026, 12, 31)),
        (20261231.0, date(2026, 12, 31)),
        (2026.12, date(2026, 12, 31)),
        (2026.6, date(2026, 6, 30)),
        (2026.01, date(2026, 1, 31)),
        ("2026年5-12月", date(2026, 12, 31)),
        ("2026年11-2月", date(2027, 2, 28)),
        ("5月至12月", date(2026, 12, 31)),
        ("2026.4.15-6.30", date(2026, 6, 30)),
        ("4.15-6.30", date(2026, 6, 30)),
        ("2026年4月15-30日", date(2026, 4, 30)),
        ("2026年12\n月底前", date(2026, 12, 31)),
        ("2026年6月30日-7月5日", date(2026, 7, 5)),
        ("6月30日-12月31日", date(2026, 12, 31)),
        ("2026年1月—2026年12月", date(2026, 12, 31)),
        ("2026.1-2026.12", date(2026, 12, 31)),
        ("2026-6-30～2026-12-31", date(2026, 12, 31)),
    ],
)
def test_limits_as_ledgers_write_them(written: object, on: date) -> None:
    """年月、空格、星期、起止、没有分隔的数字，时限都读作最后那一天。"""
    due = read_due(written, FEEDBACK, statutory_calendar())
    assert due is not None
    assert (due.clock, due.on) == (Clock.DATED, on)


@pytest.mark.parametrize(
    "written",
    [
        2026.1,
        2026.13,
        2026,
        "2026年6月30日（周三）",
        "5月3人到岗",
        "4-6月",
        "2026.11.15-2.28",
    ],
)
def test_limits_that_are_not_guessed(written: object) -> None:
    """分不清一月十月的小数、年份、几个月还是几月、和日期对不上的星期、人数，都不当作时限。"""
    assert read_due(written, FEEDBACK, statutory_calendar()) is None


def test_a_word_broken_by_a_narrow_column_is_read() -> None:
    """栏窄，立行立改写成了两行，还是立行立改。"""
    due = read_due("立行\n立改", FEEDBACK, statutory_calendar())
    assert due is not None
    assert due.clock is Clock.IMMEDIATE


@pytest.mark.parametrize("written", ["2026年6月并长期坚持", "6月、长期坚持"])
def test_a_month_before_long_term_is_a_date_too(written: str) -> None:
    """只写到月、并长期坚持的，日子不丢：月底到期，以后长期坚持。"""
    due = read_due(written, FEEDBACK, statutory_calendar())
    assert due is not None
    assert (due.on, due.then_long_term) == (date(2026, 6, 30), True)


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("2026年9月1日至12月31日", date(2026, 12, 31)),
        ("2026年9月1日起至12月底", date(2026, 12, 31)),
        ("2026年11月15日—1月20日", date(2027, 1, 20)),
    ],
)
@pytest.mark.parametrize("feedback_on", [None, date(2025, 6, 10)])
def test_the_end_of_a_range_has_the_year_of_its_beginning(
    written: str, on: date, feedback_on: date | None
) -> None:
    """起止日期只写了起的年份，止就在那一年，跨年的在下一年；不从反馈那年算。"""
    due = read_due(written, feedback_on, statutory_calendar())
    assert due is not None
    assert due.on == on
