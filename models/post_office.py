"""向收发室提的问题：这条收过没有，还欠谁什么，上次给他看了什么。"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, text
from sqlmodel import Session, col, select

from models import recall
from models.ledger import Finding
from models.mailbox import OWED, UNFINISHED, Inbox, Mail, Notice, Question, Shown
from models.organisation import Person
from models.prepared import Prepared
from models.told import recent
from rules.vocabulary import MailStatus, NoticeStatus

DUE = Prepared(
    select(Notice.id)
    .where(text(OWED))
    .where(col(Notice.release_after) <= bindparam("now"))
    .limit(1),
    tuple,
)


def known_message(session: Session, key: str) -> Inbox | None:
    """The inbox row of a message that came before, by its identity."""
    return session.exec(select(Inbox).where(Inbox.key == key)).first()


def mail(session: Session, mail_id: int) -> Mail:
    """Return the mail of a row id that is known to exist."""
    return session.get_one(Mail, mail_id)


def inbox_in(session: Session, states: Iterable[str]) -> list[Inbox]:
    """All unfinished inbox rows in one of `states`, oldest first."""
    statement = (
        select(Inbox)
        .where(text(UNFINISHED))
        .where(col(Inbox.state).in_(list(states)))
        .order_by(col(Inbox.id))
    )
    return list(session.exec(statement))


def close(session: Session, ids: Collection[int]) -> None:
    """Note of messages whose files lie in the folder that they are answered."""
    if not ids:
        return
    rows = select(Inbox).where(col(Inbox.id).in_(ids)).where(Inbox.state == "attached")
    for row in session.exec(rows):
        row.state = "done"


def inbox_due(session: Session, state: str, now: datetime) -> list[Inbox]:
    """Unfinished inbox rows in a state whose next try has come, oldest first."""
    rows = inbox_in(session, [state])
    return [row for row in rows if row.next_try_at is None or row.next_try_at <= now]


def notice_by_key(session: Session, key: str) -> Notice | None:
    """The notice of a key, whatever became of it."""
    return session.exec(select(Notice).where(Notice.key == key)).first()


def notices_on(session: Session, finding_id: int) -> list[Notice]:
    """Every notice about one finding, oldest first."""
    statement = (
        select(Notice).where(Notice.finding_id == finding_id).order_by(col(Notice.id))
    )
    return list(session.exec(statement))


def is_anything_due(session: Session, now: datetime) -> bool:
    """Say whether there is a notice whose hour has come."""
    return recall.once(session, _is_anything_due, now)


def _is_anything_due(session: Session, now: datetime) -> bool:
    return DUE.first(session, now=now) is not None


def waiting_notices(session: Session) -> list[Notice]:
    """Everything that we owe somebody and have not handed to the pump."""
    statement = (
        select(Notice)
        .where(text(OWED))
        .order_by(col(Notice.release_after), col(Notice.id))
    )
    return list(session.exec(statement))


def receiving(session: Session, userid: str, after: int = 0) -> int:
    """How many files of somebody have been announced and are not here yet.

    With `after` only those that came behind this message.
    """
    statement = (
        select(func.count())
        .where(text(UNFINISHED))
        .where(Inbox.state == "fetching")
        .where(func.lower(Inbox.userid) == userid.casefold())
        .where(col(Inbox.id) > after)
    )
    return session.exec(statement).one()


class Held(NamedTuple):
    """A notice that is owed and not yet put into words."""

    release_after: datetime
    userid: str
    step: str
    code: str


def held(session: Session) -> list[Held]:
    """What we owe, in the order of its release, with whom and what it is about."""
    statement = (
        select(
            Notice.release_after,
            Person.userid,
            Notice.step,
            func.coalesce(Finding.code, ""),
        )
        .join(Person, col(Person.id) == col(Notice.person_id))
        .join(Finding, col(Finding.id) == col(Notice.finding_id), isouter=True)
        .where(Notice.status == NoticeStatus.WAITING.value)
        .order_by(col(Notice.release_after), col(Notice.id))
    )
    return [Held(*row) for row in session.exec(statement)]


def notices_of_mail(session: Session, mail_id: int) -> list[Notice]:
    """The notices that were packed into one mail."""
    statement = select(Notice).where(Notice.mail_id == mail_id).order_by(col(Notice.id))
    return list(session.exec(statement))


def task_mail(session: Session, task_id: str) -> Mail | None:
    """The mail whose card carries this task id."""
    return session.exec(select(Mail).where(Mail.task_id == task_id)).first()


def outbox(session: Session, undeliverable: bool = False) -> list[Mail]:
    """What waits, failed or may have arrived; or only what never can arrive."""
    wanted = (
        [MailStatus.UNDELIVERABLE.value]
        if undeliverable
        else [
            MailStatus.READY.value,
            MailStatus.SENDING.value,
            MailStatus.UNCERTAIN.value,
            MailStatus.UNDELIVERABLE.value,
            MailStatus.FAILED.value,
        ]
    )
    statement = select(Mail).where(col(Mail.status).in_(wanted)).order_by(col(Mail.id))
    return list(session.exec(statement))


def unreached(session: Session, userid: str, reason: str) -> list[Mail]:
    """What somebody could not be told for this reason, oldest first."""
    statement = (
        select(Mail)
        .where(Mail.status == MailStatus.UNDELIVERABLE.value)
        .where(Mail.userid == userid)
        .where(Mail.last_error == reason)
        .order_by(col(Mail.id))
    )
    return list(session.exec(statement))


def last_fates(session: Session) -> dict[int, MailStatus]:
    """How the last that was sent to each person ended, by their row id.

    Who is not in it was sent nothing yet, and has written nothing.
    """
    last = (
        select(func.max(col(Mail.id)))
        .where(col(Mail.status).in_([one.value for one in FATES]))
        .where(col(Mail.person_id).is_not(None))
        .group_by(col(Mail.person_id))
    )
    rows = session.exec(
        select(Mail.person_id, Mail.status).where(col(Mail.id).in_(last))
    )
    return {key: MailStatus(status) for key, status in rows if key is not None}


FATES = (MailStatus.SENT, MailStatus.PASSIVE, MailStatus.UNDELIVERABLE)
"""What tells whether somebody is reached: by a push, or because they wrote."""


def unanswered_passive(session: Session, before: datetime) -> list[Mail]:
    """Passive answers that nobody saw written to a socket (decisions.md 2).

    Locked on PostgreSQL; those that another process has in hand are passed over.
    """
    statement = (
        select(Mail)
        .where(Mail.status == MailStatus.PASSIVE.value)
        .where(Mail.created_at <= before)
        .order_by(col(Mail.id))
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(statement))


def recent_lists(session: Session, person_id: int, since: datetime) -> list[Shown]:
    """Numbered lists that reached somebody since an instant, newest first."""
    statement = (
        select(Shown)
        .where(Shown.person_id == person_id)
        .where(col(Shown.at).is_not(None))
        .where(col(Shown.at) >= since)
        .order_by(col(Shown.at).desc(), col(Shown.id).desc())
    )
    return list(session.exec(statement))


def list_of(session: Session, mail_id: int) -> Shown | None:
    """The numbered list that stands in a mail, if one does."""
    return session.exec(select(Shown).where(Shown.mail_id == mail_id)).first()


def open_questions(session: Session, person_id: int) -> list[Question]:
    """Every unanswered question of somebody, stale ones too."""
    statement = (
        select(Question)
        .where(Question.person_id == person_id)
        .where(Question.state == "open")
    )
    return list(session.exec(statement))


def last_notice(session: Session, finding_id: int, step: str) -> Notice | None:
    """The newest notice of one step about a finding."""
    statement = (
        select(Notice)
        .where(Notice.finding_id == finding_id)
        .where(Notice.step == step)
        .order_by(col(Notice.id).desc())
        .limit(1)
    )
    return session.exec(statement).first()


def last_pushed_notices(session: Session, person_id: int) -> list[Notice]:
    """Everything packed into the last mail of notices that reached somebody."""
    return _last_mail(session, person_id)


def last_told(session: Session, person_id: int) -> list[Notice]:
    """What the last mail told somebody of findings; digests and lists left aside."""
    return _last_mail(session, person_id, col(Notice.finding_id).is_not(None))


def _last_mail(
    session: Session, person_id: int, *only: ColumnElement[bool]
) -> list[Notice]:
    newest = session.exec(
        select(func.max(Notice.mail_id))
        .where(Notice.person_id == person_id)
        .where(Notice.status == NoticeStatus.SENT.value)
        .where(*only)
    ).first()
    return notices_of_mail(session, newest) if newest else []


def entries_of_inbox(session: Session, userid: str, since: datetime) -> list[Inbox]:
    """What somebody sent since an instant, newest first, in whatever case it named them."""
    statement = (
        select(Inbox)
        .where(recent())
        .where(func.lower(Inbox.userid) == userid.casefold())
        .where(Inbox.received_at >= since)
        .order_by(col(Inbox.id).desc())
    )
    return list(session.exec(statement))


def inbox(session: Session, inbox_id: int) -> Inbox:
    """Return the inbox row of a row id that is known to exist."""
    return session.get_one(Inbox, inbox_id)


def find_mail(session: Session, mail_id: int) -> Mail | None:
    """The mail of a row id, if there is one."""
    return session.get(Mail, mail_id)
