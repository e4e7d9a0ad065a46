"""读到一半的一项问题：它的几行格子、已经记下的拒收和提醒。"""

from bisect import bisect
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rules.calendar.workdays import Calendar
from rules.deadlines import Due, read_due
from rules.ledger.blocks import Block
from rules.ledger.cells import read_round
from rules.ledger.hints import hint
from rules.ledger.layout import OF_MEASURES, Layout
from rules.ledger.measure_limits import combined
from rules.ledger.office_cells import over_offices, without_offices
from rules.ledger.people import Directory, Match
from rules.ledger.shared_cells import LEADER, PERSON, is_shared, part
from rules.ledger.sheet import Broken, Sheet, is_blank, text_of
from rules.ledger.values import PersonRef, Refused, Warned
from rules.vocabulary import Role

MOST_COMPARED = 200
"""Unknown unit words of a sheet that are compared with every unit we know."""


@dataclass(frozen=True)
class Reading:
    """A ledger sheet with everything that its reading depends on."""

    sheet: Sheet
    filled: Sheet
    layout: Layout
    directory: Directory
    calendar: Calendar
    round: str
    feedback_on: date | None
    title_unit: str | None
    per_measure: bool
    layered: bool = False
    prefix: str = ""
    once: bool = False
    rounds: frozenset[str] = frozenset()
    sections: tuple[tuple[int, str], ...] = ()
    limits: dict[tuple[object, date | None], Due | None] = field(default_factory=dict)
    several: dict[tuple[object, date | None], list[Due]] = field(default_factory=dict)
    matches: dict[tuple[str, str], list[Match]] = field(default_factory=dict)
    named: dict[tuple[str, str, Role], tuple[PersonRef, ...] | None] = field(
        default_factory=dict
    )
    units: dict[str, str | None] = field(default_factory=dict)
    short: dict[str, list[str]] = field(default_factory=dict)
    near: dict[str, list[str]] = field(default_factory=dict)

    def unit(self, written: object) -> str | None:
        """Look up the unit in a cell; the same words are looked up once."""
        text = text_of(written)
        if text not in self.units:
            self.units[text] = self.directory.unit(text)
        return self.units[text]

    def meant(self, written: str) -> list[str]:
        """Return the units that a short name can mean; the same one is asked once."""
        if written not in self.short:
            self.short[written] = self.directory.units_meant(written)
        return self.short[written]

    def units_like(self, written: str) -> list[str]:
        """Return units that may have been meant; of very many words only the first ask."""
        if written not in self.near and len(self.near) < MOST_COMPARED:
            self.near[written] = self.directory.units_like(written)
        return self.near.get(written, [])

    def people(self, unit: str, written: str) -> list[Match]:
        """Look up everybody in a cell; the same cell of a unit is looked up once."""
        key = (unit, written)
        if key not in self.matches:
            names = self.directory.names_in(written)
            self.matches[key] = [self.directory.find(unit, name) for name in names]
        return self.matches[key]

    @cached_property
    def suspect_rows(self) -> frozenset[int]:
        """Return the rows with a cell that is broken or begins like an error."""
        return frozenset(
            number
            for number, cells in enumerate(self.filled.rows, start=1)
            if any(
                value.lstrip().startswith("#")
                if isinstance(value, str)
                else isinstance(value, Broken)
                for value in cells
                if not isinstance(value, str) or "#" in value
            )
        )

    @cached_property
    def others(self) -> tuple[int, ...]:
        """Return the columns that are kept as they stand."""
        return self.layout.kept

    @cached_property
    def combined(self) -> bool:
        """Say whether limits stand in the measures' words: no column has them."""
        columns = self.layout.columns
        if columns.keys() & {"due", "measure_due"} or "measure" not in columns:
            return False
        return combined(self.layout.words.get("measure", ""))

    @cached_property
    def duties(self) -> bool:
        """Say whether measures have columns of their own for people or state."""
        return not (OF_MEASURES - {"measure_due"}).isdisjoint(self.layout.columns)

    def head(self, row: int) -> dict[str, object]:
        """Return all fields of one row, merged cells filled; '' beyond its last cell."""
        cells = self.filled.rows[row - 1]
        width = len(cells)
        return {
            name: cells[column - 1] if column <= width else ""
            for name, column in self.layout.columns.items()
        }

    def refs(self, unit: str, written: str, role: Role) -> tuple[PersonRef, ...] | None:
        """Return who a cell names; None where one of them needs a word said about it."""
        key = (unit, written, role)
        if key not in self.named:
            found = self.people(unit, written)
            self.named[key] = (
                tuple(
                    PersonRef(one.name, one.userid, role) for one in found if one.userid
                )
                if all(one.userid and not one.reason for one in found)
                else None
            )
        return self.named[key]

    def limit(self, written: object, feedback_on: date | None) -> Due | None:
        """Read a time limit; like words count from one day give one answer."""
        key = (written, feedback_on)
        if key not in self.limits:
            self.limits[key] = read_due(written, feedback_on, self.calendar)
        return self.limits[key]


