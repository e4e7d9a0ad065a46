"""Word 的自动编号看上去是什么样：一、（一）1.（1）①，写在段落上或样式上。"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHINESE = re.compile(r"chinese|ideograph|japanese|taiwanese|korean", re.IGNORECASE)
LEVELS = tuple("012345678")
NO_LIST = "0"
"""The list of a paragraph whose numbering was taken away again."""


@dataclass(frozen=True)
class Numbering:
    """The looks of numbering by list and level, and what styles bring with them."""

    looks: Mapping[tuple[str, str], str] = field(default_factory=dict)
    styles: Mapping[str, Element] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)

    def mark(self, paragraph: Element) -> str:
        """What the automatic numbering of a paragraph looks like; '' without any.

        Counts as Word does, so each paragraph is asked about once, in order; a number
        in Chinese stays 一, which nobody refers to.
        """
        number, level = self._place(paragraph.find(f"{WORD}pPr"), "", set())
        if number in ("", NO_LIST):
            return ""
        look = self.looks.get((number, level or "0"), "1.")
        return look.replace("1", str(self._count(number, level)))

    def _count(self, number: str, level: str) -> int:
        """Count on in a list; whatever is below a level begins anew."""
        depth = int(level) if level in LEVELS else 0
        counts = self.counts.setdefault(self.lists.get(number, number), [])
        del counts[depth + 1 :]
        counts += [0] * (depth + 1 - len(counts))
        counts[depth] += 1
        return counts[depth]

    def _place(
        self, looks: Element | None, style: str, seen: set[str]
    ) -> tuple[str, str]:
        """List and level: what the paragraph itself says, else its style."""
        numbering = None if looks is None else looks.find(f"{WORD}numPr")
        number = "" if numbering is None else value(numbering, "numId")
        level = "" if numbering is None else value(numbering, "ilvl")
        above = "" if looks is None else value(looks, "pStyle")
        if not number and above in self.styles and above not in seen:
            number, inherited = self._styled(above, seen | {above})
            level = level or inherited
        return number, level or self.levels.get(style, "")

    def _styled(self, name: str, seen: set[str]) -> tuple[str, str]:
        style = self.styles[name]
        number, level = self._place(style.find(f"{WORD}pPr"), name, seen)
        base = value(style, "basedOn")
        if not number and base in self.styles and base not in seen:
            number, inherited = self._styled(base, seen | {base})
            level = level or inherited
        return number, level


def read_numbering(numbering: Element | None, styles: Element | None) -> Numbering:
    """Read the parts of a document that say how its paragraphs are numbered."""
    return Numbering(
        {} if numbering is None else _looks(numbering),
        {own(one, "styleId"): one for one in _children(styles, "style")},
        {
            style: own(level, "ilvl")
            for kind in _children(numbering, "abstractNum")
            for level in kind.iterfind(f"{WORD}lvl")
            if (style := value(level, "pStyle"))
        },
        {
            own(one, "numId"): f"of {value(one, 'abstractNumId')}"
            for one in _children(numbering, "num")
            if one.find(f"{WORD}lvlOverride") is None
        },
    )


def _children(element: Element | None, name: str) -> list[Element]:
    return [] if element is None else element.findall(f"{WORD}{name}")


def _looks(root: Element) -> dict[tuple[str, str], str]:
    """The looks of numbering by list and level.

    A list with a level 1.1 has chapters above it, as one with Chinese numbers has.
    """
    kinds = {
        own(kind, "abstractNumId"): {
            own(level, "ilvl"): _look(level, decimal)
            for decimal in [any(map(_is_second, kind.iterfind(f"{WORD}lvl")))]
            for level in kind.iterfind(f"{WORD}lvl")
        }
        for kind in root.iterfind(f"{WORD}abstractNum")
    }
    return {
        (own(one, "numId"), level): look
        for one in root.iterfind(f"{WORD}num")
        for level, look in kinds.get(value(one, "abstractNumId"), {}).items()
    }


def _is_second(level: Element) -> bool:
    """Say whether a level shows the number of its chapter and its own: 1.1."""
    shown = value(level, "lvlText")
    return "%1" in shown and "%2" in shown and "%3" not in shown


def _look(level: Element, decimal: bool) -> str:
    shown, kind = value(level, "lvlText"), value(level, "numFmt")
    if kind in ("bullet", "none"):
        return ""
    if _is_second(level):
        return "（一）"
    if decimal and "%1" in shown and "%2" not in shown:
        return "一、"
    bracketed = "（" in shown or "(" in shown
    if not CHINESE.match(kind):
        return "（1）" if bracketed else "1."
    return "（一）" if bracketed else "一、"


def value(element: Element, name: str) -> str:
    """Return the value of an element's child; '' without one."""
    child = element.find(f"{WORD}{name}")
    return "" if child is None else own(child, "val")


def own(element: Element, name: str) -> str:
    """Return an attribute of Word's; '' without it."""
    return element.get(f"{WORD}{name}", "")
