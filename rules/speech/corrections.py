"""改口：刚才的归到哪一项、发错了应该是哪一项；只认一个编号，别的都问。"""

import re

from rules.speech.said import Said
from rules.speech.targets import CODE, Target, code_of
from rules.writing.text import fold, tidy

LAST = (
    r"(?:刚才|刚刚|刚|上一?[条句个]|上面|前面|以上|上|这)"
    r"(?:那[条个句]|这[条个句]|那|一?[条句个]|些|几?张|几?份|[发说报写]的?|的)*"
    r"(?:图片|照片|文件|材料|佐证|附件|消息|信息|进展|内容)?的?"
)
"""How people point at what they sent last."""

MOVE = re.compile(
    rf"(?:请|帮我|麻烦)?(?:把|将)?{LAST}(?:归到|改到|放到|移到|挪到|算到|记到|归入|归)\s?"
    rf"|(?:{LAST}|那个?)?(?:就|都|也|全|应该|应当|其实)*(?:是|属于)\s?(?=\d)"
)
MISTAKEN = re.compile(
    r"(?:刚才|刚刚|上一?条|前面)?(?:那条|的|发的|说的|报的)*(?:发|写|填|报|搞|弄)错(?:了|项|编号|地方|位置)*[,.;。!\s]*"
    r"(?:应该|应当|其实|这是|那是)*(?:是|归|归到|算|属于|改到|发到?|放到?)+\s?"
)
NOT_THAT = re.compile(r"(?:不是|并非)\s?(?=\d)")
BUT = re.compile(r"的?[,.;。\s]*(?:而|应该?|应当)?是\s?")
BUT_NOT = re.compile(r"[,.;。\s]*(?:而)?(?:不是|并非)\s?(?=\d)")
END = re.compile(r"(?:号|项)?(?:的|才对|里|下面?|名下|那里|去|吧|了|[,.。!\s])*")


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
        return None
    after = END.match(folded, code.end())
    unlike = BUT_NOT.match(folded, after.end() if after else code.end())
    former = former or (CODE.match(folded, unlike.end()) if unlike else None)
    last = former if unlike and former else code
    if not END.fullmatch(folded, last.end()):
        return None
    wrong = code_of(former) if former else ""
    return Said("move", Target("code", code_of(code)), value=wrong)
