"""照原样导出：表头、栏序、没用到的栏都和导入时一样，内容是现在的（interface.md §2）。"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.context import Context
from handlers.ledger import beside, limits
from handlers.ledger.heading_rows import (
    lines_before,
    moved_down,
    only,
    title_rows,
    unsaid,
)
from handlers.reading import duties
from models import duty_room, findings, ledger_room, organisation
from models.findings import Named
from models.ledger import Finding, Measure
from rules.ledger import shared_cells
from rules.ledger.cells import join_measures
from rules.ledger.duties import HELPERS, PEOPLE_FIELDS
from rules.ledger.layout import OF_MEASURES
from rules.ledger.title_lines import Above
from rules.vocabulary import Role

LEADS_AND_DOES = (Role.RESPONSIBLE_LEADER, Role.RESPONSIBLE_PERSON)
BY_MEASURE = frozenset({"measure", *OF_MEASURES})
"""Fields whose cells stand beside each measure, not beside the finding."""


@dataclass(frozen=True)
class Page:
    """One sheet: cells by row, merged ranges (all counted from 1), header rows."""

    name: str
    rows: list[list[object]]
    merged: list[tuple[int, int, int, int]]
    header_rows: tuple[int, ...]


@dataclass(frozen=True)
class _Item:
    """A finding with everything that its cells are written from."""

    row: Finding
    measures: list[Measure]
    named: list[Named]
    duties: dict[int, list[Named]]
    places: dict[str, int]
    """Columns of what single measures have for themselves, by field."""
    helpers: dict[str, list[Named]]
    """Who stands in the columns of helpers, by field."""


def pages(ctx: Context, rows: Sequence[Finding]) -> tuple[list[Page], list[Finding]]:
    """Return the sheets in their imported layouts, and the findings without one."""
    layouts = ledger_room.layouts(ctx.session)
    groups: dict[tuple[int, str], list[Finding]] = {}
    rest: list[Finding] = []
    for row in rows:
        sheet = row.source.rpartition("!")[0]
        known = [one for one in layouts.get(row.import_id or 0, []) if _is(one, sheet)]
        if known:
            groups.setdefault((row.import_id or 0, sheet), []).append(row)
        else:
            rest.append(row)
    writer = _Writer(ctx)
    made = [
        writer.page(next(one for one in layouts[key] if _is(one, sheet)), group)
        for (key, sheet), group in groups.items()
    ]
    return _named_apart(made), rest


def _is(layout: dict[str, object], sheet: str) -> bool:
    return layout["sheet"] == sheet and layout["kind"] == "ledger"


def _named_apart(made: list[Page]) -> list[Page]:
    """Sheets of several imports may bear one name; a workbook can't have it twice."""
    seen: Counter[str] = Counter()
    result = []
    for page in made:
        seen[page.name.casefold()] += 1
        number = seen[page.name.casefold()]
        name = page.name if number == 1 else f"{page.name[:27]}({number})"
        result.append(Page(name, page.rows, page.merged, page.header_rows))
    return result


