"""建议配问题：写明的序号、类别、相近的话、独有的词；配不上的两边都说。"""

import re
from dataclasses import replace
from difflib import SequenceMatcher

from rules.feedback.items import Feedback, Item
from rules.feedback.numbers import named_numbers
from rules.ledger.cells import derive_title, plain

_COMMON = re.compile(
    r"贯彻落实|工作落实|责任落实|制度落实|整改落实|落实到位|党的领导|党的建设|从严治党|"
    r"政治站位|主体责任|监督管理|规章制度|长效机制|领导班子|有关规定|工作机制|组织领导"
)
"""Words that stand in every document and tell nothing about a finding."""

SHARED = 4
"""How many characters in a row a suggestion must share with one finding alone."""

LIKE = 0.5
"""How alike two first clauses must be for a suggestion to belong to a finding."""


def joined(first: str, second: str) -> str:
    """Put two texts below one another."""
    return f"{first}\n{second}" if first else second


def matched(found: Feedback, findings: list[Item], suggestions: list[Item]) -> Feedback:
    """Give each finding its suggestion; say what is left over on either side."""
    remarks = list(found.remarks)
    for suggestion in suggestions:
        places = _meant(suggestion, findings)
        if not places:
            words = derive_title(suggestion.text)
            remarks.append(f"建议{suggestion.number}“{words}”没有对应的问题")
        missing = [n for n in named_numbers(suggestion.text) if n > len(findings)]
        if places and missing:
            listed = "、".join(map(str, missing))
            remarks.append(f"建议{suggestion.number}写明的问题{listed}不在文中")
        for place in places:
            words = joined(findings[place].suggestion, suggestion.text)
            findings[place] = replace(findings[place], suggestion=words)
    for item in findings:
        if not item.suggestion:
            words = derive_title(item.text)
            remarks.append(f"问题{item.number}“{words}”没有对应的建议")
    if not findings:
        remarks.append("没有读到问题：问题应在“一、……问题”之下，逐条写成 1. 2. 3.")
    return replace(
        found,
        findings=tuple(findings),
        suggestions=tuple(suggestions),
        remarks=tuple(remarks),
    )


def _meant(suggestion: Item, findings: list[Item]) -> list[int]:
    """Which findings a suggestion is about: named by number, by heading, or alike."""
    named = named_numbers(suggestion.text)
    if named:
        places = [place for n in named for place in _numbered(n, suggestion, findings)]
        return list(dict.fromkeys(places))
    if suggestion.category:
        same = [
            place
            for place, item in enumerate(findings)
            if item.category and _alike(item.category, suggestion.category)
        ]
        if same:
            return same
    return _closest(suggestion, findings)


def _numbered(number: int, suggestion: Item, findings: list[Item]) -> list[int]:
    """The finding with a number before it; the one in that place where none has it.

    Numbers that begin anew below each heading need the heading to tell them apart.
    """
    written = [item.written or item.number for item in findings]
    places = [place for place, one in enumerate(written) if one == number]
    if not places:
        return [number - 1] if 0 < number <= len(findings) else []
    if len(places) > 1:
        places = [
            place
            for place in places
            if _alike(findings[place].category, suggestion.category)
        ]
    return places if len(places) == 1 else []


def _closest(suggestion: Item, findings: list[Item]) -> list[int]:
    """The findings whose heading or first clause the suggestion's first clause echoes."""
    clause = derive_title(suggestion.text)
    by_heading = [
        place
        for place, item in enumerate(findings)
        if item.category and _alike(item.category, clause)
    ]
    if by_heading:
        return by_heading
    scored = [
        (_likeness(derive_title(item.text), clause), place)
        for place, item in enumerate(findings)
    ]
    best = max(scored, default=(0.0, 0))
    return [best[1]] if best[0] >= LIKE else _sharing(suggestion, findings)


def _sharing(suggestion: Item, findings: list[Item]) -> list[int]:
    """The one finding that shares telling words with a suggestion; else nothing."""
    said = _COMMON.sub(" ", plain(suggestion.text))
    texts = [_COMMON.sub(" ", plain(item.text)) for item in findings]
    runs = [
        (run, place)
        for place, text in enumerate(texts)
        if len(run := _run(said, text)) >= SHARED
        and sum(run in other for other in texts) == 1
    ]
    longest = max((len(run) for run, _ in runs), default=0)
    places = [place for run, place in runs if len(run) == longest]
    return places if len(places) == 1 else []


def _run(one: str, other: str) -> str:
    """The longest run of characters in both, without blanks."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return max(one[match.a : match.a + match.size].split(), key=len, default="")


def _alike(one: str, other: str) -> bool:
    return _likeness(one, other) >= LIKE


def _likeness(one: str, other: str) -> float:
    first, second = plain(one), plain(other)
    return SequenceMatcher(None, first, second).ratio() if first and second else 0.0
