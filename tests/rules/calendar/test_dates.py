"""日期：说法和日子的对照表。"""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from rules.calendar.dates import Kind, find, read
from rules.calendar.workdays import statutory_calendar
from tests.rules.calendar.moments import CALENDAR, NOW

SAMPLE = Path(__file__).parents[2] / "data" / "dates.tsv"

DATED = [
    "",
    "2026年12月31日 2026-12-31",
    "这个月最后一个工作日 2026-09-30",
    "下个月最后一个工作日 2026-10-30",
    "本月29 2026-09-29",
    "二〇二六年十二月三十一日 2026-12-31",
    "26.12.31 2026-12-31",
    "2026/1/5 2026-01-05",
    "2025年底 2025-12-31",
    "12月31日24时 2026-12-31",
    "12.31前 2026-12-31",
    "十二月三十一号 2026-12-31",
    "9月22日 2026-09-22",
    "9月21日 2027-09-21",
    "廿五日前 2026-09-25",
    "15号 2026-10-15",
    "29日 2026-09-29",
    "10月 2026-10-31",
    "10月份 2026-10-31",
    "12月上旬 2026-12-10",
    "十月中旬 2026-10-20",
    "11月下旬 2026-11-30",
    "明年3月5日前 2027-03-05",
    "2027年6月 2027-06-30",
    "下个月10号 2026-10-10",
    "下月底 2026-10-31",
    "下下月底 2026-11-30",
    "明天 2026-09-23",
    "后天下班前 2026-09-24",
    "10日内 2026-10-02",
    "半个月内 2026-10-07",
    "季度末 2026-09-30",
    "自反馈之日起2个月 2026-11-22",
    "赶在节前 2026-09-24",
    "一个半月 2026-11-06",
    "3个自然月 2026-12-22",
    "三个自然月内 2026-12-22",
    "15个自然日内 2026-10-07",
    "半年内 2027-03-22",
    "一年内 2027-09-22",
    "两个星期 2026-10-06",
    "再给两周 2026-10-06",
    "延期10个工作日 2026-10-13",
    "周一 2026-09-28",
    "周二 2026-09-22",
    "本周五下班前 2026-09-25",
    "下下周三 2026-10-07",
    "三季度末 2026-09-30",
    "第四季度 2026-12-31",
    "2027年一季度 2027-03-31",
    "上半年 2027-06-30",
    "年中 2027-06-30",
    "年底 2026-12-31",
    "明年底 2027-12-31",
    "2026年内 2026-12-31",
    "节前 2026-09-24",
    "国庆节前 2026-09-30",
    "五一前 2027-04-30",
    "元旦前 2026-12-31",
    "2027年春节前 2027-02-05",
    "国庆后第三个工作日 2026-10-10",
    "国庆节后第一个上班日 2026-10-08",
    "延期到11月6日周五 2026-11-06",
    "原定10月30日，延到11月15日 2026-11-15",
    "12月10日至15日 2026-12-15",
    "年终前 2026-12-31",
    "本年度内 2026-12-31",
    "季末 2026-09-30",
    "月内 2026-09-30",
    "中秋节 2026-09-25",
    "七一前 2027-06-30",
    "48小时内 2026-09-24",
    "整改完成时限：2026年10月 2026-10-31",
    "自10月1日起三个月内 2027-01-01",
    "10月至12月 2026-12-31",
    "明早 2026-09-23",
    "再延10天 2026-10-02",
    "国庆节当天 2026-10-01",
    "中秋节前一天 2026-09-24",
    "争取当天办完 2026-09-22",
    "十月最后一个工作日 2026-10-30",
    "2027年1月最后一个工作日 2027-01-29",
    "不晚于10月底 2026-10-31",
    "自方案批准之日起三个月内，最迟12月底前 2026-12-31",
    "限期1个月 2026-10-22",
    "",
]

NOTHING = (
    "2月30日",
    "11月31日前",
    "每周五报送",
    "每月5日前",
    "去年底已完成",
    "昨天",
    "上个月底",
    "尽快",
    "3.5万元",
    "完成80%",
    "青巡发〔2026〕3号",
    "3份凭证",
    "第12-31项",
    "5-023",
    "联系电话13812345678",
    "1-2月",
    "12月1日起施行",
    "每年12月底前",
    "已召开3次会议",
)

OPEN_ENDED = (
    "2月29日",
    "2.29前",
    "年前",
    "隔天",
    "过两天",
    "节后",
    "国庆后",
    "下次会议之后",
    "两三个月内",
    "双节前",
    "中秋国庆前",
    "农历八月十五前",
    "正月十五前",
    "12月底以后",
    "11月15日前或12月1日前",
    "农历八月十五前",
    "正月十五前",
    "腊月底前",
    "农历年底前",
    "重阳节前",
)


