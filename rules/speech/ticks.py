"""打勾打叉：1✅2✅3❌，勾是完成，叉是没完成，1👌是收到；只认编号后面的。"""

import re

TICK, CROSS, NOD = "✅✔☑√✓", "❌✖✗✘×❎", "👌👍🆗"
WORDS = {**dict.fromkeys(TICK, "完成"), **dict.fromkeys(CROSS, "未完成")}
WORDS |= dict.fromkeys(NOD, "收到")
MARKS = "".join(WORDS)
SHADE = r"[\ufe0f\U0001F3FB-\U0001F3FF]*"
"""How a mark is painted, which says nothing."""

MARKED = re.compile(
    rf"(?P<place>[\d①-⑳][号项]?)\s?(?P<mark>[{MARKS}]){SHADE}"
    r"(?=\s*(?:$|[\s,;。、，；]|[\d①-⑳第]))(?!(?<=×)\d)"
)
ALL_MARKED = re.compile(rf"[\s,;。、，；]*(?:[\d①-⑳].{{0,60}}[{MARKS}]|第.{{0,60}})")
"""Only a message that begins with a place is a list of ticks; 规格3×4 is none."""


def spoken(text: str) -> str:
    """The same message with its ticks and crosses in words."""
    if not ALL_MARKED.match(text):
        return text
    return MARKED.sub(_words, text)


def _words(match: re.Match[str]) -> str:
    return f"{match.group('place')}{WORDS[match.group('mark')]}，"
