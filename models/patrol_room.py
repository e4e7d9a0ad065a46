"""巡查专用的问法：一万项也只问几次，取的都是光秃秃的值，写也成批写。"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import String, bindparam, cast, func, insert, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, SQLModel, col, select

from models import locks, recall
from models.columns import columns
from models.findings import OPEN_VALUES
from models.ledger import Answer, Extension, Finding, Responsibility
from models.mailbox import Notice
from models.organisation import Person, Post
from models.parts import parts
from models.petitions import waits
from models.prepared import Prepared
from rules.vocabulary import NoticeStatus, Role

NOTICE = SQLModel.metadata.tables["notice"]
WRITTEN = (
    "key",
    "person_id",
    "finding_id",
    "cycle",
    "step",
    "role",
    "due_on",
    "fires_on",
    "occurrence",
    "status",
    "reason",
    "why",
    "facts",
    "created_at",
    "release_after",
)
"""What a notice is born with."""


class Bare(NamedTuple):
    """What the rules look at in a finding; `ladder` is the text that it is kept as."""

    id: int
    unit_id: int
    code: str
    cycle: int
    status: str
    clock: str
    due_on: date | None
    review_on: date | None
    delivered_on: date | None
    last_report_on: date | None
    submitted_at: datetime | None
    endorsed_on: date | None
    to_verify: bool
    held_until: date | None
    ladder: str | None


class Spoken(NamedTuple):
    """One notice about a finding: its key, hour, fate and receiver."""

    finding_id: int
    key: str
    release_after: datetime
    status: str
    cycle: int
    userid: str


class Answered(NamedTuple):
    """That a leader answered to a notice about a finding, and what."""

    finding_id: int
    userid: str
    at: datetime
    kind: str


class Delivered(NamedTuple):
    """A step that reached somebody about a finding in one of its cycles."""

    person_id: int
    finding_id: int
    cycle: int
    step: str


def delivered(
    session: Session, people: Collection[int], finding_ids: Sequence[int]
) -> list[Delivered]:
    """What each of these people really got about each of these findings."""
    statement = (
        columns(Notice.person_id, Notice.finding_id, Notice.cycle, Notice.step)
        .where(col(Notice.finding_id).in_(finding_ids))
        .where(col(Notice.person_id).in_(people))
        .where(col(Notice.status) == NoticeStatus.SENT.value)
    )
    return [Delivered(*row) for row in session.connection().execute(statement)]


def to_look_at(session: Session, today: date) -> list[int]:
    """The row ids of open findings whose next look has come (decisions.md 15).

    The day alone selects: neither a status looked up by its index nor an order by id
    may tempt the planner to read every open finding.
    """
    statement = (
        select(Finding.id)
        .where(col(Finding.next_look_on) <= today)
        .where(func.coalesce(Finding.status, "").in_(OPEN_VALUES))
    )
    return sorted(key for key in session.exec(statement) if key is not None)


def bare(session: Session, ids: Sequence[int]) -> list[Bare]:
    """What the rules look at in each of the findings."""
    statement = columns(
        Finding.id,
        Finding.unit_id,
        Finding.code,
        Finding.cycle,
        Finding.status,
        Finding.clock,
        Finding.due_on,
        Finding.review_on,
        Finding.delivered_on,
        Finding.last_report_on,
        Finding.submitted_at,
        Finding.endorsed_on,
        Finding.to_verify,
        Finding.held_until,
        cast(Finding.ladder, String).label("ladder"),
    ).where(col(Finding.id).in_(ids))
    statement = statement.order_by(col(Finding.id))
    return [Bare(*row) for row in session.connection().execute(statement)]


def hold(session: Session, ids: Sequence[int]) -> None:
    """Keep others from writing on these findings until the end of the transaction."""
    statement = (
        columns(Finding.id)
        .where(col(Finding.id).in_(ids))
        .order_by(col(Finding.id))
        .with_for_update()
    )
    if locks.shared(session):
        session.connection().execute(statement).all()


def named(session: Session, ids: Sequence[int]) -> list[tuple[int, str, str]]:
    """(finding_id, role, userid) of everybody active who is named on one of `ids`."""
    statement = (
        columns(Responsibility.finding_id, Responsibility.role, Person.userid)
        .join(Person, col(Person.id) == col(Responsibility.person_id))
        .where(col(Responsibility.ended_at).is_(None))
        .where(col(Person.active))
        .where(col(Responsibility.finding_id).in_(ids))
        .order_by(
            col(Responsibility.finding_id),
            col(Responsibility.position),
            col(Responsibility.id),
        )
    )
    return [(row[0], row[1], row[2]) for row in session.connection().execute(statement)]


def said(session: Session, ids: Sequence[int]) -> list[Spoken]:
    """Key, hour, status, cycle and receiver of every notice about one of `ids`.

    In the order in which they were to be said.
    """
    statement = (
        columns(
            Notice.finding_id,
            Notice.key,
            Notice.release_after,
            Notice.status,
            Notice.cycle,
            Person.userid,
        )
        .join(Person, col(Person.id) == col(Notice.person_id))
        .where(col(Notice.finding_id).in_(ids))
        .order_by(col(Notice.release_after), col(Notice.id))
    )
    return [Spoken(*row) for row in session.connection().execute(statement)]


def posts(
    session: Session, units: Collection[int], roles: Collection[Role]
) -> list[tuple[int, str, str]]:
    """(unit_id, role, userid) of the filled posts of some units, and of some roles."""
    statement = (
        columns(Post.unit_id, Post.role, Person.userid)
        .join(Person, col(Person.id) == col(Post.person_id))
        .where(col(Person.active))
        .where(
            col(Post.unit_id).in_(units)
            | col(Post.role).in_([role.value for role in roles])
        )
        .order_by(col(Post.id))
    )
    return [(row[0], row[1], row[2]) for row in session.connection().execute(statement)]


def accounts(session: Session, userids: Collection[str]) -> dict[str, int]:
    """The row ids of some accounts."""
    statement = columns(Person.userid, Person.id).where(col(Person.userid).in_(userids))
    return {row[0]: row[1] for row in session.connection().execute(statement)}


def asked_on(session: Session, ids: Sequence[int]) -> dict[int, date]:
    """On which day the extension was asked for that still waits, by finding."""
    statement = (
        columns(Extension.finding_id, Extension.asked_on)
        .join(Finding, col(Finding.id) == col(Extension.finding_id))
        .where(col(Extension.finding_id).in_(ids))
        .where(waits())
    )
    return {row[0]: row[1] for row in session.connection().execute(statement)}


def answered_at(session: Session, ids: Sequence[int]) -> list[Answered]:
    """Who answered to notices about some findings, when and what, oldest first."""
    statement = (
        columns(Answer.finding_id, Person.userid, Answer.at, Answer.kind)
        .join(Person, col(Person.id) == col(Answer.person_id))
        .where(col(Answer.finding_id).in_(ids))
        .where(col(Answer.withdrawn_at).is_(None))
        .order_by(col(Answer.id))
    )
    return [Answered(*row) for row in session.connection().execute(statement)]


WRITE = Prepared(
    insert(NOTICE).values({name: bindparam(name) for name in WRITTEN}), tuple
)
PACK = Prepared(
    update(NOTICE)
    .where(NOTICE.c.id == bindparam("key_"))
    .values(mail_id=bindparam("mail"), facts=bindparam("about")),
    tuple,
)


def write_notices(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert notices in one go; each row has the columns of WRITTEN."""
    WRITE.many(session, rows)
    recall.forget(session)


def pack(
    session: Session, notices: Iterable[tuple[Notice, int, dict[str, object]]]
) -> None:
    """Note in which mail each of many notices was packed, and its facts from then on."""
    rows = []
    for notice, mail_id, facts in notices:
        set_committed_value(notice, "mail_id", mail_id)
        set_committed_value(notice, "facts", facts)
        rows.append({"key_": notice.id, "mail": mail_id, "about": facts})
    PACK.many(session, rows)


def write_looks(session: Session, looks: Mapping[int, date | None]) -> None:
    """Write when each finding is looked at next; findings of one day in one update."""
    by_day: dict[date | None, list[int]] = {}
    for key, day in looks.items():
        by_day.setdefault(day, []).append(key)
    for day, keys in by_day.items():
        for part in parts(keys):
            session.connection().execute(
                update(Finding)
                .where(col(Finding.id).in_(part))
                .values(next_look_on=day)
            )
    session.expire_all()
