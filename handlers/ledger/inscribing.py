"""写下：一批新问题连同措施、责任人成批写进台账，流水记上，当场交办（decisions.md 29）。"""

from collections.abc import Mapping
from typing import NamedTuple

from handlers.context import Context
from handlers.ladder import escalating, handover
from handlers.ledger.reimporting import Report
from handlers.reading import duties
from models import bulk, journal, ledger_room
from models.ledger import (
    Finding,
    Measure,
    MeasureResponsibility,
    Responsibility,
)
from rules.ledger.duties import decided_apart
from rules.ledger.values import FindingRow, Warned
from rules.vocabulary import Action, Status

Fresh = Mapping[str, tuple[FindingRow, dict[str, object]]]
"""Rows that the book has not yet, with their columns, by code."""


class Written(NamedTuple):
    """The row id and code of a finding that was just written."""

    id: int | None
    code: str


class Scribe:
    """Writes new findings in batches and delivers them."""

    def __init__(
        self, ctx: Context, report: Report, run_id: int, *, hold: bool
    ) -> None:
        """Write for the import `run_id` and count in `report`; `hold`: don't deliver."""
        self._ctx = ctx
        self._report = report
        self._run_id = run_id
        self._hold = hold
        self._accounts = ledger_room.accounts(ctx.session)
        self._roll = handover.Roll(self._accounts)
        self._planner = handover.Planner(ctx)
        empty = Finding(  # type: ignore[call-arg]
            code="", number=0, title="", text="", clock="", status=""
        )
        self._template = {**ledger_room.template(empty), "import_id": run_id}
        if not hold:
            self._template |= self._delivered()
        self._delivery: tuple[dict[str, object], dict[str, object]] = (
            {"status": Status.RECORDED.value},
            {
                "status": Status.DELIVERED.value,
                "delivered_on": ctx.today.isoformat(),
            },
        )

    def write(self, fresh: Fresh) -> None:
        """Write findings, measures, people, journal, then deliver them."""
        session = self._ctx.session
        session.flush()
        last = ledger_room.newest_id(session)
        likes = {code: _alike(*one) for code, one in fresh.items()}
        rows = [self._row(*one, likes[code]) for code, one in fresh.items()]
        bulk.write(session, Finding, rows, self._template)
        ids = ledger_room.ids_after(session, last)
        self._write_lists({ids[code]: row for code, (row, _) in fresh.items()})
        for code, (row, _) in fresh.items():
            self._note(Written(ids[code], code), row)
        if not self._hold:
            rows_by_code = {code: row for code, (row, _) in fresh.items()}
            handover.owe(self._ctx, rows_by_code, ids, self._roll)
            self._planner.plan({ids[code]: like for code, like in likes.items()})
        self._report.findings += len(fresh)
        self._report.codes.extend(fresh)

    def _row(
        self, row: FindingRow, values: dict[str, object], like: object
    ) -> dict[str, object]:
        """What differs from finding to finding."""
        to_verify = not self._hold and duties.claims_done(row)
        status = Status.RECORDED if self._hold else Status.DELIVERED
        return {
            **values,
            "status": (Status.RECTIFYING if to_verify else status).value,
            "to_verify": to_verify,
            "own_number": row.own_number,
            "source": f"{row.sheet}!{row.row}",
            "evidence_required": row.evidence_required,
            "cells": row.cells or None,
            "next_look_on": None if self._hold else self._planner.look(like),
        }

    def _delivered(self) -> dict[str, object]:
        return {
            "delivered_at": self._ctx.now,
            "delivered_on": self._ctx.today,
            "ladder": escalating.frozen_ladder(self._ctx),
            "version": 2,
        }

    def _write_lists(self, rows: dict[int, FindingRow]) -> None:
        done = {
            key: frozenset() if self._hold else duties.done_positions(row)
            for key, row in rows.items()
        }
        measures = [
            {
                "finding_id": finding_id,
                "position": position,
                "text": measure.text,
                "due_on": measure.due.on if measure.due else None,
                "due_text": measure.due_text,
                "status_text": measure.status_text,
                "done_at": self._ctx.now if position in done[finding_id] else None,
            }
            for finding_id, row in rows.items()
            for position, measure in enumerate(row.measures, 1)
        ]
        people = [
            {
                "finding_id": finding_id,
                "person_id": held.person_id,
                "role": held.role,
                "position": held.position,
                "by_measure": bool(row.by_measure) and held.entry in row.by_measure,
            }
            for finding_id, row in rows.items()
            for held in self._roll.of(row.people)
        ]
        bulk.write(self._ctx.session, Measure, measures)
        bulk.write(self._ctx.session, Responsibility, people)
        own = [
            duty
            for key, row in rows.items()
            for duty in duties.rows_of(key, row, self._accounts)
        ]
        bulk.write(self._ctx.session, MeasureResponsibility, own)

    def _note(self, written: Written, row: FindingRow) -> None:
        record, recorded = self._ctx.record, Status.RECORDED.value
        source = f"{row.sheet}!{row.row}"
        about = {"status": recorded, "source": source, "import": self._run_id}
        record(journal.REGISTERED, written, {}, about)
        if self._hold:
            return
        record(Action.DELIVER.value, written, *self._delivery)
        self._undecided(written, row)
        if duties.claims_done(row):
            words = (row.status_text or row.measures[0].status_text).strip()
            self._claimed(written, row, {"words": words}, f"写着“{words}”，请核验")
            return
        for number in sorted(duties.done_positions(row)):
            words = row.measures[number - 1].status_text
            text = f"措施{number}写着“{words}”，已记为完成，请核验"
            self._claimed(written, row, {"words": words, "measure": number}, text)

    def _undecided(self, written: Written, row: FindingRow) -> None:
        """Say that a state which only the office decides was not taken over."""
        way = decided_apart(row.status_text)
        if way:
            words = (row.status_text or "").strip()
            text = f"{written.code} 写着“{words}”，已照常交办；确是这样的，请办“{way}”"
            self._warn(row, "not_decided", text)

    def _warn(self, row: FindingRow, reason: str, text: str) -> None:
        self._report.warnings.append(Warned(row.sheet, row.row, reason, text))

    def _claimed(
        self, written: Written, row: FindingRow, about: dict[str, object], text: str
    ) -> None:
        self._ctx.record("claimed_done", written, {}, about)
        self._warn(row, "to_verify", f"{written.code} {text}")


def _alike(row: FindingRow, values: Mapping[str, object]) -> object:
    """What the next look of a finding that was just delivered depends on."""
    days = (values["due_on"], values["review_on"])
    done = duties.claims_done(row)
    return (values["unit_id"], row.people, values["clock"], days, done)
