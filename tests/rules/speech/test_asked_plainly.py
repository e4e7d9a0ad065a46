"""平常问法：单位现在什么情况、某人手里还有几项、系统怎么用；让谁办不是问单位。"""

import pytest

from tests.rules.speech.words import said_of

ASKED = """
教育局现在什么情况|unit_status
青河街道最近啥情况|unit_status
教育局目前进展如何|unit_status
交通运输局|unit_status
邓佳宁手里还有几项|person_status
车水生那边还有几项|person_status
我是新来的联络员，这个怎么用|help
刚接手，这个系统怎么用啊|help
那就先这样吧|chat
""".strip()


@pytest.mark.parametrize("line", ASKED.splitlines())
def test_what_is_asked_in_plain_words(line: str) -> None:
    """怎么问都听得出问的是单位、是人，还是用法。"""
    words, expected = line.split("|")
    assert said_of(words).command == expected


@pytest.mark.parametrize("words", ["让小邓办", "叫小石办", "安排石海涛抓紧办"])
def test_an_order_is_no_unit(words: str) -> None:
    """让谁办，末一个字是“办”，也不是问单位。"""
    assert said_of(words).command == "progress"


@pytest.mark.parametrize("words", ["教育局现在情况已摸清", "街道现在已换届"])
def test_what_is_told_with_the_same_words_is_a_report(words: str) -> None:
    """同样的词说的是办了的事，是进展。"""
    assert said_of(words).command == "progress"
