"""领头的词：一句话以哪个命令开头，命令后面跟着哪几项。"""

import re

from rules.speech.command_spec import CommandSpec
from rules.speech.commands import COMMANDS
from rules.speech.parts import split
from rules.speech.targets import (
    NONE,
    Target,
    code_at,
    codes_in,
    numbers_at,
    run_of,
)
from rules.speech.wholes import FOR_ALL, POLITE
from rules.writing.text import fold

ANSWERS = frozenset({"acknowledged", "urged_on", "coordinate"})
"""A leader's answers; where they name nothing, they are said of the whole list."""

CLAUSE = re.compile(r"[,，;；。\n]")


EVERY = re.compile(r"\D*(?:全部|[均都]已|以上|各项)")
"""均已安排，5-005周五前报: said of all, whatever is added of one."""

PARAGRAPHS = re.compile(r"(?<!\d)1\s?(?:[.、)](?!\s?\d)|是)")
"""1.已约谈 2.周五前补齐: what is done is numbered, and no finding of a list."""


def led(folded: str) -> tuple[CommandSpec | None, str, int]:
    """The command that a text begins with, behind good manners, and where it ends."""
    lead = POLITE.match(folded) or FOR_ALL.match(folded)
    start = lead.end() if lead else 0
    spec, word = _command_at(folded, start)
    return spec, word, start + len(word)


def _command_at(folded: str, start: int) -> tuple[CommandSpec | None, str]:
    """The longest command word right here."""
    found: tuple[CommandSpec | None, str] = (None, "")
    for spec in COMMANDS:
        for word in spec.words:
            if folded.startswith(word, start) and len(word) > len(found[1]):
                found = (spec, word)
    return found


def targets_after(
    folded: str,
    position: int,
    target: Target,
    rounds: frozenset[str],
    spec: CommandSpec,
) -> tuple[tuple[Target, ...], int]:
    """The codes (or one number) that follow a command word."""
    found: list[Target] = []
    while True:
        gap = re.compile(r"[\s:,、和与及跟/]*").match(folded, position)
        begin = gap.end() if gap else position
        code = code_at(folded, begin, rounds)
        if code is None:
            break
        run, position = run_of(folded, code)
        found += run
    if found:
        return tuple(found), position
    if target.kind == "none" and spec.needs_code:
        numbers = numbers_at(folded, begin)
        if numbers is not None:
            return tuple(numbers[0]), numbers[1]
    return (target,), position


def named_in(words: str, rounds: frozenset[str]) -> tuple[Target, ...]:
    """What a leader's answer names behind other words; NONE where it names nothing.

    已督促邓佳宁，5-005明天报: said of this one, and of no other of the list.
    """
    folded = fold(words)
    if EVERY.match(folded):
        return (NONE,)
    codes = [Target("code", code) for code in codes_in(folded, rounds)]
    if codes or PARAGRAPHS.search(folded):
        return tuple(codes) or (NONE,)
    pieces = [part for clause in CLAUSE.split(words) for part in split(clause, rounds)]
    pointed = [one for part in pieces for one in part.targets if one != NONE]
    return tuple(dict.fromkeys(pointed)) or (NONE,)
