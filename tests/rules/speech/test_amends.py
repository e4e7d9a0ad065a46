"""更正上一条：改的是哪个数、哪个词，在上一条里只找得到一处才算。"""

import pytest

from rules.speech.amends import amends, marked, told
from rules.speech.corrections import CLAIM
from tests.rules.speech.words import said_of


@pytest.mark.parametrize(
    ("earlier", "words"),
    [
        ("已退费214名", "说错了，是212名"),
        ("补收党费4人", "更正一下，是5人"),
        ("补收党费4人", "改成5人"),
        ("补收党费4人1200元", "金额写错了，应为1260元"),
        ("补收党费4人1200元", "不好意思，写错了，应该是0.126万元"),
        ("10月12日开会", "不对，是10月13日"),
        ("补收党费4人", "打错字了，不是补收是补缴"),
        ("更正：改成5人（原话：补收党费4人）", "又说错了，是6人"),
    ],
)
def test_it_puts_right_what_was_said_once(earlier: str, words: str) -> None:
    """同一种数、同一个词在上一条里只有一处，改的就是它。"""
    assert said_of(words).command == "mend"
    assert amends(earlier, words)


@pytest.mark.parametrize(
    ("earlier", "words"),
    [
        ("补收4人和5人", "说错了，是3人"),
        ("已开会研究", "说错了，是212名"),
        ("补收党费4人", "说错了，是3份"),
        ("补收党费4人", "不对，是2"),
        ("补收党费4人", "打错字了，不是退费是退款"),
    ],
)
def test_what_may_be_several_or_none_is_not_put_right(earlier: str, words: str) -> None:
    """有两处、一处也没有、只说一个光数字的，不猜。"""
    assert not amends(earlier, words)


@pytest.mark.parametrize(
    "words", ["改成5人一组轮岗", "说错了，是5-006", "已改成双人签到", "是5人"]
)
def test_a_report_is_no_correction(words: str) -> None:
    """报办了什么的、说归哪项的，不是更正。"""
    assert not told(words)


def test_the_words_before_stay_beside_it() -> None:
    """更正记成一句，原话写在旁边；更正了又更正，写的是上一次的话。"""
    first = marked("是5人", "补收4人")
    assert first == "更正：是5人（原话：补收4人）"
    assert marked("是6人", first) == "更正：是6人（原话：更正：是5人）"


def test_a_claim_sent_by_mistake_is_taken_back() -> None:
    """“发错了，还没完成”收回上一条报的完成；数字错了、没核对完的不是。"""
    assert said_of("不好意思发错了，还没完成").value == CLAIM
    assert said_of("数字弄错了，还没完成核对").value != CLAIM


def test_a_part_of_a_number_is_not_put_right() -> None:
    """“不是1人是2人”改不到“11人”上。"""
    assert not amends("已谈话11人", "说错了，不是1人是2人")
    assert amends("已谈话1人", "说错了，不是1人是2人")
