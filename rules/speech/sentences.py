"""一句一令：几句话各带命令和编号的，各读各的（进展 5-005 …；完成 5-006）。"""

import re

from rules.speech.commands import COMMANDS
from rules.speech.targets import CODE

WORD = "|".join(
    sorted(
        {word for spec in COMMANDS for word in spec.words},
        key=lambda word: (-len(word), word),
    )
)
NAMED = rf"\s?:?\s?{CODE.pattern}(?!\s?的)"
BEGINS = re.compile(rf"\s*(?:(?:{WORD})?{NAMED})")
NEXT = re.compile(
    rf"[;。\n][^\S\n]*(?=(?:{WORD}){NAMED}|{CODE.pattern}\s?(?:同意|退回|不同意))"
)
"""完成 5-006的前期工作 is told of a finding, not done to it; 5-006退回 is a decision."""

RULED = r"不予同意|不同意|同意|退回|驳回"
NEXT_RULED = re.compile(
    rf",[^\S\n]*(?=(?:{RULED}|催办?){NAMED}|{CODE.pattern}\s?(?:{RULED})\s?(?:$|[,;。]))"
)
BEGINS_RULED = re.compile(
    rf"\s*(?:(?:{RULED}|催办?){NAMED}|{CODE.pattern}\s?(?:{RULED}))"
)
"""退回5-001，5-003同意: a ruling on another finding is no reason of the one before."""


def apart(text: str, folded: str) -> list[str]:
    """The sentences of a message, where each but the first begins with a command.

    `folded` is the text in one writing, as long as the text. What begins with neither
    a command nor a code stays one: its first words may belong to any of them.
    """
    ends = list(NEXT.finditer(folded)) if BEGINS.match(folded) else []
    if BEGINS_RULED.match(folded):
        ends = sorted([*ends, *NEXT_RULED.finditer(folded)], key=re.Match.start)
    starts = [0, *(mark.end() for mark in ends)]
    stops = [*(mark.start() for mark in ends), len(text)]
    return [text[start:stop] for start, stop in zip(starts, stops, strict=True)]
