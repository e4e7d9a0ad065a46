"""其余的都完成了：点了名的不在内；话里只说其中几件事的，不当成别的几项。"""

import pytest

from rules.speech.remaining import told
from tests.rules.speech.words import ROUNDS


@pytest.mark.parametrize(
    ("text", "codes", "places"),
    [
        ("除了第3项其他都完成了", "", (3,)),
        ("除第1、3项外都已完成", "", (1, 3)),
        ("除了5-005、5-006，其余的都办完了", "5-005|5-006", ()),
        ("5-005除外，都完成了", "5-005", ()),
        ("除第3项外，其余各项已全部整改完成", "", (3,)),
        ("第3项没完成，剩下的都弄好了", "", (3,)),
        ("5-005还没办，其他几项都已完成", "5-005", ()),
    ],
)
def test_what_is_left_out(text: str, codes: str, places: tuple[int, ...]) -> None:
    """除了哪几项、哪几项没完成，都读得出。"""
    found = told(text, ROUNDS)
    assert found is not None
    said = found[1]
    assert (said.target.code, said.numbers) == (codes, places)


@pytest.mark.parametrize(
    "text",
    [
        "5-005党费凭证没补齐，其他都完成了",
        "除了3户，其他都完成了",
        "除了3项其他都完成了",
        "除了签到表其他都完成了",
        "除了5-005其他都在办",
        "5-005已完成，其他都没动",
        "都完成了",
        "其他都完成了，还差3个",
        "措施都完成了，就差盖章",
        "5-005其他都完成了",
    ],
)
def test_other_words(text: str) -> None:
    """其他说的是这一项里的几件事，或者没有说完成，就不是。"""
    assert told(text, ROUNDS) is None
