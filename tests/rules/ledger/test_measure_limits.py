"""整改措施及完成时限合写一栏：写在句首、句尾、括号里的时限读出来，别的日子不当时限。"""

from datetime import date

import pytest

from rules.calendar.workdays import statutory_calendar
from rules.deadlines import Due, read_due
from rules.ledger.measure_limits import limit_in
from rules.vocabulary import Clock
from tests.rules.ledger.rows import FEEDBACK, read

HEADER = ["序号", "被巡察单位", "具体问题", "整改措施及完成时限", "责任人"]


def limit(words: str) -> Due | None:
    """What a measure says, counted from the feedback."""
    calendar = statutory_calendar()
    return limit_in(words, lambda text: read_due(text, FEEDBACK, calendar))


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("修订采购制度（2026年6月底前）", "2026-06-30"),
        ("修订采购制度（完成时限：2026年6月30日）。", "2026-06-30"),
        ("修订采购制度（6月底前完成）；", "2026-06-30"),
        ("修订采购制度，2026年6月底前完成。", "2026-06-30"),
        ("修订采购制度。完成时限：2026年6月30日", "2026-06-30"),
        ("修订采购制度，整改时限2026年6月30日", "2026-06-30"),
        ("2026年6月底前，修订采购制度", "2026-06-30"),
        ("修订采购制度（3个月内）", "2026-07-10"),
        ("对2025年12月底前的账目全面清查，2026年6月底前完成", "2026-06-30"),
    ],
)
def test_a_limit_that_stands_apart_is_read(words: str, on: str) -> None:
    """时限写在括号里、句尾、句首的，读得出。"""
    due = limit(words)
    assert due is not None
    assert due.on == date.fromisoformat(on)


@pytest.mark.parametrize(
    "words",
    [
        "修订采购制度",
        "清查2025年12月的账目",
        "对照2026年6月1日印发的办法整改",
        "核对账目，涉及2025年12月31日",
        "开展自查（2026年6月底前），10月底前完成整改",
        "修订制度（党发〔2026〕6号）",
        "修订制度（尽快）",
    ],
)
def test_other_days_are_no_limit(words: str) -> None:
    """措施里提到的别的日子、两个不同的时限，都不当时限。"""
    assert limit(words) is None


def test_standing_words_are_limits_too() -> None:
    """句尾写立行立改、长期坚持的，也是时限。"""
    at_once, standing = limit("立即退款，立行立改"), limit("每月抽查（长期坚持）")
    assert at_once is not None
    assert at_once.clock is Clock.IMMEDIATE
    assert standing is not None
    assert standing.clock is Clock.LONG_TERM


def test_a_combined_column_gives_each_measure_its_limit() -> None:
    """合写一栏的表，各条措施有各条的时限，一项按最晚的；读不出的点名。"""
    ledger = read(
        [
            1.0,
            "区教育局",
            "甲问题。",
            "1.修订制度（2026年6月底前）\n2.开展培训，2026年9月底前完成",
            "邓佳宁",
        ],
        [2.0, "区教育局", "乙问题。", "1.修订制度（6月底前）\n2.开展培训", "邓佳宁"],
        [3.0, "区教育局", "丙问题。", "修订制度", "邓佳宁"],
        header=HEADER,
    )
    first, second, third = ledger.findings
    assert first.due.on == date(2026, 9, 30)
    assert [m.due.on for m in first.measures if m.due] == [
        date(2026, 6, 30),
        date(2026, 9, 30),
    ]
    assert first.measures[0].text == "修订制度（2026年6月底前）"
    assert second.due.on == date(2026, 6, 30)
    assert third.due.clock is Clock.UNSET
    said = [(one.row, one.reason) for one in ledger.warnings]
    assert said == [(3, "no_limit_in_text"), (4, "no_limit_in_text")]
