"""对照入库：每个工作簿真导进一个空库，再从库里读出来，与期望逐项比较。"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from bot import intake
from bot.clock import PushedClock
from bot.config import Settings
from bot.intake import Options
from bot.lane import Lane
from bot.policy import context_maker, policy_of
from handlers.ledger.importing import Rejected
from handlers.ledger.reimporting import Report
from models import findings
from models.database import open_database
from models.ledger import Finding
from models.schema import ensure_schema
from rules.vocabulary import Clock, Status

KINDS = {
    Clock.DATED.value: "date",
    Clock.IMMEDIATE.value: "immediate",
    Clock.LONG_TERM.value: "long_term",
    Clock.UNSET.value: "none",
}
MOMENT = datetime(2026, 4, 10, 1, 0, tzinfo=UTC)


def imported(
    rosters: list[Path], workbook: Path, expected: dict[str, Any]
) -> tuple[Report, list[dict[str, Any]]]:
    """Import rosters and one ledger into an empty database; report and what it holds.

    Raises Refusal or Misconfigured where a file can't be read.
    """
    written = expected.get("feedback_on")
    options = Options(
        round_code=expected.get("round"),
        feedback_on=date.fromisoformat(written) if written else None,
        partial=True,
        file_name=workbook.name,
    )
    with _opened() as (lane, context):
        for roster in rosters:
            sheets = intake.read(roster)
            lane.run_sync(
                lambda s, sheets=sheets: intake.take(  # type: ignore[misc]
                    context(s), sheets, Options(partial=True), dry=False
                )
            )
        sheets = intake.read(workbook)
        try:
            report = lane.run_sync(
                lambda s: intake.take(context(s), sheets, options, dry=False)
            )
        except Rejected as stop:
            return stop.report, []
        return report, lane.read_sync(everything)


@contextmanager
def _opened() -> Iterator[tuple[Lane, Any]]:
    with tempfile.TemporaryDirectory(prefix="xiaozhang-") as place:
        engine = open_database(f"sqlite:///{place}/x.db")
        try:
            ensure_schema(engine)
            policy = policy_of(Settings())
            yield Lane(engine), context_maker(policy, PushedClock(MOMENT), "cli")
        finally:
            engine.dispose()


def everything(session: Session) -> list[dict[str, Any]]:
    """Every finding of the book as the expectations write one, in row order."""
    rows = findings.in_open_rounds(session)
    return [_plain(session, row) for row in sorted(rows, key=lambda row: row.key)]


def _plain(session: Session, row: Finding) -> dict[str, Any]:
    sheet, _, number = row.source.rpartition("!")
    measures = findings.measures(session, row.key)
    return {
        "sheet": sheet,
        "row": int(number),
        "number": row.number,
        "code": row.code,
        "round": findings.round_of(session, row).code,
        "unit": findings.unit_of(session, row).name,
        "category": row.category,
        "title": row.title,
        "text": row.text,
        "department": row.department,
        "due_text": row.due_text,
        "due": _due(row.clock, row.due_on, row.then_long_term),
        "delivered": row.status != Status.RECORDED,
        "measures": [
            {
                "text": one.text,
                "due_text": one.due_text,
                "on": one.due_on.isoformat() if one.due_on else None,
            }
            for one in measures
        ],
        "people": [
            {
                "name": one.person.name,
                "userid": one.person.userid,
                "role": one.role.label,
            }
            for one in findings.named_on(session, row.key)
        ],
    }


def _due(clock: str, on: date | None, then_long_term: bool) -> dict[str, Any]:
    day = on.isoformat() if on else None
    return {"kind": KINDS[clock], "on": day, "then_long_term": then_long_term}


def wanted(finding: dict[str, Any]) -> dict[str, Any]:
    """What of an expectation the database must hold; derived values are left out."""
    asked: dict[str, Any] = {
        key: finding[key]
        for key in (
            "sheet",
            "row",
            "round",
            "unit",
            "text",
            "due_text",
            "due",
            "people",
        )
        if key in finding
    }
    for key in ("number", "code", "category", "title", "department"):
        if finding.get(key) is not None:
            asked[key] = finding[key]
    asked["measures"] = [_measure(one) for one in finding.get("measures", [])]
    return {**asked, "delivered": True}


def _measure(measure: dict[str, Any]) -> dict[str, Any]:
    due = measure.get("due") or {}
    asked = {"text": measure["text"]}
    if measure.get("due_text") is not None:
        asked["due_text"] = measure["due_text"]
    return {**asked, "on": due["on"]} if due.get("on") else asked
