"""导入专用的问法：整轮一次问清，成批写下，五万项也只问几十次。"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func
from sqlmodel import Session, SQLModel, col, select

from models.columns import columns
from models.ledger import (
    Finding,
    ImportRun,
    Measure,
    MeasureResponsibility,
    Progress,
    Responsibility,
    Round,
)
from models.mailbox import Notice
from models.organisation import Person, Unit
from models.parts import parts


class Known(NamedTuple):
    """What numbering looks at in a finding that the book has already."""

    code: str
    number: int
    unit_id: int
    text: str
    category: str
    title: str
    due_text: str
    own_number: str
    unit: str


def known(session: Session, round_id: int) -> list[Known]:
    """Every finding of a round, bare, in the order in which they were registered."""
    statement = (
        columns(
            Finding.code,
            Finding.number,
            Finding.unit_id,
            Finding.text,
            Finding.category,
            Finding.title,
            Finding.due_text,
            Finding.own_number,
            Unit.name,
        )
        .join(Unit, col(Unit.id) == col(Finding.unit_id))
        .where(col(Finding.round_id) == round_id)
        .order_by(col(Finding.id))
    )
    return [Known(*row) for row in session.connection().execute(statement)]


def template(row: SQLModel) -> dict[str, Any]:
    """Return a row's columns with their defaults, to be copied for a bulk insert."""
    return row.model_dump(exclude={"id"})


def newest_id(session: Session) -> int:
    """The highest row id of any finding; 0 for none."""
    found = session.exec(
        select(Finding.id).order_by(col(Finding.id).desc()).limit(1)
    ).first()
    return found or 0


def ids_after(session: Session, last: int) -> dict[str, int]:
    """The row ids of findings written after one, by code."""
    statement = columns(Finding.code, Finding.id).where(col(Finding.id) > last)
    return {row[0]: row[1] for row in session.connection().execute(statement)}


def accounts(session: Session) -> dict[str, int]:
    """Everybody's row id, by folded account."""
    rows = session.connection().execute(columns(Person.userid_key, Person.id))
    return {row[0]: row[1] for row in rows}


def lists_of(
    session: Session, round_id: int
) -> tuple[dict[str, list[str]], dict[str, set[tuple[str, str]]]]:
    """The measures and the people (folded account, role) of a whole round, by code."""
    measures: dict[str, list[str]] = {}
    people: dict[str, set[tuple[str, str]]] = {}
    connection = session.connection()
    measured = (
        columns(Finding.code, Measure.text)
        .join(Finding, col(Finding.id) == col(Measure.finding_id))
        .where(col(Finding.round_id) == round_id)
        .order_by(col(Measure.finding_id), col(Measure.position))
    )
    for code, text in connection.execute(measured):
        measures.setdefault(code, []).append(text)
    named = (
        columns(Finding.code, Person.userid_key, Responsibility.role)
        .join(Finding, col(Finding.id) == col(Responsibility.finding_id))
        .join(Person, col(Person.id) == col(Responsibility.person_id))
        .where(col(Finding.round_id) == round_id)
        .where(col(Responsibility.ended_at).is_(None))
    )
    for code, userid_key, role in connection.execute(named):
        people.setdefault(code, set()).add((userid_key, role))
    return measures, people


def run(session: Session, run_id: int) -> ImportRun | None:
    """One import."""
    return session.get(ImportRun, run_id)


def newest_runs(session: Session, most: int) -> list[ImportRun]:
    """The newest imports, the newest first, taken back or not."""
    statement = select(ImportRun).order_by(col(ImportRun.id).desc()).limit(most)
    return list(session.exec(statement))


def count_of_run(session: Session, run_id: int) -> int:
    """How many findings stand that one import wrote."""
    statement = select(func.count()).where(col(Finding.import_id) == run_id)
    return session.exec(statement).one()


def undone(session: Session) -> frozenset[int]:
    """The row ids of the imports that were taken back."""
    statement = select(ImportRun.id).where(col(ImportRun.undone_at).is_not(None))
    return frozenset(key for key in session.exec(statement) if key is not None)


def of_run(session: Session, run_id: int) -> list[Finding]:
    """The findings that one import wrote, by row id."""
    statement = (
        select(Finding).where(Finding.import_id == run_id).order_by(col(Finding.id))
    )
    return list(session.exec(statement))


def remove(session: Session, ids: Sequence[int], rounds: set[int]) -> None:
    """Delete findings that nobody acted on, and rounds that have none left."""
    connection = session.connection()
    for part in parts(ids):
        for table in (
            Notice,
            Progress,
            Measure,
            Responsibility,
            MeasureResponsibility,
        ):
            column = col(table.finding_id)
            connection.execute(delete(table).where(column.in_(part)))
        connection.execute(delete(Finding).where(col(Finding.id).in_(part)))
    session.expire_all()
    for round_id in rounds:
        left = session.exec(
            select(Finding.id).where(Finding.round_id == round_id).limit(1)
        ).first()
        if left is None:
            connection.execute(delete(Round).where(col(Round.id) == round_id))


def layouts(session: Session) -> dict[int, list[dict[str, object]]]:
    """The layouts of all imports that stand, by row id."""
    statement = select(ImportRun).where(col(ImportRun.undone_at).is_(None))
    return {run.key: run.layouts for run in session.exec(statement)}


def told_of(session: Session, ids: Sequence[int]) -> set[tuple[int, str]]:
    """(finding, words) of every report of the current cycle that was not taken back."""
    statement = (
        select(Progress.finding_id, Progress.text)
        .join(Finding, col(Finding.id) == col(Progress.finding_id))
        .where(col(Progress.finding_id).in_(ids))
        .where(col(Progress.withdrawn_at).is_(None))
        .where(col(Progress.cycle) == col(Finding.cycle))
    )
    return {(finding_id, text) for finding_id, text in session.exec(statement)}


def measures_of(session: Session, ids: Sequence[int]) -> dict[int, list[Measure]]:
    """The measures of many findings in order, by finding."""
    found: dict[int, list[Measure]] = {}
    for part in parts(ids):
        statement = (
            select(Measure)
            .where(col(Measure.finding_id).in_(part))
            .order_by(col(Measure.finding_id), col(Measure.position))
        )
        for measure in session.exec(statement):
            found.setdefault(measure.finding_id, []).append(measure)
    return found
