"""改口：刚才的归到哪一项、发错了应该是哪一项；只认一个编号，别的都问。"""

import re

from rules.speech.parts import mark_at, split
from rules.speech.said import Said
from rules.speech.targets import CODE, NONE, Target, code_of
from rules.writing.numerals import NUMERAL, number
from rules.writing.patterns import run
from rules.writing.text import fold, tidy

LAST = (
    r"(?:刚才|刚刚|刚|上一?[条句个]|上面|前面|以上|上|这)"
    r"(?:那[条个句]|这[条个句]|那|一?[条句个]|些|几?张|几?份|[发说报写]的?|的)*"
    r"(?:图片|照片|文件|材料|佐证|附件|消息|信息|进展|内容|回访|督查)?(?:记录)?的?"
)
"""How people point at what they sent last."""

MOVE = re.compile(
    rf"(?:请|帮我|麻烦)?(?:把|将)?{LAST}(?:归到|改到|放到|移到|挪到|算到|记到|归入|归)\s?"
    rf"|(?:{LAST}|那个?)?(?:就|都|也|全|应该|应当|其实)*(?:是|属于)\s?(?=\d)"
)
WRONG = r"(?:[发写填报搞弄说记打讲]错(?:了|项|编号|地方|位置)*|错了|不对)"
MISTAKEN = re.compile(
    rf"(?:刚才|刚刚|上一?条|前面)?(?:那条|的|发的|说的|报的)*{WRONG}[,.;。!\s]*"
    r"(?:应该|应当|其实|这是|那是)*(?:是|归|归到|算|属于|改到|发到?|放到?)+\s?"
)
NOT_THAT = re.compile(
    rf"(?:(?:{LAST})?{WRONG}[,.;。!\s]*|{LAST})?(?:应该|应当|其实|[,\s])*(?:不是|并非)\s?(?=\d)"
)
BUT = re.compile(r"的?[,.;。\s]*(?:而|应该?|应当)?是\s?")
BUT_NOT = re.compile(r"[,.;。\s]*(?:而)?(?:不是|并非)\s?(?=\d)")
PLACE = re.compile(rf"第\s?({NUMERAL})\s?[项条个]")
END = re.compile(r"(?:号|项)?(?:的|才对|里|下面?|名下|那里|去|吧|了|[,.。!\s])*")

MENDED = re.compile(
    rf"(?:刚才|刚刚|上一?条|前面)?(?:那条|的|发的|说的|报的)*{WRONG}[,.;。!\s]*"
    r"(?:应该|应当|其实|这是|那是)*(?:是|改成|改为|改到)\s?"
    r"[\d零〇一二两三四五六七八九十廿卅百年月日号\-./]+(?:的|吧|才对|[,.。!\s])*"
)
"""不对，是2; 打错了，是12月25日: what is to be mended and where is not said."""

LOOSE = re.compile(
    rf"(?=.*(?:{WRONG}|不是|并非))(?=.*{CODE.pattern})(?!.*(?:文件|[照图]片|材料|佐证|附件))"
    + run(
        rf"{CODE.pattern}|{WRONG}|{LAST}|不是|并非|应该|应当|其实|而|也|都|是|归|"
        r"[号项]|那条|这条|的|[和与、,.;。!\s]",
        "loose",
        1,
    )
)
"""Nothing but that something was wrong, and codes: what is to be mended is not clear."""

AGAIN = re.compile(
    rf"(?:^|[^\u4e00-\u9fa5]|[哦噢啊呃])(?:{WRONG})[,.;。!\s]*"
    rf"(?:(?:应该|应当|其实)*是\s?)?(?=第?\s?(?:{NUMERAL}|\d))"
)
"""5-018已完成，哦不对，是5-019已完成: what stands before is taken back."""

SHORT = 60
"""Characters of a message that only corrects another."""


def moved(text: str, rounds: frozenset[str]) -> Said | None:
    """Return what puts the last message under another finding; None for other words.

    `value` is the code that it must stand under now, where it is said (不是5-003，是5-005).
    `rounds` are the codes of the rounds that exist.
    """
    folded = tidy(fold(text))
    denied = NOT_THAT.match(folded)
    former = CODE.match(folded, denied.end()) if denied else None
    begun = (
        BUT.match(folded, former.end())
        if former
        else MOVE.match(folded) or MISTAKEN.match(folded)
    )
    code = CODE.match(folded, begun.end()) if begun else None
    if code is None or code.group(1) not in rounds:
        return _to_place(folded)
    after = END.match(folded, code.end())
    unlike = BUT_NOT.match(folded, after.end() if after else code.end())
    former = former or (CODE.match(folded, unlike.end()) if unlike else None)
    last = former if unlike and former else code
    if not END.fullmatch(folded, last.end()):
        return None
    wrong = code_of(former) if former else ""
    return Said("move", Target("code", code_of(code)), value=wrong)


def _to_place(folded: str) -> Said | None:
    """不对，是第2项的: the place in the last list, said as one."""
    begun = MISTAKEN.match(folded)
    place = PLACE.match(folded, begun.end()) if begun else None
    if place is None or not END.fullmatch(folded, place.end()):
        return None
    return Said("move", Target("number", number=number(place.group(1))))


def mended(text: str) -> Said | None:
    """Return what only says another number or day than before; None for other words."""
    plain = tidy(fold(text))
    found = MENDED.fullmatch(plain) or (len(plain) <= SHORT and LOOSE.fullmatch(plain))
    return Said("mend", text=tidy(text)) if found else None


def doubted(text: str, folded: str, rounds: frozenset[str]) -> Target | None:
    """What a message may mean that takes one finding back for another; else None."""
    again = [match for match in AGAIN.finditer(folded) if match.start() > 0]
    if not again:
        return None
    behind = (mark_at(folded, match.end(), rounds) for match in again)
    pointed = [part.targets for part in split(text, rounds)]
    pointed += [mark[2] for mark in behind if mark is not None]
    targets = dict.fromkeys(one for some in pointed for one in some if one != NONE)
    codes = [target.code for target in targets if target.code]
    if len(codes) > 1:
        return Target("several", "|".join(codes))
    return NONE if len(targets) > 1 else None
