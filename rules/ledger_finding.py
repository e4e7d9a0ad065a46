"""读一项问题：几行格子变成编号、单位、措施、责任人、时限。"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from rules.deadlines import Due, latest, read_due
from rules.headers import Layout
from rules.ledger_blocks import Block
from rules.ledger_cells import (
    NumberRead,
    code_of,
    evidence_count,
    plain,
    read_number,
    read_round,
    split_measures,
)
from rules.ledger_hints import hint
from rules.ledger_people import Directory
from rules.ledger_sheet import Broken, Sheet, is_blank, text_of
from rules.ledger_values import FindingRow, MeasureRow, PersonRef, Refused, Warned
from rules.vocabulary import Clock, Role
from rules.workdays import Calendar

PEOPLE_FIELDS = {
    "leader": Role.RESPONSIBLE_LEADER,
    "person": Role.RESPONSIBLE_PERSON,
    "principal": Role.PRINCIPAL,
}
_ERROR = re.compile(r"^#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)$")


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


@dataclass
class Draft:
    """One block on its way: what was read, and what stands against it."""

    reading: Reading
    block: Block
    refused: list[Refused] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)

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

    def has(self, name: str) -> bool:
        """Say whether the sheet has a column for a field."""
        return name in self.reading.layout.columns

    def cell(self, name: str, row: int | None = None) -> object:
        """Return a field's value with merged cells filled; '' without such a column."""
        column = self.reading.layout.columns.get(name)
        return (
            self.reading.filled.value(row or self.block.first, column) if column else ""
        )

    def text(self, name: str) -> str | None:
        """Return a field's text without space around it; None without a column."""
        return text_of(self.cell(name)).strip() if self.has(name) else None

    def below(self, name: str) -> list[tuple[int, object]]:
        """Return (row, value) of a field's non-blank cells, each merged one once."""
        column = self.reading.layout.columns.get(name)
        if not column:
            return []
        rows = range(self.block.first + 1, self.block.last + 1)
        cells = [(row, self.reading.sheet.value(row, column)) for row in rows]
        cells.insert(0, (self.block.first, self.cell(name)))
        return [(row, value) for row, value in cells if not is_blank(value)]


def read_finding(draft: Draft, number: NumberRead) -> FindingRow | None:
    """Read a block; None if anything in it was refused (see `draft.refused`)."""
    if _refuse_broken(draft):
        return None
    _check_number(draft, number)
    unit = _read_unit(draft)
    if is_blank(draft.cell("text")):
        draft.refuse(draft.block.first, "text", "", "missing_text")
    people = _read_people(draft, unit) if unit else []
    feedback_on = _read_feedback(draft)
    measures, due, due_text = _read_measures(draft, feedback_on)
    if draft.refused or unit is None or due is None:
        return None
    code = code_of(draft.reading.round, number.number) if number.number else None
    evidence = draft.text("evidence") or ""
    return FindingRow(
        sheet=draft.reading.sheet.name,
        row=draft.block.first,
        last_row=draft.block.last,
        number=number.number,
        code=code,
        own_number=text_of(draft.cell("number")).strip(),
        round=draft.reading.round,
        unit=unit,
        category=draft.text("category") or draft.block.heading or None,
        title=draft.text("title"),
        text=text_of(draft.cell("text")),
        measures=tuple(measures),
        people=tuple(people),
        department=_read_departments(draft),
        due=due,
        due_text=due_text,
        status_text=draft.text("status"),
        feedback_on=feedback_on,
        evidence_required=evidence_count(evidence),
        evidence_text=evidence,
    )


def number_of(draft: Draft) -> NumberRead:
    """Read the number of a block; a layout without numbers has none to miss."""
    if not draft.has("number"):
        return NumberRead(None, None, "")
    return read_number(draft.cell("number"))


def _refuse_broken(draft: Draft) -> bool:
    for name in draft.reading.layout.columns:
        for row, value in draft.below(name):
            if isinstance(value, Broken):
                draft.refuse(row, name, value, value.reason)
            elif isinstance(value, str) and _ERROR.match(value.strip()):
                draft.refuse(row, name, value, "cell_error")
    return bool(draft.refused)


def _check_number(draft: Draft, number: NumberRead) -> None:
    row, cell, expected = draft.block.first, draft.cell("number"), draft.reading.round
    if number.reason:
        dated = isinstance(cell, date | datetime)
        draft.refuse(row, "number", cell, number.reason, dated=dated)
    if number.round and number.round != expected:
        draft.refuse(row, "number", cell, "wrong_round", round=expected)
    written = draft.cell("round")
    if not is_blank(written) and read_round(written) != expected:
        draft.refuse(row, "round", written, "wrong_round", round=expected)


def _read_unit(draft: Draft) -> str | None:
    reading, written = draft.reading, draft.cell("unit")
    labelled = reading.layout.unit_from_title or ""
    if is_blank(written):
        known = labelled or not draft.has("unit")
        unit, written = reading.title_unit if known else None, labelled
    else:
        unit = reading.directory.unit(written)
    if unit is None:
        like = reading.directory.units_like(written)
        draft.refuse(draft.block.first, "unit", written, "unknown_unit", like=like)
    return unit


