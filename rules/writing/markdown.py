"""把我们的大白话写成机器人的 Markdown：一个字都不许被当成记号吃掉。"""

import re

LINK = re.compile(r"https?://[^\s<>，。；、）】」”]+")
MARKS = re.compile(r"[\\`*_~\[\]<>&|$]")
BEGINS = re.compile(r"(?m)^(\s*)(?:([#+=-])|(\d+)([.)]))")
INDENT = re.compile(r"(?m)^[ \t]+")
HARD_BREAK = "  \n"
NO_BREAK_SPACE = "\u00a0"


def plain_markdown(text: str) -> str:
    """Return Markdown that is shown as `text` stands, its line breaks kept.

    Addresses become links. Escaped is what could be a mark where it stands, and nothing
    more, so that codes such as 5-023 stay readable where Markdown is not shown.
    """
    text = INDENT.sub(lambda found: NO_BREAK_SPACE * len(found.group()), text)
    parts, last = [], 0
    for found in LINK.finditer(text):
        address = found.group()
        parts += [_words(text[last : found.start()]), _link(address)]
        last = found.end()
    parts.append(_words(text[last:]))
    return "".join(parts).replace("\n", HARD_BREAK)


def _link(address: str) -> str:
    target = address.replace("(", "%28").replace(")", "%29").replace("\\", "%5C")
    return f"[{MARKS.sub(_escaped, address)}]({target})"


def _words(text: str) -> str:
    marked = MARKS.sub(_escaped, text)
    return BEGINS.sub(_beginning, marked)


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found.group()


def _beginning(found: re.Match[str]) -> str:
    """Escape what would begin a heading, a list or a rule."""
    space, mark, number, point = found.groups()
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{point}"
