"""打勾打叉：1✅2✅3❌，勾是完成，叉是没完成；只认编号后面的。"""

import re

TICK, CROSS = "✅✔☑√✓", "❌✖✗✘×❎"
MARKED = re.compile(
    rf"(?P<place>[\d①-⑳][号项]?)\s?(?P<mark>[{TICK}{CROSS}])\ufe0f?"
    r"(?=\s*(?:$|[\s,;。、，；]|[\d①-⑳第]))(?!(?<=×)\d)"
)
ALL_MARKED = re.compile(
    rf"[\s,;。、，；]*(?:[\d①-⑳].{{0,60}}[{TICK}{CROSS}]|第.{{0,60}})"
)
"""Only a message that begins with a place is a list of ticks; 规格3×4 is none."""


def spoken(text: str) -> str:
    """The same message with its ticks and crosses in words."""
    if not ALL_MARKED.match(text):
        return text
    return MARKED.sub(_words, text)


def _words(match: re.Match[str]) -> str:
    word = "完成" if match.group("mark") in TICK else "未完成"
    return f"{match.group('place')}{word}，"
