"""编号在前、决定在后的话认得出是同意还是退回；说办了什么的，不是决定。"""

import pytest

from rules.speech.rulings import ruled
from rules.speech.tone import Speech, classify


@pytest.mark.parametrize(
    ("words", "command", "others", "subject"),
    [
        ("材料不全，退回", "return_", "材料不全", ""),
        ("材料不齐，退回补充", "return_", "材料不齐", ""),
        ("材料不行，打回去", "return_", "材料不行", ""),
        ("佐证不足，予以退回", "return_", "佐证不足", ""),
        ("先退回", "return_", "", ""),
        ("核验不通过，缺签字", "return_", "缺签字", "销号"),
        ("不能销号", "return_", "", "销号"),
        ("不予延期，已延过一次", "return_", "已延过一次", "延期"),
        ("可以销号", "agree", "", "销号"),
        ("准予销号", "agree", "", "销号"),
        ("通过", "agree", "", ""),
        ("审核通过", "agree", "", ""),
        ("核验通过", "agree", "", "销号"),
        ("没问题，可以销号", "agree", "没问题", "销号"),
        ("已核验，同意", "agree", "已核验", ""),
        ("可以延期", "agree", "", "延期"),
        ("可以转长期", "agree", "", "长期"),
        ("不能重新整改", "return_", "", "重新整改"),
        ("通过，但要补原件", "agree", "但要补原件", ""),
    ],
)
def test_ruled(words: str, command: str, others: str, subject: str) -> None:
    """整个分句就是决定的才算，别的分句是原因或附带的话。"""
    ruling = ruled(words)
    assert ruling is not None
    assert (ruling.command, ruling.words, ruling.subject) == (command, others, subject)


@pytest.mark.parametrize(
    "words",
    [
        "已将多收的学费退回学生",
        "多收的学费，退回",
        "方案未通过党组会",
        "通过公开招标选定单位",
        "已通过验收，不通过的2家退回整改",
        "材料已退回单位补充盖章",
        "暂不销号",
        "具备销号条件",
        "可以，但原件退回",
        "",
    ],
)
def test_told_of_the_work(words: str) -> None:
    """说的是办了什么、退了什么，或者两头都有，不当成决定。"""
    assert ruled(words) is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("可以销号", Speech.STATUS_ONLY),
        ("本项验收通过", Speech.STATUS_ONLY),
        ("责任人写错了，应该是石海涛", Speech.STATUS_ONLY),
        ("方案已通过党组会审议", Speech.SUBSTANTIVE),
        ("审核通过，已公示5天", Speech.SUBSTANTIVE),
    ],
)
def test_from_who_does_not_decide_it_tells_nothing_of_the_work(
    words: str, kind: Speech
) -> None:
    """不归他定的人说可以销号、责任人写错了，留着，不算做了什么；说了做什么的照算。"""
    assert classify(words) is kind
