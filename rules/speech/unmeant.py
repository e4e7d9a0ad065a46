"""不是吩咐：命令词后面是“过没有”“的话”“是什么意思”，前面是“谁来”，问的、假设的都不办。"""

import re

from rules.speech.command_spec import CommandSpec
from rules.speech.targets import CODE

ASKED = r"(?:没有?|吗|么|几次|多少次)(?=$|[\s,;。!?\d了呢啊])"
ALREADY = re.compile(
    rf"\s?(?:过了?(?=\s*(?:$|[,;。!?]|{ASKED}|{CODE.pattern}))|(?:了|完|好(?!吗))?{ASKED})"
)
"""催过5-006没有, 5-001同意了没有: whether it was done, and no wish to do it.

催一下5-006 过两天我再问 wishes it.
"""

QUESTIONED = re.compile(rf"\s?过?了?(?:{CODE.pattern})?过?[了完]?{ASKED}")
"""回访过5-006没有, of what is only told once it was done."""

SUPPOSED = re.compile(
    r"\s?(?:不同意(?=\s?\d)|的话|的时候|(?:以|之)后(?!续|[\s,]*(?:请|须|需|应|务必|尽快|抓紧|限))|与否|是(?:什么|啥)意思)"
)
"""5-003退回的话怎么办; 退回5-003之后请补齐 is a command all the same."""

WHETHER = re.compile(
    r"[\s,]*(?:[\u4e00-\u9fa5]{0,8}?)(?:行不行|行吗|可以吗|可不可以|能行吗|好不好|好吗|合适吗|合不合适|对吗|是吗|怎么办|咋办|"
    r"会怎样|怎么样|[了过]没有?|[了过]吗|吗|么|的事(?:再议|以后再说|回头再说|怎么说|怎么办)?)[\s?。!]*"
)
"""改派5-006给石海涛行不行: what only asks whether it may be done."""

DOUBTED = re.compile(
    r"[\s,]*(?:合适吗|合不合适|对吗|是吗|怎么办|咋办|会怎样|的事(?:再议|以后再说|回头再说|怎么说|怎么办)?)[\s?。!]*"
)
"""The same of what is only asked of others: 催5-006好吗 is polite, 催5-006，交了没有 asks them."""

WHEN = (
    r"(?:(?:本|这|下)个?(?:周|星期)[一二三四五六日天末]?|下个?月|[明后][天日]|改天|过几天|"
    r"\d{1,2}月|\d{1,2}[日号]|月|[初中底]|[上下]午|节后|以?后)+"
)
TO_COME = re.compile(
    rf"[\s,:]*(?:时间)?(?:(?:安排|定|约)(?:在|到|于)?{WHEN}|(?:计划|打算|准备|拟)?{WHEN}(?:再?[去打看]|进行))"
    r"(?:了|吧|[\s,。])*"
)
"""回访5-006安排在下周: it is not made yet; 电话 5-006 计划月底前完成 is what was heard."""

READ_BACK = frozenset({"extend", "show"})
"""What is read back before it counts may be asked for politely; a look is no deed."""

REASONED = frozenset(
    {
        "return_",
        "correct",
        "withdraw",
        "reopen",
        "defer",
        "dissatisfied",
        "satisfied",
        "coordinate",
    }
)
"""What carries words of its own: 退回 5-003 签到表补了没有 gives a reason."""

OF_OTHERS = frozenset({"urge"})
"""What asks somebody else how far they are."""

MADE = frozenset({"supervise"})
"""What is told once it was done: 回访过5-006 现场 已整改."""


def is_unmeant(spec: CommandSpec, tail: str, rest: str) -> bool:
    """Say whether a command's word only speaks of the deed.

    `tail` is all that follows the word, `rest` what follows its findings.
    """
    if spec.name in READ_BACK:
        return False
    already = QUESTIONED if spec.name in MADE else ALREADY
    if any(one.match(words) for one in (already, SUPPOSED) for words in (tail, rest)):
        return True
    if spec.name in OF_OTHERS:
        return bool(DOUBTED.fullmatch(rest))
    if spec.name in MADE:
        return bool(TO_COME.fullmatch(rest))
    return spec.name not in REASONED and bool(WHETHER.fullmatch(rest))
