"""反馈意见里的表格：认表头，逐行读成问题、类别、建议；认不得的行还给正文。"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rules.feedback.items import Item, Paragraph
from rules.feedback.match import joined
from rules.ledger.cells import plain
from rules.ledger.header_words import LEDGER_HEADERS

TABLE_WORDS = {
    "text": (*LEDGER_HEADERS["text"], *LEDGER_HEADERS["title"]),
    "category": LEDGER_HEADERS["category"],
    "suggestion": (
        *("整改建议", "巡察建议", "意见建议", "意见和建议", "工作建议", "对策建议"),
        *("整改意见", "整改要求", "建议", "意见"),
    ),
}
"""What a table's column holds → the words that say so."""

NUMBERS = ("序号", "编号")
_SIGN = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])\s*"
)


@dataclass
class Tables:
    """What the tables of a document hold, and the paragraphs that are no table."""

    findings: list[Item] = field(default_factory=list)
    suggestions: list[Item] = field(default_factory=list)
    rest: list[Paragraph] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    columns: dict[str, list[int]] = field(default_factory=dict)
    category: str = ""

    def take(self, one: Paragraph) -> None:
        """Read the next paragraph or row; text between tables ends the table."""
        header = _columns(one.cells)
        if header:
            self.columns, self.category = header, ""
            self.remarks += _left(one.cells, header)
        elif self.columns and one.cells:
            self._row(one)
        else:
            if one.text.strip():
                self.columns = {}
            self.rest.append(one)

    def _row(self, row: Paragraph) -> None:
        first, *others = map(str.strip, row.cells)
        if first and set(others) <= {first}:
            self.category = _SIGN.sub("", first)
            return
        told = {name: _told(row, places) for name, places in self.columns.items()}
        words = told.get("suggestion", "")
        category = told.get("category") or self.category
        if told.get("text"):
            self._finding(Item(0, category, told["text"], words), row)
        elif words:
            number = len(self.suggestions) + 1
            self.suggestions.append(Item(number, category, words))

    def _finding(self, item: Item, row: Paragraph) -> None:
        """Add a finding; one whose cell spans several rows collects suggestions."""
        if self.findings and row.covered.issuperset(self.columns["text"]):
            last = self.findings[-1]
            fresh = not row.covered.issuperset(self.columns.get("suggestion", ()))
            if fresh and item.suggestion:
                words = joined(last.suggestion, item.suggestion)
                self.findings[-1] = replace(last, suggestion=words)
            return
        self.findings.append(replace(item, number=len(self.findings) + 1))


def read_tables(paragraphs: Sequence[Paragraph]) -> Tables:
    """Read the tables whose header names findings or suggestions; leave the others."""
    tables = Tables()
    for one in paragraphs:
        tables.take(one)
    return tables


def _columns(cells: Sequence[str]) -> dict[str, list[int]]:
    """Return which cells of a header row are what; the surest word for each.

    A header without findings is one only where it numbers its suggestions.
    """
    said = [plain(cell) for cell in cells]
    found = {
        name: [place for place, cell in enumerate(said) if cell == word]
        for name, words in TABLE_WORDS.items()
        for word in [next((word for word in words if word in said), "")]
        if word
    }
    numbered = any(word in said for word in NUMBERS)
    return found if "text" in found or ("suggestion" in found and numbered) else {}


def _left(cells: Sequence[str], columns: dict[str, list[int]]) -> list[str]:
    """Say which columns hold something that a draft has no place for."""
    used = {place for places in columns.values() for place in places}
    left = [
        word
        for place, cell in enumerate(cells)
        if place not in used and (word := plain(cell)) and word not in NUMBERS
    ]
    return [f"表格里的“{word}”一栏没有读进草稿" for word in dict.fromkeys(left)]


def _told(row: Paragraph, places: Sequence[int]) -> str:
    """What the cells of one column say; a header may span several."""
    texts = (row.cells[place].strip() for place in places if place < len(row.cells))
    return "\n".join(dict.fromkeys(filter(None, texts)))
