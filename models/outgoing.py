"""出站专用的问法：谁的下一条到了时候，近来发了几条；都成批问、成批写。"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import bindparam, case, func, text, update
from sqlmodel import Session, SQLModel, col, select

from models.instants import Instant
from models.mailbox import URGENT, WAITING, Mail
from rules.limits import MEMBER, Span
from rules.vocabulary import MailStatus, NoticeStatus, Way

PENDING = (MailStatus.READY.value, MailStatus.SENDING.value)
UNCOUNTED = "update_card"
"""Changing a card is no message: it does not count towards a member's limit."""

MAIL, NOTICE, SHOWN = (
    SQLModel.metadata.tables[name] for name in ("mail", "notice", "shown")
)
NOW = bindparam("now", type_=Instant())
IDS: sqlalchemy.BindParameter[Any] = bindparam("ids", expanding=True)

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
        .where(earlier.c.status.in_(PENDING))
        .where(earlier.c.id < MAIL.c.id)
    )
    return _ready().where(text(WAITING)).where(~before.exists())


def _heads() -> Statement:
    """The oldest pending mail of whoever some mails go to, one look-up each."""
    asked = MAIL.alias("asked")
    oldest = (
        sqlalchemy.select(func.min(MAIL.c.id))
        .where(MAIL.c.userid == asked.c.userid)
        .where(MAIL.c.status.in_(PENDING))
        .correlate(asked)
        .scalar_subquery()
    )
    return sqlalchemy.select(oldest).where(asked.c.id.in_(IDS)).distinct()


# Built once: composing a statement costs as much as running it.
FIRST = _leaving().where(text(URGENT))
THEN = _leaving().where(text(f"NOT ({URGENT})"))
HEADS = _heads()
ASKED = _ready().where(MAIL.c.id.in_(IDS)).where(MAIL.c.status.in_(PENDING))
LOST = _leaving().with_only_columns(MAIL.c.id)


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
    thousands. On PostgreSQL the rows are locked, and what another process has locked is
    passed over.
    """
    facts: dict[str, object] = {"now": now, "way": way}
    if asked is not None:
        heads = session.connection().scalars(HEADS, {"ids": list(asked)})
        ids = [key for key in heads if key is not None]
        return _found(session, ASKED, **facts, most=limit, ids=ids)
    found = _found(session, FIRST, **facts, most=limit)
    return found + _found(session, THEN, **facts, most=limit - len(found))


def _found(session: Session, statement: Statement, **facts: object) -> list[Candidate]:
    rows = session.connection().execute(statement, facts)
    return [Candidate._make(row) for row in rows]


def due(session: Session, now: datetime, way: str, limit: int) -> list[int]:
    """Mail that may leave now and is in nobody's hands, one of each receiver."""
    facts = {"now": now, "way": way, "most": limit}
    return list(session.connection().scalars(LOST, facts))


def _spans() -> Statement:
    """How many, and since when, in each span of rules.limits.MEMBER; by receiver."""
    columns: list[Any] = [MAIL.c.userid]
    for number, _ in enumerate(MEMBER):
        since = bindparam(f"since_{number}", type_=Instant())
        within = case((MAIL.c.last_try_at > since, MAIL.c.last_try_at))
        columns += [func.count(within), func.min(within)]
    longest = bindparam(f"since_{len(MEMBER) - 1}", type_=Instant())
    return (
        sqlalchemy.select(*columns)
        .where(MAIL.c.userid.in_(bindparam("userids", expanding=True)))
        .where(MAIL.c.last_try_at > longest)
        .where(MAIL.c.kind != UNCOUNTED)
        .group_by(MAIL.c.userid)
    )


SPANS = _spans()


def spans(
    session: Session, userids: Collection[str], now: datetime
) -> dict[str, list[Span]]:
    """What each of these members got within each span of rules.limits.MEMBER."""
    facts: dict[str, object] = {
        f"since_{number}": now - length for number, (length, _) in enumerate(MEMBER)
    }
    rows = session.connection().execute(SPANS, {**facts, "userids": list(userids)})
    return {
        row[0]: [Span(*row[n : n + 2]) for n in range(1, len(row), 2)] for row in rows
    }


LEASE = (
    update(MAIL)
    .where(MAIL.c.id.in_(IDS))
    .values(
        status=MailStatus.SENDING.value,
        lease_until=bindparam("until"),
        attempts=MAIL.c.attempts + 1,
        last_try_at=bindparam("latest"),
        first_try_at=func.coalesce(MAIL.c.first_try_at, NOW),
    )
)


