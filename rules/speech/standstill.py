"""没有动：只说没有进展、照旧、先放一放，或者只说到别处看；不是进展。"""

import re

from rules.speech import asides

PUT_ASIDE = re.compile(
    r"先放一?放|先缓一?缓|先搁[着置]|(?:回头|以后|再)再?说(?:吧)?$|等[^,;。]{1,8}再说|回来(?:以?后)?再[报说办弄]|(?:先|暂时?)不报|下次再报"
)
STANDSTILL = re.compile(
    r"(?:暂时?|目前|仍|还|尚|也|都|依然|一直|[,\s])*(?:无|没[有得]?|莫得|木有|冇|未有|没见)(?:什么|啥|任何|新的?|实质性?|大的?|太大的?)*"
    r"(?:进展|变化|动静|动作|进度)(?:了|呢|啊)*|(?:还在?|仍在?|依然在?|在)(?:等|拖)(?:着|呢|了|中)*|"
    r"(?:就?快要?|基本上?|差不多|大[致体]上?)+(?:都|也|就)*(?:[办弄搞做整](?:好|完|妥)|好|完)?(?:[了咯啦嘞喽]|吧|哈)+|(?:还|仍|依然|依旧|一直)*是?老样子(?:了|啊)*|原地踏步|"
    r"(?:就|还是|继续|先|照样|维持|[,\s])*(?:保留|不变|不改|照旧)(?:了|吧|着)*|"
    r"(?:就|马上|也)?快(?:[了咯啦嘞]+[,\s]*快?)+|"
    rf"(?:的|{asides.FILES}|也|都|[,\s])*(?:暂时?|目前|仍|还|尚)*(?:没有?|未)(?:来得及)?(?:上?[交传报]|报送|提交|发|送|补)(?:上来|上去|过去|过来|上|齐|全)?(?:呢|啊|了)*|"
    r"[同和跟与](?:上次|之前|以前|上周|上个?月)(?:的?(?:情况|进展))?(?:一样|相同)?"
)
"""Nothing has moved: said, but no progress."""

WORKED = re.compile(
    rf"{asides.WORKED.pattern}|了(?=[^,;。\s吧呢啊呀])|过(?=$|[,;。])|"
    r"现场|对接|沟通|协商|发函|走访|检查|补[签收发办]|出来了|[写做弄改]好了|\d\s?[人户次份处件场期万]"
)
"""走访了2户, 和财政局对接过: work all the same."""

MOVED = re.compile(r"(?:进展|变化|动静|动作|进度)(?:了|呢|啊)*$")

SAME_AS = re.compile(
    r"(?:材料|进展|情况|内容|说明)?(?:同|见|详见|参见|与)本项的?(?:进展|情况|材料|内容|说明)?(?:一样|相同|一致)?"
)
"""Only where else to look."""


def is_all(plain: str) -> bool:
    """Say whether words only tell that nothing moves, or where else to look."""
    still = STANDSTILL.fullmatch(plain) or SAME_AS.fullmatch(plain)
    told = still or asides.needs_no_time(plain) or asides.is_of_the_book(plain)
    return bool(told or (len(plain) <= 20 and PUT_ASIDE.search(plain)))


def begins(plain: str) -> bool:
    """没有进展，领导出差去了: nothing moved, and what follows tells of no work."""
    first, mark, rest = plain.partition(",")
    told = WORKED.search(rest)
    nothing = STANDSTILL.fullmatch(first) and MOVED.search(first)
    return bool(mark and nothing and not told)
