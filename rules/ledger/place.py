"""一张表说的是哪个单位、哪一轮：看标题、表名、文件名，也看各行自己写的。"""

from collections import Counter
from dataclasses import replace

from rules.ledger.blocks import Blocks
from rules.ledger.cells import find_round, plain, read_number, read_round
from rules.ledger.header_again import is_header
from rules.ledger.header_words import LEDGER_HEADERS
from rules.ledger.headers import may_be_department
from rules.ledger.headings import heading_words
from rules.ledger.layout import Layout
from rules.ledger.people import Directory
from rules.ledger.sheet import Sheet, is_blank, text_of
from rules.ledger.unit_names import is_like_unit
from rules.ledger.values import Warned

FEWEST_OF_A_ROUND = 3


def sections(
    sheet: Sheet,
    layout: Layout,
    directory: Directory,
    blocks: Blocks,
    *,
    once: bool = False,
) -> tuple[tuple[int, str], ...]:
    """Return (row, unit) of the rows that only name a unit: it holds for those below.

    Where the column has each unit `once`, it holds so too; '' for one unknown.
    """
    if "unit" in layout.columns and not once:
        return ()
    first = _first_rows(sheet, layout, directory, blocks) if once else ()
    return tuple(sorted([*first, *_headed(sheet, layout, directory, blocks)]))


def _headed(
    sheet: Sheet, layout: Layout, directory: Directory, blocks: Blocks
) -> tuple[tuple[int, str], ...]:
    lines = ((row, heading_words(sheet, layout, row)) for row in blocks.ignored_rows)
    named = (
        (
            row,
            directory.unit(words)
            or directory.short_unit(words)
            or _titled(sheet, layout, directory, row, words),
        )
        for row, words in lines
        if words
    )
    return tuple((row, unit) for row, unit in named if unit)


def _first_rows(
    sheet: Sheet, layout: Layout, directory: Directory, blocks: Blocks
) -> tuple[tuple[int, str], ...]:
    column = layout.columns["unit"]
    cells = (
        (block.first, text_of(sheet.value(block.first, column)).strip())
        for block in blocks.blocks
    )
    return tuple(
        (row, directory.unit(said) or directory.short_unit(said) or "")
        for row, said in cells
        if said
    )


def agrees(above: tuple[tuple[int, str], ...], unit: str | None) -> bool:
    """Say whether the unit of the whole sheet, if any, is one that its rows name: else
    a blank may as well mean the sheet's.
    """
    return unit is None or unit in {said for _, said in above}


def shortened(
    sheet: Sheet,
    layout: Layout,
    directory: Directory,
    blocks: Blocks,
    whole: str | None,
) -> list[Warned]:
    """Name the short names of units in headings, and the sheet's own name if it is one.

    `whole` is the unit of the whole sheet.
    """
    if "unit" in layout.columns:
        return []
    lines = [(row, heading_words(sheet, layout, row)) for row in blocks.ignored_rows]
    named = whole is not None and directory.short_unit(sheet.name) == whole
    said = [*lines, *([(layout.header_rows[0], sheet.name)] if named else [])]
    return [
        Warned(sheet.name, row, "short_unit", short_words(words, unit))
        for row, words in said
        if words and (unit := directory.short_unit(words))
    ]


def short_words(short: str, unit: str) -> str:
    """Say which unit a short name was taken for."""
    return f"“{short}”按花名册中的{unit}登记，请核对。"


def _titled(
    sheet: Sheet, layout: Layout, directory: Directory, row: int, words: str
) -> str | None:
    """Return the unit in the title of a further table."""
    if not opens_table(sheet, layout, row):
        return None
    return directory.unit_within(words) or directory.unit_named(words)


