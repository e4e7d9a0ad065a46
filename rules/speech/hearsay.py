"""只是听说、打算：谁说办完了、要求哪天前办完、下周想申请销号；没有说办了什么。"""

import re

from rules.writing.patterns import run

LONGEST = 30

WHO = r"[\u4e00-\u9fa5]{0,5}(?:书记|[科局处组股]长|主任|领导|巡察办|局里|上级|单位|对方|同志|他们?)"
SAYS = (
    rf"(?:{WHO}|[\u4e00-\u9fa5]{{2,3}})?(?:说(?!明)|讲(?!话)|要求|让|叫|催)(?:我们?|是|的)*"
    r"|听说|据说|传说|误报"
)
PLANS = r"打算|准备|计划|拟(?!定)|想|下周[一二三四五六日]?|下个?月|明[天日]|后天|过几天|改天"
MARKS = re.compile(rf"{SAYS}|{PLANS}|上次|{WHO}已?同意")
WORDS = run(
    rf"本项|{SAYS}|{PLANS}|(?:{WHO})?同意|上次|刚才|之前|(?:本|这个?)?[周月年]|\d{{1,2}}[月日号]|初|底|前|内|以|之|"
    r"申请|提交|去|来|[弄办做整搞][好完]|搞定|办理?|销[号账]|延期|核减|退回|完成|办结|办完|整改到位|已经?|也|都|就|要|得|可以?|能|会|了|的|"
    r"是|把|将|对|给|于|在|到|等|再|先|[,\s]*(?:吧|啊|呢)",
    "hearsay",
    1,
)
ONLY = re.compile(WORDS)
PAST = re.compile(r"已|了(?!吧)|过(?=$)|完成|落实|到位")
DONE = re.compile(
    r"^(?=.*已)(?:本项|已经?|[,\s])*(?:按照?|根据|遵照|依照?)|"
    r"(?:要求|说|讲|退回|交办)的(?:本项|都|也|就|,)*(?:已|完成|办[结完])|"
    r"(?:计划|准备)(?:都|也|本项)?已|已经?(?:计划|准备)(?:完成|办[结完])|已经?[催叫让]|已经?要求"
)
"""已按上级要求完成, 上次退回的已整改到位: what was asked for is done."""


RUMOUR = re.compile(
    r"(?:我们?|也|[,\s])*(?:听说|据说|传说|听[\u4e00-\u9fa5]{1,4}(?:说(?!事|法)|讲(?![课党座话解述])))[^,;。]*"
)
"""听说讲稿都审完了: whatever follows is only heard; 听书记讲党课 was a meeting."""

TO_COME = re.compile(
    r"(?:我们?|局里|单位|这边|本项|这[个项]|[,\s])*"
    r"(?:[明后]天|明日|明儿个?|下周[一二三四五六日]?|下个?月|过几天|改天|晚点|待会儿?|打算)"
    r"(?![前内底末]|[初中]旬?前)[^,;。]*"
)
"""明天去印发清单: what is still to come, without a word of what was done."""


def is_all(plain: str) -> bool:
    """Say whether words only pass on, or plan, an end of the work; nothing was done.

    `plain` is folded, with each code as 本项: 王科长说本项已经完成了.
    """
    if len(plain) > LONGEST or DONE.search(plain):
        return False
    if RUMOUR.fullmatch(plain) or (TO_COME.fullmatch(plain) and not PAST.search(plain)):
        return True
    return bool(MARKS.search(plain) and ONLY.fullmatch(plain))
