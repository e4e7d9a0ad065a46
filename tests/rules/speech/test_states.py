"""按办到哪一步来问的话认得出；说自己办到哪一步的，不当成问。"""

import pytest

from rules.speech.wholes import whole


@pytest.mark.parametrize(
    ("words", "unit", "round_"),
    [
        ("教育局第五轮待核验的", "教育局", "第五轮"),
        ("教育局待核验的", "教育局", ""),
        ("第五轮待核验的", "第五轮", ""),
    ],
)
def test_unit_and_round(words: str, unit: str, round_: str) -> None:
    """单位后面还说了轮次的，轮次也记着。"""
    said = whole(words)
    assert said is not None
    assert (said.command, said.unit, said.field) == ("in_state", unit, round_)


@pytest.mark.parametrize(
    ("words", "command", "unit", "value"),
    [
        ("谁没回", "in_state", "", "尚未收到进展"),
        ("待放行", "in_state", "", "待放行"),
        ("等放行的有哪些", "in_state", "", "待放行"),
        ("谁还没激活", "unmet", "", ""),
        ("还有哪些人没激活", "unmet", "", ""),
        ("未激活名单", "unmet", "", ""),
        ("谁没收到提醒", "unmet", "", ""),
        ("全区销号率多少", "status", "", ""),
        ("教育局的整改率是多少", "status", "教育局", ""),
        ("还有谁没报进展？", "in_state", "", "尚未收到进展"),
        ("教育局没报进展的有哪些", "in_state", "教育局", "尚未收到进展"),
        ("还差几项没人", "in_state", "", "没有责任人"),
        ("第五轮还有多少没销", "in_state", "第五轮", "未销号"),
        ("待核验的有哪些", "in_state", "", "待核验"),
        ("无期限", "in_state", "", "未定期限"),
        ("哪些没有期限", "in_state", "", "未定期限"),
        ("长期整改有几项", "in_state", "", "长期整改"),
        ("需协调的有哪些", "in_state", "", "需协调"),
        ("上周销了几项", "closed_in", "", "上周"),
        ("这个月销号的有哪些", "closed_in", "", "本月"),
        ("这个月到期的", "due_within", "", "本月"),
        ("等我办的", "mine", "", ""),
        ("有什么要我审的", "mine", "", ""),
        ("我们单位还有几项", "status", "", ""),
    ],
)
def test_asked_by_state(words: str, command: str, unit: str, value: str) -> None:
    """问的是哪一步、哪个单位、哪段日子。"""
    said = whole(words)
    assert said is not None
    assert (said.command, said.unit, said.value) == (command, unit, value)


@pytest.mark.parametrize(
    "words",
    [
        "整改中",
        "已销号",
        "还没有进展",
        "没有回复",
        "本周销号",
        "今天销号",
        "等巡察办核验",
        "待签字",
        "需要协调财政局",
        "受阻",
        "正在办",
        "上周销号的资料已归档",
    ],
)
def test_told_of_the_own_work(words: str) -> None:
    """说自己办到哪一步，不是问清单。"""
    said = whole(words)
    assert said is None or said.command not in ("in_state", "closed_in")
