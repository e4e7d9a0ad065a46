"""记发件箱：谁在手上、放回、推后、到了没有；成批写。问的在 models/leaving.py。"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, case, func, update
from sqlmodel import Session, SQLModel

from models import given
from models.leaving import IDS, MAIL, NOW
from models.prepared import Prepared
from rules.vocabulary import MailStatus, NoticeStatus, Way

NOTICE, SHOWN = (SQLModel.metadata.tables[name] for name in ("notice", "shown"))

LEASE = Prepared(
    update(MAIL)
    .where(MAIL.c.id.in_(IDS))
    .values(
        status=MailStatus.SENDING.value,
        lease_until=bindparam("until"),
        attempts=MAIL.c.attempts + 1,
        last_try_at=bindparam("latest"),
        first_try_at=func.coalesce(MAIL.c.first_try_at, NOW),
    ),
    tuple,
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
    LEASE.run(session, ids=given.rows(ids), now=now, latest=latest, until=until)


def give_back(
    session: Session, leased: Mapping[int, tuple[datetime, datetime]]
) -> None:
    """Let mails that never left wait as before; `leased` says from when until when.

    Whoever slept past the end of a lease gives nothing back: others have it, or sent it.
    """
    mine = MAIL.c.first_try_at == bindparam("leased")
    _many(
        session,
        {
            "status": MailStatus.READY.value,
            "lease_until": None,
            "attempts": MAIL.c.attempts - 1,
            "first_try_at": case((mine, None), else_=MAIL.c.first_try_at),
        },
        {key: {"leased": at, "until": until} for key, (at, until) in leased.items()},
        MAIL.c.lease_until == bindparam("until"),
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


RECEIPTS = given.table("ids")
ARRIVED = Prepared(
    update(MAIL)
    .where(MAIL.c.id == given.number(RECEIPTS))
    .values(
        status=MailStatus.SENT.value,
        sent_at=NOW,
        last_try_at=NOW,
        lease_until=None,
        last_error="",
        msgid=RECEIPTS.c.value[0].as_string(),
        response_code=func.coalesce(
            func.nullif(RECEIPTS.c.value[1].as_string(), ""), MAIL.c.response_code
        ),
    ),
    tuple,
)
SAID = Prepared(
    update(NOTICE)
    .where(NOTICE.c.mail_id.in_(IDS))
    .values(status=NoticeStatus.SENT.value, sent_at=NOW),
    tuple,
)
SEEN = Prepared(update(SHOWN).where(SHOWN.c.mail_id.in_(IDS)).values(at=NOW), tuple)


def arrived(
    session: Session, receipts: Mapping[int, tuple[str, str]], now: datetime
) -> None:
    """Write down (msgid, response_code) of mails that the platform took.

    What was packed into them counts as delivered, and lists in them bind from now. Of
    a copy that the platform dropped it gives no code: the first one's stands.
    """
    ids = given.rows(receipts)
    for statement in (ARRIVED, SAID, SEEN):
        statement.run(session, ids=ids, now=now)


ANSWERED = Prepared(
    update(MAIL)
    .where(MAIL.c.id.in_(IDS))
    .where(MAIL.c.status == MailStatus.PASSIVE.value)
    .values(
        status=MailStatus.SENT.value,
        sent_at=NOW,
        last_try_at=case(
            (MAIL.c.way == Way.ROBOT.value, NOW), else_=MAIL.c.last_try_at
        ),
    ),
    tuple,
)


def answered(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Note that these passive answers were written to their sockets.

    The robot's count towards the limit of their conversation (protocol §5.4).
    """
    ANSWERED.run(session, ids=given.rows(ids), now=now)


def _many(
    session: Session,
    values: Mapping[str, object],
    rows: Mapping[int, Mapping[str, object]],
    *only: ColumnElement[bool],
) -> None:
    if not rows:
        return
    mine = MAIL.c.id == bindparam("key_")
    statement = update(MAIL).where(mine, *only).values(**values)
    session.connection().execute(
        statement, [{"key_": key, **more} for key, more in rows.items()]
    )