def lease(
    session: Session,
    ids: Sequence[int],
    now: datetime,
    latest: datetime,
    until: datetime,
) -> None:
    """Note that these mails are being sent; others keep off until `until`.

    They leave at `latest` at the latest; until it is known when, that is what counts
    towards their receivers' limits.
    """
    facts = {"ids": ids, "now": now, "latest": latest, "until": until}
    session.connection().execute(LEASE, facts)


def give_back(session: Session, leased: Mapping[int, datetime]) -> None:
    """Let mails that never left wait as before; `leased` says when each was leased."""
    mine = MAIL.c.first_try_at == bindparam("leased")
    _many(
        session,
        {
            "status": MailStatus.READY.value,
            "lease_until": None,
            "attempts": MAIL.c.attempts - 1,
            "first_try_at": case((mine, None), else_=MAIL.c.first_try_at),
        },
        {key: {"leased": at} for key, at in leased.items()},
    )


def defer(session: Session, times: Mapping[int, datetime]) -> None:
    """Let these mails wait until the given instants."""
    _many(
        session,
        {"next_try_at": bindparam("at")},
        {key: {"at": at} for key, at in times.items()},
    )


def doubt(session: Session, ids: Collection[int]) -> None:
    """List these mails as 可能已送达: too late to send again without doubling."""
    _many(
        session,
        {"status": MailStatus.UNCERTAIN.value, "lease_until": None},
        {key: {} for key in ids},
    )


ARRIVED = (
    update(MAIL)
    .where(MAIL.c.id.in_(IDS))
    .values(
        status=MailStatus.SENT.value,
        sent_at=NOW,
        last_try_at=NOW,
        lease_until=None,
        last_error="",
    )
)
SAID = (
    update(NOTICE)
    .where(NOTICE.c.mail_id.in_(IDS))
    .values(status=NoticeStatus.SENT.value, sent_at=NOW)
)
SEEN = update(SHOWN).where(SHOWN.c.mail_id.in_(IDS)).values(at=NOW)
RECEIPT = (
    update(MAIL)
    .where(MAIL.c.id == bindparam("key_"))
    .values(msgid=bindparam("msgid_"), response_code=bindparam("code_"))
)


def arrived(
    session: Session, receipts: Mapping[int, tuple[str, str]], now: datetime
) -> None:
    """Write down (msgid, response_code) of mails that the platform took.

    What was packed into them counts as delivered, and lists in them bind from now.
    """
    connection = session.connection()
    for statement in (ARRIVED, SAID, SEEN):
        connection.execute(statement, {"ids": list(receipts), "now": now})
    rows = [{"key_": k, "msgid_": m, "code_": c} for k, (m, c) in receipts.items()]
    connection.execute(RECEIPT, rows)


def answered(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Note that these passive answers were written to their sockets.

    The robot's count towards the limit of their conversation (protocol §5.4).
    """
    counted = case((col(Mail.way) == Way.ROBOT.value, now), else_=col(Mail.last_try_at))
    statement = (
        update(Mail)
        .where(col(Mail.id).in_(ids))
        .where(col(Mail.status) == MailStatus.PASSIVE.value)
        .values(status=MailStatus.SENT.value, sent_at=now, last_try_at=counted)
    )
    session.connection().execute(statement)


def delayed(session: Session, way: str, before: datetime) -> list[Mail]:
    """Mail by a way that has been due since before an instant, in nobody's hands."""
    statement = (
        select(Mail)
        .where(text(WAITING))
        .where(Mail.way == way)
        .where(Mail.next_try_at <= before)
        .where(col(Mail.lease_until).is_(None))
        .order_by(col(Mail.id))
    )
    return list(session.exec(statement))


def ways_of(session: Session, ids: Collection[int]) -> set[str]:
    """By which ways these mails go."""
    return set(session.exec(select(Mail.way).where(col(Mail.id).in_(ids)).distinct()))


def _many(
    session: Session,
    values: Mapping[str, object],
    rows: Mapping[int, Mapping[str, object]],
) -> None:
    if not rows:
        return
    statement = update(MAIL).where(MAIL.c.id == bindparam("key_")).values(**values)
    session.connection().execute(
        statement, [{"key_": key, **more} for key, more in rows.items()]
    )
