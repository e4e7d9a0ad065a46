"""要表、要各单位数的话认得出；说表已报、情况已汇总的，不是。"""

import pytest

from rules.speech.tables import asked


@pytest.mark.parametrize(
    ("words", "command", "unit"),
    [
        ("把教育局的台账发给我", "export", "教育局"),
        ("教育局的表发我一份", "export", "教育局"),
        ("发一份教育局台账", "export", "教育局"),
        ("要教育局的台账", "export", "教育局"),
        ("请把教育局整改台账发我一下", "export", "教育局"),
        ("教育局的台账导一份", "export", "教育局"),
        ("把台账发给我", "export", ""),
        ("把全部台账发给我", "export", ""),
        ("要所有单位的台账", "export", ""),
        ("各单位情况", "by_unit", ""),
        ("各单位整改进度怎么样", "by_unit", ""),
        ("哪个单位最慢", "by_unit", ""),
        ("哪些单位比较慢？", "by_unit", ""),
        ("哪个局逾期最多", "by_unit", ""),
        ("谁最慢", "by_unit", ""),
        ("排个名", "by_unit", ""),
        ("单位排名", "by_unit", ""),
        ("按单位统计", "by_unit", ""),
    ],
)
def test_asked(words: str, command: str, unit: str) -> None:
    """要的是一个单位的表、整本台账，还是各单位的数。"""
    said = asked(words)
    assert said is not None
    assert (said.command, said.unit) == (command, unit)


@pytest.mark.parametrize(
    "words",
    [
        "教育局台账已发",
        "教育局的表已报",
        "各单位情况已汇总",
        "排名已公布",
        "各单位都已报",
        "台账发给教育局了",
        "台账发过来了",
        "台账已发给我",
    ],
)
def test_told(words: str) -> None:
    """说发过、报过、公布过的，不是要。"""
    assert asked(words) is None
