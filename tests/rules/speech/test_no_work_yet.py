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
        "没有进展,上级没批",
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
        "没有新进展,走访了2户",
        "暂无进展,上午去现场看了",
        "没有实质性进展,方案初稿写好了",
        "没有变化,本月检查2次",
        "听书记讲党课1次",
        "听群众说事12件",
        "等保测评通过后才上线运行",
    ],
)
def test_a_deed_stays_a_deed(words: str) -> None:
    """说了办了什么的，旁边有“没有变化”“明天”，仍是进展。"""
    assert classify(words) is Speech.SUBSTANTIVE


@pytest.mark.parametrize("words", ["5号会上定了方案", "5号党组会过了方案"])
def test_a_day_of_a_meeting_is_no_number(words: str) -> None:
    """“5号会上”“5号党组会”说的是哪一天，不是哪一项。"""
    assert said_of(words).target.kind == "none"


@pytest.mark.parametrize(
    "words",
    [
        "会计凭证已补",
        "会场布置已整改",
        "会签单已补",
        "会议室已腾退",
        "会同财政局核查",
        "党委会议事规则已修订",
        "早已完成",
        "晚点报",
    ],
)
def test_what_only_begins_like_a_day_is_no_day(words: str) -> None:
    """“5号会计已报账”“5号早已完成”，5号仍是那一项。"""
    assert said_of(f"5号{words}").target.number == 5


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("先不销了，还有一份没补", ("先不销了", "还有一份没补")),
        ("取消，5-006方案已印发", ("取消", "5-006方案已印发")),
        ("不用了，方案已印发", ("不用了", "方案已印发")),
        ("取消，5-006", None),
        ("不对，改到12月1日", None),
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
    [
        "会议开了没有，请问几号到期",
        "收到。什么时候要？",
        "1已印发，2请问怎么报",
        "已约谈3人。是否代签已查清",
        "已召开会议。再修订几项制度",
        "已开展自查。有没有类似问题，经查没有",
        "已公示收费标准。怎么收费、收多少上墙",
        "已通报，请问责部门跟进",
        "已召开会议，想问题、找差距",
    ],
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
