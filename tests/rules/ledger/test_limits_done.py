"""时限一格写着哪天已经完成的：那一天不是时限，旁边的期限照认。"""

from datetime import date

import pytest

from rules.calendar.workdays import statutory_calendar
from rules.ledger.headers import recognise
from rules.ledger.rows import read_ledger
from rules.ledger.sheet import Sheet
from rules.vocabulary import Clock
from tests.rules.ledger.rows import DIRECTORY, HEADER, read, row_of


@pytest.mark.parametrize(
    "written", ["已于2026年5月10日完成", "2026年5月10日已完成", "已完成（5月10日）"]
)
def test_the_day_of_completion_is_no_limit(written: str) -> None:
    """时限一格写的是哪天完成的，不当时限，更不会算成逾期；照收，说出来。"""
    ledger = read(row_of(完成时限=written))
    assert ledger.findings[0].due.on is None
    assert [one.reason for one in ledger.warnings] == ["no_day"]


@pytest.mark.parametrize(
    "written", ["2026年6月30日（5月20日已完成）", "2026-06-30，5月20日已完成"]
)
def test_a_limit_before_the_day_of_completion_is_not_lost(written: str) -> None:
    """先写期限、后面注明哪天已完成的，期限照登，不说成没有写明哪一天。"""
    ledger = read(row_of(完成时限=written))
    assert str(ledger.findings[0].due.on) == "2026-06-30"
    assert [one.reason for one in ledger.warnings] == ["done_in_limit"]


@pytest.mark.parametrize(
    "written",
    [
        *("已于2026年5月10日完成，2026年12月31日验收", "已于5月10日完成，6月30日"),
        "2026年4月20日反馈，5月20日已完成",
    ],
)
def test_another_day_beside_that_of_completion_is_no_limit(written: str) -> None:
    """写着哪天完成，另有一个日子说不清是不是期限的，不当期限，说出来。"""
    ledger = read(row_of(完成时限=written))
    assert ledger.findings[0].due.on is None
    assert [one.reason for one in ledger.warnings] == ["no_day"]


def test_a_limit_beside_what_was_done_counts() -> None:
    """同时写着“前完成”的，仍是时限。"""
    ledger = read(row_of(完成时限="2026年6月底前完成（已完成80%）"))
    assert str(ledger.findings[0].due.on) == "2026-06-30"


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("立行立改（已于4月20日完成）", Clock.IMMEDIATE),
        ("立行立改，2026年4月20日已完成", Clock.IMMEDIATE),
        ("2026年4月20日已完成，长期坚持", Clock.LONG_TERM),
    ],
)
def test_a_limit_without_a_day_beside_what_was_done(written: str, clock: Clock) -> None:
    """立行立改、长期坚持旁边写着哪天办完的：时限照认，不认那一天，说出来。"""
    ledger = read(row_of(完成时限=written))
    due = ledger.findings[0].due
    assert (due.clock, due.on, due.text) == (clock, None, written)
    assert [one.reason for one in ledger.warnings] == ["done_in_limit"]


@pytest.mark.parametrize("given", [False, True])
def test_a_day_that_only_some_findings_have_is_when_they_were_done(
    given: bool,
) -> None:
    """“完成日期”有的项写了、有的空着，是办完的日子，不当时限；指明是时限的照读。"""
    header = [*HEADER[:-1], "办结日期"]
    done = [*row_of(完成时限="2026-05-01")]
    rows = [done, row_of(编号=2.0, 具体问题="第2件。", 完成时限="")]
    sheet = Sheet("台账", [[*header], *rows])
    layout = recognise(sheet, {"办结日期": "due"} if given else {})
    ledger = read_ledger(
        sheet, layout, DIRECTORY, statutory_calendar(), "5", date(2026, 4, 10)
    )
    limits = [one.due.on for one in ledger.findings]
    assert limits == [date(2026, 5, 1) if given else None, None]
    said = {one.reason for one in ledger.warnings}
    assert said & {"no_due_column", "day_of_end"} == (
        set() if given else {"no_due_column"}
    )
