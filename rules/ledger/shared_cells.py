"""责任领导和责任人合写一栏的表：一格里哪几个字说谁，写了称呼看称呼，没写看次序。"""

import re
from collections.abc import Mapping, Sequence

from rules.ledger.written_names import ONLY_POST

_WITH = "[及和与、/／兼]?"
_LEADER = "(?:整改)?(?:责任|牵头|分管|主管|包抓)领导"
_PERSON = "(?:具体|直接|主要|整改)?(?:责任人员?|经办人员?|承办人员?)"
_OFFICE = "(?:具体|整改)?(?:责任|牵头)(?:部门|[科股处]室)"
_BETWEEN = rf"{_WITH}(?:{_OFFICE}{_WITH})?"
_HEADER = re.compile(
    rf"(?:{_OFFICE}{_WITH})?"
    rf"(?:{_LEADER}{_BETWEEN}{_PERSON}|({_PERSON}){_BETWEEN}{_LEADER})"
    rf"(?:{_WITH}{_OFFICE})?"
)
"""Headers over leaders and persons, and their office; the group tells that persons
come first.
"""

_LABEL = re.compile(
    rf"(?:{_LEADER}|领导|{_PERSON}|经办|{_OFFICE})\s*[:：]|(?<![^\s;；、，,])(?:{_LEADER}|{_PERSON})"
)
_LABEL_BEHIND = re.compile(rf"[(（](?:{_LEADER}|领导|{_PERSON}|经办)[)）]")
"""苏晓彤（责任领导） is 责任领导：苏晓彤."""

_PARTS = [
    re.compile(rf"{sign}(?![^()（）]{{0,40}}[)）])")
    for sign in (r"[\n\r;；]+", r"[/／|｜]", r"[、，,]")
]
"""What parts leaders from persons, the strongest first; nothing within brackets does."""

LEADER, PERSON, BOTH = "leader", "person", "leader_and_person"
OFFICE = "department"
"""责任科室：计财股 among them names nobody."""


def with_both(
    cells: Sequence[tuple[str, str]], columns: dict[str, int]
) -> dict[str, int]:
    """Let a column over both be that of leaders and of persons, where none else is."""
    found = [c for c, (word, _) in enumerate(cells, 1) if _HEADER.fullmatch(word)]
    if len(found) != 1 or columns.keys() & {LEADER, PERSON}:
        return columns
    return {**columns, LEADER: found[0], PERSON: found[0]}


def is_shared(columns: Mapping[str, int]) -> bool:
    """Say whether leaders and persons stand in one column."""
    return LEADER in columns and columns[LEADER] == columns.get(PERSON)


def as_one(columns: dict[str, int]) -> dict[str, int]:
    """Return the columns of an export: one cell says both where they share a column."""
    if not is_shared(columns):
        return columns
    own = {name: at for name, at in columns.items() if name not in (LEADER, PERSON)}
    return {**own, BOTH: columns[LEADER]}


def whole(leaders: str, persons: str) -> str:
    """Write a cell that says both, so that it can be parted again."""
    said = (("责任领导", leaders), ("责任人", persons))
    return "\n".join(f"{word}：{names}" for word, names in said if names)


def part(text: str, name: str, header: str) -> str:
    """Return what a cell below such a header says of leaders, or of persons.

    By its labels; else the first of exactly two parts is the leader, the header's
    order provided. Whatever can't be parted names persons.
    """
    said = _labelled(text)
    if said:
        mine = (words.strip(" \t\n;；、，,/") for role, words in said if role == name)
        return "\n".join(filter(None, mine))
    two = _two(text)
    if not two:
        return "" if name == LEADER else text
    both = _HEADER.fullmatch(re.sub(r"\s+", "", header))
    persons_first = bool(both and both.group(1))
    return two[(name == PERSON) != persons_first]


def _labelled(text: str) -> list[tuple[str, str]]:
    """Part a cell by its labels, before the names or behind them: who, and which words.

    Words without a label of their own are the other's: 苏晓彤；经办人：邓佳宁.
    """
    behind = list(_LABEL_BEHIND.finditer(text))
    if len({_who(label) for label in behind}) == len((LEADER, PERSON)):
        starts = [0, *(one.end() for one in behind)]
        said = [
            (_who(one), text[start : one.start()])
            for one, start in zip(behind, starts, strict=False)
        ]
        return [*said, (_other(_who(behind[-1])), text[behind[-1].end() :])]
    labels = list(_LABEL.finditer(text))
    if not labels:
        return []
    ends = [*(one.start() for one in labels[1:]), len(text)]
    return [
        (_other(_who(labels[0])), text[: labels[0].start()]),
        *(
            (_who(one), text[one.end() : end])
            for one, end in zip(labels, ends, strict=True)
        ),
    ]


def _who(label: re.Match[str]) -> str:
    if re.match(_OFFICE, label.group()):
        return OFFICE
    return LEADER if "领导" in label.group() else PERSON


def _other(name: str) -> str:
    return PERSON if name == LEADER else LEADER


def _two(text: str) -> list[str]:
    """Return the two parts of a cell; [] where it has more or fewer.

    党组书记、局长梁振邦 is one person with two posts; 局长、梁振邦 may be two.
    """
    for sign in _PARTS:
        parts = [part.strip() for part in sign.split(text) if part.strip()]
        if len(parts) == len((LEADER, PERSON)):
            return [] if sign is _PARTS[-1] and _is_one(*parts) else parts
    return []


def _is_one(first: str, second: str) -> bool:
    """Say whether a post stands before another one that has a name behind it."""
    begins = any(ONLY_POST.match(second[:end]) for end in range(2, len(second)))
    return bool(ONLY_POST.match(first) and begins and not ONLY_POST.match(second))