@dataclass(slots=True)
class Draft:
    """One block on its way: what was read, and what stands against it."""

    reading: Reading
    block: Block
    refused: list[Refused] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    head: dict[str, object] = field(init=False)
    round: str = field(init=False)

    def __post_init__(self) -> None:
        """Look at the first row, of which nearly everything is asked, only once."""
        self.head = self.reading.head(self.block.first)
        self.round = self._own_round() if self.reading.rounds else self.reading.round

    def refuse(
        self, row: int, name: str, value: object, reason: str, **facts: object
    ) -> None:
        """Note that the cell of field `name` in `row` can't be taken, and why."""
        layout, sheet = self.reading.layout, self.reading.sheet
        instead = hint(reason, **facts)
        column = layout.word(name)
        self.refused.append(
            Refused(sheet.name, row, column, text_of(value), reason, instead)
        )

    def warn(self, name: str, reason: str, text: str) -> None:
        """Note something to look at in the first row of the block."""
        column, sheet = self.reading.layout.word(name), self.reading.sheet
        self.warnings.append(Warned(sheet.name, self.block.first, reason, text, column))

    def _own_round(self) -> str:
        """Return the row's own round where the book has it, else the sheet's."""
        written = self.cell("round")
        own = "" if is_blank(written) else read_round(written)
        return own if own in self.reading.rounds else self.reading.round

    @property
    def merged_number(self) -> bool:
        """Say whether the block has its number only from a cell merged with others."""
        column = self.reading.layout.columns.get("number", 0)
        return is_blank(self.reading.sheet.value(self.block.first, column))

    @property
    def section_unit(self) -> str | None:
        """Return the unit of the nearest row above that only names one."""
        place = bisect(self.reading.sections, (self.block.first, ""))
        return self.reading.sections[place - 1][1] if place else None

    def has(self, name: str) -> bool:
        """Say whether the sheet has a column for a field."""
        return name in self.head

    def cell(self, name: str, row: int | None = None) -> object:
        """Return a field's value with merged cells filled; '' without such a column."""
        if row is None:
            return self.head.get(name, "")
        column = self.reading.layout.columns.get(name)
        return self.reading.filled.value(row, column) if column else ""

    def text(self, name: str) -> str | None:
        """Return a field's text without space around it; None without a column."""
        return text_of(self.head[name]).strip() if name in self.head else None

    def said_of(self, name: str, text: str) -> str:
        """Return what of a cell speaks of a field, where two stand in one column."""
        layout = self.reading.layout
        shared = name in (LEADER, PERSON) and is_shared(layout.columns)
        if (shared or name == PERSON) and over_offices(layout.word(name)):
            text = without_offices(text, self.reading.directory.is_somebody)
        return part(text, name, layout.word(name)) if shared else text

    def others(self) -> dict[str, list[str]]:
        """Return the texts of columns without meaning to us, by place, a row each."""
        sheet, rows = self.reading.sheet, range(self.block.first, self.block.last + 1)
        found = {
            str(column): [text_of(sheet.value(row, column)) for row in rows]
            for column in self.reading.others
        }
        return {column: texts for column, texts in found.items() if any(texts)}

    def below(self, name: str) -> list[tuple[int, object]]:
        """Return (row, value) of a field's non-blank cells, each merged one once."""
        if name not in self.head:
            return []
        first, last = self.block.first, self.block.last
        top = self.head[name]
        cells = [] if is_blank(top) else [(first, top)]
        if last > first:
            column, value = self.reading.layout.columns[name], self.reading.sheet.value
            lower = ((row, value(row, column)) for row in range(first + 1, last + 1))
            cells += [cell for cell in lower if not is_blank(cell[1])]
        return cells
