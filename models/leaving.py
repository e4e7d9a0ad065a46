"""问发件箱：谁的下一条到了时候、近来收了几条、哪些等得太久；成批问。"""

from collections.abc import Collection, Iterable
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import ColumnElement, bindparam, case, func, literal_column, or_, text
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models import given
from models.instants import Instant
from models.mailbox import ALARM, URGENT, WAITING, Mail
from models.prepared import Prepared
from rules.post.limits import MEMBER, Span
from rules.vocabulary import MailStatus

PENDING = (MailStatus.READY.value, MailStatus.SENDING.value)
IS_PENDING: list[Any] = [literal_column(f"'{status}'") for status in PENDING]
"""The same as a prepared statement says it: a list of parameters has no fixed text."""
UNCOUNTED = "update_card"
"""Changing a card is no message: it does not count towards a member's limit."""

MAIL = SQLModel.metadata.tables["mail"]
NOW = bindparam("now", type_=Instant())
IDS = given.ids("ids")

Statement = sqlalchemy.Select[Any]


class Candidate(NamedTuple):
    """The oldest pending mail of one receiver, as far as the pump must know it."""

    id: int
    userid: str
    way: str
    kind: str
    request: str
    first_try_at: datetime | None


def _ready() -> Statement:
    """Mail by a way that is due and in nobody's hands; locked, or passed over."""
    return (
        sqlalchemy.select(*(MAIL.c[name] for name in Candidate._fields))
        .where(MAIL.c.way == bindparam("way"))
        .where(MAIL.c.next_try_at <= NOW)
        .where(MAIL.c.lease_until.is_(None) | (MAIL.c.lease_until <= NOW))
        .order_by(MAIL.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )


def _leaving() -> Statement:
    """The same, where nothing to the same receiver waits before it."""
    earlier = MAIL.alias("earlier")
    before = (
        sqlalchemy.select(earlier.c.id)
        .where(earlier.c.userid == MAIL.c.userid)
        .where(earlier.c.status.in_(IS_PENDING))
        .where(_stops(earlier, MAIL))
        .where(earlier.c.id < MAIL.c.id)
    )
    return _ready().where(text(WAITING)).where(~before.exists())


def _stops(earlier: Any, later: Any) -> Any:
    """Say whether one mail waits for another: an alarm tells of what holds up the rest."""
    return (later.c.kind != ALARM) | (earlier.c.kind == ALARM)


def _heads() -> Statement:
    """The oldest pending mail of whoever some mails go to, one look-up each."""
    asked = MAIL.alias("asked")
    oldest = (
        sqlalchemy.select(func.min(MAIL.c.id))
        .where(MAIL.c.userid == asked.c.userid)
        .where(_stops(MAIL, asked))
        .where(MAIL.c.status.in_(IS_PENDING))
        .correlate(asked)
        .scalar_subquery()
    )
    return sqlalchemy.select(oldest).where(asked.c.id.in_(IDS)).distinct()


FIRST = Prepared(_leaving().where(text(URGENT)), Candidate._make, packed=True)
THEN = Prepared(_leaving().where(text(f"NOT ({URGENT})")), Candidate._make, packed=True)
HEADS = Prepared(_heads(), itemgetter(0))
ASKED = Prepared(
    _ready().where(MAIL.c.id.in_(IDS)).where(MAIL.c.status.in_(IS_PENDING)),
    Candidate._make,
)
LOST = Prepared(_leaving().with_only_columns(MAIL.c.id), itemgetter(0))


def candidates(
    session: Session,
    now: datetime,
    way: str,
    limit: int,
    asked: Collection[int] | None = None,
) -> list[Candidate]:
    """The oldest pending mail by this way of up to `limit` receivers, if it is time.

    With `asked` only of those receivers to whom one of these mails goes. What one
    person receives leaves strictly in outbox order (decisions.md 3), so a later mail
    waits behind an earlier one of any way; answers pass before what is said to
    thousands, and an alarm before all else. On PostgreSQL the rows are locked, and what
    another process has locked is passed over.
    """
    facts: dict[str, object] = {"now": now, "way": way}
    if asked is not None:
        heads = HEADS.all(session, ids=given.rows(asked))
        ids = given.rows(key for key in heads if key is not None)
        return ASKED.all(session, **facts, most=limit, ids=ids)
    found = sorted(FIRST.all(session, **facts, most=limit))
    return found + sorted(THEN.all(session, **facts, most=limit - len(found)))


def due(session: Session, now: datetime, way: str, limit: int) -> list[int]:
    """Mail that may leave now and is in nobody's hands, one of each receiver."""
    return LOST.all(session, now=now, way=way, most=limit)


def _spans() -> Statement:
    """How many, and since when, in each span of rules.limits.MEMBER; by receiver.

    Only who may have got their share in one of them comes back.
    """
    columns: list[Any] = [MAIL.c.userid]
    full = []
    for number, (_, most) in enumerate(MEMBER):
        since = bindparam(f"since_{number}", type_=Instant())
        within = case((MAIL.c.last_try_at > since, MAIL.c.last_try_at))
        columns += [func.count(within), func.min(within)]
        full.append(func.count(within) >= most)
    longest = bindparam(f"since_{len(MEMBER) - 1}", type_=Instant())
    return (
        sqlalchemy.select(*columns)
        .where(MAIL.c.userid.in_(_busy(longest)))
        .where(MAIL.c.last_try_at > longest)
        .where(MAIL.c.kind != UNCOUNTED)
        .group_by(MAIL.c.userid)
        .having(or_(*full))
    )


def _busy(since: ColumnElement[Any]) -> Statement:
    """Who got enough to be counted at all; the index alone knows, row by row unread."""
    recent = MAIL.alias("recent")
    return (
        sqlalchemy.select(recent.c.userid)
        .where(recent.c.userid.in_(given.texts("userids")))
        .where(recent.c.last_try_at > since)
        .group_by(recent.c.userid)
        .having(func.count() >= min(most for _, most in MEMBER))
    )


def _by_receiver(row: Iterable[Any]) -> tuple[str, list[Span]]:
    userid, *numbers = row
    return userid, list(map(Span, numbers[::2], numbers[1::2]))


SPANS = Prepared(_spans(), _by_receiver)


def spans(
    session: Session, userids: Collection[str], now: datetime
) -> dict[str, list[Span]]:
    """What those of these members got who have their share of some span.

    By member, for each span of rules.limits.MEMBER; who is not named may get more.
    """
    since = {f"since_{n}": now - length for n, (length, _) in enumerate(MEMBER)}
    return dict(SPANS.all(session, **since, userids=given.rows(userids)))


def delayed(session: Session, way: str, before: datetime, now: datetime) -> list[Mail]:
    """Mail by a way that has been due since before an instant, in nobody's hands.

    Locked on PostgreSQL; what another process has locked is passed over.
    """
    return list(session.exec(_delayed(way, before, now)))


def delayed_alarms(
    session: Session, way: str, before: datetime, now: datetime
) -> list[Mail]:
    """The alarms among them that have not been tried yet."""
    alarms = _delayed(way, before, now).where(text(URGENT)).where(Mail.kind == ALARM)
    return list(session.exec(alarms.where(Mail.attempts == 0)))


def _delayed(way: str, before: datetime, now: datetime) -> SelectOfScalar[Mail]:
    return (
        select(Mail)
        .where(text(WAITING))
        .where(Mail.way == way)
        .where(Mail.next_try_at <= before)
        .where(col(Mail.lease_until).is_(None) | (col(Mail.lease_until) <= now))
        .order_by(col(Mail.id))
        .with_for_update(skip_locked=True)
    )
