"""礼数：开头的问候、结尾的道谢、套在外面的括号，不改变一句话说的是什么（interface.md §5）。"""

import re

from rules.speech import leading, plain
from rules.speech.corrections import mended, retracted
from rules.speech.targets import CODE, numbers_at
from rules.speech.wholes import whole
from rules.writing.text import SEPARATORS, fold, tidy

OFFICE = r"(?:领导|老师|主任|书记|局长|处长|科长|部长|组长|同志)"
GREETING = re.compile(
    r"[\s,。!~]*(?:"
    rf"(?:尊敬的)?(?:各位)?[\u4e00-\u9fa5]{{0,3}}{OFFICE}们?[,\s]*(?:[您你]们?)?好"
    r"|(?:[您你]们?|大家)好|(?:早上|上午|中午|下午|晚上)好|早安?|hi|hello|哈喽|嗨"
    r"|在[吗么]|打扰(?:一下|了)?|不好意思|劳驾|辛苦了?|谢谢[您你]?"
    r")(?:[啊呀哈]*[\s,。!?~;:]+|(?<=[您你]好))",
    re.I,
)
"""您好， 费主任好！ before what is said; a name alone (李科长 同意…) greets nobody."""

THANKS = re.compile(
    r"(?<![\s,。!~;])[\s,。!~;]*(?:谢谢|多谢|感谢|谢了|麻烦(?:[您你]们?)?了|拜托(?:[您你]们?)?了?|有劳|劳驾"
    r"|辛苦(?:[您你]们?|领导)?了?)(?:[您你]们?|大家|领导|各位|[啦了啊哈哦]|[\s,。!~])*$"
)
WRAPPED = re.compile(
    r"\s*[【「『《〈(（\[\"“]([^【】「」『』《》〈〉()（）\[\]\"“”]+)[】」』》〉)）\]\"”]\s*"
)
"""【5-006】, “查 5-006”, 【进展】5-006 …: what stands in brackets."""

NO_DASH = re.compile(r"(?P<round>[1-9]\d?)[.·/\s](?P<number>0\d\d)")
"""5 006, 5.006 and nothing else: three digits leave no doubt, a look changes nothing."""

MOST_GREETINGS = 3
LONGEST_LABEL = 6
"""Characters in brackets before a sentence that may be its command word."""


def put_aside(text: str) -> str:
    """The words without greeting, thanks and brackets, where a command is left.

    A report keeps every word behind its code: only who commands, looks or counts is
    read without manners, and nothing polite is ever taken for a report.
    """
    opened = _ungreeted(text)
    bare = _unwrapped(_unthanked(opened))
    if _reports(bare):
        bare = _unwrapped(opened)
    alone = NO_DASH.fullmatch(tidy(fold(bare)))
    if alone is not None:
        return f"{alone['round']}-{alone['number']}"
    if bare != text and _commands(bare):
        return bare
    return opened if _points(fold(opened)) else text


def _points(folded: str) -> bool:
    """您好，5-006 …, 您好，1完成 2延期…: the greeting is no part of what is told."""
    return bool(CODE.match(folded)) or numbers_at(folded, 0) is not None


def _ungreeted(text: str) -> str:
    folded = fold(text)
    start = 0
    for _ in range(MOST_GREETINGS):
        greeting = GREETING.match(folded, start)
        if greeting is None:
            break
        start = greeting.end()
    return text[start:]


def _unthanked(text: str) -> str:
    """A code alone that somebody thanks for is a receipt, and asks to see nothing.

    因手续麻烦了 thanks nobody: thanks stand apart, or behind a code or a whole command.
    """
    folded = fold(text)
    thanks = THANKS.search(folded)
    before = folded[: thanks.start()] if thanks else ""
    if thanks is None or CODE.fullmatch(tidy(before)):
        return text
    apart = folded[thanks.start()] in SEPARATORS
    return text[: thanks.start()] if apart or _ends(before) else text


def _ends(folded: str) -> bool:
    """Say whether a command is at its end here: 查5-006谢谢, 周报谢谢."""
    return folded[-1:].isdigit() or whole(folded) is not None


def _unwrapped(text: str) -> str:
    """The text without brackets around all of it, or around its first word."""
    wrapped = WRAPPED.match(text)
    if wrapped is None:
        return text
    inside, rest = wrapped.group(1).strip(), text[wrapped.end() :]
    if rest and len(inside) > LONGEST_LABEL:
        return text
    return f"{inside} {rest}" if rest else inside


def _commands(text: str) -> bool:
    folded = tidy(fold(text))
    if CODE.fullmatch(folded) or whole(text) or plain.closes(folded):
        return True
    corrects = mended(text) or retracted(text, frozenset())
    return bool(corrects or leading.led(folded)[0])


def _reports(text: str) -> bool:
    """进展 5-006 …: what stands behind it is a report, and is kept as it was said."""
    spec = leading.led(tidy(fold(text)))[0]
    return spec is not None and spec.name == "progress"
