"""登记：一行行编号、成批写下、当场交办；五万项也在一笔里（decisions.md 29）。"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from handlers import escalating, handover, reimporting
from handlers.context import Context
from handlers.reimporting import Report
from models import bulk, findings, ledger_room, organisation
from models.ledger import Finding, Measure, Responsibility, Round
from rules import deadlines
from rules.ledger_cells import derive_title
from rules.ledger_values import FindingRow, Warned
from rules.text import format_code
from rules.vocabulary import Action, Clock, Status

BATCH = 5000
DONE_WORDS = ("已完成", "完成", "已整改", "整改到位", "已销号", "已办结")


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


class Written(NamedTuple):
    """The row id and code of a finding that was just written."""

    id: int | None
    code: str


class Place(NamedTuple):
    """The number of a finding and the unit that it belongs to."""

    number: int
    unit_id: int


Lists = tuple[dict[str, list[str]], dict[str, set[tuple[str, str]]]]
"""Measures, and people with their roles, by code."""


@dataclass
class _Shelf:
    """What is known of one round while it is being imported."""

    round: Round
    by_code: dict[str, Place]
    by_text: dict[str, Place]
    highest: int
    before: dict[str, ledger_room.Known]
    lists: Lists | None = None


class Register:
    """Takes ledger rows one by one and writes them in batches."""

    def __init__(
        self,
        ctx: Context,
        options: Options,
        report: Report,
        run_id: int,
        reserved: Mapping[str, int],
    ) -> None:
        """Write into the caller's transaction and count in `report`.

        `reserved` is the highest number that a row of this import names, by round:
        numbers given to rows without one begin above it.
        """
        self._reserved = reserved
        self._ctx = ctx
        self._options = options
        self._report = report
        self._run_id = run_id
        self._shelves: dict[str, _Shelf] = {}
        self._units = {unit.name: unit.id for unit in organisation.units(ctx.session)}
        self._accounts = ledger_room.accounts(ctx.session)
        self._fresh: dict[str, tuple[FindingRow, dict[str, object]]] = {}
        self._planner = handover.Planner(ctx)
        self._ladder = escalating.frozen_ladder(ctx)
        self._delivery: tuple[dict[str, object], dict[str, object]] = (
            {"status": Status.RECORDED.value},
            {
                "status": Status.DELIVERED.value,
                "delivered_on": ctx.today.isoformat(),
            },
        )
        empty = Finding(  # type: ignore[call-arg]
            code="", number=0, title="", text="", clock="", status=""
        )
        self._template = ledger_room.template(empty)

    def put(self, row: FindingRow) -> None:
        """Take one row: new, unchanged, updated or refused."""
        feedback_on = row.feedback_on or self._options.feedback_on
        shelf = self._shelf(row.round, feedback_on)
        unit_id = self._unit(row.unit)
        place = Place(self._number(shelf, row, unit_id), unit_id)
        code = format_code(shelf.round.code, place.number)
        values = self._values(row, shelf.round, unit_id, feedback_on)
        if code in self._fresh:
            self.flush()
        if code in shelf.by_code:
            self._meet(shelf, code, row, values)
            return
        shelf.by_code[code] = place
        shelf.by_text.setdefault(row.text, place)
        shelf.highest = max(shelf.highest, place.number)
        self._fresh[code] = (row, {**values, "code": code, "number": place.number})
        if len(self._fresh) >= BATCH:
            self.flush()

    def _meet(
        self, shelf: _Shelf, code: str, row: FindingRow, values: dict[str, object]
    ) -> None:
        if self._is_same(shelf, code, row, values):
            self._report.unchanged += 1
            return
        existing = findings.by_code(self._ctx.session, code)
        if existing is None:
            raise LookupError(f"finding {code} vanished")
        reimporting.meet_again(
            self._ctx, existing, row, values, self._options.update, self._report
        )

    def _is_same(
        self, shelf: _Shelf, code: str, row: FindingRow, values: dict[str, object]
    ) -> bool:
        """Say whether the book has exactly this; asked of the whole round at once."""
        known = shelf.before.get(code)
        if known is None or any(
            getattr(known, name) != values[name] for name in reimporting.CONTENT
        ):
            return False
        if shelf.lists is None:
            round_id = shelf.round.id or 0
            shelf.lists = ledger_room.lists_of(self._ctx.session, round_id)
        measures, people = shelf.lists
        held = (measures.get(code, []), people.get(code, set()))
        return held == reimporting.lists_of(row)

    def _shelf(self, code: str, feedback_on: date | None) -> _Shelf:
        if code not in self._shelves:
            round_ = _round(self._ctx, code, feedback_on)
            known = ledger_room.known(self._ctx.session, round_.id or 0)
            self._shelves[code] = _Shelf(
                round=round_,
                by_code={one.code: Place(one.number, one.unit_id) for one in known},
                by_text={
                    one.text: Place(one.number, one.unit_id) for one in reversed(known)
                },
                highest=max(
                    self._reserved.get(code, 0), *(one.number for one in known), 0
                ),
                before={one.code: one for one in known},
            )
        return self._shelves[code]

    def _unit(self, name: str) -> int:
        known = self._units.get(name)
        if known is None:
            known = organisation.put_unit(self._ctx.session, name).id
            self._units[name] = known
        return known or 0

    def _number(self, shelf: _Shelf, row: FindingRow, unit_id: int) -> int:
        """The finding's number; without one, or with one taken, the next free one.

        A row that was imported before keeps its number: it is found by its own words.
        Units that number from 1 each get the next free code, a warning says so
        (decisions.md 29).
        """
        known = shelf.by_text.get(row.text)
        if row.number is None:
            return known.number if known else shelf.highest + 1
        taken = shelf.by_code.get(format_code(shelf.round.code, row.number))
        if taken is None or taken.unit_id == unit_id:
            return row.number
        if known is not None and known.unit_id == unit_id:
            return known.number
        number = shelf.highest + 1
        text = f"编号{row.number}已属其他单位，另给编号{number}，原编号保留。"
        place = (row.sheet, row.row, "number_taken", text, "编号")
        self._report.warnings.append(Warned(*place))
        return number

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
        """Write what waits: findings, measures, people, then deliver them."""
        if not self._fresh:
            return
        session = self._ctx.session
        session.flush()
        last = ledger_room.newest_id(session)
        bulk.write(session, Finding, [self._row(*one) for one in self._fresh.values()])
        ids = ledger_room.ids_after(session, last)
        rows = {ids[code]: row for code, (row, _) in self._fresh.items()}
        self._write_lists(rows)
        for code, (row, _) in self._fresh.items():
            self._note(Written(ids[code], code), row)
        if not self._options.hold:
            rows_by_code = {code: row for code, (row, _) in self._fresh.items()}
            handover.owe(self._ctx, rows_by_code, ids, self._accounts)
            self._planner.plan(
                {ids[code]: _alike(*one) for code, one in self._fresh.items()}
            )
        self._report.findings += len(self._fresh)
        self._report.codes.extend(self._fresh)
        self._fresh = {}

    def _row(self, row: FindingRow, values: dict[str, object]) -> dict[str, object]:
        status: dict[str, object] = {"status": Status.RECORDED.value}
        if not self._options.hold:
            status = self._delivered()
            if _claims_done(row):
                status |= {"status": Status.RECTIFYING.value, "to_verify": True}
        return {
            **self._template,
            **values,
            **status,
            "own_number": row.own_number,
            "source": f"{row.sheet}!{row.row}",
            "evidence_required": row.evidence_required,
            "import_id": self._run_id,
            "cells": row.cells or None,
        }

    def _delivered(self) -> dict[str, object]:
        return {
            "status": Status.DELIVERED.value,
            "delivered_at": self._ctx.now,
            "delivered_on": self._ctx.today,
            "ladder": self._ladder,
            "version": 2,
        }

    def _write_lists(self, rows: dict[int, FindingRow]) -> None:
        done = not self._options.hold
        measures = [
            {
                "finding_id": finding_id,
                "position": position,
                "text": measure.text,
                "due_on": measure.due.on if measure.due else None,
                "due_text": measure.due_text,
                "done_at": self._ctx.now if done and _claims_done(row) else None,
            }
            for finding_id, row in rows.items()
            for position, measure in enumerate(row.measures, 1)
        ]
        people = [
            {
                "finding_id": finding_id,
                "person_id": self._accounts[entry.userid.casefold()][0],
                "role": entry.role.value,
                "position": position,
            }
            for finding_id, row in rows.items()
            for position, entry in enumerate(row.people)
            if entry.userid.casefold() in self._accounts
        ]
        bulk.write(self._ctx.session, Measure, measures)
        bulk.write(self._ctx.session, Responsibility, people)

    def _note(self, written: Written, row: FindingRow) -> None:
        record, recorded = self._ctx.record, Status.RECORDED.value
        source = f"{row.sheet}!{row.row}"
        about = {"status": recorded, "source": source, "import": self._run_id}
        record("import", written, {}, about)
        if self._options.hold:
            return
        record(Action.DELIVER.value, written, *self._delivery)
        if _claims_done(row):
            words = (row.status_text or "").strip()
            record("claimed_done", written, {}, {"words": words})
            text = f"{written.code} 写着“{words}”，请核验"
            warned = Warned(row.sheet, row.row, "to_verify", text)
            self._report.warnings.append(warned)


def _alike(row: FindingRow, values: Mapping[str, object]) -> object:
    """What the next look of a finding that was just delivered depends on."""
    days = (values["due_on"], values["review_on"])
    return (values["unit_id"], row.people, values["clock"], days, _claims_done(row))


def _claims_done(row: FindingRow) -> bool:
    """A status word in a ledger closes nothing: the office verifies (decisions.md 29)."""
    return (row.status_text or "").strip() in DONE_WORDS


def _round(ctx: Context, code: str, feedback_on: date | None) -> Round:
    existing = findings.round_by_code(ctx.session, code)
    if existing is not None:
        return existing
    preset = deadlines.preset(ctx.policy.preset)
    created = Round(
        code=code,
        name=f"第{code}轮",
        preset=preset.name,
        basis=preset.basis,
        feedback_on=feedback_on,
    )
    ctx.session.add(created)
    ctx.session.flush()
    return created
