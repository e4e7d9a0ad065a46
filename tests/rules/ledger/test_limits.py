"""时限一格写着没有日子的话：行不丢，原话留着，缺日子的说出来。"""

from datetime import date

import pytest

from rules.ledger.duties import is_done
from rules.vocabulary import Clock
from tests.rules.ledger.rows import read, row_of


@pytest.mark.parametrize(
    "written",
    [
        *("尽快", "待定", "另行通知", "已完成", "每季度末", "待上级明确", "视情况而定"),
        "2026年起每年年底",
        *("10月左右", "大约10月", "国庆前后", "预计10月底左右", "约2026年9月"),
        *("分阶段推进", "阶段性完成", "按序时进度推进"),
        *("集中整改期内完成", "按上级要求", "贯穿始终", "全年", "整改中", "√", "TBD"),
    ],
)
def test_words_without_a_day_lose_no_row(written: str) -> None:
    """时限写着尽快、待定、已完成、每季度末的，照收、原话留着、时限未定，说出来请补。"""
    ledger = read(row_of(完成时限=written))
    assert not ledger.refused
    (finding,) = ledger.findings
    assert (finding.due.clock, finding.due.on) == (Clock.UNSET, None)
    assert finding.due_text == written
    (warned,) = ledger.warnings
    assert (warned.row, warned.column, warned.reason) == (2, "完成时限", "no_day")
    assert f"“{written}”没有写明哪一天" in warned.text


@pytest.mark.parametrize(
    "written",
    [
        *("2026年2月30日", "下次会议之后", "会后", "2026学年末", "2026财年末"),
        "10月左右完成并长期坚持",
        *("三月内", "自方案批准之日起3个月内", "2026年底或2027年初", "4月立行立改"),
        *("长期坚持 2027", "长期坚持，2026年6月见效，9月总结"),
        *("2026年6月30日（如遇特殊情况可延至9月30日）", "2026年12月底前三天"),
    ],
)
def test_a_day_that_cannot_be_read_is_still_refused(written: str) -> None:
    """像日期而读不准的不当作未定，照样拒收这一格。"""
    assert [one.reason for one in read(row_of(完成时限=written)).refused] == [
        "bad_date"
    ]


@pytest.mark.parametrize("written", ["2026年6月30日 / 长期", "2026年6月30日，长期"])
def test_a_day_and_long_term_beside_it(written: str) -> None:
    """日子后面写着“长期”的，到期以后转长期。"""
    (finding,) = read(row_of(完成时限=written)).findings
    assert (str(finding.due.on), finding.due.then_long_term) == ("2026-06-30", True)


def test_blank_limits_are_named_once() -> None:
    """时限空着的照收，是哪几行一次说清。"""
    ledger = read(row_of(完成时限=""), row_of(编号=2.0), row_of(编号=3.0, 完成时限=""))
    assert len(ledger.findings) == 3
    (warned,) = ledger.warnings
    assert (warned.row, warned.reason) == (2, "no_due")
    assert warned.text.startswith("第2、4行没有写时限（共2行）")


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("按季度推进，2026年12月底前完成", "2026-12-31"),
        ("尽快，6月底前", "2026-06-30"),
        ("2026年6月30日（已完成）", "2026-06-30"),
        ("2026年6月30日，已完成", "2026-06-30"),
        ("2026年12月31日（已制定方案，持续整改）", "2026-12-31"),
    ],
)
def test_a_day_beside_such_words_counts(written: str, on: str) -> None:
    """这些话旁边另写了日子的，按日子。"""
    (finding,) = read(row_of(完成时限=written)).findings
    assert str(finding.due.on) == on


def test_numbers_before_years_part_limits() -> None:
    """“1.2026年6月底前”是第1条和年份，两个时限各归各条。"""
    ledger = read(row_of(完成时限="1.2026年6月底前\n2.2026年9月底前"))
    assert [str(m.due.on) for m in ledger.findings[0].measures if m.due] == [
        "2026-06-30",
        "2026-09-30",
    ]


