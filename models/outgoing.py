"""出站专用的问法：谁的下一条到了时候，近来发了几条；都成批问、成批写。"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy
from sqlalchemy import bindparam, func, insert, update
from sqlmodel import Session, col, select

from models.mailbox import Channel, Inbox, Mail, Notice, Shown
from models.organisation import Person
from rules.limits import MEMBER, Span
from rules.vocabulary import MailStatus, NoticeStatus

PENDING = (MailStatus.READY.value, MailStatus.SENDING.value)
UNCOUNTED = "update_card"
"""Changing a card is no message: it does not count towards a member's limit."""

BULK = ("notice", "digest")
"""Kinds that let answers pass before them when thousands wait."""

NEW = {"reason": "", "alarm": False, "sent": 0, "form": "template_card"}
"""How a way out begins."""


class Candidate(NamedTuple):
    """The oldest pending mail of one receiver, as far as the pump must know it."""

    id: int
    userid: str
    way: str
    kind: str
    request: str
    attempts: int
    first_try_at: datetime | None
    last_error: str


COLUMNS = (
    Mail.id,
    Mail.userid,
    Mail.way,
    Mail.kind,
    Mail.request,
    Mail.attempts,
    Mail.first_try_at,
    Mail.last_error,
)


def candidates(
    session: Session, now: datetime, limit: int, userid: str | None = None
) -> list[Candidate]:
    """The oldest pending mail of each receiver (or of one) whose time has come.

    What one person receives leaves strictly in outbox order (decisions.md 3), so a
    later mail waits behind an earlier one. On PostgreSQL the rows are locked, and what
    another process has locked is passed over.
    """
    oldest = select(func.min(Mail.id)).where(col(Mail.status).in_(PENDING))
    if userid is not None:
        oldest = oldest.where(Mail.userid == userid)
    statement = (
        sqlalchemy.select(*COLUMNS)  # type: ignore[call-overload]
        .where(col(Mail.id).in_(oldest.group_by(Mail.userid)))
        .where(col(Mail.next_try_at) <= now)
        .where(col(Mail.lease_until).is_(None) | (col(Mail.lease_until) <= now))
        .order_by(col(Mail.kind).in_(BULK), col(Mail.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [Candidate(*row) for row in session.connection().execute(statement)]


def receiver(session: Session, mail_id: int) -> str | None:
    """Who a mail goes to."""
    return session.exec(select(Mail.userid).where(Mail.id == mail_id)).first()


def due(session: Session, now: datetime) -> list[int]:
    """Mail whose time has come and that nobody has on hand, one of each receiver."""
    oldest = (
        select(func.min(Mail.id))
        .where(col(Mail.status).in_(PENDING))
        .group_by(Mail.userid)
    )
    statement = (
        select(Mail.id)
        .where(col(Mail.id).in_(oldest))
        .where(col(Mail.next_try_at) <= now)
        .where(col(Mail.lease_until).is_(None) | (col(Mail.lease_until) <= now))
    )
    return [key for key in session.exec(statement) if key is not None]


def spans(
    session: Session, userids: Collection[str], now: datetime
) -> dict[str, list[Span]]:
    """What each of these members got within each span of rules.limits.MEMBER."""
    result: dict[str, list[Span]] = {userid: [] for userid in userids}
    for length, _ in MEMBER:
        statement = (
            select(Mail.userid, func.count(), func.min(Mail.last_try_at))
            .where(col(Mail.userid).in_(userids))
            .where(col(Mail.last_try_at) > now - length)
            .where(Mail.kind != UNCOUNTED)
            .group_by(Mail.userid)
        )
        found = {row[0]: Span(row[1], row[2]) for row in session.exec(statement)}
        for userid in userids:
            result[userid].append(found.get(userid, Span(0, None)))
    return result


def lease(session: Session, ids: Sequence[int], now: datetime, until: datetime) -> None:
    """Note that these mails are being sent now; others keep off until `until`."""
    statement = (
        update(Mail)
        .where(col(Mail.id).in_(ids))
        .values(
            status=MailStatus.SENDING.value,
            lease_until=until,
            attempts=Mail.attempts + 1,
            last_try_at=now,
            first_try_at=func.coalesce(Mail.first_try_at, now),
        )
        .execution_options(synchronize_session=False)
    )
    session.connection().execute(statement)


def defer(session: Session, times: Mapping[int, datetime]) -> None:
    """Let these mails wait until the given instants."""
    _many(
        session,
        {"next_try_at": bindparam("at")},
        {k: {"at": v} for k, v in times.items()},
    )


def doubt(session: Session, ids: Sequence[int]) -> None:
    """List these mails as 可能已送达: too late to send again without doubling."""
    _many(
        session,
        {"status": MailStatus.UNCERTAIN.value, "lease_until": None},
        {key: {} for key in ids},
    )


def arrived(
    session: Session, receipts: Mapping[int, tuple[str, str]], now: datetime
) -> None:
    """Write down (msgid, response_code) of mails that the platform took.

    What was packed into them counts as delivered, and lists in them bind from now.
    """
    _many(
        session,
        {
            "status": MailStatus.SENT.value,
            "sent_at": now,
            "lease_until": None,
            "last_error": "",
            "msgid": bindparam("msgid_"),
            "response_code": bindparam("code_"),
        },
        {key: {"msgid_": m, "code_": c} for key, (m, c) in receipts.items()},
    )
    ids = list(receipts)
    connection = session.connection()
    connection.execute(
        update(Notice)
        .where(col(Notice.mail_id).in_(ids))
        .values(status=NoticeStatus.SENT.value, sent_at=now)
    )
    connection.execute(update(Shown).where(col(Shown.mail_id).in_(ids)).values(at=now))


def answered(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Note that these passive answers were written to their sockets."""
    statement = (
        update(Mail)
        .where(col(Mail.id).in_(ids))
        .where(col(Mail.status) == MailStatus.PASSIVE.value)
        .values(status=MailStatus.SENT.value, sent_at=now)
    )
    session.connection().execute(statement)


def _many(
    session: Session,
    values: Mapping[str, object],
    rows: Mapping[int, Mapping[str, object]],
) -> None:
    if not rows:
        return
    statement = update(Mail).where(col(Mail.id) == bindparam("key_")).values(**values)
    session.connection().execute(
        statement, [{"key_": key, **more} for key, more in rows.items()]
    )


def accounts(session: Session) -> int:
    """How many people are on the roster."""
    return session.exec(select(func.count()).select_from(Person)).one()


def channel(session: Session, name: str) -> Channel:
    """The row of a way out, made where there is none; locked on PostgreSQL."""
    statement = select(Channel).where(Channel.name == name).with_for_update()
    found = session.exec(statement).first()
    if found is None:
        session.connection().execute(insert(Channel), NEW | {"name": name})
        found = session.exec(statement).one()
    return found


def show_as(session: Session, name: str, form: str) -> None:
    """Keep the richest form of message that this way out can show."""
    channel(session, name).form = form


def seen_channel(session: Session, name: str) -> Channel | None:
    """The row of a way out as it stands, for looking only."""
    return session.get(Channel, name)


def count_sent(row: Channel, today: date, count: int) -> None:
    """Add to what the app has sent today."""
    if row.counted_on != today:
        row.counted_on, row.sent = today, 0
    row.sent += count


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