@pytest.mark.parametrize("line", [line for line in DATED if line])
def test_reads_the_day(line: str) -> None:
    """写得出日子的说法，读成那一天。"""
    words, _, expected = line.rpartition(" ")
    reading = read(words, NOW, CALENDAR)
    assert reading.kind is Kind.DATE
    assert reading.on == date.fromisoformat(expected)


@pytest.mark.parametrize("words", NOTHING)
def test_sets_no_limit(words: str) -> None:
    """不是期限、已经过去、不存在的日子，都不当期限。"""
    assert read(words, NOW, CALENDAR).kind is Kind.NONE


@pytest.mark.parametrize("words", OPEN_ENDED)
def test_asks_where_it_is_open(words: str) -> None:
    """说法可以有几种意思的，问而不猜。"""
    assert read(words, NOW, CALENDAR).kind is Kind.AMBIGUOUS


def test_immediate_and_long_term() -> None:
    """立行立改和长期坚持各有其类，有日子又长期的记作先到期后长期。"""
    assert read("立行立改", NOW, CALENDAR).kind is Kind.IMMEDIATE
    assert read("长期坚持", NOW, CALENDAR).kind is Kind.LONG_TERM
    both = read("6月底前并长期坚持", NOW, CALENDAR)
    assert both.on == date(2027, 6, 30)
    assert both.then_long_term


def test_never_silently_past() -> None:
    """没写年份的说法，从不读成过去的日子。"""
    for month in range(1, 13):
        for day in (1, 15, 28):
            for words in (f"{month}月{day}日", f"{month}-{day}", f"{month}月底"):
                reading = read(words, NOW, CALENDAR)
                assert reading.on is not None
                assert reading.on >= NOW.date()


def test_spans_point_into_the_words() -> None:
    """读出的每个日期都指得回原文里的字。"""
    text = "12月10日至12月15日由王五代办"
    spans = [text[slice(*one.span)] for one in find(text, NOW, CALENDAR)]
    assert spans == ["12月10日", "12月15日"]


def test_sample_table() -> None:
    """样本表里的每一行都读对。"""
    with SAMPLE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            now = datetime.fromisoformat(row["now"])
            reading = read(row["expression"], now, CALENDAR)
            seen = reading.on.isoformat() if reading.on else reading.kind.value
            accepted = {row["expected"] or "none", *(row["alt"] or "").split(";")}
            assert seen in accepted, row["expression"]


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("12月31日（周四）", "2026-12-31"),
        ("12月31日（星期四）前完成", "2026-12-31"),
        ("12月31日（周三）", "ambiguous"),
        ("12月底或明年1月初", "ambiguous"),
        ("10月底11月初", "ambiguous"),
        ("10月底、11月初", "ambiguous"),
        ("12月15日或者20日", "ambiguous"),
        ("12月15日20日", "ambiguous"),
        ("10月10日-11月5日", "2026-11-05"),
        ("2026 年 12 月 31 日", "2026-12-31"),
        ("2026.12底前", "2026-12-31"),
        ("今晚", "2026-09-22"),
    ],
)
def test_annotated_ranged_and_spaced(said: str, seen: str) -> None:
    """日期后括注星期不算第二个日期，起止读到止，二选一要问，中间有空格也读得出。"""
    now = datetime.fromisoformat("2026-09-22T10:00:00+08:00")
    reading = read(said, now, statutory_calendar())
    shown = reading.on.isoformat() if reading.on else reading.kind.value
    assert shown == seen


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("明年的12月31日", "2027-12-31"),
        ("明年的12月底前", "2027-12-31"),
        ("2027年度的3月底前", "2027-03-31"),
        ("11月中下旬", "2026-11-30"),
        ("11月上中旬", "2026-11-20"),
        ("本月中下旬", "2026-09-30"),
    ],
)
def test_years_with_a_particle_and_joined_thirds(words: str, seen: str) -> None:
    """年份后面带“的”也算数，中下旬读到月底，上中旬读到二十日。"""
    assert read(words, NOW, CALENDAR).on == date.fromisoformat(seen)


@pytest.mark.parametrize(
    "words",
    [
        "双十一前",
        "学年末",
        "二十一前",
        "2O27年12月31日",
        "2O27年12月底",
        "11月第二个周五",
    ],
)
def test_half_of_another_word_is_no_day(words: str) -> None:
    """双十一不是十一，看不清的年份不当没写，第二个周五不是这个周五。"""
    assert read(words, NOW, CALENDAR).kind is Kind.NONE
