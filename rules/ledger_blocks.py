"""把行归到问题：一个问题占几行，哪些行是注、合计、重复的表头。"""

import re
from dataclasses import dataclass
from itertools import islice

from rules.layout import Layout
from rules.ledger_cells import plain
from rules.ledger_sheet import Sheet, is_blank, text_of

_NOTE = re.compile(
    r"^(?:注(?:$|[\d:：、.])|备注|说明|填表|填报|制表|报送人|联系人|联系电话|审核|审批|单位负责人)"
)
_TOTAL = re.compile(r"^(?:合计|总计|小计|共计|本页小计|本页合计)")
_HEADING = re.compile(r"^[(（]?[一二三四五六七八九十]{1,3}[)）、.]+")


SAME_WORDS = 3
"""So many header words in their own columns are the header once more."""

LONGEST_HEADER = 60
LONGEST_MARK = 20
"""Characters in which 合计, 注 and the like must stand."""

_ONES = ("", *"一二三四五六七八九")


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one finding, first and last counted from 1, and its heading."""

    first: int
    last: int
    heading: str


@dataclass(frozen=True)
class Blocks:
    """All findings of a sheet in row order, and the rows that hold none."""

    blocks: tuple[Block, ...]
    ignored_rows: tuple[int, ...]


def find_blocks(sheet: Sheet, filled: Sheet, layout: Layout) -> Blocks:
    """Walk down a ledger sheet below its header and put rows together.

    A row goes on with the finding above if a merged cell of number or text reaches
    into it, if it has only a further measure, or if it repeats number and text.
    """
    blocks: list[Block] = []
    ignored: list[int] = []
    heading, joins = "", False
    for row in range(layout.header_rows[-1] + 1, sheet.height + 1):
        if _is_empty(sheet, row):
            continue
        if joins and _continues(sheet, layout, blocks[-1], row):
            last = max(row, blocks[-1].last)
            blocks[-1] = Block(blocks[-1].first, last, blocks[-1].heading)
            continue
        if _is_aside(sheet, layout, row):
            ignored.append(row)
            heading, joins = _heading(sheet, row) or heading, False
            continue
        last = min(_merged_to(sheet, layout, row), filled.height)
        blocks.append(Block(row, last, heading))
        joins = True
    return Blocks(tuple(blocks), tuple(ignored))


def _is_empty(sheet: Sheet, row: int) -> bool:
    return all(is_blank(value) for value in sheet.rows[row - 1])


def _cell(sheet: Sheet, layout: Layout, name: str, row: int) -> object:
    column = layout.columns.get(name)
    return sheet.value(row, column) if column else ""


def _raw(sheet: Sheet, layout: Layout, name: str, row: int) -> str:
    return plain(_cell(sheet, layout, name, row))


def _blank(sheet: Sheet, layout: Layout, name: str, row: int) -> bool:
    return is_blank(_cell(sheet, layout, name, row))


def _continues(sheet: Sheet, layout: Layout, above: Block, row: int) -> bool:
    if all(_blank(sheet, layout, name, row) for name in ("number", "text", "title")):
        return row <= above.last or not _blank(sheet, layout, "measure", row)
    return _repeats(sheet, layout, above, row)


def _merged_to(sheet: Sheet, layout: Layout, row: int) -> int:
    """Return the last row of the merged number or text cell that begins in `row`."""
    columns = (layout.columns.get(name, 0) for name in ("number", "text"))
    return max(sheet.bottoms.get((row, column), row) for column in columns)


def _repeats(sheet: Sheet, layout: Layout, above: Block, row: int) -> bool:
    if _blank(sheet, layout, "number", row) or not all(
        _raw(sheet, layout, name, row) == _raw(sheet, layout, name, above.first)
        for name in ("number", "unit", "title", "text")
    ):
        return False
    measures = {
        _raw(sheet, layout, "measure", earlier)
        for earlier in range(above.first, above.last + 1)
    }
    own = _raw(sheet, layout, "measure", row)
    return bool(own) and own not in measures


def _is_aside(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Say whether a row is a note, a total, a heading or the header once more."""
    shown = (value for value in sheet.rows[row - 1] if not is_blank(value))
    first = [plain(text_of(value)[:LONGEST_MARK]) for value in islice(shown, 2)]
    if any(_TOTAL.match(text) for text in first):
        return True
    bare = _blank(sheet, layout, "text", row)
    if (bare or row in sheet.wide_rows) and _is_alone(sheet.rows[row - 1]):
        return True
    if bare and _NOTE.match(first[0]):
        return True
    return _is_header(sheet, layout, row)


def _is_alone(cells: list[object]) -> bool:
    """Say whether all that a row shows is one and the same words."""
    shown = (text_of(value).strip() for value in cells if not is_blank(value))
    words = next(shown)
    return all(text == words for text in shown)


def _is_header(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Say whether three or more cells of a row are the words of their own column."""
    if isinstance(_cell(sheet, layout, "number", row), int | float):
        return False
    again, left = 0, len(layout.columns)
    for name, column in layout.columns.items():
        value = sheet.value(row, column)
        if isinstance(value, str) and len(value) <= LONGEST_HEADER:
            again += "".join(value.split()) == layout.words.get(name)
        left -= 1
        if again + left < SAME_WORDS:
            return False
    return again >= SAME_WORDS


def heading(number: int, words: str) -> str:
    """Write a heading row's words: 一、党的领导弱化方面. `number` from 1 to 99."""
    tens, ones = divmod(number, 10)
    lead = f"{_ONES[tens] if tens > 1 else ''}十" if tens else ""
    return f"{lead}{_ONES[ones]}、{words}"


def _heading(sheet: Sheet, row: int) -> str:
    """Return the words of a heading row like （一）党的领导弱化方面, else ''."""
    shown = [text_of(value).strip() for value in sheet.rows[row - 1]]
    text = next((value for value in shown if value), "")
    return _HEADING.sub("", text) if _HEADING.match(text) else ""
