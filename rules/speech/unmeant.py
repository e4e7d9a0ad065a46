"""不是吩咐：命令词后面是“过没有”“的话”“是什么意思”，前面是“谁来”，问的、假设的都不办。"""

import re

from rules.speech.command_spec import CommandSpec

ALREADY = re.compile(
    r"\s?(?:过(?!期|渡|户|会|程|多|高|大|低)|(?:了|完|好)?(?:没有?|吗|么|几次|多少次)(?=$|[\s,;。!?\d了呢啊]))"
)
"""催过5-006没有, 5-001同意了没有: whether it was done, and no wish to do it."""

SUPPOSED = re.compile(
    r"\s?(?:不同意(?=\s?\d)|的话|的时候|(?:以|之)后(?!续)|与否|是(?:什么|啥)意思)"
)
"""5-003退回的话怎么办."""

WHETHER = re.compile(
    r"[\s,]*(?:[\u4e00-\u9fa5]{0,8}?)(?:行不行|行吗|可以吗|可不可以|能行吗|好不好|好吗|合适吗|合不合适|对吗|是吗|怎么办|咋办|"
    r"会怎样|怎么样|[了过]没有?|[了过]吗|吗|么|的事(?:再议|以后再说|回头再说|怎么说|怎么办)?)[\s?。!]*"
)
"""改派5-006给石海涛行不行: what only asks whether it may be done."""

TO_COME = re.compile(
    r"[\s,:]*(?:时间)?(?:(?:安排|定|约|放|改|推)(?:在|到|于)|(?:计划|打算|准备|拟)(?!.{0,20}已)|"
    r"(?:下周|下个?月|明[天日]|后天|改天|过几天)[\u4e00-\u9fa5\d]{0,4}?(?:再?去|进行|开展|$))"
)
"""回访5-006安排在下周: it is not made yet."""

READ_BACK = frozenset({"extend", "show"})
"""What is read back before it counts may be asked for politely; a look is no deed."""

REASONED = frozenset(
    {"return_", "correct", "withdraw", "reopen", "defer", "dissatisfied", "satisfied"}
)
"""What carries words of its own: 退回 5-003 签到表补了没有 gives a reason."""

MADE = frozenset({"supervise"})
"""What is told once it was done."""


def is_unmeant(spec: CommandSpec, tail: str, rest: str) -> bool:
    """Say whether a command's word only speaks of the deed.

    `tail` is all that follows the word, `rest` what follows its findings.
    """
    if spec.name in READ_BACK:
        return False
    if any(one.match(words) for one in (ALREADY, SUPPOSED) for words in (tail, rest)):
        return True
    if spec.name in MADE:
        return bool(TO_COME.match(rest))
    return spec.name not in REASONED and bool(WHETHER.fullmatch(rest))
