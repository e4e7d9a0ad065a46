"""说名称：整个名称放在一句开头的，就是说那一项；只说了几个字的，排在前面让人挑。"""

import re
from collections.abc import Mapping, Sequence

from rules.speech.corrections import GONE, WRONG
from rules.speech.leading import led
from rules.speech.targets import CODE
from rules.speech.tone import is_courtesy
from rules.writing.text import fold, tidy

SHORTEST = 5
"""Characters of a title that names a finding; a shorter one is a word like others."""

LIKE = 2
"""Characters in a row that a text must share with a title to be likened to it."""

COUNTED = (
    r"(?:\d{1,2}\s?[.、):]|[(]\d{1,2}[)]|(?<![^\n])(?:\d{1,2}|第[\d一二三四五六七八九十]{1,3}[项条个])"
    r"(?=[\s,:、]))[\s,:、]*"
)
BEGINS = re.compile(
    rf"(?:^|[\n,;。!?、:\s])(?P<lead>(?:{COUNTED})?(?:还有|另外|关于|针对|就|对|那个|这个|那|这|\s)*)$"
)
"""What may stand before a title that names what the words behind it are about.

What is counted (1.X 2.Y) is counted by the writer; it is no place in a list.
"""

OPENED = re.compile(
    r"(?:(?:现在?|向您?|给您?)?(?:报告|汇报|反馈|回复)(?:一?下|如下)?[\s,:]*)?"
)
"""What may stand before the first title beside good manners and a command."""

PLACED = re.compile(
    r"(?:\d{1,2}|第[\d一二三四五六七八九十]{1,3}[项条个])(?![\d\-./月日号年])"
)
"""1完成 and a title: the words before are of another item."""

ENDS = re.compile(
    r"$|[\s,:;。!?、)\d-]|[的这那已均都全也还尚正怎吗呢吧啊]|[和与及跟同]|什么|完[成毕]|办[完结好]|补|退|报|延期|申请|销号|如果|要是|"
    r"(?:整改)?(?:方案|制度|台账|材料|名单|情况|会议)已"
)
"""What shows that a title ends there; 薄弱环节, 不全部 are other words."""

LACKING = re.compile(r"[未没]\S{1,5}$")
LACKS = re.compile(r"$|[\s,:;。!?、)]|[的这那已和与及跟同]")
"""固定资产未盘点 and 完成: of what is lacking more words may say that it lacks."""

JOINS = re.compile(r"[、和与及跟]\s?$")
JOINED = re.compile(r"\s?[、和与及跟同]\s?")
"""A title with something joined to it that is none: it is not said of what else."""

POINTING = re.compile(
    rf"(?!的?[这那]一?[个项条件]的?(?:也|都|就|先|请)*(?:{GONE}|{WRONG}))(?:的(?!问题|事项)|[这那]一?[个项条件])*\s*"
)
"""What is left out with the title before words that stand without it."""

IN_PROSE = re.compile(r"[”\"》】)]|(?:的|这[个项]|那[个项])?(?:问题|事项|整改)")
"""关于“X”问题的报告: what a paper is called says not where it belongs; it is asked."""

LONGEST = 120
"""Characters of a message that names a finding by its title; a paper is longer."""


def may_name(text: str) -> bool:
    """Say whether a text can name a finding by its title: short, and without a code."""
    return SHORTEST <= len(text) <= LONGEST and not CODE.search(fold(text))


def coded(text: str, titles: Mapping[str, str]) -> str:
    """Put the code for each title that names a finding; other texts as they are.

    `titles`: code → title of what the speaker may mean. A text that holds a code says
    itself which is meant; where a title is only spoken of, nothing is put.
    """
    if not may_name(text):
        return text
    folded = fold(text)
    names = [fold(title) for title in titles.values() if len(title) >= SHORTEST]
    known = {fold(title): code for code, title in titles.items()}
    once = sorted((one for one in names if names.count(one) == 1), key=len)
    found = _found(folded, once[::-1])
    if not found or not _opens(folded[: found[0][0]]):
        return text
    if not all(_names(folded, found, at) for at in found):
        return text
    for begin, end in sorted(found, reverse=True):
        led = BEGINS.search(folded[:begin])
        first = led.start("lead") if led else begin
        over = POINTING.match(folded, end)
        rest = over.end() if over else end
        gap = "" if text[rest : rest + 1] in ("这", "那") else " "
        text = f"{text[:first]}{known[folded[begin:end]]}{gap}{text[rest:]}"
    return text


