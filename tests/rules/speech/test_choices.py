"""选哪个：序数、头尾、全部、都不是；听不准的不算。"""

import pytest

from rules.speech.choices import chosen
from rules.speech.reading import read
from rules.speech.tone import Speech, classify
from tests.rules.speech.words import CALENDAR, NOW, ROUNDS


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("二", (2,)),
        ("第二个", (2,)),
        ("选2", (2,)),
        ("是2", (2,)),
        ("2吧", (2,)),
        ("２", (2,)),
        ("就是第三项", (3,)),
        ("头一个", (1,)),
        ("最后一个", (3,)),
        ("最后那个", (3,)),
        ("倒数第二个", (2,)),
        ("中间那个", (2,)),
        ("三个都是", (1, 2, 3)),
        ("3项都是", (1, 2, 3)),
        ("都是", (1, 2, 3)),
        ("全部", (1, 2, 3)),
        ("前两个", (1, 2)),
        ("后两项都是", (2, 3)),
        ("都不是", ()),
        ("一个都不是", ()),
    ],
)
def test_an_answer_that_picks(words: str, expected: tuple[int, ...]) -> None:
    """三个里头选，怎么说都听得懂。"""
    assert chosen(words, 3) == expected


@pytest.mark.parametrize(
    "words",
    [
        "两个都是",
        "第四个",
        "四个都是",
        "前五项",
        "已办完",
        "5-006",
        "三个人都到了",
        "9",
    ],
)
def test_what_is_no_pick(words: str) -> None:
    """数目对不上、没有这一个、说的是别的事，都不算选。"""
    assert chosen(words, 3) is None


@pytest.mark.parametrize(
    "words", ["三个都是", "最后一个", "都不是", "头一个", "前两个"]
)
def test_a_pick_reports_nothing(words: str) -> None:
    """没有问着的时候说这些，不是进展。"""
    assert classify(words) is Speech.CHAT
    (said,) = read(words, NOW, CALENDAR, ROUNDS)
    assert said.command == "chat"
