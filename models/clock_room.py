"""向钟表房提的问题：哪个时刻跑过了，那以后办了几件。"""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from models import recall
from models.clockwork import CalendarDay, JobRun
from models.journal import Journal
from models.prepared import Prepared


class Entered(NamedTuple):
    """A day off, or a day of work, by an official notice."""

    day: date
    kind: str


DAYS = Prepared(
    select(col(CalendarDay.day), col(CalendarDay.kind)).order_by(col(CalendarDay.day)),
    Entered._make,
)


def last_run(
    session: Session, name: str, before: datetime | None = None
) -> JobRun | None:
    """The newest slot of a job that ran, or the newest before an instant."""
    statement = (
        select(JobRun).where(JobRun.name == name).order_by(col(JobRun.slot).desc())
    )
    if before is not None:
        statement = statement.where(JobRun.slot < before)
    return session.exec(statement.limit(1)).first()


def last_ran_at(session: Session) -> datetime | None:
    """When any job has run last, by the clock that it ran by."""
    return session.exec(select(func.max(JobRun.ran_at))).one()


def has_run(session: Session, name: str, slot: datetime) -> bool:
    """Say whether a slot of a job has its row."""
    statement = select(JobRun).where(JobRun.name == name).where(JobRun.slot == slot)
    return session.exec(statement).first() is not None


def calendar_days(session: Session) -> list[Entered]:
    """The days that the office entered from official notices."""
    return recall.once(session, DAYS.all)


def deeds_since(
    session: Session, action: str, since: datetime, finding_ids: Collection[int]
) -> int:
    """How often an action stands in the journal since an instant, on some findings."""
    statement = (
        select(Journal.finding_id)
        .where(Journal.action == action)
        .where(Journal.at >= since)
    )
    return sum(1 for key in session.exec(statement) if key in finding_ids)


def done_between(
    session: Session, action: str, since: datetime, until: datetime
) -> set[int | None]:
    """The row ids of findings on which a deed was done from one instant to another.

    The journal remembers it, whatever has become of the finding since.
    """
    statement = (
        select(Journal.finding_id)
        .where(Journal.action == action)
        .where(Journal.at >= since)
        .where(Journal.at < until)
    )
    return set(session.exec(statement))


def put_day(session: Session, day: date, kind: str, source: str) -> None:
    """Write one day of an official notice over whatever stood there."""
    session.merge(CalendarDay(day=day, kind=kind, source=source))
