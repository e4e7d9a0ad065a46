"""改口径：--column 写的表头，表里要真有；没有的说清少哪个、有哪些。"""

from collections.abc import Iterator, Mapping, Sequence

from rules.errors import Misconfigured
from rules.ledger.headers import HEADER_SEARCH_ROWS, header_word
from rules.ledger.layout import Layout
from rules.ledger.sheet import Sheet, is_blank, text_of

MOST_SHOWN = 40
"""Headers that the sentence names; a sheet may have hundreds of columns."""


def ensure_there(
    layouts: Sequence[tuple[Sheet, Layout]], corrected: Mapping[str, str]
) -> None:
    """Raise Misconfigured naming the headers of a correction that no sheet has."""
    if not corrected:
        return
    read = [one for one in layouts if not one[0].hidden]
    there = {word for one in read for word in _words(*one)}
    missing = [header for header in corrected if header_word(header) not in there]
    if missing:
        raise Misconfigured(
            _sentence(missing, [w for one in read for w in _shown(*one)])
        )


def _sentence(missing: Sequence[str], shown: Sequence[str]) -> str:
    named = "".join(f"“{header}”" for header in missing)
    some = list(dict.fromkeys(shown))
    words = "、".join(some[:MOST_SHOWN]) + ("等" if len(some) > MOST_SHOWN else "")
    return (
        f"--column 写的表头{named}表里没有，什么也没有写；"
        f"表里的表头有：{words or '（没有内容）'}"
    )


def _rows(sheet: Sheet, layout: Layout) -> list[int]:
    """Return the rows of the header; where none was recognised, all that might be."""
    if layout.header_rows:
        return list(layout.header_rows)
    return list(range(1, min(sheet.height, HEADER_SEARCH_ROWS) + 1))


def _words(sheet: Sheet, layout: Layout) -> Iterator[str]:
    """Yield the words of each column, row by row, and those of two rows joined."""
    rows = _rows(sheet, layout)
    filled = sheet.filled_top(rows[-1] if rows else 0)
    for column in range(1, sheet.width + 1):
        words = [header_word(filled.value(row, column)) for row in rows]
        yield from words
        if layout.header_rows:
            yield f"{words[0]}/{words[-1]}"


def _shown(sheet: Sheet, layout: Layout) -> list[str]:
    if layout.header_rows:
        columns = range(1, layout.width + 1)
        return [word for word in map(layout.shown, columns) if word]
    rows = [sheet.rows[row - 1] for row in _rows(sheet, layout)]
    fullest: list[object] = max(rows, key=_count, default=[])
    return [text_of(value).strip() for value in fullest if not is_blank(value)]


def _count(cells: Sequence[object]) -> int:
    return sum(not is_blank(value) for value in cells)