def opens_table(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Say whether a row is the title of a further table: its header comes right below."""
    below = range(row + 1, min(row + 3, sheet.height) + 1)
    return not is_header(sheet, layout, row) and any(
        is_header(sheet, layout, one) for one in below if any(sheet.rows[one - 1])
    )


def names_unit(layout: Layout) -> bool:
    """Say whether a sheet has a column for the unit or labels it in its title."""
    return "unit" in layout.columns or bool(layout.unit_from_title)


def placed(
    sheet: Sheet, layout: Layout, directory: Directory, file_name: str
) -> tuple[Layout, str | None]:
    """Find the unit of the whole sheet: labelled, in a title line, or in a name.

    Where it is known, a column 责任单位 without any unit names its departments.
    """
    if layout.unit_from_title:
        unit = directory.unit(layout.unit_from_title)
        unit = unit or directory.unit_within(layout.unit_from_title)
    else:
        texts = [*(text for _, text in layout.titles), sheet.name, file_name]
        found = (*map(directory.unit_within, texts), *map(directory.unit_named, texts))
        unit = next(filter(None, found), None) or directory.short_unit(sheet.name)
    if unit and _holds_departments(sheet, layout, directory, unit):
        columns, words = dict(layout.columns), dict(layout.words)
        columns.setdefault("department", columns.pop("unit"))
        words.setdefault("department", words.pop("unit"))
        layout = replace(layout, columns=columns, words=words)
    return layout, unit


def _holds_departments(
    sheet: Sheet, layout: Layout, directory: Directory, unit: str
) -> bool:
    """Say whether a column that may have units has none. 责任主体 and the like may
    have the sheet's own among offices; what else is or looks like one makes them units.
    """
    word, column = layout.words.get("unit", ""), layout.columns.get("unit", 0)
    if not may_be_department(word):
        return False
    below = range(layout.header_rows[-1] + 1, sheet.height + 1)
    cells = dict.fromkeys(text_of(sheet.value(row, column)) for row in below)
    words = [words for words in cells if not is_blank(words)]
    if word in LEDGER_HEADERS["unit_or_department"]:
        return not any(map(directory.unit, words))
    found = {_unit_of(directory, one) for one in words}
    return found <= {"", unit} and found != {unit}


def _unit_of(directory: Directory, words: str) -> str:
    """Return the unit that words mean, or the words that look like one; '' for none."""
    unit = directory.unit(words) or directory.short_unit(words)
    return unit or (plain(words) if is_like_unit(plain(words)) else "")


def round_elsewhere(
    sheet: Sheet, filled: Sheet, layout: Layout, blocks: Blocks, file_name: str
) -> str | None:
    """Find the round in the rows, else in the names of sheet and file."""
    usual = _usual_round(filled, layout, blocks)
    return usual or find_round(sheet.name) or find_round(file_name)


def _usual_round(filled: Sheet, layout: Layout, blocks: Blocks) -> str | None:
    """Return the round that most rows name, in their own column or in their code."""
    column, number = layout.columns.get("round"), layout.columns.get("number")
    rows = [block.first for block in blocks.blocks]
    cells = [filled.value(row, column) for row in rows] if column else []
    named = [read_round(value) for value in cells if not is_blank(value)]
    if not named and number:
        codes = (read_number(filled.value(row, number)).round for row in rows)
        named = [code for code in codes if code]
    return Counter(named).most_common(1)[0][0] if named else None


def rounds_named(filled: Sheet, layout: Layout, blocks: Blocks) -> frozenset[str]:
    """Return every round that stands in the rows' own column."""
    column = layout.columns.get("round", 0)
    cells = (filled.value(block.first, column) for block in blocks.blocks)
    return frozenset(read_round(value) for value in cells if not is_blank(value))


def rounds_in(filled: Sheet, layout: Layout, blocks: Blocks) -> frozenset[str]:
    """Return the rounds of a sheet with several; a stray row or two is a mistake."""
    column = layout.columns.get("round")
    if not column:
        return frozenset()
    cells = (filled.value(block.first, column) for block in blocks.blocks)
    counted = Counter(read_round(value) for value in cells if not is_blank(value))
    several = {code for code, count in counted.items() if count >= FEWEST_OF_A_ROUND}
    return frozenset(several) if len(several) > 1 else frozenset()
