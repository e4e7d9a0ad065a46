"""小标题：一行只说一句话的，是哪一段的标题；编号单占一格的也认。"""

import re
from collections.abc import Iterator
from itertools import pairwise

from rules.ledger.cells import plain
from rules.ledger.layout import Layout
from rules.ledger.sheet import Sheet, is_blank, text_of

_WORDED = re.compile(r"^[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.]?$")
"""The number of a heading, in a cell of its own."""

_COUNTED = re.compile(r"\s*[(（]\s*共?\s*\d+\s*[个项条件]?(?:问题)?\s*[)）]\s*$")
"""What stands behind a heading: how many findings it has."""

_NONE = re.compile(r"[(（:：]\s*(?:共?\s*0\s*[个项条](?:问题)?|暂?无)\s*[)）]?$")
"""What stands behind a heading that says itself that nothing is below it."""

_LABEL = re.compile(r"^[^:]{0,8}(?:单位|党组织|部门)(?:名称)?:")

_BESIDE = re.compile(
    r"^(?:配合|协助|协同|会同|参与|督导|督办|指导|验收|联系)[^:]{0,6}:"
)
"""What names another unit than the one whose findings follow."""

_HEADING = re.compile(r"^[(（]?[一二三四五六七八九十]{1,3}[)）、.]+")

_ONES = ("", *"一二三四五六七八九")


def cell(sheet: Sheet, layout: Layout, name: str, row: int) -> object:
    """Return the value of a named column in a row; '' where the sheet has none."""
    column = layout.columns.get(name)
    return sheet.value(row, column) if column else ""


def numbered_heading(sheet: Sheet, layout: Layout, row: int) -> str:
    """Return the words of a heading whose 一 stands in a cell of its own, else ''.

    Such a row says nothing else, and findings are numbered 1, 2, 3 below it.
    """
    words = _words_beside(sheet, layout, row)
    return words if words and _counts_below(sheet, layout) else ""


def _words_beside(sheet: Sheet, layout: Layout, row: int) -> str:
    """Return the one thing that a row says beside a number in words, else ''."""
    number = cell(sheet, layout, "number", row)
    if not isinstance(number, str) or not _WORDED.match(plain(number)):
        return ""
    shown = (text_of(value).strip() for value in sheet.rows[row - 1])
    others = {text for text in shown if text and text != number.strip()}
    return others.pop() if len(others) == 1 else ""


def higher_headings(sheet: Sheet, layout: Layout) -> frozenset[int]:
    """Rows whose number is of a higher style, 一, than that of all findings, （一）.

    They say one thing beside it, and each has a number of the lower style right below;
    findings are the rows with measures. All are found in one look, however many.
    """
    if not layout.numbered or "measure" not in layout.columns:
        return frozenset()
    worded = list(_worded_rows(sheet, layout))
    measured = {low for row, low in worded if _has_measure(sheet, layout, row)}
    rows = [row for row, low in worded if not low]
    filled = {row for (row, _), (_, low) in pairwise(worded) if low}
    said = {row: _words_beside(sheet, layout, row) for row in rows}
    empty = [row for row in rows if row not in filled and not _NONE.search(said[row])]
    if measured != {True} or empty:
        return frozenset()
    return frozenset(row for row in rows if said[row])


def _worded_rows(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, bool]]:
    """Yield the rows with a number in words; whether it is of the lower style."""
    for row in range(layout.header_rows[-1] + 1, sheet.height + 1):
        number = plain(cell(sheet, layout, "number", row))
        if _WORDED.match(number):
            yield row, number.startswith("(")


def _has_measure(sheet: Sheet, layout: Layout, row: int) -> bool:
    return not is_blank(cell(sheet, layout, "measure", row))


def worded_headings(sheet: Sheet, layout: Layout) -> frozenset[int]:
    """Rows where （一）党的领导方面 stands alone and findings have no numbers.

    Only where other rows have measures, and none of them is worded like that. All are
    found in one look, however many there are.
    """
    if layout.numbered:
        return frozenset()
    below = range(layout.header_rows[-1] + 1, sheet.height + 1)
    worded = {
        row
        for row in below
        if _HEADING.match(text_of(cell(sheet, layout, "text", row)).strip())
    }
    full = {row for row in below if not is_blank(cell(sheet, layout, "measure", row))}
    if not full or worded & full:
        return frozenset()
    return frozenset(row for row in worded if is_alone(sheet.rows[row - 1]))


def _counts_below(sheet: Sheet, layout: Layout) -> bool:
    last = sheet.last_counts.get(layout.columns["number"], 0)
    return last > layout.header_rows[-1]


def is_alone(cells: list[object]) -> bool:
    """Say whether all that a row shows is one and the same words."""
    shown = (text_of(value).strip() for value in cells if not is_blank(value))
    words = next(shown)
    return all(text == words for text in shown)


def heading_words(sheet: Sheet, layout: Layout, row: int) -> str:
    """Return the words of a row that says one thing, without number and brackets."""
    numbered = _words_beside(sheet, layout, row)
    if numbered:
        return _uncounted(plain(numbered))
    if not is_alone(sheet.rows[row - 1]):
        return ""
    shown = (text_of(value).strip() for value in sheet.rows[row - 1])
    text = plain(next(value for value in shown if value))
    words = _uncounted(_HEADING.sub("", text))
    return "" if _BESIDE.match(words) else _LABEL.sub("", words)


def _uncounted(words: str) -> str:
    return _COUNTED.sub("", words.rstrip(":： ")).rstrip(":： ")


def heading(number: int, words: str) -> str:
    """Write a heading row's words: 一、党的领导弱化方面. `number` from 1 to 99."""
    tens, ones = divmod(number, 10)
    lead = f"{_ONES[tens] if tens > 1 else ''}十" if tens else ""
    return f"{lead}{_ONES[ones]}、{words}"


def heading_above(sheet: Sheet, layout: Layout, row: int) -> str:
    """Return the words of a heading row like （一）党的领导弱化方面, else ''."""
    numbered = _words_beside(sheet, layout, row)
    if numbered:
        return _uncounted(numbered)
    shown = [text_of(value).strip() for value in sheet.rows[row - 1]]
    text = next((value for value in shown if value), "")
    return _uncounted(_HEADING.sub("", text)) if _HEADING.match(text) else ""
