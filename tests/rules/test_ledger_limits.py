"""时限一格写着没有日子的话：行不丢，原话留着，缺日子的说出来。"""

import pytest

from rules.vocabulary import Clock
from tests.rules.rows import read, row_of


@pytest.mark.parametrize(
    "written",
    ["尽快", "待定", "另行通知", "已完成", "每季度末", "待上级明确", "视情况而定"],
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


@pytest.mark.parametrize("written", ["2026年2月30日", "下次会议之后", "会后"])
def test_a_day_that_cannot_be_read_is_still_refused(written: str) -> None:
    """像日期而读不准的不当作未定，照样拒收这一格。"""
    assert [one.reason for one in read(row_of(完成时限=written)).refused] == [
        "bad_date"
    ]


def test_blank_limits_are_named_once() -> None:
    """时限空着的照收，是哪几行一次说清。"""
    ledger = read(row_of(完成时限=""), row_of(编号=2.0), row_of(编号=3.0, 完成时限=""))
    assert len(ledger.findings) == 3
    (warned,) = ledger.warnings
    assert (warned.row, warned.reason) == (2, "no_due")
    assert warned.text.startswith("第2、4行没有写时限（共2行）")


@pytest.mark.parametrize(
    ("written", "on"),
    [("按季度推进，2026年12月底前完成", "2026-12-31"), ("尽快，6月底前", "2026-06-30")],
)
def test_a_day_beside_such_words_counts(written: str, on: str) -> None:
    """这些话旁边另写了日子的，按日子。"""
    (finding,) = read(row_of(完成时限=written)).findings
    assert str(finding.due.on) == on
