"""日子和理由：要延期、要暂缓的各在其位；别的事推迟的、没到日子的不算。"""

from datetime import datetime

import pytest

from rules.calendar.dates import Kind
from rules.speech.more_time import extension_in
from rules.speech.reading import read
from rules.speech.replies import is_reason, other_day
from tests.rules.speech.words import CALENDAR, NOW, ROUNDS, said_of


def _day(text: str):  # type: ignore[no-untyped-def]
    """2026年的某月某日。"""
    return datetime.fromisoformat(f"2026-{text}").date()


def test_what_others_put_off_is_no_request() -> None:
    """缴款期限延长到哪天是进展；因招标推迟而申请延期，还是申请。"""
    assert said_of("缴款期限延长到11月30日，已通知租户").command == "progress"
    asked = said_of("因招标推迟，申请延期到12月15日")
    assert asked.command == "extend"
    assert extension_in(asked, asked.text, NOW, CALENDAR).due == asked.due


@pytest.mark.parametrize(
    "words",
    [
        "假如月底完成不了就申请延期",
        "会议推迟到11月20日召开",
        "上次延期到11月20日已批",
        "招标公告延期到11月20日了",
        "不要延期到11月20日，10月30日就行",
    ],
)
def test_more_time_that_nobody_asks_for(words: str) -> None:
    """假设的、别的事推迟的、上次的、说不要的，都不是延期申请。"""
    assert said_of(words).command == "progress"


@pytest.mark.parametrize(
    "words",
    [
        "评审会推迟，申请延期到11月20日",
        "如果领导同意，申请延期到11月20日",
        "展期到11月20日",
        "想往后推到11月20日",
    ],
)
def test_more_time_in_other_words(words: str) -> None:
    """真要延期的，换个说法也是申请。"""
    assert said_of(words).command == "extend"


def test_a_reason_right_behind_its_date_is_kept() -> None:
    """日期后面紧跟着的理由不丢。"""
    assert said_of("延期到11月30日等审计").reason == "等审计"
    assert said_of("延期到11月30日前因会计休假").reason == "会计休假"


def test_a_day_just_past_is_asked_about() -> None:
    """延期到刚过去的日子，不悄悄当成明年，要问。"""
    asked = said_of("延期到10月15日，会计休假")
    assert asked.due is not None
    assert (asked.due.kind, asked.due.on) == (Kind.AMBIGUOUS, None)
    later = said_of("延期到3月15日，会计休假").due
    assert later is not None
    assert str(later.on) == "2027-03-15"


@pytest.mark.parametrize("words", ["改成11月30日", "不对，是11月30日", "到11月30日吧"])
def test_another_day_is_an_answer(words: str) -> None:
    """读回之后另说一个日子，就是改日子；说办了事的不是。"""
    day = other_day(words, NOW, CALENDAR)
    assert day
    assert day.on == _day("11-30")
    assert other_day("11月30日已召开会议", NOW, CALENDAR) is None


@pytest.mark.parametrize("words", ["等等", "没有原因", "要写什么？", "你好"])
def test_courtesies_and_questions_are_no_reason(words: str) -> None:
    """客套、反问、“没有”都不当成延期的原因。"""
    assert not is_reason(words)
    assert is_reason("流水没调来")


def test_two_new_dates_are_asked_about() -> None:
    """一句里要延到两个日子，问是哪一个；写了原期限的，只认新的。"""
    (asked,) = read("5-006延期到11月底，2延期到12月底", NOW, CALENDAR, ROUNDS)
    assert asked.due is not None
    assert asked.due.on is None
    assert [str(on) for on in asked.due.alternatives] == ["2026-11-30", "2026-12-31"]
    (plain,) = read("5-006原定到11月底，申请延期到12月底", NOW, CALENDAR, ROUNDS)
    assert plain.due is not None
    assert str(plain.due.on) == "2026-12-31"


@pytest.mark.parametrize(
    ("words", "on", "why"),
    [
        ("到10月30日 因单位已说明", "2026-10-30", "单位已说明"),
        ("到10月30日单位已说明", "2026-10-30", "单位已说明"),
        ("至10月30日（单位已书面说明）", "2026-10-30", "单位已书面说明"),
        ("原因：单位已说明 到10月30日", "2026-10-30", "单位已说明"),
        ("因单位10月28日已说明，到10月30日", "2026-10-30", "单位10月28日已说明"),
        ("因单位10月28日已说明", "", "单位10月28日已说明"),
        ("三天，等单位说明", "2026-10-23", "等单位说明"),
        ("到10月30日", "2026-10-30", ""),
    ],
)
def test_a_hold_has_its_day_and_its_reason(words: str, on: str, why: str) -> None:
    """暂缓的日子和理由各在各处，理由里的日子不是缓到的日子。"""
    said = said_of(f"暂缓 5-023 {words}")
    assert (str(said.due.on) if said.due else "", said.reason) == (on, why)


def test_several_are_held_each_to_its_day() -> None:
    """几项各有日子，后面的理由大家共用。"""
    parts = read(
        "暂缓 5-006 到10月28日，5-007 到10月29日 因单位已说明", NOW, CALENDAR, ROUNDS
    )
    assert [(one.target.code, str(one.due and one.due.on)) for one in parts] == [
        ("5-006", "2026-10-28"),
        ("5-007", "2026-10-29"),
    ]
    assert {one.reason for one in parts} == {"单位已说明"}
