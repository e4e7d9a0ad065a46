"""反馈意见读成清单：问题一条条、类别、建议；配不上的说出来，不猜（interface.md §2 draft）。"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rules.feedback_decimals import as_chinese
from rules.feedback_items import Feedback, Item, Paragraph
from rules.feedback_match import joined, matched
from rules.feedback_tables import read_tables
from rules.ledger_cells import find_round

_NUMERAL = r"[零〇一二三四五六七八九十]{1,3}"
_FIRST = re.compile(rf"^{_NUMERAL}、\s*")
_SECOND = re.compile(rf"^[（(]{_NUMERAL}[)）]\s*")
_THIRD = re.compile(r"^(\d{1,3})\s*(?:[、.．](?!\d)|[)）])\s*")
_SUGGESTING = re.compile(r"^(?:整改|意见|工作)?建议[:：是]?\s*")
_UNIT = re.compile(
    r"(?:巡察|向|对)([\u4e00-\u9fa5（）]{2,30}?)(?:党组|党委|党工委|党总支|党支部)"
)
_PLACED = re.compile(r"巡察|关于|^对|^向")
_BARE_HEADING = re.compile(r"^[\u4e00-\u9fa5]{0,10}(?:问题|建议|整改意见)[:：]?$")
_FIRSTLY = re.compile(r"(?:^|(?<=[。；;，,：:]))[一二三四五六七八九十]{1,2}(?:是|要)")


@dataclass
class _Reader:
    """Where we are in the document."""

    section: str = ""
    category: str = ""
    findings: list[Item] = field(default_factory=list)
    suggestions: list[Item] = field(default_factory=list)
    current: str = ""

    def list_here(self) -> list[Item]:
        return self.findings if self.section == "findings" else self.suggestions


def read_feedback(paragraphs: Sequence[Paragraph]) -> Feedback:
    """Read the numbered findings and suggestions of a feedback document.

    Headings 一、 open sections by their words (问题 or 建议), （一） name a category or,
    where nothing is numbered below it, an item; 1. is an item. 1.1 reads like （一）, and
    1.1.1 like 1. below it. A paragraph that begins with 建议 belongs to the finding
    above it.
    """
    tables = read_tables(paragraphs)
    lines = as_chinese([line for one in tables.rest for line in _lines(one)])
    reader = _Reader(findings=tables.findings, suggestions=tables.suggestions)
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        _take(reader, line, following)
    found = Feedback(
        title=next(filter(None, map(_title, tables.rest)), ""),
        unit=next((_unit(m) for m in map(_UNIT.search, lines[:8]) if m), ""),
        round=next((code for code in map(find_round, lines[:8]) if code), ""),
        remarks=tuple(tables.remarks),
    )
    return matched(found, reader.findings, reader.suggestions)


def _lines(paragraph: Paragraph) -> list[str]:
    """The lines of a paragraph or of a row's cells, each as it stands on the page."""
    cells = enumerate(paragraph.cells)
    own = [cell for place, cell in cells if place not in paragraph.covered]
    texts = [_numbered(paragraph), *own]
    return [line.strip() for text in texts for line in text.split("\n") if line.strip()]


def _title(paragraph: Paragraph) -> str:
    return " ".join((paragraph.text or "".join(paragraph.cells[:1])).split())


def _unit(found: re.Match[str]) -> str:
    return _PLACED.split(found.group(1))[-1]


def _numbered(paragraph: Paragraph) -> str:
    """Give an automatically numbered paragraph the sign that people see before it."""
    text = paragraph.text.strip()
    if not text:
        return ""
    written = _FIRST.match(text) or _SECOND.match(text) or _THIRD.match(text)
    return text if written else f"{paragraph.mark}{text}"


def _take(reader: _Reader, line: str, following: str) -> None:
    if _FIRST.match(line) or _BARE_HEADING.match(line):
        _open(reader, _FIRST.sub("", line))
    elif not reader.section:
        return
    elif _SECOND.match(line):
        _second(reader, _SECOND.sub("", line), following)
    elif _THIRD.match(line):
        _add(reader, _THIRD.sub("", line))
    else:
        _continue(reader, line)


def _open(reader: _Reader, heading: str) -> None:
    bare = heading.split("。")[0]
    reader.category = ""
    if "建议" in bare or "整改要求" in bare or "整改意见" in bare:
        reader.section = "suggestions"
    elif "问题" in bare or "不足" in bare:
        reader.section = "findings"
    else:
        reader.section = ""


def _second(reader: _Reader, text: str, following: str) -> None:
    heads = bool(_THIRD.match(following)) or (
        reader.section == "findings" and len(text) <= 30 and _THIRD.match(following)
    )
    if heads:
        reader.category = text.rstrip("。：: ")
        return
    reader.category = ""
    _add(reader, text)


def _add(reader: _Reader, text: str) -> None:
    items = reader.list_here()
    items.append(Item(len(items) + 1, reader.category, text.strip()))


def _continue(reader: _Reader, line: str) -> None:
    items = reader.list_here()
    if _FIRSTLY.match(line) and not (items and reader.section == "findings"):
        for piece in filter(None, map(str.strip, _FIRSTLY.split(line))):
            _add(reader, piece)
        return
    if not items:
        return
    last = items[-1]
    if reader.section == "findings" and _SUGGESTING.match(line):
        words = _SUGGESTING.sub("", line)
        items[-1] = replace(last, suggestion=joined(last.suggestion, words))
    elif last.suggestion:
        items[-1] = replace(last, suggestion=joined(last.suggestion, line))
    else:
        items[-1] = replace(last, text=joined(last.text, line))
