"""读推进表：整改进展按编号归到已有的问题上，对不上的不收（practice.md §6 j）。"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rules.calendar.limit_words import BLANK
from rules.ledger.blocks import Block, Blocks, find_blocks
from rules.ledger.cells import code_of, plain, read_number, read_round
from rules.ledger.columns_whole import prefix
from rules.ledger.header_again import other_header
from rules.ledger.hints import hint
from rules.ledger.layout import Layout
from rules.ledger.progress_header import CODED
from rules.ledger.sheet import Broken, Sheet, is_blank, text_of
from rules.ledger.values import Ledger, ProgressRow, Refused

BESIDE = ("cause", "next", "result")
"""What is told beside the progress itself and goes into the same report."""

ALIKE = 0.5
"""How alike two wordings of one finding are at least."""

Known = Callable[[str], tuple[str, str] | None]
"""Code → title and text of the finding in the book, None where there is none."""


def read_progress(
    sheet: Sheet,
    layout: Layout,
    known: Known,
    round_code: str | None,
    beside: Collection[str] = (),
) -> Ledger:
    """Read a progress sheet: one report for each numbered row that tells something.

    Refused: numbers that can't be read, that no finding has (`unknown_number`), that
    may only count the rows (`bare_number`), or whose finding has other words than the
    row (`other_finding`); broken cells. `beside` are the codes of the ledger in the
    same workbook: its numbers are meant.
    """
    reader = _Reader(sheet, sheet.filled(), layout, known, round_code, beside)
    if layout.missing:
        header = layout.header_rows[-1]
        return Ledger(refused=[reader.refused(header, "number", "missing_column")])
    reader, blocks = reader.below()
    ledger = Ledger(ignored_rows=list(blocks.ignored_rows))
    for block in blocks.blocks:
        read = reader.read(block)
        if isinstance(read, Refused):
            ledger.refused.append(read)
        elif read is not None:
            ledger.progress.append(read)
    if blocks.other_header:
        ledger.refused.append(other_header(sheet, layout, blocks.other_header))
    return ledger


def is_all_known(
    sheet: Sheet, layout: Layout, known: Known, round_code: str | None
) -> bool:
    """Say whether every row is, by its number and in the very words, a finding of the
    book, also one that tells nothing: what is only alike may be another one.
    """
    whole = _Reader(sheet, sheet.filled(), layout, known, round_code, ())
    reader, blocks = whole.below()
    return all(reader.is_known(block.first) for block in blocks.blocks)


@dataclass(frozen=True)
class _Reader:
    sheet: Sheet
    filled: Sheet
    layout: Layout
    known: Known
    round_code: str | None
    beside: Collection[str]
    prefix: str = ""

    def below(self) -> tuple["_Reader", Blocks]:
        """Return the rows below the header, and who knows what their numbers begin with."""
        blocks = find_blocks(self.sheet, self.filled, self.layout)
        begun = prefix(self.filled, self.layout, blocks)
        return replace(self, prefix=begun), blocks

    def read(self, block: Block) -> ProgressRow | Refused | None:
        broken = self._broken(block)
        if broken is not None:
            return broken
        text = self._told(block)
        if not text:
            return None
        code = self._whose(block.first)
        if isinstance(code, Refused):
            return code
        return ProgressRow(self.sheet.name, block.first, code, text)

    def is_known(self, row: int) -> bool:
        """Say whether a row is a finding of the book, in the very words."""
        code = self._whose(row)
        found = None if isinstance(code, Refused) else self.known(code)
        return found is not None and _within(plain(self._cell(row, "text")), found)

    def _whose(self, row: int) -> str | Refused:
        """Return the code of a row's finding, or why it is none's."""
        code, reason = self._code(row)
        if reason:
            return self.refused(row, "number", reason)
        found = self.known(code)
        if found is None:
            return self.refused(row, "number", "unknown_number", code=code)
        words = self._cell(row, "text")
        sure = code in self.beside or self._is_surely_a_code(row)
        if not plain(words) and not sure:
            return self.refused(row, "number", "bare_number", code=code)
        if not _same(words, found):
            return self.refused(row, "text", "other_finding", code=code)
        return code

    def refused(self, row: int, name: str, reason: str, **facts: object) -> Refused:
        column, value = self.layout.word(name), self._cell(row, name)
        place = (self.sheet.name, row, column, value)
        return Refused(*place, reason, hint(reason, **facts))

    def _broken(self, block: Block) -> Refused | None:
        for name, column in self.layout.columns.items():
            value = self.filled.value(block.first, column)
            if isinstance(value, Broken):
                return self.refused(block.first, name, value.reason)
        return None

    def _cell(self, row: int, name: str) -> str:
        column = self.layout.columns.get(name, 0)
        if row <= self.layout.header_rows[-1]:
            return ""
        return text_of(self.filled.value(row, column)).strip()

    def _told(self, block: Block) -> str:
        """Return the words of a report; '' where the row tells no progress."""
        words = self._joined(block, "progress")
        if not words:
            return ""
        beside = [
            f"{self.layout.word(name)}：{told}"
            for name in BESIDE
            if (told := self._joined(block, name))
        ]
        return "\n".join([words, *beside])

    def _joined(self, block: Block, name: str) -> str:
        rows = range(block.first, block.last + 1)
        texts = dict.fromkeys(self._cell(row, name) for row in rows)
        return "\n".join(text for text in texts if text not in BLANK)

    def _is_surely_a_code(self, row: int) -> bool:
        """Say whether a number is the book's own; 序号 may only count the rows."""
        number = read_number(self.filled.value(row, self.layout.columns["number"]))
        headed = CODED in self.layout.word("number")
        said = number.round or self.prefix or self._cell(row, "round")
        return headed or bool(said)

    def _code(self, row: int) -> tuple[str, str]:
        """Return the finding's code, or '' and the reason why there is none."""
        cell = self.filled.value(row, self.layout.columns["number"])
        bare = plain(cell).removeprefix(self.prefix) if self.prefix else cell
        number = read_number(bare)
        if number.number is None:
            return "", number.reason
        written = self._cell(row, "round")
        own = read_round(written) if not is_blank(written) else number.round
        round_code = own or self.layout.round_from_title or self.round_code
        if round_code is None:
            return "", "missing_round"
        return code_of(round_code, number.number), ""


def _same(words: str, found: tuple[str, str]) -> bool:
    """Say whether a row's wording can be that of its finding; blank words can."""
    said = plain(words)
    if not said:
        return True
    return _within(said, found) or any(
        SequenceMatcher(None, said, known[: len(said) * 2]).ratio() >= ALIKE
        for known in map(plain, found)
    )


def _within(said: str, found: tuple[str, str]) -> bool:
    """Say whether words are those of a finding, or part of them, or more."""
    return any(
        known and (said in known or known in said) for known in map(plain, found)
    )
