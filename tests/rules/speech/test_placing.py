"""一份材料归几项：说全了才归，说的是别的事不归。"""

import pytest

from rules.speech.placing import placed
from rules.speech.reading import read
from tests.rules.speech.words import CALENDAR, NOW, ROUNDS

SHARED = [
    "5-005和5-006都用这份",
    "这份材料5-005和5-006都用",
    "5-005、5-006都是这份材料",
    "5-005和5-006共用",
    "这份是5-005和5-006的",
    "这几张照片归到5-005和5-006",
    "把这份归到5-005、5-006",
    "這份5-005和5-006都用",
    "５－００５和５－００６都用这份",
]


@pytest.mark.parametrize("words", SHARED)
def test_a_file_of_several_findings(words: str) -> None:
    """两项都用这一份，两个编号都读出来，一句话不是进展。"""
    (said,) = read(words, NOW, CALENDAR, ROUNDS)
    assert (said.command, said.target.code) == ("place", "5-005|5-006")


@pytest.mark.parametrize("words", ["1和2都用这份", "这份1、2都用", "放到1和2"])
def test_places_in_the_list(words: str) -> None:
    """说序号的，序号都读出来。"""
    (said,) = read(words, NOW, CALENDAR, ROUNDS)
    assert (said.command, said.numbers) == ("place", (1, 2))


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("放到5-006", "5-006"),
        ("放5-006", "5-006"),
        ("归5-006", "5-006"),
        ("算到5-006里", "5-006"),
        ("这张照片归到5-006", "5-006"),
        ("放到2", 2),
        ("放第二项", 2),
    ],
)
def test_one_finding_is_a_move(words: str, target: str | int) -> None:
    """只说一项的，就是归到那一项。"""
    (said,) = read(words, NOW, CALENDAR, ROUNDS)
    assert (said.command, said.target.code or said.target.number) == ("move", target)


@pytest.mark.parametrize(
    "words",
    [
        "5-005和5-006都已完成",
        "5-005和5-006都要延期",
        "5-005和5-006",
        "放到3户困难家庭名下",
        "用于2个村的道路维修",
        "5-005和5-006都用了新的审批单",
        "给5-006申请延期",
        "放在2楼档案室",
        "归5-006项目组管理",
    ],
)
def test_other_words_place_nothing(words: str) -> None:
    """报进展、请求延期、说地方的，都不是归材料。"""
    assert placed(words, ROUNDS) is None
