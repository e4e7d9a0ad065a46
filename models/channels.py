"""路况：每条路歇没歇、今天出去几条、认得哪种样式，发件箱里各有多少。"""

from datetime import date, datetime

import sqlalchemy
from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from models import locks
from models.mailbox import Channel, Inbox, Mail
from models.organisation import Person
from models.outgoing import PENDING

NEW = {"reason": "", "alarm": False, "sent": 0, "form": "template_card"}
"""How a way out begins."""


ACCOUNTS = sqlalchemy.select(func.count(col(Person.id)))


def accounts(session: Session) -> int:
    """How many people are on the roster."""
    return session.connection().scalar(ACCOUNTS) or 0


def channel(session: Session, name: str) -> Channel:
    """The row of a way out, made where there is none; locked on PostgreSQL."""
    found = _channel(session, name)
    if found is None:
        session.connection().execute(insert(Channel), NEW | {"name": name})
        found = _channel(session, name)
    assert found is not None  # noqa: S101 - it was just written
    return found


def _channel(session: Session, name: str) -> Channel | None:
    """Read it again under its lock; on SQLite nobody else can have changed it."""
    if locks.shared(session):
        return session.get(Channel, name, with_for_update=True, populate_existing=True)
    return session.get(Channel, name)


def show_as(session: Session, name: str, form: str) -> None:
    """Keep the richest form of message that this way out can show."""
    channel(session, name).form = form


def seen_channel(session: Session, name: str) -> Channel | None:
    """The row of a way out as it stands, for looking only."""
    return session.get(Channel, name)


def sent_on(row: Channel | None, today: date) -> int:
    """How much has left by a way out today."""
    return row.sent if row is not None and row.counted_on == today else 0


def count_sent(row: Channel, today: date, count: int) -> None:
    """Add to what has left by a way out today."""
    row.sent = sent_on(row, today) + count
    row.counted_on = today


def counts(session: Session) -> dict[str, int]:
    """How many mails stand in each status."""
    statement = select(Mail.status, func.count()).group_by(Mail.status)
    return dict(session.exec(statement).all())


def oldest_due(session: Session, now: datetime) -> datetime | None:
    """Since when the mail that is due and waits longest has been due."""
    statement = (
        select(func.min(Mail.next_try_at))
        .where(col(Mail.status).in_(PENDING))
        .where(col(Mail.next_try_at) <= now)
    )
    return session.exec(statement).first()


def fetching(session: Session) -> int:
    """How many files are announced and not here yet."""
    statement = select(func.count()).where(Inbox.state == "fetching")
    return session.exec(statement).one()


def troubled(session: Session) -> list[Channel]:
    """The ways out that have been at rest and not yet proved to work again."""
    return list(session.exec(select(Channel).where(Channel.reason != "")))
