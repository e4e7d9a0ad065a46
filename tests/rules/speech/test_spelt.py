"""写成汉字的编号：单说一个就是看它；后面还有话的，分不清是不是日子，照旧问。"""

import pytest

from rules.speech.reading import read
from tests.rules.speech.words import CALENDAR, NOW, ROUNDS, all_parts, said_of


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("第十二轮1号", "12-001"),
        ("十二轮1号", "12-001"),
        ("第五轮六号", "5-006"),
        ("十二杠零零一", "12-001"),
        ("二十杠五", "20-005"),
    ],
)
def test_a_spelt_code_alone_is_looked_at(words: str, code: str) -> None:
    """只说一个编号，是查看，不必再问。"""
    said = said_of(words)
    assert (said.command, said.target.code) == ("show", code)


@pytest.mark.parametrize("words", ["十二轮1号已开会研究", "第五轮六号开会"])
def test_with_words_behind_it_is_asked(words: str) -> None:
    """后面有话的可能是日子，要问，不猜着记。"""
    assert said_of(words).target.kind == "several"


def test_a_round_of_two_characters_is_read_with_its_dash() -> None:
    """十二杠零零一说的是第12轮；十二减一是算数，不是编号。"""
    assert said_of("十二杠零零一已开会研究").target.code == "12-001"
    assert said_of("人员由十二减一").target.kind == "none"


def test_places_spoken_without_a_pause() -> None:
    """语音一口气说三项，没有标点，各归各项，后一项的延期不落到第一项上。"""
    words = "一完成了二还在弄三申请延期到十一月三十号方案没批下来"
    assert all_parts(words) == "1complete 2receipt 3extend"


def test_fillers_before_a_place_do_not_hide_it() -> None:
    """嗯、那个之后说第二项，就是第二项；第二项措施不是。"""
    assert said_of("嗯那个第二项呢就是账号全部收回来了").target.number == 2
    assert said_of("那个第二项措施已完成").target.kind == "none"


@pytest.mark.parametrize(
    "words",
    ["第一项已完成周二还没开会", "1已完成了星期二在办", "一完成，情况之二还没办"],
)
def test_a_day_of_the_week_is_no_place(words: str) -> None:
    """周二、星期二、之二不是第二项，后面的话不落到别的项上。"""
    places = [one.target.number for one in read(words, NOW, CALENDAR, ROUNDS)]
    assert places == [1]
