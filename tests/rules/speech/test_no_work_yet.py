"""没有办的事：打算、听说、等着、没动，都不算实质进展；说日子的“几号”不是编号。"""

import pytest

from rules.speech.choices import says_no_more
from rules.speech.pending import is_checked_first
from rules.speech.questions import asked_behind
from rules.speech.tone import Speech, classify
from rules.speech.wholes import called_off
from rules.writing.text import fold
from tests.rules.speech.words import said_of


@pytest.mark.parametrize(
    "words",
    [
        "莫得进展,领导出差去了",
        "还差一丢丢,明儿个就弄完",
        "明天去印发清单",
        "听说讲稿都审完了",
        "小李说已经弄好了",
        "等经费到了就建清单",
        "等一下我问问领导",
    ],
)
def test_what_is_no_deed_stops_no_clock(words: str) -> None:
    """打算办、听人说、等着办、没有动，只是说明。"""
    assert classify(words) is Speech.STATUS_ONLY


@pytest.mark.parametrize(
    "words",
    [
        "没有变化,领导约谈了3人",
        "差不多了,还剩一户",
        "昨天去印发了清单",
        "听取汇报后已整改2处",
        "等经费到了以后已建清单12份",
        "明天的会议材料已印发",
    ],
)
def test_a_deed_stays_a_deed(words: str) -> None:
    """说了办了什么的，旁边有“没有变化”“明天”，仍是进展。"""
    assert classify(words) is Speech.SUBSTANTIVE


@pytest.mark.parametrize("words", ["5号会上定了方案", "5号党组会过了方案"])
def test_a_day_of_a_meeting_is_no_number(words: str) -> None:
    """“5号会上”“5号党组会”说的是哪一天，不是哪一项。"""
    assert said_of(words).target.kind == "none"


def test_an_accountant_is_no_meeting() -> None:
    """“5号会计已报账”，5号仍是那一项。"""
    assert said_of("5号会计凭证已补").target.number == 5


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("先不销了，还有一份没补", ("先不销了", "还有一份没补")),
        ("还是算了，不延了", None),
        ("不清楚，问问再说", None),
        ("已印发，不用催", None),
    ],
)
def test_dropping_is_parted_from_what_follows(
    words: str, parts: tuple[str, str] | None
) -> None:
    """前半句说不提了，后半句另说的，分开听。"""
    assert called_off(words) == parts


@pytest.mark.parametrize(
    "words",
    ["会议开了没有，请问几号到期", "收到。什么时候要？", "1已印发，2请问怎么报"],
)
def test_only_work_told_is_parted_from_a_question(words: str) -> None:
    """前半句没有说办了什么，后半句是另一项的，不拆。"""
    assert asked_behind(words, fold(words)) is None


def test_asking_first_is_told_from_having_asked() -> None:
    """“我问问领导”是还没问，“问过领导了”不是。"""
    assert is_checked_first("我问问领导")
    assert not is_checked_first("问过领导了")


def test_yes_and_no_pick_nothing() -> None:
    """“好”“不是”说不出是哪一项，“第二个”说得出。"""
    assert says_no_more("好")
    assert says_no_more("不是")
    assert not says_no_more("第二个")
