"""同意的话：说明和客气不改变同意，条件和保留要问。"""

import pytest

from rules.speech import agreeing
from rules.speech.agreeing import is_plain

CLOSING, MORE_TIME = "销号申请", "延期申请"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "销号",
        "销账申请",
        "该项销号",
        "情况属实",
        "，材料齐全，无异议",
        "请抓紧办理",
        "上报",
        "请巡察办审核",
        "已阅",
    ],
)
def test_harmless_words(words: str) -> None:
    """说明情况、催办、客气的话，不改变同意。"""
    assert is_plain(words, CLOSING)


@pytest.mark.parametrize(
    "words",
    [
        "但要补一份原件",
        "再看看",
        "，只能延到11月15日",
        "不了",
        "等凭证补齐",
        "先放一放",
        "的话要说明原因",
        "情况属实，但材料还缺一份",
        "王磊的那份",
    ],
)
def test_whatever_may_take_it_back(words: str) -> None:
    """带条件、带保留、看不明白的，都要问。"""
    assert not is_plain(words, CLOSING)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("延期", CLOSING),
        ("重新整改", CLOSING),
        ("销号", MORE_TIME),
        ("转入长期整改", "核减"),
    ],
)
def test_another_request_is_not_agreed_to(words: str, label: str) -> None:
    """说的是另一种申请，不当成同意等着的这一种。"""
    assert not is_plain(words, label)
    assert is_plain(words, words)


@pytest.mark.parametrize(
    "words",
    [
        "都同意",
        "全部同意",
        "都同意了",
        "以上都同意",
        "这几项都批准",
        "一并同意",
        "全部通过",
        "同意全部申请",
        "全部同意延期",
    ],
)
def test_of_all_that_waits(words: str) -> None:
    """整句就是对等着的全部申请说同意。"""
    assert agreeing.is_of_all(words)


@pytest.mark.parametrize(
    "words",
    [
        "同意",
        "都同意，但要补原件",
        "党组成员都同意该方案",
        "都不同意",
        "都通过了吗",
        "会上都同意延期一周",
    ],
)
def test_not_of_all_that_waits(words: str) -> None:
    """带条件的、说别人同意的、问的，不是。"""
    assert not agreeing.is_of_all(words)


@pytest.mark.parametrize(
    "words", ["可以", "行吧", "好的", "没问题", "OK", "中", "对。"]
)
def test_a_short_yes_may_be_meant_as_consent(words: str) -> None:
    """“可以”“行”可能就是同意的意思，但不算同意。"""
    assert agreeing.may_agree(words)


@pytest.mark.parametrize(
    "words", ["收到", "知道了", "不行", "可以再看看", "好的材料", "行政处分", "中午好"]
)
def test_a_receipt_is_not_meant_as_consent(words: str) -> None:
    """收到、否定、另有下文的，不当成想同意。"""
    assert not agreeing.may_agree(words)
