"""读台账读出来的东西：问题、措施、责任人，以及没收下的和要提醒的。"""

import re
from dataclasses import dataclass, field
from datetime import date

from rules.deadlines import Due
from rules.vocabulary import Role


@dataclass(frozen=True)
class Refused:
    """Something in a sheet that was not taken in; nothing of its item is kept.

    `row` counts from 1 as in Excel, `column` is the header word, `value` what stands
    there, `reason` a stable word, `instead` one sentence on what to write.
    """

    sheet: str
    row: int
    column: str
    value: str
    reason: str
    instead: str


@dataclass(frozen=True)
class Warned:
    """Something that was taken in all the same and that a person should look at."""

    sheet: str
    row: int
    reason: str
    text: str
    column: str = ""

    @property
    def place(self) -> str:
        """The row in words; "" where there is none, or the text says its rows itself."""
        said = not self.row or re.match(r"第\d[\d、]*等?行", self.text)
        return "" if said else f"第{self.row}行"


@dataclass(frozen=True, slots=True)
class PersonRef:
    """Somebody named on a finding, found in the roster."""

    name: str
    userid: str
    role: Role

    def __hash__(self) -> int:
        """Return the account's: whoever differs in the rest is told apart all the same."""
        return hash(self.userid)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure without its leading numbering.

    `due`, `people` and `status_text` are set only where the layout gives measures a
    time limit, people or a state of their own.
    """

    text: str
    row: int
    due_text: str = ""
    due: Due | None = None
    people: tuple[PersonRef, ...] = ()
    status_text: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as the ledger has it; rows count from 1 and include the last.

    `number` and `code` are None where the layout has no numbers, or where units
    number from 1 each and the number is taken: the importer then gives the next free
    one in row order and keeps `own_number` (decisions.md 29). `category`, `title`,
    `department` and `status_text` are None where there is no such column. `people` are
    all who are named, `by_measure` those of them who are named for single measures
    only. `progress` is what was done so far, in the unit's words. `cells` are the
    columns that mean nothing to us, by their place, one text per row.
    """

    sheet: str
    row: int
    last_row: int
    number: int | None
    code: str | None
    own_number: str
    round: str
    unit: str
    category: str | None
    title: str | None
    text: str
    measures: tuple[MeasureRow, ...]
    people: tuple[PersonRef, ...]
    department: str | None
    due: Due
    due_text: str
    status_text: str | None
    feedback_on: date | None = None
    evidence_required: int = 1
    cells: dict[str, list[str]] = field(default_factory=dict)
    by_measure: frozenset[PersonRef] = frozenset()
    progress: str = ""


@dataclass(frozen=True)
class ProgressRow:
    """One report of a progress sheet, for the finding of a code in the book."""

    sheet: str
    row: int
    code: str
    text: str


@dataclass(frozen=True)
class Ledger:
    """Everything that was read from ledger and progress sheets, in row order."""

    findings: list[FindingRow] = field(default_factory=list)
    progress: list[ProgressRow] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    ignored_rows: list[int] = field(default_factory=list)