def test_more_measures_than_limits_are_said() -> None:
    """时限比措施少、分不到各条的，按最迟的登记，说出来请核对。"""
    limits = "1.2026年6月底前\n2.2026年9月底前"
    ledger = read(row_of(整改措施="1.清理\n2.归还\n3.建制", 完成时限=limits))
    assert [one.due for one in ledger.findings[0].measures] == [None] * 3
    assert str(ledger.findings[0].due.on) == "2026-09-30"
    (warned,) = ledger.warnings
    assert warned.reason == "limits_apart"
    assert "3条措施写了2个时限，分不到各条，按最迟的登记" in warned.text


def test_a_sheet_without_people_says_so() -> None:
    """没有认出责任人一栏的表，照收，并说各项都没有责任人。"""
    ledger = read(
        [
            1.0,
            "区教育局",
            "甲问题。",
            "办",
            "责任领导：苏晓彤；责任人：邓佳宁",
            "6月底",
        ],
        header=["序号", "单位", "问题", "措施", "跟进的责任人", "时限"],
    )
    reasons = [one.reason for one in ledger.warnings]
    assert reasons == ["no_person_column", "people_left"]
    assert "跟进的责任人" in ledger.warnings[0].text


@pytest.mark.parametrize(
    ("written", "on", "lasting"),
    [
        ("2026年6月；长期坚持", "2026-06-30", True),
        ("短期：2026年6月；长期：持续坚持", "2026-06-30", True),
        ("立行立改（2026年5月）", "2026-05-31", False),
        ("收到反馈意见后三个月", "2026-07-10", False),
        ("反馈意见通知书下达之日起60日内", "2026-06-09", False),
        ("2026年Q3", "2026-09-30", False),
        ("2026。9。30", "2026-09-30", False),
        ("2026、9、30前", "2026-09-30", False),
        ("202606", "2026-06-30", False),
        (202606, "2026-06-30", False),
        ("2026年“七一”前", "2026-06-30", False),
    ],
)
def test_days_as_offices_write_them(written: object, on: str, lasting: bool) -> None:
    """只写到月又并列长期坚持的不丢日子；季度、顿号、引号、六位数字、“反馈后三个月”都读得出。"""
    ledger = read(row_of(完成时限=written))
    due = ledger.findings[0].due
    assert (str(due.on), due.then_long_term) == (on, lasting)


@pytest.mark.parametrize(
    "written", ["1.立行立改\n2.5月底前", "立行立改\n5月底前", "①立行立改②2026年5月31日"]
)
def test_each_measure_keeps_its_own_limit(written: str) -> None:
    """几条措施几个时限，有的是立行立改，有的有日子，各归各条，一项按有日子的。"""
    (finding,) = read(row_of(完成时限=written)).findings
    assert [m.due and m.due.clock for m in finding.measures] == [
        Clock.IMMEDIATE,
        Clock.DATED,
    ]
    assert str(finding.due.on) == "2026-05-31"


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("已整改到位", True),
        ("已完成整改", True),
        ("已完成并长期坚持", True),
        ("完成100%", True),
        ("√", True),
        ("基本完成", False),
        ("未完成", False),
        ("已完成80%", False),
        ("已整改3项", False),
        ("否", False),
    ],
)
def test_words_that_claim_completion(words: str, done: bool) -> None:
    """状态里说办完了的几种写法都是报称完成；基本完成、完成一部分的不是。"""
    assert is_done(words) is done


def test_people_in_a_column_that_is_not_read_are_said() -> None:
    """责任人以外还有一栏写人、没有用到的，说清里面的人没有登记。"""
    ledger = read(
        [1.0, "区教育局", "甲问题。", "办", "苏晓彤", "邓佳宁", "6月底"],
        header=["序号", "单位", "问题", "措施", "主要责任人", "直接责任人", "时限"],
    )
    assert [one.userid for one in ledger.findings[0].people] == ["deng"]
    (warned,) = ledger.warnings
    assert warned.text.startswith("“主要责任人”栏只原样留存，写在里面的人没有登记")


