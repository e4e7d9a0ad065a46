"""写成汉字的编号：单说一个就是看它；后面还有话的，分不清是不是日子，照旧问。"""

import pytest

from tests.rules.speech.words import said_of


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
