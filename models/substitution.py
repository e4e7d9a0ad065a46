"""临时代办：谁在哪几天替谁办和报，责任不变，不能代签（domain.md §1）。"""

from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel import Field, Session, col, select

from models import recall
from models.instants import Instant
from models.organisation import Person
from models.prepared import Prepared
from models.stored import Stored


class Substitute(Stored, table=True):
    """B角: acts and reports for somebody for a time; ended ones stay in the book."""

    person_id: int = Field(foreign_key="person.id", index=True)
    substitute_id: int = Field(foreign_key="person.id", index=True)
    from_on: date
    until_on: date
    at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
    revoked_by: int | None = Field(default=None, foreign_key="person.id")


ACTING = Prepared(
    select(Substitute.substitute_id, Substitute.person_id)
    .where(col(Substitute.from_on) <= bindparam("today"))
    .where(col(Substitute.until_on) >= bindparam("today"))
    .where(col(Substitute.revoked_at).is_(None))
    .order_by(col(Substitute.id)),
    tuple,
)


def stands_in_for(session: Session, person_id: int, today: date) -> list[int]:
    """The row ids of those for whom somebody acts on a day."""
    acting = recall.once(session, _acting, today)
    return [absent for substitute, absent in acting if substitute == person_id]


def _acting(session: Session, today: date) -> list[tuple[int, int]]:
    """Everybody who acts for somebody on a day, and for whom: they are few."""
    return ACTING.all(session, today=today)


def running(session: Session, person_id: int, since: date) -> list[Substitute]:
    """Substitutions of somebody that are not over on a day."""
    statement = (
        select(Substitute)
        .where(Substitute.person_id == person_id)
        .where(Substitute.until_on >= since)
        .where(col(Substitute.revoked_at).is_(None))
    )
    return list(session.exec(statement))


def of_substitute(session: Session, person_id: int, since: date) -> list[Substitute]:
    """Substitutions in which somebody is the one who acts, not over on a day."""
    statement = (
        select(Substitute)
        .where(Substitute.substitute_id == person_id)
        .where(Substitute.until_on >= since)
        .where(col(Substitute.revoked_at).is_(None))
    )
    return list(session.exec(statement))


def accounts(session: Session, today: date) -> dict[str, list[str]]:
    """Whose substitutes act on a day: account → accounts."""
    rows = session.exec(
        select(Substitute)
        .where(Substitute.from_on <= today)
        .where(Substitute.until_on >= today)
        .where(col(Substitute.revoked_at).is_(None))
    ).all()
    result: dict[str, list[str]] = {}
    for row in rows:
        absent = session.get_one(Person, row.person_id)
        acting = session.get_one(Person, row.substitute_id)
        result.setdefault(absent.userid, []).append(acting.userid)
    return result