def test_a_sheet_with_numbered_columns_of_measures_says_so() -> None:
    """措施分写在整改措施1、整改措施2两栏的，认不出就说各项都没有措施，不悄悄丢掉。"""
    ledger = read(
        [1.0, "区教育局", "甲问题。", "排查", "整治", "邓佳宁", "6月底"],
        header=["序号", "单位", "问题", "整改措施1", "整改措施2", "责任人", "时限"],
    )
    (warned,) = ledger.warnings
    assert warned.reason == "no_measure_column"
    assert "没有认出的栏有：整改措施1、整改措施2" in warned.text


@pytest.mark.parametrize("written", ["∕", "╱", "\\", "--", "……", "－", "／", "–"])
def test_strokes_and_dots_are_blank(written: str) -> None:
    """时限一格只画了斜杠、横线、省略号的，是空着，不是读不准。"""
    (finding,) = read(row_of(完成时限=written)).findings
    assert finding.due.clock is Clock.UNSET


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("短期（2026年9月）", "2026-09-30"),
        ("限期整改（2026年9月15日）", "2026-09-15"),
        ("2026年度", "2026-12-31"),
        ("2026年度内完成", "2026-12-31"),
        ("本年度", "2026-12-31"),
        ("2026下半年", "2026-12-31"),
        ("立改", None),
    ],
)
def test_kinds_and_years_as_offices_write_them(written: str, on: str | None) -> None:
    """短期（2026年9月）、2026年度、2026下半年、立改，都读得出。"""
    ledger = read(row_of(完成时限=written))
    assert not ledger.refused
    (finding,) = ledger.findings
    assert finding.due.clock is (Clock.DATED if on else Clock.IMMEDIATE)
    assert on is None or str(finding.due.on) == on


@pytest.mark.parametrize(
    "written",
    [
        *("2026年9月底前完成90%左右", "2026年9月底前上下联动完成"),
        *("2026年9月底前集约化改造", "2026年9月底前完成制约机制", "9月底前，约3个月"),
        *("2026年9月底前大致完成", "2026年9月底前（约3个月）", "2026年9月底前解决违约"),
        "2026年9月30日前完成，投入约10万元",
    ],
)
def test_a_clear_day_stays_clear_beside_vague_words(written: str) -> None:
    """日子写得清楚，旁边的左右、约、上下说的是别的事：照那一天登记。"""
    (finding,) = read(row_of(完成时限=written)).findings
    assert (finding.due.clock, finding.due.on) == (Clock.DATED, date(2026, 9, 30))


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("立行立改，投入约3万元", Clock.IMMEDIATE),
        ("长期坚持，上下联动", Clock.LONG_TERM),
    ],
)
def test_a_kind_of_limit_stays_beside_vague_words(written: str, clock: Clock) -> None:
    """立行立改、长期坚持旁边说到大约多少，仍是立行立改、长期坚持。"""
    (finding,) = read(row_of(完成时限=written)).findings
    assert finding.due.clock == clock


@pytest.mark.parametrize("written", ["3-6月", "1—3月", "5-9月前"])
def test_months_or_how_many_of_them(written: str) -> None:
    """没写年份的“3-6月”，几月到几月、还是几个月说不准，拒收时说清该怎样写。"""
    (refused,) = read(row_of(完成时限=written)).refused
    assert (refused.reason, refused.column) == ("bad_date", "完成时限")
    assert refused.instead == (
        "可能是从几月到几月，也可能是几个月；请写上年份（2026年3-6月），"
        "或写成 6月底前、6个月内。"
    )


@pytest.mark.parametrize(
    "written",
    [
        "1.6月底前；2.9月底前",
        "1.6月底前 2.9月底前",
        "1.2026.6.30;2.2026.9.30",
    ],
)
def test_numbered_limits_in_one_line(written: str) -> None:
    """一行里写着“1.6月底前；2.9月底前”的，点号前是第几条，各归各条，不当一月六日。"""
    (finding,) = read(row_of(完成时限=written)).findings
    dues = [str(one.due.on) for one in finding.measures if one.due]
    assert dues == ["2026-06-30", "2026-09-30"]
    assert str(finding.due.on) == "2026-09-30"
