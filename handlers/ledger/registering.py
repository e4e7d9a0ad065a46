"""登记：一行行编号、认出旧的，攒成批写下；五万项也在一笔里（decisions.md 29）。"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from handlers.context import Context
from handlers.ledger import reimporting
from handlers.ledger.compared import Comparison
from handlers.ledger.inscribing import Scribe
from handlers.ledger.moved import Sheetful, moved, of_another_unit
from handlers.ledger.reimporting import Report
from handlers.ledger.shelf import Place, Shelf
from models import findings, organisation
from models.ledger import Round
from models.ledger_room import Known
from rules import deadlines
from rules.ledger.cells import derive_title
from rules.ledger.values import FindingRow, ProgressRow, Warned
from rules.vocabulary import Clock
from rules.writing.text import format_code

BATCH = 5000


@dataclass(frozen=True)
class Options:
    """How an import was asked for; `columns` says what a header word means."""

    round_code: str | None = None
    feedback_on: date | None = None
    update: bool = False
    partial: bool = False
    hold: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    file_name: str = ""
    sha256: str = ""


class Register:
    """Takes ledger rows one by one and writes them in batches."""

    def __init__(
        self,
        ctx: Context,
        options: Options,
        report: Report,
        run_id: int,
        reserved: Mapping[str, int],
        sheetful: Sheetful,
    ) -> None:
        """Write into the caller's transaction and count in `report`.

        `reserved` is the highest number that a row of this import names, by round:
        numbers given to rows without one begin above it. `sheetful` is what stands in
        all of its rows.
        """
        self._sheetful = sheetful
        self._reserved = reserved
        self._ctx = ctx
        self._options = options
        self._report = report
        self._shelves: dict[str, Shelf] = {}
        self._retired = organisation.retired(ctx.session)
        self._units = {unit.name: unit.id for unit in organisation.units(ctx.session)}
        self._said: dict[str, str] = {}
        self._fresh: dict[str, tuple[FindingRow, dict[str, object]]] = {}
        self.told: list[ProgressRow] = []
        self._scribe = Scribe(ctx, report, run_id, hold=options.hold)
        self._comparison = Comparison()
        self._meeting = reimporting.Meeting(
            ctx, report, run_id, options.update, self._retired
        )

    def put(self, row: FindingRow) -> None:
        """Take one row: new, unchanged, updated or refused.

        `told` collects what the rows say was done so far, to be reported afterwards.
        """
        feedback_on = row.feedback_on or self._options.feedback_on
        shelf = self._shelf(row.round, feedback_on)
        unit_id = self._unit(row.unit)
        values = self._values(row, shelf.round, unit_id, feedback_on)
        place = Place(self._number(shelf, row, unit_id, values), unit_id)
        code = format_code(shelf.round.code, place.number)
        met = code in shelf.before.by_code
        self._comparison.take(code, unit_id, row, met=met)
        if code in self._fresh:
            self.flush()
        refused = len(self._report.refused)
        if code in shelf.by_code:
            self._meet(shelf, code, row, values)
        else:
            self._look_at_new(shelf, code, unit_id, row)
        if len(self._report.refused) > refused:
            return
        self._said.setdefault(code, f"{row.sheet}第{row.row}行")
        if row.progress:
            told = ProgressRow(row.sheet, row.row, code, row.progress)
            self.told.append(told)
        if code not in shelf.by_code:
            self._add(shelf, code, place, row, values)

    def _look_at_new(
        self, shelf: Shelf, code: str, unit_id: int, row: FindingRow
    ) -> None:
        """Refuse what can't be registered under a free number."""
        mistaken = moved(shelf.before, code, unit_id, row, self._sheetful)
        self._report.refused += [mistaken] if mistaken else []
        self._report.refused += reimporting.retired(self._retired, row)

    def _add(
        self,
        shelf: Shelf,
        code: str,
        place: Place,
        row: FindingRow,
        values: dict[str, object],
    ) -> None:
        shelf.by_code[code] = place
        shelf.by_words.setdefault((place.unit_id, row.text), place.number)
        shelf.highest = max(shelf.highest, place.number)
        self._fresh[code] = (row, {**values, "code": code, "number": place.number})
        if len(self._fresh) >= BATCH:
            self.flush()

    def _meet(
        self, shelf: Shelf, code: str, row: FindingRow, values: dict[str, object]
    ) -> None:
        if shelf.is_same(self._ctx, code, row, values):
            self._report.unchanged += 1
            return
        unit_id = shelf.by_code[code].unit_id
        mistaken = moved(shelf.before, code, unit_id, row, self._sheetful)
        if mistaken:
            self._report.refused.append(mistaken)
            return
        existing = findings.by_code(self._ctx.session, code)
        if existing is None:
            raise LookupError(f"finding {code} vanished")
        self._meeting.take(existing, row, values, self._said.get(code, ""))

    def _shelf(self, code: str, feedback_on: date | None) -> Shelf:
        if code not in self._shelves:
            reserved = self._reserved.get(code, 0)
            self._shelves[code] = Shelf.of(self._ctx, code, feedback_on, reserved)
        return self._shelves[code]

    def _unit(self, name: str) -> int:
        known = self._units.get(name)
        if known is None:
            known = organisation.put_unit(self._ctx.session, name).id
            self._units[name] = known
        return known or 0

    def _number(
        self, shelf: Shelf, row: FindingRow, unit_id: int, values: dict[str, object]
    ) -> int:
        """The finding's number; without one, or with one taken, the next free one.

        A row that was imported before keeps its number: it is found by its own words,
        or by the unit's own number where no other row has it. Units that number from
        1 each get the next free code, a warning says so (decisions.md 29).
        """
        if row.number is not None:
            taken = shelf.by_code.get(format_code(shelf.round.code, row.number))
            if taken is None or taken.unit_id == unit_id:
                return row.number
        number = shelf.by_words.get((unit_id, row.text))
        if number is not None:
            return number
        known = self._known(shelf, row, unit_id, values)
        if known is None and row.number is not None:
            self._report.warnings.append(_taken(row, shelf.highest + 1))
        return known.number if known else shelf.highest + 1

    def _known(
        self, shelf: Shelf, row: FindingRow, unit_id: int, values: dict[str, object]
    ) -> Known | None:
        """What the book has of a row whose words its unit does not have.

        A finding of another unit only where nothing but the unit differs, and the rest
        of that unit is still said: many units are told the same.
        """
        before, sheetful = shelf.before, self._sheetful
        found = before.elsewhere(row, sheetful)
        owned = before.owned(unit_id, row, sheetful)
        if found is None:
            return owned
        beside = before.stands_beside(found, row, sheetful)
        same = bool(row.measures or row.people) and shelf.is_same(
            self._ctx, found.code, row, {**values, "unit_id": found.unit_id}
        )
        if same and beside:
            return found
        if owned is None and (same or beside):
            self._report.warnings.append(of_another_unit(row, found))
        return owned

    def _values(
        self, row: FindingRow, round_: Round, unit_id: int, feedback_on: date | None
    ) -> dict[str, object]:
        long_term = row.due.clock is Clock.LONG_TERM
        today = self._ctx.today
        return {
            "round_id": round_.id,
            "unit_id": unit_id,
            "category": row.category or "",
            "title": row.title or derive_title(row.text),
            "text": row.text,
            "department": row.department or "",
            "clock": row.due.clock.value,
            "due_on": row.due.on,
            "due_text": row.due_text,
            "then_long_term": row.due.then_long_term,
            "review_on": deadlines.add_months(today, 6) if long_term else None,
            "feedback_on": feedback_on,
        }

    def flush(self) -> None:
        """Write what waits."""
        if self._fresh:
            self._scribe.write(self._fresh)
            self._fresh = {}

    def conclude(self) -> None:
        """Write what waits, and compare what was said with what the book had before."""
        self.flush()
        before = (shelf.before.by_code.values() for shelf in self._shelves.values())
        self._comparison.conclude(self._ctx, chain.from_iterable(before), self._report)


def _taken(row: FindingRow, number: int) -> Warned:
    text = f"编号{row.number}已属其他单位，另给编号{number}，原编号保留。"
    return Warned(row.sheet, row.row, "number_taken", text, "编号")
