"""一句两意：报一半问一半，收回申请又报一句，领导的话里带着序号；哪一半也不丢。"""

import pytest

from rules.speech.asides import KEPT
from rules.speech.wholes import called_off
from tests.rules.speech.words import all_parts, said_of


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("5-006 制度已印发，请问什么时候到期", "5-006progress 5-006show"),
        ("5-006 已轮岗12人。可以销号了吗", "5-006progress 5-006show"),
        ("5-006 已约谈3人；请问5-005什么时候到期", "5-006progress 5-005show"),
        ("5-006 制度已印发。延期到12月1日可以吗", "5-006progress 5-006extend"),
        ("5-006 制度已印发，请问怎么发照片", "5-006progress Nonehelp"),
    ],
)
def test_a_question_behind_a_report_is_about_the_same(words: str, parts: str) -> None:
    """报了一项再问一句、再要延期，没写编号，就是这一项的。"""
    assert all_parts(words) == parts


@pytest.mark.parametrize(
    "words",
    [
        "退回 5-006 制度已印发，未盖章，请问什么时候补",
        "延期 5-006 到11月30日 因已开展招标，请问可以吗",
        "重新整改 5-006 已发放补贴又收回。为何？",
    ],
)
def test_a_reason_keeps_its_question(words: str) -> None:
    """退回、延期、重新整改的原因里有问句，不拆开。"""
    assert " " not in all_parts(words)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("延期申请撤回，5-006制度已印发3份", "Noneundo 5-006progress"),
        ("延期申请撤回吧，不需要了", "Noneundo"),
        ("延期的申请我想撤回 5-006", "5-006undo"),
    ],
)
def test_a_report_behind_a_request_taken_back_is_read(words: str, parts: str) -> None:
    """收回延期申请，后面另报的进展照读；后面只有编号，收回的就是那一项。"""
    assert all_parts(words) == parts


@pytest.mark.parametrize(
    "words",
    [
        "。1.已约谈邓佳宁 2.周五前补齐",
        "全部，5-005周五前报",
        "，均已安排，5-005周五前报",
    ],
)
def test_what_is_said_of_all_names_no_single_one(words: str) -> None:
    """已督促后面分条写做法，或者说了全部，就不单指其中一项。"""
    assert said_of(f"已督促{words}").target.kind == "none"


@pytest.mark.parametrize("words", ["为民代办", "社区代办", "专人代办", "起网上代办"])
def test_who_is_no_person_stands_in_for_nobody(words: str) -> None:
    """“11月1日为民代办”说的是办事方式，不是请人代办。"""
    assert said_of(f"11月1日{words}").command == "progress"


def test_reminders_and_closures_keep_their_own_answer() -> None:
    """“不用催了”“暂时不销号了”不当成取消，各有各的答复。"""
    assert said_of("不用催了").value == "reminded"
    assert said_of("暂时不销号了").value == KEPT


@pytest.mark.parametrize("words", ["总算办结了吧", "结算完成了吧"])
def test_an_account_asks_nothing(words: str) -> None:
    """“这算完成了吧”是问，“总算办结了吧”“结算完成了吧”不是。"""
    assert said_of("这算完成了吧").command == "chat"
    assert said_of(words).command == "progress"


@pytest.mark.parametrize("words", ["不报", "算了"])
def test_a_long_run_drops_nothing(words: str) -> None:
    """两万字的“不报不报”，不是取消。"""
    assert called_off(words * 10000) is None


def test_a_long_gap_drops_nothing() -> None:
    """“算了，”后面两万个空格，没有另说什么，不拆开。"""
    assert called_off("算了，" + " " * 20000 + "a") is None
