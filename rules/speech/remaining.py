"""其余的都完成了：除了点名的几项，说的是别的；点名的几项各说各的。"""

import re
from collections.abc import Iterator

from rules.speech import choices
from rules.speech.parts import mark_at
from rules.speech.said import Said
from rules.speech.targets import CODE, Target
from rules.speech.tone import Speech, classify
from rules.speech.worth import claim_kind
from rules.writing.text import fold

LONGEST = 80
PLACE = rf"(?:{CODE.pattern}|第?\s?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?[项条个号]?)"
NAMED = rf"{PLACE}(?:\s?[、,和与及跟]\s?{PLACE})*"
OTHERS = (
    r"(?:其他|其它|其余|别的|剩下|余下|剩余)"
    r"(?:的|[各几两\d一二三四五六七八九十]{1,3}[项个条件])*(?:问题|事项|整改)*"
)
NOT_YET = r"(?:还|仍|尚|暂时?)*(?:没有?|未)(?:完成|[办弄做][完好]?|动|到位)?"
BUT = re.compile(
    rf"\s*(?:除(?:了|去|开|却)?\s?(?P<but>{NAMED})\s?(?:[以之]?外|{NOT_YET})?"
    rf"|(?P<besides>{NAMED})\s?(?:除外|[以之]外))[,\s]*的?(?:{OTHERS})?[,\s]*"
)
"""除了第3项其他…, 5-005除外，…"""

BESIDES = re.compile(rf"[,;。\s]*(?:但|而)?{OTHERS}[,\s]*(?=[都均全已也])")
"""5-005没完成，其他都…: the words before it are of what they name."""

BUT_LAST = re.compile(
    rf"[,;。\s]*(?:除(?:了|去|开|却)?|(?:就|只|仅|还|但|而)+(?:剩下?|差|有)?)\s?(?P<but>{NAMED})的?"
    rf"(?:[以之]?外|{NOT_YET})?(?:了|呢|啊)*[,.。!\s]*$"
)
"""…都完成了，除了第3项; …就剩5-005."""

OF_OTHERS = re.compile(rf"\s*(?:{OTHERS})?[,\s]*")

UNDONE = re.compile(
    r"(?:[那这]一?[个项条]|[,:\s]|还|也|都|暂时?|目前|现在|仍|尚|就|的)*(?:没有?|未|正?在)(?:全部?|完全)?"
    r"(?:完成|办[完结好]?|弄[完好]?|做[完好]?|搞[完好定]?|动|整改[完好]?|开始|到位)(?:中|了|呢|啊|着)*"
)
"""5-005没完成 is of the whole finding; 5-005凭证没补齐，其他都… may be of its parts."""

CLAIM_BEGINS = re.compile(r"都|均|全|已")
LEFT_OUT = re.compile(r"除|其[他它余]|别的|[剩余]下?|[就只仅还]差")
KIND = "rest"


def told(text: str, rounds: frozenset[str]) -> tuple[str, Said] | None:
    """Part what is said of all but some (除了第3项其他都完成了) from the words before it.

    The words are "" where nothing is said of what is left out. The target holds the
    codes that are left out, `numbers` the places; None for other words.
    """
    folded = fold(text)
    if len(text) != len(folded) or len(folded) > LONGEST:
        return None
    for left, claim, apart in _ways(folded):
        claimed = text[claim]
        if not CLAIM_BEGINS.match(claimed) or classify(claimed) is not Speech.DONE:
            continue
        named = folded[left]
        mark = mark_at(named, len(named) - len(named.lstrip()), rounds)
        if mark is not None and (not apart or UNDONE.fullmatch(named, mark[1])):
            return text[left] if apart else "", _of_the_rest(mark[2], claimed)
    return None


def _ways(folded: str) -> Iterator[tuple[slice, slice, bool]]:
    """Where is named what is left out, and where is the claim; whether the words that
    name it say something of it too."""
    begun = BUT.match(folded)
    if begun:
        name = "but" if begun["but"] else "besides"
        yield slice(*begun.span(name)), slice(begun.end(), None), False
    last = BUT_LAST.search(folded)
    others = OF_OTHERS.match(folded)
    if last and others and others.end() < last.start():
        yield slice(*last.span("but")), slice(others.end(), last.start()), False
    at = BESIDES.search(folded)
    if at:
        yield slice(0, at.start()), slice(at.end(), None), True


def is_of_all(text: str, rounds: frozenset[str]) -> bool:
    """Say whether words may be of every finding that is offered for them: not where
    something is left out, and it is not known what."""
    if not choices.EVERY.search(text):
        return False
    return told(text, rounds) is not None or not LEFT_OUT.search(text)


def _of_the_rest(left: tuple[Target, ...], claim: str) -> Said:
    codes = "|".join(one.code for one in left if one.kind == "code")
    places = tuple(one.number or 0 for one in left if one.kind == "number")
    target, worth = Target(KIND, codes), claim_kind(claim)
    return Said("complete", target, claim, report=worth, numbers=places)
