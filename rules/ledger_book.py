"""读一个工作簿：花名册先读，台账后读，跨表的重复编号也查。"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from rules.headers import Kind, Layout, recognise
from rules.ledger import read_ledger
from rules.ledger_cells import code_of
from rules.ledger_hints import hint
from rules.ledger_people import Directory
from rules.ledger_sheet import Sheet
from rules.ledger_values import FindingRow, Ledger, Refused, Warned
from rules.roster import Roster, read_roster
from rules.workdays import Calendar


@dataclass(frozen=True)
class SheetKind:
    """What one sheet was taken for; None for one that was left alone."""

    name: str
    kind: Kind | None
    header_rows: tuple[int, ...]


@dataclass(frozen=True)
class Book:
    """A whole workbook as read; `roster` and `ledger` are empty where there is none."""

    sheets: list[SheetKind]
    roster: Roster
    ledger: Ledger
    warnings: list[Warned] = field(default_factory=list)

    @property
    def refused(self) -> list[Refused]:
        """Return everything that was not taken, roster first."""
        return [*self.roster.refused, *self.ledger.refused]


def read_book(
    sheets: Sequence[Sheet],
    directory: Directory,
    calendar: Calendar,
    round_code: str | None = None,
    feedback_on: date | None = None,
) -> Book:
    """Read every visible sheet of a workbook by its header (interface.md §2 import).

    `directory` knows the people that are registered already; those of a roster in
    the same workbook are added to it. Hidden sheets and sheets that are neither
    roster nor ledger are left alone and named in `warnings`.
    """
    layouts = [(s, Layout(None) if s.hidden else recognise(s)) for s in sheets]
    kinds = [SheetKind(s.name, lay.kind, lay.header_rows) for s, lay in layouts]
    left = [_left_alone(sheet) for sheet, layout in layouts if layout.kind is None]
    roster = _joined_rosters(
        [read_roster(sheet, lay) for sheet, lay in layouts if lay.kind == "roster"]
    )
    known = joined(directory, roster.directory())
    ledger = _joined_ledgers(
        [
            read_ledger(sheet, lay, known, calendar, round_code, feedback_on)
            for sheet, lay in layouts
            if lay.kind == "ledger"
        ]
    )
    return Book(kinds, roster, ledger, left)


def joined(first: Directory, second: Directory) -> Directory:
    """Return both directories as one; somebody in both counts once."""
    entries = (
        (unit, name, userid)
        for directory in (first, second)
        for unit, named in directory.people.items()
        for name, userids in named.items()
        for userid in userids
    )
    return Directory.of(entries, first.units | second.units)


def _left_alone(sheet: Sheet) -> Warned:
    if sheet.hidden:
        text = f"“{sheet.name}”是隐藏的表，没有读取；需要登记的请先取消隐藏。"
        return Warned(sheet.name, 0, "hidden_sheet", text)
    text = f"“{sheet.name}”的表头既不像花名册也不像台账，没有读取。"
    return Warned(sheet.name, 0, "unrecognised_sheet", text)


def _joined_rosters(rosters: list[Roster]) -> Roster:
    return Roster(
        [person for roster in rosters for person in roster.people],
        [post for roster in rosters for post in roster.vacant],
        [refused for roster in rosters for refused in roster.refused],
        [warned for roster in rosters for warned in roster.warnings],
    )


def _joined_ledgers(ledgers: list[Ledger]) -> Ledger:
    whole = Ledger()
    used: dict[tuple[str, int], FindingRow] = {}
    for ledger in ledgers:
        whole.refused.extend(ledger.refused)
        whole.warnings.extend(ledger.warnings)
        whole.ignored_rows.extend(ledger.ignored_rows)
        for finding in ledger.findings:
            if finding.number is None:
                whole.findings.append(finding)
                continue
            earlier = used.setdefault((finding.round, finding.number), finding)
            if earlier is finding:
                whole.findings.append(finding)
            else:
                whole.refused.append(_duplicate(finding, earlier))
    return whole


def _duplicate(finding: FindingRow, earlier: FindingRow) -> Refused:
    code = code_of(finding.round, finding.number or 0)
    where = f"{earlier.row}（表“{earlier.sheet}”）"
    instead = hint("duplicate_number", code=code, row=where)
    reason = "duplicate_number"
    return Refused(
        finding.sheet, finding.row, "编号", finding.own_number, reason, instead
    )
