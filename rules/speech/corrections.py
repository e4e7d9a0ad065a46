"""改口：刚才的归到哪一项、发错了应该是哪一项；只认一个编号，别的都问。"""

import re
from dataclasses import replace

from rules.speech import amends
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
    r"(?:[\u4e00-\u9fa5]{1,6}的(?=是))?"
    r"(?:应该|应当|其实|这是|那是)*(?:是|归|归到|算|属于|改到|发到?|放到?)+\s?"
)
NOT_THAT = re.compile(
    rf"(?:(?:{LAST})?{WRONG}[,.;。!\s]*|{LAST})?(?:应该|应当|其实|[,\s])*(?:不是|并非)\s?(?=\d)"
)
SPOKEN = r"(?:(?:已经?)?(?:完成|办完|办结|办好|弄好|公示|上报|报)(?:了|的)*)?"
"""What was said of the finding may be said again: 不是5-004完成，是5-006完成."""

PLAIN_END = re.compile(r"(?:号|项)?(?:的|才对|里|下面?|名下|那里|去|吧|了|[,.。!\s])*")
"""Where nobody says that anything was wrong: 也是5-006完成了 tells of 5-006."""

BUT = re.compile(rf"{SPOKEN}的?[,.;。\s]*(?:而|应该?|应当)?是\s?")
BUT_NOT = re.compile(r"[,.;。\s]*(?:而)?(?:不是|并非)\s?(?=\d)")
PLACE = re.compile(rf"第\s?({NUMERAL})\s?[项条个]")
END = re.compile(
    rf"(?:号|项)?{SPOKEN}(?:的|才对|里|下面?|名下|那里|去|吧|了|[,.。!\s])*"
)

MENDED = re.compile(
    rf"(?:刚才|刚刚|上一?条|前面)?(?:那条|的|发的|说的|报的)*{WRONG}[,.;。!\s]*"
    r"(?:应该|应当|其实|这是|那是)*(?:是|改成|改为|改到)\s?"
    r"[\d零〇一二两三四五六七八九十廿卅百年月日号\-./]+[万亿千]?"
    r"(?:[个人名户元条次份件家项份套笔处本台起所%％]|块钱?)?(?:的|吧|才对|[,.。!\s])*"
)
"""不对，是2; 打错了，是12月25日; 说错了，是212名: where it is to be mended is not said."""

DENIED = re.compile(
    rf"(?:{CODE.pattern}[,:\s]*)?(?:我们?|咱们?|谁|这边)(?:可|又|从来|从|什么时候|啥时候|就)*(?:没有?|未|不曾)?(?:跟你们?|给你们?)?(?:说|讲|报|讲过)过?\s?"
    rf"(?:{CODE.pattern}|这[项个]|本项)?(?:已经?|都|全部)*(?:完成|办完|办结|办好|弄好|搞好|搞定|整改到位|整改完)(?:了|的|啊|啦|[,.。!\s])*"
)
NOT_THIS = re.compile(
    rf"(?:{LAST})?(?:不是|不对|不该是|不应该是)[,\s]*(?:这|那)一?[个项条](?:的|啊|吧|[,.。!\s])*"
)
"""不是那一项: where it belongs is not said."""

GONE = r"(?:[撤撒][销消]|撤回|收回|撤掉|撤|作废|不算数?|不作数|不要|划掉|去掉)"
OTHERWISE = re.compile(
    rf"(?:{LAST})?{WRONG}[,.;。!\s]*[\u4e00-\u9fa5]{{1,8}}的(?:应该|应当|其实)*是\s?{CODE.pattern}的?[\u4e00-\u9fa5]{{0,8}}[,.。!\s]*"
    rf"|{CODE.pattern}的?(?:{LAST})?第\s?{NUMERAL}[条个句次](?:也|都|就|请|[,\s])*{GONE}(?:了|吧|啊|[,.。!\s])*"
)
"""搞错了，过会的是5-001的制度; 5-002刚才第一条作废: what is wrong, and no more."""

NEGATED = re.compile(r"没|未|不|谁|什么时候|啥时候")
"""我没说5-005完成了: what the book has is disputed, and nothing new is told."""

RETRACTED = re.compile(
    rf"(?:请|麻烦|帮我)?(?:把|将)?(?:{LAST})?(?:关于)?(?P<mark>{CODE.pattern}|第\s?{NUMERAL}\s?[项条个]|\d{{1,2}}(?!\d))的?"
    rf"(?:(?:那|这|上|刚才)(?:那|这)?一?[条句]|刚才|(?:那|这|上|刚才)(?:那|这)?一?[个次](?=的?(?:进展|记录|消息|内容|报告)|.?不[算作要]|作废))的?"
    rf"(?:进展|记录|消息|内容|报告)?(?:也|都|就|先|请|给我|帮我|[,\s])*{GONE}(?:了|吧|啊|掉|[,.。!\s])*"
)
"""5-006那条撤了: what was said last of this finding is taken back.

那笔收回了, 那个撤了 may as well be money or an office: they are told.
"""

