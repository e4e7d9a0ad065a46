"""路况：每条路歇没歇、今天出去几条、认得哪种样式，发件箱里各有多少。"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy
from sqlalchemy import bindparam, func, insert, text, update
from sqlmodel import Session, SQLModel, col, select

from models import given
from models.leaving import IDS, MAIL, NOW, PENDING
from models.mailbox import UNFINISHED, WAITING, Channel, Inbox, Mail
from models.organisation import Person
from models.prepared import Prepared

CHANNEL = SQLModel.metadata.tables["channel"]

NEW = {"reason": "", "alarm": False, "sent": 0, "form": "template_card"}
"""How a way out begins."""


ACCOUNTS = Prepared(sqlalchemy.select(func.count(col(Person.id))), tuple)


def accounts(session: Session) -> int:
    """How many people are on the roster."""
    (count,) = ACCOUNTS.first(session) or (0,)
    return int(count)


class Seen(NamedTuple):
    """A way out as it stands, for looking only."""

    rests_until: datetime | None
    reason: str
    counted_on: date | None
    sent: int
    form: str

    def rests(self, now: datetime) -> bool:
        """Say whether nothing may leave by it now."""
        return self.rests_until is not None and self.rests_until > now

    def sent_on(self, today: date) -> int:
        """How much has left by it today."""
        return self.sent if self.counted_on == today else 0


_SEEN = sqlalchemy.select(*(CHANNEL.c[name] for name in Seen._fields)).where(
    CHANNEL.c.name == bindparam("name")
)
LOOK = Prepared(_SEEN, Seen._make)
HOLD = Prepared(_SEEN.with_for_update(), Seen._make)
COUNT = Prepared(
    update(CHANNEL)
    .where(CHANNEL.c.name == bindparam("way"))
    .values(sent=bindparam("sent"), counted_on=bindparam("counted_on")),
    tuple,
)


def channel(session: Session, name: str) -> Channel:
    """The row of a way out to be changed; locked on PostgreSQL."""
    hold(session, name)
    return session.get_one(Channel, name, populate_existing=True)


def hold(session: Session, name: str) -> Seen:
    """See a way out, made where there is none; nobody else changes it meanwhile."""
    found = HOLD.first(session, name=name)
    if found is None:
        session.connection().execute(insert(Channel), NEW | {"name": name})
        found = HOLD.first(session, name=name)
    assert found is not None  # noqa: S101 - it was just written
    return found


def show_as(session: Session, name: str, form: str) -> None:
    """Keep the richest form of message that this way out can show."""
    channel(session, name).form = form


def seen_channel(session: Session, name: str) -> Seen | None:
    """A way out as it stands, None where nothing has left by it yet."""
    return LOOK.first(session, name=name)


def count_sent(session: Session, name: str, today: date, sent: int) -> None:
    """Write down how much has left by a way out today; it is held."""
    COUNT.run(session, way=name, counted_on=today, sent=sent)


def counts(session: Session) -> dict[str, int]:
    """How many mails stand in each status."""
    statement = select(Mail.status, func.count()).group_by(Mail.status)
    return dict(session.exec(statement).all())


def oldest_due(session: Session, now: datetime) -> datetime | None:
    """Since when the mail that is due and waits longest has been due.

    What was tried in vain has been due all the time, however late its next try is.
    """
    tried = col(Mail.attempts) > 1
    since = sqlalchemy.case((tried, Mail.created_at), else_=Mail.next_try_at)
    statement = (
        select(func.min(since))
        .where(col(Mail.status).in_(PENDING))
        .where(tried | (col(Mail.next_try_at) <= now))
    )
    return session.exec(statement).first()


def stuck(session: Session, before: datetime) -> tuple[int, datetime | None]:
    """How many mails written before an instant are still to leave; since when one is."""
    statement = (
        select(func.count(), func.min(Mail.created_at))
        .where(text(WAITING))
        .where(Mail.created_at < before)
    )
    count, oldest = session.exec(statement).one()
    return count, oldest


def fetching(session: Session) -> int:
    """How many files are announced and not here yet."""
    statement = (
        select(func.count()).where(text(UNFINISHED)).where(Inbox.state == "fetching")
    )
    return session.exec(statement).one()


PROVED = Prepared(
    update(CHANNEL)
    .where(CHANNEL.c.reason != "")
    .where(CHANNEL.c.rests_until.is_(None) | (CHANNEL.c.rests_until <= NOW))
    .where(CHANNEL.c.name.in_(sqlalchemy.select(MAIL.c.way).where(MAIL.c.id.in_(IDS))))
    .values(reason="", alarm=False, rests_until=None),
    tuple,
)


def proved(session: Session, ids: Iterable[int], now: datetime) -> None:
    """Trust the ways again by which these mails arrived; a rest is kept to its end."""
    PROVED.run(session, ids=given.rows(ids), now=now)


def troubled(session: Session) -> list[Channel]:
    """The ways out that have been at rest and not yet proved to work again."""
    return list(session.exec(select(Channel).where(Channel.reason != "")))
