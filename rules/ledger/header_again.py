"""表头重出：哪一行是表头又写了一遍，哪一行起是另一个表头。"""

from rules.ledger.composed_words import COMPOSED
from rules.ledger.header_words import HEADS, LEDGER_HEADERS
from rules.ledger.headers import header_word
from rules.ledger.headings import cell
from rules.ledger.hints import hint
from rules.ledger.layout import Layout
from rules.ledger.sheet import Sheet, is_blank
from rules.ledger.values import Refused

SAME_WORDS = 3
"""So many header words in their own columns are the header once more."""

LONGEST_HEADER = 60

_ALIKE = (
    ("text", "title", "manifestation"),
    ("unit", "department", "unit_or_department"),
)
"""Fields whose words stand for one another, as the sheet needs."""


def is_header(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Say whether three or more cells of a row are the words of their own column."""
    if isinstance(cell(sheet, layout, "number", row), int | float):
        return False
    again, left = 0, len(layout.columns)
    for name, column in layout.columns.items():
        value = sheet.value(row, column)
        if isinstance(value, str) and len(value) <= LONGEST_HEADER:
            again += "".join(value.split()) == layout.words.get(name)
        left -= 1
        if again + left < SAME_WORDS:
            break
    if again >= SAME_WORDS or _is_upper_header(sheet, layout, row):
        return True
    return _is_lower_header(sheet, layout, row) or _says_the_same(sheet, layout, row)


def _says_the_same(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Say whether a row heads the same columns in other words: 牵头领导, 责任领导."""
    if _lead(sheet, layout, row) not in HEADS:
        return False
    named = {column: name for name, column in layout.columns.items()}
    heads = [
        (_header_word(value), named.get(column, ""))
        for column, value in enumerate(sheet.rows[row - 1], 1)
        if _header_word(value) in HEADS
    ]
    return len(heads) >= SAME_WORDS and all(
        word in LEDGER_HEADERS.get(name.removeprefix("measure_"), ())
        for word, name in heads
    )


def _is_lower_header(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Say whether a row has only words of the header's last row, below the others."""
    if len(layout.header) < 2 or row <= layout.header_rows[-1] + 1:
        return False
    last = layout.header[-1]
    pairs = list(zip(sheet.rows[row - 1], last, strict=False))
    shown = [
        (_header_word(value), word) for value, word in pairs if not is_blank(value)
    ]
    return (
        bool(shown)
        and all(word and word == "".join(head.split()) for word, head in shown)
        and is_header(sheet, layout, row - 1)
    )


def _is_upper_header(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Say whether a row is one of the rows that the header has, once more."""
    if len(layout.header) < 2 or _lead(sheet, layout, row) not in layout.upper_words:
        return False
    shown = [_header_word(value) for value in sheet.rows[row - 1]]
    return any(
        sum(bool(word) and word == "".join(above.split()) for word, above in pairs)
        >= SAME_WORDS
        for pairs in (zip(shown, upper, strict=False) for upper in layout.header[:-1])
    )


def _lead(sheet: Sheet, layout: Layout, row: int) -> str:
    """Return the header word in the column that every finding fills, if it is one."""
    return _header_word(
        cell(sheet, layout, "number" if layout.numbered else "text", row)
    )


def is_other_header(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Say whether a row holds the words of the header, but some in other columns, or
    nothing but words that head columns, some of them new.
    """
    if isinstance(cell(sheet, layout, "number", row), int | float):
        return False
    if _is_lower_of_another(sheet, layout, row):
        return True
    if _lead(sheet, layout, row) not in layout.header_words:
        return False
    shown = [_header_word(value) for value in sheet.rows[row - 1]]
    words = set(filter(None, shown))
    heads = len(words) >= SAME_WORDS and words <= HEADS
    if heads and words - layout.header_words:
        return not (
            _is_upper_header(sheet, layout, row) or _says_the_same(sheet, layout, row)
        )
    again = layout.header_words.intersection(shown)
    moved = (
        shown[column - 1] in layout.header_words - {layout.words[name]}
        for name, column in layout.columns.items()
        if column <= len(shown)
    )
    if len(again) >= SAME_WORDS and any(moved):
        return True
    return is_header(sheet, layout, row) and _heads_others(sheet, layout, row)


def _heads_others(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Say whether a header comes again with a word over a column that is read which
    doesn't mean what is read there: 责任人 over the leaders.
    """
    if len(layout.header) > 1:
        return False
    said = (
        (name, header_word(sheet.value(row, column)))
        for name, column in layout.columns.items()
    )
    return any(
        word and word != header_word(layout.words[name]) and not _heads(word, name)
        for name, word in said
    )


def _heads(word: str, name: str) -> bool:
    bare = name.removeprefix("measure_")
    fields = next((alike for alike in _ALIKE if bare in alike), (bare,))
    return any(
        word in LEDGER_HEADERS.get(field, ())
        or (field in COMPOSED and COMPOSED[field].fullmatch(word))
        for field in fields
    )


def _is_lower_of_another(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Say whether the words of the header's last row stand in other columns right
    below its upper row.
    """
    if len(layout.header) < 2 or row <= layout.header_rows[-1] + 1:
        return False
    last = ["".join(word.split()) for word in layout.header[-1]]
    shown = [_header_word(value) for value in sheet.rows[row - 1]]
    words = set(filter(None, shown))
    if not words or not words <= set(last) or not is_header(sheet, layout, row - 1):
        return False
    return any(word and word != head for word, head in zip(shown, last, strict=False))


def _header_word(value: object) -> str:
    short = isinstance(value, str) and len(value) <= LONGEST_HEADER
    return "".join(str(value).split()) if short else ""


def other_header(sheet: Sheet, layout: Layout, row: int) -> Refused:
    """Refuse the table of other columns that begins in a row."""
    column = layout.word("number")
    words = "、".join(filter(None, map(_header_word, sheet.rows[row - 1])))
    reason = "other_header"
    return Refused(sheet.name, row, column, words, reason, hint(reason))
