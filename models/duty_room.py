"""措施的责任：哪一条措施归谁，一项、多项、整轮地问。"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, exists
from sqlmodel import Session, col, select

from models.columns import columns
from models.findings import Named
from models.ledger import Finding, Measure, MeasureResponsibility, Responsibility
from models.organisation import Person
from models.parts import MOST
from rules.vocabulary import Role


class Own(NamedTuple):
    """A measure that is still open, as whoever answers for it is told of it."""

    position: int
    text: str
    due_on: date | None


def duties(session: Session, finding_id: int) -> dict[int, list[Named]]:
    """Everybody named on single measures of a finding, by the measure's position."""
    return duties_on_many(session, [finding_id]).get(finding_id, {})


def duties_on_many(
    session: Session, finding_ids: Sequence[int]
) -> dict[int, dict[int, list[Named]]]:
    """Everybody named on single measures: finding → position → who, in order."""
    table = MeasureResponsibility
    statement = (
        select(table.finding_id, table.measure, table.role, Person)
        .join(Person, col(Person.id) == col(table.person_id))
        .order_by(
            col(table.finding_id),
            col(table.measure),
            col(table.position),
            col(table.id),
        )
    )
    if len(finding_ids) <= MOST:  # of more all rows are read
        statement = statement.where(col(table.finding_id).in_(finding_ids))
    wanted = frozenset(finding_ids)
    result: dict[int, dict[int, list[Named]]] = {}
    for finding_id, measure, role, person in session.exec(statement):
        if finding_id in wanted:
            named = result.setdefault(finding_id, {}).setdefault(measure, [])
            named.append(Named(person, Role(role)))
    return result


def rows(session: Session, finding_id: int) -> list[MeasureResponsibility]:
    """The rows of who answers for single measures of a finding."""
    return rows_on_many(session, [finding_id]).get(finding_id, [])


def rows_on_many(
    session: Session, finding_ids: Sequence[int]
) -> dict[int, list[MeasureResponsibility]]:
    """The same of many findings, by finding."""
    table = MeasureResponsibility
    statement = (
        select(table)
        .where(col(table.finding_id).in_(finding_ids))
        .order_by(col(table.measure), col(table.position), col(table.id))
    )
    found: dict[int, list[MeasureResponsibility]] = {}
    for row in session.exec(statement):
        found.setdefault(row.finding_id, []).append(row)
    return found


def of_round(session: Session, round_id: int) -> dict[str, set[tuple[int, str, str]]]:
    """(position, folded account, role) of a whole round's measures, by code."""
    table = MeasureResponsibility
    statement = (
        columns(Finding.code, table.measure, Person.userid_key, table.role)
        .join(Finding, col(Finding.id) == col(table.finding_id))
        .join(Person, col(Person.id) == col(table.person_id))
        .where(col(Finding.round_id) == round_id)
    )
    found: dict[str, set[tuple[int, str, str]]] = {}
    for code, measure, userid_key, role in session.connection().execute(statement):
        found.setdefault(code, set()).add((measure, userid_key, role))
    return found


def own_open(
    session: Session, people: Collection[int], finding_ids: Sequence[int]
) -> dict[tuple[int, int], list[Own]]:
    """Open measures of those named for single measures only: (person, finding) → them.

    Somebody who answers for the whole finding has none of their own.
    """
    table = MeasureResponsibility
    whole = exists().where(
        col(Responsibility.finding_id) == col(table.finding_id),
        col(Responsibility.person_id) == col(table.person_id),
        col(Responsibility.ended_at).is_(None),
        col(Responsibility.by_measure).is_(False),
    )
    here = and_(
        col(Measure.finding_id) == col(table.finding_id),
        col(Measure.position) == col(table.measure),
    )
    found = (col(table.person_id), col(table.finding_id))
    statement = (
        columns(*found, Measure.position, Measure.text, Measure.due_on)
        .join(Measure, here)
        .where(col(table.finding_id).in_(finding_ids), col(table.person_id).in_(people))
        .where(col(Measure.done_at).is_(None), ~whole)
        .distinct()
        .order_by(*found, col(Measure.position))
    )
    result: dict[tuple[int, int], list[Own]] = {}
    for person_id, finding_id, *measure in session.connection().execute(statement):
        result.setdefault((person_id, finding_id), []).append(Own(*measure))
    return result
