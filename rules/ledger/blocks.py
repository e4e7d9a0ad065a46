"""把行归到问题：一个问题占几行，哪些行是注、合计、重复的表头。"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice, pairwise

from rules.ledger.cells import WHOLE, plain, read_integer
from rules.ledger.header_again import SAME_WORDS, is_header, is_other_header
from rules.ledger.headings import (
    cell,
    heading_above,
    higher_headings,
    is_alone,
    numbered_heading,
    worded_headings,
)
from rules.ledger.layout import Layout
from rules.ledger.sheet import LAYERED, Sheet, is_blank, text_of

_NOTE = re.compile(
    r"^(?:注(?:$|[\d:：、.])|备注|说明|填表|填报|制表|报送人|联系人|联系电话|审核|审批|单位负责人)"
)
_SIGNED = re.compile(
    r"^(?:[^:]{0,8}(?:填表|填报|制表|审核|审批|报送|联系|负责|经办|复核"
    r"|签字|签名|签章|盖章)[^:]{0,8}:"
    r"|[^:()]{0,12}\((?:签字|签名|签章|盖章|公章)\))"
)
"""How a row of signatures begins, in half width; its other cells may say anything."""

_REMARK = re.compile(r"^(?:注|备注|说明|填表说明)\d*:")
_TOTAL = re.compile(
    r"^(?:合计|总计|小计|共计|本页小计|本页合计|(?:以上|本表)(?:共计?|合计|总计)(?=\d))"
)
_BARE_TOTAL = re.compile(r"^[\u4e00-\u9fa5]{0,2}[合总小共]计[:：]?(?:$|[(（\d])")
"""A total and nothing else: 合计超支12万元 may be a finding."""

_PAIR = re.compile(r"(\d{1,2})[-－—–](\d{1,2})")
"""A number below a number as some write it: 2-1."""

_FIRST_ROUND = "1"

_COLUMN_NUMBER = re.compile(r"^\(?(\d{1,2}|[一二三四五六七八九十]{1,2})\)?$")
_COLUMN_NUMBERS = frozenset({"栏次", "栏号", "列次", "列号"})
"""What stands before the numbers of the columns, 1, 2, 3, where a form has them."""

_NAMES = re.compile(r"^[\u4e00-\u9fa5·]{2,3}(?:[、，,\s]+[\u4e00-\u9fa5·]{2,3})*$")
"""Names as they stand in a cell; a unit or a post that signs is longer."""

_OF_FINDING = ("measure", "leader", "person", "due")

LONGEST_MARK = 20
"""Characters in which 合计, 注 and the like must stand."""


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one finding, first and last counted from 1, and its heading."""

    first: int
    last: int
    heading: str


@dataclass(frozen=True)
class Blocks:
    """All findings of a sheet in row order, and the rows that hold none.

    `other_header` is the row where a table of other columns begins; 0 for none.
    """

    blocks: tuple[Block, ...]
    ignored_rows: tuple[int, ...]
    other_header: int = 0


def find_blocks(sheet: Sheet, filled: Sheet, layout: Layout) -> Blocks:
    """Walk down a ledger sheet below its header and put rows together.

    A row goes on with the finding above if a merged cell of number or text reaches
    into it, if it has only a further measure, or if it repeats number and text. A
    number over several manifestations (具体表现) is one finding with all of them.
    A number of its own ends the finding above, though they share a merged text.
    The walk ends where the header comes again in another order.
    """
    blocks: list[Block] = []
    ignored: list[int] = []
    heading, joins = "", False
    headings = worded_headings(sheet, layout) | higher_headings(sheet, layout)
    for row in range(layout.header_rows[-1] + 1, sheet.height + 1):
        if _is_empty(sheet, row):
            continue
        if joins and _continues(sheet, layout, blocks[-1], row):
            last = max(row, blocks[-1].last)
            blocks[-1] = Block(blocks[-1].first, last, blocks[-1].heading)
            continue
        if is_other_header(sheet, layout, row):
            return Blocks(tuple(blocks), tuple(ignored), row)
        if row in headings or _is_aside(sheet, layout, row):
            ignored.append(row)
            heading, joins = heading_above(sheet, layout, row) or heading, False
            continue
        if blocks and blocks[-1].last >= row:
            blocks[-1] = Block(blocks[-1].first, row - 1, blocks[-1].heading)
        last = min(_merged_to(sheet, layout, row), filled.height)
        blocks.append(Block(row, last, heading))
        joins = True
    return Blocks(tuple(blocks), tuple(ignored))