class _Writer:
    """Writes findings into layouts; reads what it needs once."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        names = [row.name for row in organisation.everybody(ctx.session)]
        self._shared = {name for name, count in Counter(names).items() if count > 1}
        self._units = {unit.id: unit.name for unit in organisation.units(ctx.session)}
        self.read_limit = limits.reader(ctx.calendar)
        self._says_feedback = False

    def page(self, layout: dict[str, Any], group: list[Finding]) -> Page:
        columns = shared_cells.as_one(layout["columns"])
        above = self._above(layout, group)
        items = self._items(group, columns)
        width, top = int(layout["width"]), int(layout["header_rows"][0])
        rows = title_rows(layout)
        rows += [[above, *[""] * (width - 1)]] if above else []
        rows += [[*line, *[""] * (width - len(line))] for line in layout["header"]]
        down = 1 if above else 0
        merged = moved_down(layout["merged"], top, down)
        by_row = any(_rows_of(item) > 1 for item in items)
        said = [(i.row.key, self.unit(i), i.row.category or "") for i in items]
        heads = lines_before(said, columns)
        for item in items:
            for words in heads.get(item.row.key, []):
                rows.append([words, *[""] * (width - 1)])
                merged.append((len(rows), 1, len(rows), width))
            first = len(rows) + 1
            block = self._block(item, columns, width, by_row and not _is_one_cell(item))
            rows += block
            if len(block) > 1:
                merged += _merges(first, len(block), columns, width, item)
        header = tuple(row + down for row in layout["header_rows"])
        return Page(layout["sheet"], rows, merged, header)

    def _above(self, layout: dict[str, Any], group: list[Finding]) -> str:
        """The title line that says what the sheet does not; "" where it says it all."""
        day = only({row.feedback_on for row in group})
        self._says_feedback = "feedback_on" in layout["columns"] or day is not None
        round_id = only({row.round_id for row in group})
        round_ = findings.round_of(self._ctx.session, group[0]) if round_id else None
        units = {self._units.get(row.unit_id) for row in group}
        numbers = [row.own_number for row in group]
        holds = Above(only(units), day, round_.code if round_ else None)
        return unsaid(layout, holds, numbers)

    def _items(self, group: list[Finding], columns: dict[str, int]) -> list[_Item]:
        ids = [row.key for row in group]
        named = findings.named_on_many(self._ctx.session, ids)
        measures = ledger_room.measures_of(self._ctx.session, ids)
        shares = duty_room.duties_on_many(self._ctx.session, ids)
        items = []
        for row in group:
            own, steps = shares.get(row.key, {}), measures.get(row.key, [])
            places = beside.places(columns, steps, own)
            people = beside.beside(named.get(row.key, []), places)
            helpers = beside.helping(people, row.cells or {}, columns)
            aside = [one for each in helpers.values() for one in each]
            people = [one for one in people if one not in aside]
            items.append(_Item(row, steps, people, own, places, helpers))
        return items

    def _block(
        self, item: _Item, columns: dict[str, int], width: int, by_row: bool
    ) -> list[list[object]]:
        height = max(len(item.measures), _rows_of(item)) if by_row else 1
        block: list[list[object]] = [[""] * width for _ in range(max(height, 1))]
        for place, texts in beside.cells(item.row, columns).items():
            for number, text in enumerate(texts[: len(block)]):
                block[number][int(place) - 1] = text
        for name, column in columns.items():
            value = VALUES.get(name)
            if value is not None:
                block[0][column - 1] = value(self, item)
        self._measures(item, columns, block, by_row)
        self._duties(item, block)
        return block

    def _duties(self, item: _Item, block: list[list[object]]) -> None:
        """Write beside each measure its own people and its own state."""
        for line, measure in zip(block, item.measures, strict=False):
            named = item.duties.get(measure.position, [])
            for name, column in item.places.items():
                role = PEOPLE_FIELDS.get(name)
                words = self.said(named, role) if role else beside.state(measure)
                if words:
                    line[column - 1] = words

    def _measures(
        self,
        item: _Item,
        columns: dict[str, int],
        block: list[list[object]],
        by_row: bool,
    ) -> None:
        column = columns.get("measure")
        if column is None:
            return
        if not by_row:
            texts = [one.text for one in item.measures]
            block[0][column - 1] = join_measures(texts)
            return
        due = columns.get("measure_due") or columns.get("due")
        own = any(one.due_text for one in item.measures)
        for line, measure in zip(block, item.measures, strict=False):
            line[column - 1] = join_measures([measure.text], measure.position)
            if due is not None and own:
                line[due - 1] = limits.of_measure(item.row, measure, item.measures)

    def feedback_of(self, row: Finding) -> date | None:
        """The day that relative limits count from, where the sheet itself says it."""
        return row.feedback_on if self._says_feedback else None

    def said(self, named: Sequence[Named], role: Role) -> str:
        return "、".join(
            f"{one.person.name}（{one.person.userid}）"
            if one.person.name in self._shared
            else one.person.name
            for one in named
            if one.role is role
        )

    def unit(self, item: _Item) -> str:
        return self._units.get(item.row.unit_id, "")

    def round_name(self, item: _Item) -> str:
        return findings.round_of(self._ctx.session, item.row).name


def _rows_of(item: _Item) -> int:
    """How many rows a finding had, as far as its kept cells and limits tell."""
    kept = max((len(texts) for texts in (item.row.cells or {}).values()), default=1)
    own = any(one.due_text for one in item.measures) and not _is_one_cell(item)
    return max(kept, len(item.measures) if own or item.places else 1)


def _is_one_cell(item: _Item) -> bool:
    """Say whether the limits of several measures stood in one cell: 1、6月底 2、9月底.

    Those of rows of their own are kept joined.
    """
    texts = dict.fromkeys(one.due_text for one in item.measures if one.due_text)
    kept = (len(each) for each in (item.row.cells or {}).values())
    one_row = not item.places and max(kept, default=1) == 1
    return one_row and len(texts) > 1 and item.row.due_text != "；".join(texts)


def _merges(
    first: int, height: int, columns: dict[str, int], width: int, item: _Item
) -> list[tuple[int, int, int, int]]:
    """Merge downwards whatever belongs to the finding and not to one measure."""
    split = {columns[name] for name in BY_MEASURE if name in columns}
    if "measure_due" not in columns and any(one.due_text for one in item.measures):
        split |= {columns["due"]} if "due" in columns else set()
    split |= set(item.places.values())
    split |= {
        int(place) for place, texts in (item.row.cells or {}).items() if texts[1:]
    }
    return [
        (first, column, first + height - 1, column)
        for column in range(1, width + 1)
        if column not in split
    ]


def _due(writer: _Writer, item: _Item) -> date | str:
    return limits.written(item.row, writer.read_limit, writer.feedback_of(item.row))


def _evidence(_writer: _Writer, item: _Item) -> str:
    count = item.row.evidence_required
    return f"材料{count}份" if count > 1 else ""


def _named(role: Role) -> Callable[[_Writer, _Item], object]:
    return lambda writer, item: writer.said(item.named, role)


def _helping(name: str) -> Callable[[_Writer, _Item], object]:
    return lambda writer, item: writer.said(item.helpers[name], HELPERS[name])


VALUES: dict[str, Callable[[_Writer, _Item], object]] = {
    "number": lambda _, item: item.row.own_number or item.row.number,
    "round": lambda writer, item: writer.round_name(item),
    "unit": lambda writer, item: writer.unit(item),
    "feedback_on": lambda _, item: item.row.feedback_on or "",
    "category": lambda _, item: item.row.category,
    "title": lambda _, item: item.row.title,
    "text": lambda _, item: item.row.text,
    "department": lambda _, item: item.row.department,
    "due": _due,
    "status": lambda _, item: duties.state_of(item.row, item.measures),
    "evidence": _evidence,
    shared_cells.BOTH: lambda writer, item: shared_cells.whole(
        *(writer.said(item.named, role) for role in LEADS_AND_DOES)
    ),
    **{name: _named(role) for name, role in PEOPLE_FIELDS.items()},
    **{name: _helping(name) for name in HELPERS},
}
"""Field → what stands in its cell now."""
