"""轮廓：一项问题在列表里要用的几列；看一眼不必把整行取来。"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

import sqlalchemy
from sqlalchemy import ColumnElement, bindparam
from sqlmodel import Session, SQLModel, col, select

from models.findings import OPEN_VALUES
from models.ledger import Extension, Finding, Responsibility, Round
from models.organisation import Unit
from models.parts import parts
from models.petitions import PENDING
from models.prepared import Prepared, among
from rules.vocabulary import Role


class Placed(Protocol):
    """What hangs on where a finding belongs and whether it was ever handed over: whether
    somebody may see it.
    """

    @property
    def key(self) -> int: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def delivered_on(self) -> date | None: ...


class Outlined(Placed, Protocol):
    """What a line about a finding reads: of an outline, or of the whole row."""

    @property
    def code(self) -> str: ...
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


class Countable(Outlined, Protocol):
    """What counts and rates read beside it."""

    @property
    def round_id(self) -> int: ...
    @property
    def category(self) -> str: ...
    @property
    def endorsed_on(self) -> date | None: ...
    @property
    def closed_on(self) -> date | None: ...
    @property
    def returns(self) -> int: ...


class Outline(NamedTuple):
    """A finding as far as a list must know it; nothing is ever written on it.

    `asks`: a request for more time waits. Nearly none does, and a statement of its own
    to find that out would be one more for each list that somebody asks for.
    """

    key: int
    code: str
    unit_id: int
    title: str
    status: str
    clock: str
    due_on: date | None
    review_on: date | None
    delivered_on: date | None
    asks: bool


class Counted(NamedTuple):
    """A finding as far as it is counted; nothing is ever written on it."""

    key: int
    code: str
    unit_id: int
    title: str
    status: str
    clock: str
    due_on: date | None
    review_on: date | None
    delivered_on: date | None
    round_id: int
    category: str
    endorsed_on: date | None
    closed_on: date | None
    returns: int


def _columns(fields: Sequence[str]) -> list[ColumnElement[Any]]:
    """The columns of a finding; its row id is called `key`."""
    table = SQLModel.metadata.tables["finding"]
    return [table.c["id" if name == "key" else name] for name in fields]


ASKS = (
    sqlalchemy.exists()
    .where(col(Extension.finding_id) == col(Finding.id))
    .where(col(Extension.cycle) == col(Finding.cycle))
    .where(among(col(Extension.status), PENDING))
    .correlate(Finding)
    .label("asks")
)
COLUMNS = [*_columns(Outline._fields[:-1]), ASKS]


@cache
def _of_person(roles: tuple[str, ...]) -> Prepared[Outline]:
    return Prepared(
        sqlalchemy.select(*COLUMNS)
        .join(Responsibility, col(Responsibility.finding_id) == col(Finding.id))
        .where(col(Responsibility.person_id) == bindparam("named"))
        .where(col(Responsibility.ended_at).is_(None))
        .where(among(col(Responsibility.role), roles))
        .where(among(col(Finding.status), OPEN_VALUES)),
        Outline._make,
    )


NAMED = Prepared(
    sqlalchemy.select(col(Responsibility.role))
    .join(Finding, col(Finding.id) == col(Responsibility.finding_id))
    .where(col(Responsibility.person_id) == bindparam("named"))
    .where(col(Responsibility.ended_at).is_(None))
    .where(col(Finding.delivered_on).is_not(None))
    .distinct(),
    itemgetter(0),
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


def roles_named(session: Session, person_id: int) -> set[Role]:
    """The roles in which somebody is named now on any finding that was handed over."""
    return {Role(value) for value in NAMED.all(session, named=person_id)}


def in_open_rounds(
    session: Session, unit_ids: Iterable[int] | None = None
) -> list[Counted]:
    """All findings of rounds that run, by code; only of some units where given."""
    statement = (
        sqlalchemy.select(*_columns(Counted._fields))
        .join(Round, col(Round.id) == col(Finding.round_id))
        .where(col(Round.open))
        .order_by(col(Finding.round_id), col(Finding.number))
    )
    if unit_ids is not None:
        statement = statement.where(col(Finding.unit_id).in_(list(unit_ids)))
    return list(map(Counted._make, session.connection().execute(statement)))


def named_in_open_rounds(
    session: Session, person_ids: Iterable[int], roles: Iterable[Role]
) -> list[Counted]:
    """All findings of rounds that run, closed ones too, on which people are named."""
    mine = (
        select(Responsibility.finding_id)
        .where(col(Responsibility.person_id).in_(list(person_ids)))
        .where(col(Responsibility.ended_at).is_(None))
        .where(col(Responsibility.role).in_([role.value for role in roles]))
    )
    statement = (
        sqlalchemy.select(*_columns(Counted._fields))
        .join(Round, col(Round.id) == col(Finding.round_id))
        .where(col(Round.open))
        .where(col(Finding.id).in_(mine))
        .order_by(col(Finding.round_id), col(Finding.number))
    )
    return list(map(Counted._make, session.connection().execute(statement)))


def by_codes(session: Session, codes: Sequence[str]) -> list[Outline]:
    """The findings of these codes, in their order; unknown codes are left out."""
    found: dict[str, Outline] = {}
    for part in parts(codes):
        statement = sqlalchemy.select(*COLUMNS).where(col(Finding.code).in_(part))
        rows = map(Outline._make, session.connection().execute(statement))
        found.update((row.code, row) for row in rows)
    return [found[code] for code in codes if code in found]


def running(session: Session, unit_id: int) -> list[Outline]:
    """Open findings of a unit in rounds that run, by code."""
    return RUNNING.all(session, unit=unit_id)


def of_person(session: Session, person_id: int, roles: Iterable[Role]) -> list[Outline]:
    """Open findings on which somebody is named in one of `roles`, by due date.

    They are few, and somebody may be named on one several times: they are sorted out
    here, which a database would do at several times the price.
    """
    wanted = tuple(sorted(role.value for role in roles))
    found = set(_of_person(wanted).all(session, named=person_id))
    return sorted(found, key=_urgency)


def _urgency(row: Outline) -> tuple[bool, date | None, str]:
    """Dated ones first, in the order of their days."""
    target = row.due_on or row.review_on
    return target is None, target, row.code


def units(session: Session, rows: Iterable[Outlined]) -> dict[int, str]:
    """The names of the units of some findings, by row id."""
    wanted = {row.unit_id for row in rows}
    found = session.exec(select(Unit.id, Unit.name).where(col(Unit.id).in_(wanted)))
    return {key: name for key, name in found if key is not None}