UNSAID = re.compile(
    r"(?:还|都|也|其实|并|根本|压根)*(?:没有?|未|不是|不算)[^\d,;。!]{0,8}(?:[,.。!\s]|了|呢|啊)*"
)
WRONG_FIRST = re.compile(rf"(?:{LAST})?(?:那条)?(?:{WRONG}[,.;。!\s]*){{1,3}}")
"""弄错了第一个没有搞好: what was said of it is not so."""

UNMEANT = re.compile(
    rf"(?:不好意思|抱歉|对不起|[,\s])*(?:{LAST})?(?:{WRONG}[,.;。!\s]*){{1,3}}(?:我们?|这[个项])?"
    r"(?:还|都|其实|并|根本|压根)*(?:没有?|未)(?:完成|办完|办结|办好|弄好|弄完|搞好|整改完|整改到位)(?:[,.。!\s]|了|呢|啊)*"
)
"""发错了，还没完成: what was said last is not so."""

CLAIM = "claim"
"""What is taken back where it was said last: that it is done, and nothing else."""

WRONG_BEHIND = re.compile(
    rf"的?(?:那|这)?一?[个条项]?的?(?:[发写填搞弄说记讲]错)(?:了|啦)*[,.;。!\s]*(?:{UNSAID.pattern})?"
)
"""2说错了，没完成."""

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

_PLACE = (
    r"(?:第\s?(?P<{0}_th>\d{{1,2}}|[一二三四五六七八九十])\s?[项条个]|"
    r"(?P<{0}>\d{{1,2}}|[一二三四五六七八九十])\s?[项条号]?)的?"
)
OTHER_PLACE = re.compile(
    rf"(?:(?:{LAST})?(?:选错了?|{WRONG})[,.;。!\s]*|{LAST})?(?:应该|应当|其实|[,\s])*"
    rf"(?:不是|并非)\s?{_PLACE.format('wrong')}"
    rf"[,;。\s]*(?:而|应该|应当|其实)*是\s?{_PLACE.format('right')}"
    r"(?:才对|吧|啊|哈|[,.。!\s])*"
)
"""不是3，是2: another place in the list, or another figure in what was said."""

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
    placed = None if former else MOVE.match(folded)
    begun = (
        BUT.match(folded, former.end()) if former else placed or MISTAKEN.match(folded)
    )
    code = CODE.match(folded, begun.end()) if begun else None
    if code is None or code.group(1) not in rounds:
        return _to_place(text, folded)
    after = END.match(folded, code.end())
    unlike = BUT_NOT.match(folded, after.end() if after else code.end())
    former = former or (CODE.match(folded, unlike.end()) if unlike else None)
    last = former if unlike and former else code
    ending = PLAIN_END if placed and not unlike else END
    if not ending.fullmatch(folded, last.end()):
        return None
    wrong = code_of(former) if former else ""
    return Said("move", Target("code", code_of(code)), value=wrong)


def _to_place(text: str, folded: str) -> Said | None:
    """不对，是第2项的: the place in the last list, said as one."""
    other = OTHER_PLACE.fullmatch(folded)
    if other:
        right = number(other["right"] or other["right_th"])
        wrong = number(other["wrong"] or other["wrong_th"])
        made = Said("move", Target("number", number=right), text=tidy(text))
        return replace(made, numbers=(wrong or 0,))
    begun = MISTAKEN.match(folded)
    place = PLACE.match(folded, begun.end()) if begun else None
    if place is None or not END.fullmatch(folded, place.end()):
        return None
    return Said("move", Target("number", number=number(place.group(1))))


def mended(text: str) -> Said | None:
    """Return what only says another number or day than before; None for other words."""
    plain = tidy(fold(text))
    if len(plain) <= SHORT and UNMEANT.fullmatch(plain):
        return Said("mend", text=tidy(text), value=CLAIM)
    found = (
        amends.told(text)
        or MENDED.fullmatch(plain)
        or (len(plain) <= SHORT and LOOSE.fullmatch(plain))
    )
    denied = len(plain) <= SHORT and DENIED.fullmatch(plain) and NEGATED.search(plain)
    found = found or denied or NOT_THIS.fullmatch(plain) or OTHERWISE.fullmatch(plain)
    return Said("mend", text=tidy(text)) if found else None


def retracted(text: str, rounds: frozenset[str]) -> Said | None:
    """Return what takes back the last words on one finding; None for other words."""
    plain = tidy(fold(text))
    if len(plain) > SHORT:
        return None
    found = RETRACTED.fullmatch(plain)
    begun = None if found else WRONG_FIRST.match(plain)
    at = found.start("mark") if found else begun.end() if begun else 0
    mark = mark_at(plain, at, rounds)
    if mark is None or len(mark[2]) != 1:
        return None
    words = UNSAID if begun else WRONG_BEHIND
    unsaid = found or words.fullmatch(plain, mark[1])
    return Said("undo", mark[2][0], tidy(text)) if unsaid else None


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
