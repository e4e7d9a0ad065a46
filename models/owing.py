"""欠条：到了点还没说的，欠着谁，缓一缓的，和交办以前该先看的。"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import text, update
from sqlmodel import Session, col, select

from models.columns import columns
from models.findings import OPEN_VALUES
from models.ledger import Finding
from models.mailbox import ALARM, OWED, Notice


def owed(
    session: Session, now: datetime, receivers: int, only: int | None = None
) -> list[Notice]:
    """Notices whose hour has come, of so many receivers, in the order they arose.

    With `only` those of this one person.
    """
    people = [only] if only is not None else whose_are_due(session, now, receivers)
    due = (
        _due(select(Notice), now)
        .where(col(Notice.person_id).in_(people))
        .order_by(col(Notice.person_id), col(Notice.id))
    )
    return list(session.exec(due))


def alarms(session: Session, now: datetime) -> list[Notice]:
    """What is owed now about our own troubles, person by person."""
    about = _due(select(Notice), now).where(col(Notice.step).startswith("office-"))
    ordered = about.order_by(col(Notice.person_id), col(Notice.id))
    return [row for row in session.exec(ordered) if row.facts.get(ALARM)]


def whose_are_due(
    session: Session, now: datetime, limit: int | None = None
) -> list[int]:
    """The row ids of people who are owed notices whose hour has come."""
    person = col(Notice.person_id)
    statement = _due(columns(person), now).distinct().order_by(person).limit(limit)
    return list(session.connection().scalars(statement))


def put_off(session: Session, person_id: int, now: datetime, until: datetime) -> None:
    """Let the notices of one person whose hour has come wait longer."""
    mine = _due(update(Notice), now).where(col(Notice.person_id) == person_id)
    session.connection().execute(mine.values(release_after=until))


def steps_unseen(
    session: Session, now: datetime, today: date, others: Sequence[str], limit: int
) -> list[int]:
    """Row ids of findings with a step said now whose own look has come, so many at most.

    `others`: how the notices begin that are no step.
    """
    step = col(Notice.step)
    said = _due(columns(Notice.finding_id), now).where(
        *(~step.startswith(prefix, autoescape=True) for prefix in others)
    )
    statement = (
        columns(Finding.id)
        .where(col(Finding.id).in_(said))
        .where(col(Finding.next_look_on) <= today)
        .where(col(Finding.status).in_(OPEN_VALUES))
        .order_by(col(Finding.id))
    )
    return list(session.connection().scalars(statement.limit(limit)))


def _due(statement: Any, now: datetime) -> Any:
    return statement.where(text(OWED)).where(col(Notice.release_after) <= now)
