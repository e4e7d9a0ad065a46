"""三张清单：问题、任务、责任分在几张表里的，按编号对得上才并成一张来读（domain.md §1）。"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rules.ledger.cells import plain
from rules.ledger.header_words import LEDGER_HEADERS
from rules.ledger.layout import Layout
from rules.ledger.list_cells import Apart, one_cell
from rules.ledger.list_pages import (
    Mismatch,
    Page,
    ensure_same,
    key_of,
    rounds_of,
    rows_of,
)
from rules.ledger.people import Directory
from rules.ledger.place import placed
from rules.ledger.sheet import Sheet, is_blank
from rules.ledger.values import Refused, Warned

WORK = frozenset({"measure", "leader", "person"})
SAID_AGAIN = frozenset({"number", "round", "category", "title", "text", "feedback_on"})
"""Fields that a further list may repeat; the list of problems has them."""


@dataclass(frozen=True)
class Lists:
    """Several lists as one page, and where its cells stand in the workbook.

    `others`: the sheets beside the list of problems. `origins`: header word → sheet
    and its rows by row of the page.
    """

    page: Page
    others: tuple[str, ...]
    origins: Mapping[str, tuple[str, Mapping[int, int]]]

    @property
    def remark(self) -> Warned:
        """Say that the lists were put together."""
        named = "".join(f"“{name}”" for name in self.others)
        name = self.page.sheet.name
        text = (
            f"表{named}已按编号并到“{name}”里，读作一张台账；"
            "责任人登记在整项上，不分措施。"
        )
        return Warned(name, 0, "lists_joined", text)

    def refused(self, one: Refused) -> Refused:
        """Return a refusal with the sheet and row where its cell really stands."""
        sheet, row = self._place(one.sheet, one.row, one.column)
        return replace(one, sheet=sheet, row=row)

    def warned(self, one: Warned) -> Warned:
        """Return a warning with the sheet and row where its cell really stands."""
        sheet, row = self._place(one.sheet, one.row, one.column)
        return replace(one, sheet=sheet, row=row)

    def _place(self, sheet: str, row: int, column: str) -> tuple[str, int]:
        name, rows = self.origins.get(column, (sheet, {}))
        return (name, rows[row]) if row in rows else (sheet, row)


def chosen(pages: Sequence[Page]) -> tuple[Page, list[Page]] | None:
    """Return the list of problems and the lists beside it; None for other workbooks.

    It is the only one with the words of findings, or the only one of several that says
    neither measures nor people.
    """
    worded = [one for one in pages if "text" in one.layout.columns]
    bare = [one for one in worded if not WORK & one.layout.columns.keys()]
    lone = worded if len(worded) == 1 else bare
    if len(lone) != 1:
        return None
    (first,) = lone
    others = [one for one in pages if one is not first]
    working = all(WORK & one.layout.columns.keys() for one in others)
    return (first, others) if others and working else None


def joined(read: Sequence[tuple[Sheet, Layout]], directory: Directory) -> Lists | None:
    """Put the lists of a workbook together, by number; None where they are none.

    Raises Mismatch where some list has no words of its own, and can't be put to the
    findings safely. Lists with words that do not match are ledgers of their own.
    """
    pages = [
        Page(sheet.with_dittos(*_dittos(lay)), lay) for sheet, lay in _numbered(read)
    ]
    found = chosen(pages)
    if found is None or len(_units(pages, directory)) > 1:
        return None
    first, others = found
    if any(_of_another_round(first, other) for other in others):
        return None
    try:
        return _joined(first, others)
    except Mismatch:
        if all("text" in one.layout.columns for one in others):
            return None
        raise


def _of_another_round(first: Page, other: Page) -> bool:
    one, two = rounds_of(first), rounds_of(other)
    return bool(one and two) and one.isdisjoint(two)


def _numbered(read: Sequence[tuple[Sheet, Layout]]) -> list[tuple[Sheet, Layout]]:
    return [(s, lay) for s, lay in read if lay.kind == "ledger" and lay.numbered]


def _dittos(layout: Layout) -> tuple[int, list[int]]:
    return layout.header_rows[-1], layout.repeatable


def _units(pages: Sequence[Page], directory: Directory) -> set[str]:
    """Return the units that the lists say they are of, in titles and names."""
    said = (placed(page.sheet, page.layout, directory, "")[1] for page in pages)
    return {unit for unit in said if unit}


def _joined(first: Page, others: Sequence[Page]) -> Lists:
    rows = {number: places[0] for number, places in rows_of(first).items()}
    whole, page = _widened(first), first.layout
    origins: dict[str, tuple[str, Mapping[int, int]]] = {}
    for other in others:
        there = rows_of(other)
        ensure_same(first, rows, other, there)
        places = {rows[number]: at[0] for number, at in there.items()}
        held = replace(first.sheet, rows=whole).filled()
        for column, name in list(_columns(first, held, page, other, rows, there)):
            values = {
                rows[n]: _cell(other, at, column, name) for n, at in there.items()
            }
            word = other.layout.word(name) if name else other.layout.shown(column)
            page = _with_column(whole, page, name, word, values)
            origins[word] = (other.sheet.name, places)
    names = tuple(other.sheet.name for other in others)
    return Lists(Page(replace(first.sheet, rows=whole), page), names, origins)


def _columns(
    first: Page,
    held: Sheet,
    page: Layout,
    other: Page,
    rows: Mapping[int, int],
    there: Mapping[int, list[int]],
) -> Iterator[tuple[int, str]]:
    """Yield which columns of a list come beside the problems, with their fields.

    What stands in both, or in an earlier list, must be the same and comes once.
    """
    layout = other.layout
    fields = {column: name for name, column in layout.columns.items()}
    left = {key_of(layout), *(layout.columns.get(name, 0) for name in SAID_AGAIN)}
    for column in range(1, layout.width + 1):
        if column in left or not layout.shown(column):
            continue
        name = _field(first.layout, page, layout, fields.get(column, ""))
        if name and name in page.columns:
            _ensure_equal(held, page, other, rows, there, column, name)
        else:
            yield column, name


def _field(first: Layout, page: Layout, layout: Layout, name: str) -> str:
    """责任单位 beside findings that have their unit says the department."""
    placed = "unit" in first.columns or first.unit_from_title
    if (
        name == "unit"
        and placed
        and layout.word(name) in LEDGER_HEADERS["unit_or_department"]
    ):
        return "" if "department" in page.columns else "department"
    return name


def _ensure_equal(
    held: Sheet,
    page: Layout,
    other: Page,
    rows: Mapping[int, int],
    there: Mapping[int, list[int]],
    column: int,
    name: str,
) -> None:
    for number, at in there.items():
        said = _cell(other, at, column, name)
        if plain(said) != plain(held.value(rows[number], page.columns[name])):
            why = f"“{other.layout.word(name)}”和前面的表写得不一样"
            raise Mismatch(other, at[0], name, why)


def _cell(other: Page, rows: Sequence[int], column: int, name: str) -> object:
    """Return what the rows of one finding say in a column, as one cell."""
    sheet, layout, filled = other.sheet, other.layout, other.filled
    measure = layout.columns.get("measure", 0)
    counted = (
        sum(not is_blank(sheet.value(row, measure)) for row in rows) if measure else 0
    )
    try:
        return one_cell([filled.value(row, column) for row in rows], name, counted)
    except Apart as error:
        raise Mismatch(
            other, rows[0], name, f"“{layout.word(name)}”几行写得不一样，{error}"
        ) from error


def _widened(first: Page) -> list[list[object]]:
    sheet, layout = first.sheet, first.layout
    width = max(layout.width, sheet.width)
    return [[*row, *[""] * (width - len(row))] for row in sheet.rows]


def _with_column(
    rows: list[list[object]],
    page: Layout,
    name: str,
    word: str,
    values: Mapping[int, object],
) -> Layout:
    """Write one more column into the rows of a page; return its layout with it."""
    head = page.header_rows[-1]
    for number, cells in enumerate(rows, 1):
        cells.append(word if number == head else values.get(number, ""))
    width = len(rows[0])
    header = tuple(
        (
            *line,
            *[""] * (width - 1 - len(line)),
            word if line is page.header[-1] else "",
        )
        for line in page.header
    )
    columns = {**page.columns, name: width} if name else page.columns
    words = {**page.words, name: word} if name else page.words
    return replace(page, columns=columns, words=words, header=header, width=width)