def _opens(before: str) -> bool:
    """Say whether nothing but manners or a command stands before the first title.

    检查发现，X，已通报 tells something in which the title is only a part.
    """
    begun = BEGINS.search(before)
    lead = before[: begun.start("lead")] if begun else before
    plain = tidy(lead).strip(",:;。!?、 ")
    _, word, end = led(plain)
    return bool(
        OPENED.fullmatch(plain)
        or is_courtesy(plain)
        or (word and end == len(plain))
        or PLACED.match(plain)
    )


def speaks_of(text: str, titles: Mapping[str, str]) -> bool:
    """Say whether a text holds a whole title: what it is about is no place in a list."""
    folded = fold(text)
    return any(
        fold(title) in folded for title in titles.values() if len(title) >= SHORTEST
    )


Span = tuple[int, int]


def _found(folded: str, names: Sequence[str]) -> list[Span]:
    """Where titles stand, the longest first; none within another."""
    spans: list[Span] = []
    for name in names:
        for match in re.finditer(re.escape(name), folded):
            begin, end = match.span()
            if all(end <= first or last <= begin for first, last in spans):
                spans.append((begin, end))
    return sorted(spans)


def _names(folded: str, found: Sequence[Span], at: Span) -> bool:
    """Say whether a title begins its clause, or is joined to one that does.

    One that is part of the words names nothing, nor one with something joined to it
    that is no whole title.
    """
    before, more = folded[: at[0]], JOINED.match(folded, at[1])
    ends = LACKS if LACKING.search(folded[at[0] : at[1]]) else ENDS
    if IN_PROSE.match(folded, at[1]) or not ends.match(folded, at[1]):
        return False
    if more and all(begin != more.end() for begin, _ in found):
        return False
    if BEGINS.search(before):
        return True
    joined = JOINS.search(before)
    return bool(joined) and any(
        end == joined.start() and _names(folded, found, (begin, end))
        for begin, end in found
        if joined is not None
    )


def likeness(text: str, title: str) -> int:
    """The longest run of characters that a text shares with a title; 0 for one alone."""
    words, name = fold(text), fold(title)
    best = 0
    for start in range(len(name)):
        while name[start : start + best + 1] in words and start + best < len(name):
            best += 1
    return best if best >= LIKE else 0


NOT_THAT = r"(?:不是(?:[这那]一?[个项条])?[,;。\s]+|不是[这那]一?[个项条](?=而?是))?"
"""不是这个，是轮岗那个; 不是轮岗那个 picks nothing."""

POINTED = re.compile(
    rf"{NOT_THAT}(?:应该|应当|就|我?说的|指的|[,\s])*(?:是)?(?P<words>[^\d,;。!?\s]{{2,12}}?)"
    r"(?:的?[那这]一?[个项条件](?:问题|事项|事)?|(?<=[^的]{3})的|(?<!完成)(?<!整改)(?<!办结)(?<!落实)的)"
    r"(?:的|吧|啊|哈|呀|[。.!\s])*"
)


def pointed(text: str, titles: Mapping[str, str]) -> str | None:
    """The code of the one choice whose title holds the words of 台账那个; else None."""
    found = POINTED.fullmatch(fold(text).strip())
    if found is None:
        return None
    codes = [code for code, name in titles.items() if found["words"] in fold(name)]
    return codes[0] if len(codes) == 1 else None


SOME = r"[^\d,;。!?\s]{2,12}"
NOT_POINTED = re.compile(
    rf"(?:不是|并非|除了?|别是){SOME}?(?:[那这]一?[个项条件]|的)(?:的|吧|啊|哈|呀|[。.!\s])*"
    rf"|{SOME}?[那这]一?[个项条件](?:不是|不算|除外)(?:的|吧|啊|哈|呀|[。.!\s])*"
)


def denies(text: str) -> bool:
    """Say whether words only say which one is not meant: 不是轮岗那个."""
    return bool(NOT_POINTED.fullmatch(fold(text).strip()))
