"""一次去了几项：一句话里几项各下各的结论，分得清的才分，分不清的照旧问。"""

import re
from itertools import pairwise

from rules.speech import visit_means
from rules.speech.parts import JOINER
from rules.speech.said import Said
from rules.speech.targets import Target, code_at, code_of
from rules.speech.verdicts import verdict_in
from rules.vocabulary import Means, Verdict
from rules.writing.text import fold, tidy

WENT = re.compile(
    r"[去到][了过][^,;。]{0,12}(?:局|办|委|街道|镇|乡|集团|公司|中心|院|校|单位|村|社区)"
)
"""Whoever went to a unit and tells what is done there, was there on a visit."""

TAKES_BACK = re.compile(
    r"到位|[未没]有?整改|(?:但是?|不过|可是|只是|除了?)(?=.)|听说|据说"
)
"""Beside a verdict, what may take some of it back: 到位，但有一处没到位."""

Group = tuple[int, int, tuple[str, ...]]
"""Where codes that are named together begin and end, and which they are."""


def told(text: str, rounds: frozenset[str]) -> list[Said]:
    """Return what a message about a check says of each finding; empty if unclear.

    今天去教育局看了现场，5-004、5-007到位，5-008没到位: each with its own verdict and
    the words that stand before the first. One without exactly one verdict leaves all
    of it to be asked; so do verdicts that stand before their codes, and two means.
    """
    folded = fold(text)
    groups = _groups(folded, rounds)
    if sum(len(codes) for _, _, codes in groups) < 2:
        return []
    lead, result = tidy(text[: groups[0][0]]), []
    means = _only_means(text, [end for _, end, _ in groups])
    if means is None or _verdicts(fold(lead)):
        return []
    ends = [begin for begin, _, _ in groups[1:]] + [len(text)]
    for (_, begin, codes), end in zip(groups, ends, strict=True):
        words = tidy(text[begin:end])
        verdict = _only_verdict(fold(words))
        if verdict is None:
            return []
        whole = f"{lead}，{words}" if lead else words
        result += [
            Said("supervise", Target("code", code), whole, verdict=verdict, means=means)
            for code in codes
        ]
    named = [one.target for one in result]
    return result if len(set(named)) == len(named) else []


def _only_means(text: str, ends: list[int]) -> Means | None:
    """The means of all of it; None where another is told of one finding."""
    means = visit_means.means_in(text) or _went(fold(text))
    pieces = [text[start:end] for start, end in pairwise([0, *ends, len(text)])]
    told = {one for piece in pieces if (one := visit_means.means_in(piece))}
    return means if told <= {means} else None


def _went(folded: str) -> Means | None:
    meant = visit_means.AHEAD.search(folded)
    return Means.VISIT if WENT.search(folded) and not meant else None


def _groups(folded: str, rounds: frozenset[str]) -> list[Group]:
    found: list[Group] = []
    position = 0
    while position < len(folded):
        code = code_at(folded, position, rounds)
        if code is None:
            position += 1
            continue
        begin, codes = position, []
        while code is not None:
            codes.append(code_of(code))
            position = code.end()
            joiner = JOINER.match(folded, position)
            code = code_at(folded, joiner.end(), rounds) if joiner else None
        found.append((begin, position, tuple(codes)))
    return found


def _only_verdict(folded: str) -> Verdict | None:
    """The verdict of these words; None where they say none, two, or one with a but."""
    said = _verdicts(folded)
    besides = [one for one in _clauses(folded) if not verdict_in(one)]
    unsure = any(TAKES_BACK.search(one) for one in besides)
    return said.pop() if len(said) == 1 and not unsure else None


def _verdicts(folded: str) -> set[Verdict]:
    return {said for one in _clauses(folded) if (said := verdict_in(one))}


def _clauses(folded: str) -> list[str]:
    return re.split(r"[\s,;:。!?]+", folded)
