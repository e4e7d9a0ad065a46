"""没写编号、指着问的话认得出；说情况已报、问总体的，不是。"""

import pytest

from rules.speech.wholes import whole


@pytest.mark.parametrize(
    "words",
    [
        "这项怎么回事",
        "这是怎么回事？",
        "什么情况",
        "啥情况",
        "这项什么情况",
        "这个具体什么情况",
        "详细说说",
        "具体说说",
        "展开说说",
        "说说这项",
        "能详细说一下吗",
        "这项详细情况",
    ],
)
def test_pointed_at(words: str) -> None:
    """问的是眼前那一项。"""
    said = whole(words)
    assert said is not None
    assert said.command == "point"


@pytest.mark.parametrize(
    "words",
    [
        "情况说明",
        "详细情况已报",
        "这项已说明情况",
        "怎么样了",
        "整改情况怎么样",
        "已向书记详细说明",
        "情况",
        "5-005什么情况",
    ],
)
def test_not_pointed_at(words: str) -> None:
    """说明过情况的、问总体的、写了编号的，照原来的读。"""
    said = whole(words)
    assert said is None or said.command != "point"