def _read_people(draft: Draft, unit: str) -> list[PersonRef]:
    people: list[PersonRef] = []
    for name, role in PEOPLE_FIELDS.items():
        cells = draft.below(name)
        if draft.has(name) and not cells:
            draft.warn(name, "no_person", f"“{draft.reading.layout.word(name)}”为空。")
        for row, value in cells:
            found = _people_of_cell(draft, unit, row, name, value)
            people.extend(PersonRef(who, userid, role) for who, userid in found)
    return list(dict.fromkeys(people))


def _people_of_cell(
    draft: Draft, unit: str, row: int, name: str, value: object
) -> Iterable[tuple[str, str]]:
    directory = draft.reading.directory
    for written in directory.names_in(text_of(value)):
        match = directory.find(unit, written)
        if match.userid is None:
            draft.refuse(row, name, written, match.reason, choices=match.choices)
            continue
        if match.reason:
            where = "、".join(dict.fromkeys(unit for unit, _ in match.choices))
            draft.warn(
                name,
                match.reason,
                f"{match.name}不在{unit}，按{where}的{match.name}登记。",
            )
        yield match.name, match.userid


def _read_departments(draft: Draft) -> str | None:
    if not draft.has("department"):
        return None
    cells = (text_of(value).strip() for _, value in draft.below("department"))
    return "、".join(dict.fromkeys(cells))


def _read_feedback(draft: Draft) -> date | None:
    """Return the feedback date of a block: its cell, the title, or what was handed in."""
    written = draft.cell("feedback_on")
    if is_blank(written):
        return draft.reading.feedback_on
    due = read_due(written, None, draft.reading.calendar)
    if due is None or due.clock is not Clock.DATED:
        draft.refuse(draft.block.first, "feedback_on", written, "bad_date")
        return None
    return due.on


def _read_measures(
    draft: Draft, feedback_on: date | None
) -> tuple[list[MeasureRow], Due | None, str]:
    """Read measures and time limits: (measures, the finding's limit, as written)."""
    measures = [
        MeasureRow(text, row)
        for row, value in draft.below("measure")
        for text in split_measures(text_of(value))
    ]
    if draft.has("measure") and not measures:
        draft.warn("measure", "no_measure", "没有整改措施。")
    if draft.has("measure_due"):
        limits = _limits(draft, "measure_due", feedback_on)
        measures = _with_limits(measures, limits)
        due = _read_limit(draft, "due", draft.block.first, feedback_on)
        return measures, due, due.text if due else ""
    if draft.reading.per_measure:
        limits = _limits(draft, "due", feedback_on)
        texts = dict.fromkeys(due.text for due in limits.values() if due.text)
        due = latest(list(limits.values())) if limits else None
        return _with_limits(measures, limits), due, "；".join(texts)
    return _one_cell(draft, measures, feedback_on)


def _limits(draft: Draft, name: str, feedback_on: date | None) -> dict[int, Due]:
    """Read the limit of each row; a merged cell counts for all of its rows."""
    limits: dict[int, Due] = {}
    column = draft.reading.layout.columns[name] if draft.has(name) else 0
    for row in range(draft.block.first, draft.block.last + 1):
        inherited = row > draft.block.first and is_blank(
            draft.reading.sheet.value(row, column)
        )
        if inherited and draft.cell(name, row) == draft.cell(name, row - 1):
            if row - 1 in limits:
                limits[row] = limits[row - 1]
            continue
        due = _read_limit(draft, name, row, feedback_on)
        if due is not None:
            limits[row] = due
    return limits


def _with_limits(
    measures: list[MeasureRow], limits: dict[int, Due]
) -> list[MeasureRow]:
    return [
        replace(m, due=limits[m.row], due_text=limits[m.row].text)
        if m.row in limits
        else m
        for m in measures
    ]


def _read_limit(
    draft: Draft, name: str, row: int, feedback_on: date | None
) -> Due | None:
    written = draft.cell(name, row)
    due = read_due(written, feedback_on, draft.reading.calendar)
    if due is None:
        draft.refuse(row, name, written, "bad_date")
    return due


def _one_cell(
    draft: Draft, measures: list[MeasureRow], feedback_on: date | None
) -> tuple[list[MeasureRow], Due | None, str]:
    """Read one limit for all; several between `|` go to the measures one by one."""
    written = draft.cell("due")
    parts = [p.strip() for p in re.split(r"[|｜\n]", text_of(written)) if p.strip()]
    if len(parts) < 2:
        due = _read_limit(draft, "due", draft.block.first, feedback_on)
        return measures, due, due.text if due else ""
    dues = [read_due(part, feedback_on, draft.reading.calendar) for part in parts]
    readable = [due for due in dues if due is not None]
    if len(readable) < len(dues):
        draft.refuse(draft.block.first, "due", written, "bad_date")
        return measures, None, ""
    if len(readable) == len(measures):
        pairs = zip(measures, readable, strict=True)
        measures = [replace(m, due=due, due_text=due.text) for m, due in pairs]
    return measures, latest(readable), plain(written)