def layered(
    filled: Sheet, layout: Layout, blocks: Blocks, *, rounds: Collection[str]
) -> bool:
    """Say whether all findings of a sheet are numbered 1.1, 1.2, 2.1.

    1-1 is that only where it can't be the first finding of the first round: `rounds`
    are those that the sheet speaks of.
    """
    column = layout.columns.get("number", 0)
    numbers = [
        text_of(filled.value(block.first, column)).strip() for block in blocks.blocks
    ]
    whole = all(map(WHOLE.match, numbers))
    if len(numbers) > 1 and all(map(LAYERED.match, numbers)):
        return not whole
    return _FIRST_ROUND not in rounds and _counts_pairs(numbers)


def _counts_pairs(numbers: list[str]) -> bool:
    """Say whether numbers count 1-1, 1-2, 2-1: with rounds before them they'd not."""
    found = [_PAIR.fullmatch(number) for number in numbers]
    pairs = [(int(one[1]), int(one[2])) for one in found if one]
    goes_on = (
        after in ((first, second + 1), (first + 1, 1))
        for (first, second), after in pairwise(pairs)
    )
    begins = pairs[:1] == [(1, 1)] and pairs[-1][0] > 1
    return begins and len(pairs) == len(numbers) and all(goes_on)


def _is_empty(sheet: Sheet, row: int) -> bool:
    return all(is_blank(value) for value in sheet.rows[row - 1])


def _raw(sheet: Sheet, layout: Layout, name: str, row: int) -> str:
    return plain(cell(sheet, layout, name, row))


def _blank(sheet: Sheet, layout: Layout, name: str, row: int) -> bool:
    return is_blank(cell(sheet, layout, name, row))


def _continues(sheet: Sheet, layout: Layout, above: Block, row: int) -> bool:
    if layout.manifested and row <= above.last and _blank(sheet, layout, "number", row):
        return True
    if all(_blank(sheet, layout, name, row) for name in ("number", "text", "title")):
        return (
            row <= above.last
            or not _blank(sheet, layout, "measure", row)
            or (row == above.last + 1 and _only_names(sheet, layout, row))
        )
    return _repeats(sheet, layout, above, row)


def _only_names(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Say whether a row right below a finding has further people and nothing else."""
    if not is_alone(sheet.rows[row - 1]):
        return False
    return any(
        _NAMES.match(text_of(cell(sheet, layout, name, row)).strip())
        for name in ("leader", "person")
    )


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
    if any(_is_total(sheet, layout, row, text) for text in first):
        return True
    if numbered_heading(sheet, layout, row) or _counts_columns(sheet, row, first):
        return True
    bare = _blank(sheet, layout, "text", row)
    if (bare or row in sheet.wide_rows) and is_alone(sheet.rows[row - 1]):
        return True
    if (bare and _NOTE.match(first[0])) or _is_signed(sheet, layout, row, first[0]):
        return True
    if (
        ":" in first[0]
        and _REMARK.match(first[0])
        and _only_remarks(sheet, layout, row)
    ):
        return True
    return is_header(sheet, layout, row)


def _counts_columns(sheet: Sheet, row: int, first: list[str]) -> bool:
    """Say whether a row only numbers the columns from 1 on."""
    if not all(one in _COLUMN_NUMBERS or _COLUMN_NUMBER.match(one) for one in first):
        return False
    shown = [
        plain(text_of(value)[:LONGEST_MARK])
        for value in sheet.rows[row - 1]
        if not is_blank(value)
    ]
    numbers = shown[1:] if shown[0] in _COLUMN_NUMBERS else shown
    counted = map(_COLUMN_NUMBER.match, numbers)
    return len(numbers) >= SAME_WORDS and all(
        found and read_integer(found[1]) == place
        for place, found in enumerate(counted, 1)
    )


def _is_total(sheet: Sheet, layout: Layout, row: int, text: str) -> bool:
    """Say whether a cell says a total; in a row with measures or people only briefly."""
    if not _TOTAL.match(text):
        return False
    return bool(_BARE_TOTAL.match(text)) or all(
        _blank(sheet, layout, name, row) for name in _OF_FINDING
    )


def _is_signed(sheet: Sheet, layout: Layout, row: int, first: str) -> bool:
    """Say whether a row begins with who filled in, checked or signs the sheet."""
    marked = (":" in first or ")" in first) and _SIGNED.match(first)
    return bool(marked) and _raw(sheet, layout, "text", row) != first


def _only_remarks(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Say whether a row that begins like a remark has no measure, people or limit."""
    if is_alone(sheet.rows[row - 1]):
        return True
    remarked = layout.numbered and not _blank(sheet, layout, "number", row)
    return remarked and all(_blank(sheet, layout, name, row) for name in _OF_FINDING)
