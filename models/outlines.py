"""轮廓：一项问题在列表里要用的几列；看一眼不必把整行取来。"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple, Protocol

import sqlalchemy
from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from models.findings import OPEN_VALUES
from models.ledger import Finding, Responsibility, Round
from models.organisation import Unit
from models.prepared import Prepared, among
from rules.vocabulary import Role


class Outlined(Protocol):
    """What a line about a finding reads: of an outline, or of the whole row."""

    @property
    def key(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def clock(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def review_on(self) -> date | None: ...


class Outline(NamedTuple):
    """A finding as far as a list must know it; nothing is ever written on it."""

    key: int
    code: str
    unit_id: int
    title: str
    status: str
    clock: str
    due_on: date | None
    review_on: date | None


COLUMNS = (
    Finding.__table__.c.id,  # type: ignore[attr-defined]
    *(Finding.__table__.c[name] for name in Outline._fields[1:]),  # type: ignore[attr-defined]
)


@cache
def _of_person(roles: tuple[str, ...]) -> Prepared[Outline]:
    mine = (
        select(Responsibility.finding_id)
        .where(col(Responsibility.person_id) == bindparam("named"))
        .where(col(Responsibility.ended_at).is_(None))
        .where(among(col(Responsibility.role), roles))
    )
    target = func.coalesce(Finding.due_on, Finding.review_on)
    return Prepared(
        sqlalchemy.select(*COLUMNS)
        .where(col(Finding.id).in_(mine))
        .where(among(col(Finding.status), OPEN_VALUES))
        .order_by(target.is_(None), target, col(Finding.code)),
        Outline._make,
    )


RUNNING = Prepared(
    sqlalchemy.select(*COLUMNS)
    .join(Round, col(Round.id) == col(Finding.round_id))
    .where(col(Round.open))
    .where(col(Finding.unit_id) == bindparam("unit"))
    .where(among(col(Finding.status), OPEN_VALUES))
    .order_by(col(Finding.round_id), col(Finding.number)),
    Outline._make,
)


def running(session: Session, unit_id: int) -> list[Outline]:
    """Open findings of a unit in rounds that run, by code."""
    return RUNNING.all(session, unit=unit_id)


def of_person(session: Session, person_id: int, roles: Iterable[Role]) -> list[Outline]:
    """Open findings on which somebody is named in one of `roles`, by due date."""
    wanted = tuple(sorted(role.value for role in roles))
    return _of_person(wanted).all(session, named=person_id)


def units(session: Session, rows: Iterable[Outlined]) -> dict[int, str]:
    """The names of the units of some findings, by row id."""
    wanted = {row.unit_id for row in rows}
    found = session.exec(select(Unit.id, Unit.name).where(col(Unit.id).in_(wanted)))
    return {key: name for key, name in found if key is not None}
