"""打听的话认得出问什么、问谁；说的是办到哪一步、交了什么的，不当成问。"""

import pytest

from handlers.talk import steps
from rules.speech import inquiries, inquiry_words


@pytest.mark.parametrize(
    ("words", "command", "name", "value"),
    [
        ("教育局销了几个了", "in_state", "教育局", "已销号"),
        ("麻烦看下住建局还剩几项没有销号，谢谢", "unit_status", "住建局", ""),
        ("青河街道整改得怎么样了", "unit_status", "青河街道", ""),
        ("邓佳宁手上还有几件", "unit_status", "邓佳宁", ""),
        ("梁书记那里压着几件", "in_state", "梁书记", "待签字"),
        ("交通局王磊有几项", "unit_status", "交通局王磊", ""),
        ("校服采购那个问题进展如何", "unit_status", "校服采购", ""),
        ("农业农村局那边有几个超期的", "overdue", "农业农村局", ""),
        ("哪些单位还没动", "by_unit", "", "尚未收到进展"),
        ("哪几家逾期最多", "by_unit", "", ""),
        ("各单位进度发我看看", "by_unit", "", ""),
        ("请问一下，目前各单位整改完成情况怎么样？", "by_unit", "", ""),
        ("谁还没回", "in_state", "", "尚未收到进展"),
        ("还有哪些在等书记签字", "in_state", "", "待签字"),
        ("等着我们核验的有哪些", "in_state", "", "待核验"),
        ("谁申请延期了", "in_state", "", "申请了延期"),
        ("被退回的有哪些", "in_state", "", "退回待补"),
        ("帮忙列一下还没交材料的", "in_state", "", "缺佐证材料"),
        ("一个月没动静的有哪些", "in_state", "", "久无进展"),
        ("快要逾期的有哪些", "in_state", "", "快到期"),
        ("明天有没有到期的", "due_within", "", "明天"),
        ("１０月份销了哪些", "closed_in", "", "10月"),
        ("昨天有谁报了进展", "reported_in", "", "昨天"),
        ("与上周比有什么变化", "changed_in", "", "上周"),
        ("有几个要我签", "mine", "", "待决定"),
        ("有什么事要我定的", "mine", "", "待决定"),
        ("一共多少个问题，整改完了多少", "status", "", ""),
        ("第5轮还剩几个", "in_state", "第5轮", "未销号"),
    ],
)
def test_what_is_asked(words: str, command: str, name: str, value: str) -> None:
    """问的是哪一步、谁的、哪段日子。"""
    said = inquiries.asked(words, counts=True)
    assert said is not None
    assert (said.command, said.unit, said.value) == (command, name, value)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("超期半个月以上的", 15),
        ("逾期超过10个工作日的有哪些", 14),
        ("逾期两周以上的", 14),
    ],
)
def test_how_long(words: str, days: int) -> None:
    """问逾期多久以上的，多久也记着。"""
    said = inquiries.asked(words, counts=True)
    assert said is not None
    assert (said.command, said.numbers) == ("overdue", (days,))


@pytest.mark.parametrize(
    "words",
    [
        "还没回复",
        "没问题",
        "没有任何问题",
        "没什么进展",
        "没有变化",
        "已报送清单",
        "材料已经报了的",
        "昨天报了材料",
        "都是按期完成的",
        "已核查哪些单位没有完成",
        "快到期了，正在抓紧",
        "为什么退回来",
        "怎么申请延期",
        "在吗",
    ],
)
def test_what_is_told_is_no_question(words: str) -> None:
    """经办人说的进展、问怎么办的，不当成打听。"""
    assert inquiries.asked(words, counts=False) is None


def test_every_step_can_be_listed() -> None:
    """能问的每一步都列得出来。"""
    elsewhere = {inquiries.OVERDUE, inquiries.QUIET, inquiries.CHANGED}
    asked = {name for name, _ in inquiry_words.STATES}
    assert asked - elsewhere <= set(steps.PICKS)
