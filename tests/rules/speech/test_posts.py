"""写错了人的话认得出：哪个职责、该是谁、原来写的是谁；别的话不是。"""

import pytest

from rules.speech.posts import Correction, corrected


@pytest.mark.parametrize(
    ("words", "field", "name", "former"),
    [
        ("责任人写错了，应该是石海涛", "责任人", "石海涛", ""),
        ("责任人不对，是石海涛", "责任人", "石海涛", ""),
        ("经办人登错了应该是石海涛，请更正", "责任人", "石海涛", ""),
        ("责任人有误，应为石海涛同志", "责任人", "石海涛", ""),
        ("责任领导应为欧阳若溪", "责任领导", "欧阳若溪", ""),
        ("责任领导应当是欧阳若溪，不是苏晓彤", "责任领导", "欧阳若溪", "苏晓彤"),
        ("责任人不是邓佳宁，是石海涛", "责任人", "石海涛", "邓佳宁"),
        ("经办人是石海涛不是邓佳宁", "责任人", "石海涛", "邓佳宁"),
    ],
)
def test_corrected(words: str, field: str, name: str, former: str) -> None:
    """说写错了并说了该是谁，才算。"""
    assert corrected(words) == Correction(field, name, former)


@pytest.mark.parametrize(
    "words",
    [
        "责任人写错了，已更正",
        "责任人应该是谁",
        "责任人是石海涛",
        "责任人已明确",
        "责任人换成石海涛",
        "账目写错了，应该是3万元",
    ],
)
def test_told_of_something_else(words: str) -> None:
    """没说该是谁的、问的、说别的事的，不算。"""
    assert corrected(words) is None
