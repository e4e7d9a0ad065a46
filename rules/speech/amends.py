"""更正上一条：说错了，是212名；不是补收是补缴。改得到上一条里的才算。"""

import re

from rules.speech.targets import CODE
from rules.writing.text import fold, tidy

ORIGINAL = "（原话："
"""What parts a correction that was kept from the words before it."""

SHORT = 60
"""Characters of a message that only corrects another."""

SORRY = r"(?:不好意思|抱歉|对不起|等等|又|还是|哦|噢|啊|呃|[,.。;!\s])*"
THING = (
    r"(?:金额|钱数|人数|户数|件数|份数|数字|数量|数据|数|日期|时间|日子|名称|名字|字)"
)
LAST = r"(?:(?:刚才|刚刚|上一?条|上面|前面)(?:那条|那句|[说报发写]的|的|里|中)*)?"
MISSAID = rf"(?:[发写填报搞弄说记打讲算]错{THING}?了?|错了|不对)"
WRONG = rf"(?:{THING}?(?:也|都|给|[,\s])*{MISSAID}|(?:更正|纠正|订正)(?:一?下)?)"
TO = r"[,:;。.!\s]*(?:应该|应当|应|其实|正确的?|实际上?|这|那|改)*(?:是|为|成)\s?"
NUMBER = r"(?:\d+(?:[.,]\d+)*|[零〇一二两三四五六七八九十百千]+)"
UNIT = r"(?:[万亿千]?(?:[个人名户元条次份件家项套笔处本台起所%％]|块钱?)|[万亿]|人次|月\s?\d{1,2}\s?[日号])"
FIGURE = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?<![零〇一二两三四五六七八九十百千]){NUMBER}\s?(?P<unit>{UNIT})"
)
"""A number is looked at once, from its beginning: a report may be long."""

END = r"(?:的|吧|才对|[,.。!\s])*"
FIGURES = re.compile(
    rf"{SORRY}{LAST}(?:{WRONG}{TO}|改[成为到]\s?)(?P<right>{NUMBER}\s?{UNIT}){END}"
)
"""说错了，是212名; 改成5人; 金额写错了，应为1260元."""

WORDS = re.compile(
    rf"{SORRY}{LAST}{WRONG}[,:;。.!\s]*(?:不是|并非)(?P<wrong>[^,;。!是]{{1,16}})[,;\s]*而?(?:应该|应当)?是(?P<right>[^,;。!]{{1,16}})"
)
"""打错字了，不是补收是补缴."""

RIGHT_ONLY = re.compile(
    rf"{SORRY}{LAST}[发写填报说记打讲]错(?:字|词|名称|名字)?了?[,:;。.!\s]*(?:应该|应当|应|其实)*是"
    r"(?!.*[已了没未这那第])[\u4e00-\u9fa5]{2,12}[。.!\s]*"
)
"""说错了，是轮岗办法: what is right, but not what it stands for."""


def marked(words: str, earlier: str) -> str:
    """A correction as it is kept, with what it corrects beside it."""
    return f"更正：{words}{ORIGINAL}{earlier.partition(ORIGINAL)[0]}）"


def told(text: str) -> bool:
    """Say whether words only put right what was said before."""
    plain = tidy(fold(text))
    if len(plain) > SHORT or CODE.search(plain):
        return False
    forms = (FIGURES, WORDS, RIGHT_ONLY)
    return any(form.fullmatch(plain) for form in forms)


def amends(earlier: str, text: str) -> bool:
    """Say whether a correction finds what it puts right, once, in the words before it."""
    before, plain = fold(earlier.partition(ORIGINAL)[0]), tidy(fold(text))
    words = WORDS.fullmatch(plain)
    if words is not None:
        wrong = re.escape(tidy(words.group("wrong")))
        return len(re.findall(rf"(?<!\d(?=\d)){wrong}", before)) == 1
    figures = FIGURES.fullmatch(plain)
    right = FIGURE.fullmatch(figures.group("right")) if figures else None
    if right is None:
        return False
    kinds = [_kind(one.group("unit")) for one in FIGURE.finditer(before)]
    return kinds.count(_kind(right.group("unit"))) == 1


def _kind(unit: str) -> str:
    """What a unit counts: 万元 and 元 the same, a day is a day, people are people."""
    if unit.startswith("月"):
        return "日"
    counted = unit.lstrip("万亿千") or "元"
    return {"名": "人", "个": "人", "块": "元", "块钱": "元"}.get(counted, counted)
