"""责任领导和责任人合写一栏的表：一格里哪几个字说谁，写了称呼看称呼，没写看次序。"""

import re
from collections.abc import Mapping, Sequence

_WITH = "[及和与、/／兼]"
_LEADER = "(?:整改)?(?:责任|牵头|分管|主管|包抓)领导"
_PERSON = "(?:具体|整改)?(?:责任人员?|经办人员?|承办人员?)"
_HEADER = re.compile(rf"{_LEADER}{_WITH}{_PERSON}|({_PERSON}){_WITH}{_LEADER}")
"""Headers over leaders and persons; the group tells that persons come first."""

_LABEL = re.compile(rf"({_LEADER}|领导)\s*[:：]|({_PERSON}|经办)\s*[:：]")
_PARTS = (re.compile(r"[\n\r;；]+"), re.compile(r"[/／|｜]"), re.compile(r"[、，,]"))
"""What parts leaders from persons, the strongest first."""

LEADER, PERSON, BOTH = "leader", "person", "leader_and_person"


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
    labels = list(_LABEL.finditer(text))
    if labels:
        ends = [*(one.start() for one in labels[1:]), len(text)]
        return "\n".join(
            text[one.end() : end].strip(" \t\n;；、，,/")
            for one, end in zip(labels, ends, strict=True)
            if (one.group(1) is not None) == (name == LEADER)
        )
    two = next((p for sign in _PARTS if len(p := _parts(sign, text)) == 2), None)
    if two is None:
        return "" if name == LEADER else text
    both = _HEADER.fullmatch(re.sub(r"\s+", "", header))
    persons_first = bool(both and both.group(1))
    return two[(name == PERSON) != persons_first]


def _parts(sign: re.Pattern[str], text: str) -> list[str]:
    return [one.strip() for one in sign.split(text) if one.strip()]
