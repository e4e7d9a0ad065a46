"""一来一回：一条消息的身份、答复、列表和问题；条条消息都要写，句句事先写好。"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, insert, or_, text, update
from sqlalchemy.dialects import postgresql
from sqlmodel import Session, col, select

from models.mailbox import PUSHED, Inbox, Mail, Question, Shown
from models.prepared import Prepared, PreparedInsert, among
from rules.vocabulary import MailStatus

ARRIVING = (
    MailStatus.READY,
    MailStatus.SENDING,
    MailStatus.SENT,
    MailStatus.UNCERTAIN,
)
"""Mail that is on somebody's phone, or may be, or will be."""

LEAVING = (MailStatus.READY, MailStatus.SENDING)
HELD = timedelta(days=7)
"""How much longer than asked a mail may have waited: a way out can rest for days."""

REMEMBER = PreparedInsert(
    postgresql.insert(Inbox)
    .values(
        key=bindparam("key"),
        channel=bindparam("channel"),
        userid=bindparam("userid"),
        kind=bindparam("kind"),
        text=bindparam("text"),
        media_id=bindparam("media_id"),
        received_at=bindparam("received_at"),
        state="done",
        outcome="",
        attempts=0,
        last_error="",
    )
    .on_conflict_do_nothing(index_elements=["key"])
)
"""SQLite speaks this sentence of PostgreSQL's too."""

CONCLUDE = Prepared(
    update(Inbox)
    .where(col(Inbox.id) == bindparam("key_"))
    .values(outcome=bindparam("outcome"), mail_id=bindparam("mail_id")),
    tuple,
)
POST = PreparedInsert(
    insert(Mail).values(
        person_id=bindparam("person_id"),
        userid=bindparam("userid"),
        way=bindparam("way"),
        kind=bindparam("kind"),
        status=bindparam("status"),
        text=bindparam("text"),
        request=bindparam("request"),
        task_id=bindparam("task_id"),
        created_at=bindparam("created_at"),
        next_try_at=bindparam("created_at"),
        attempts=0,
        msgid="",
        response_code="",
        last_error="",
    )
)
ASKED = Prepared(
    select(Mail.id)
    .where(col(Mail.userid) == bindparam("to"))
    .where(col(Mail.created_at) >= bindparam("oldest"))
    .where(text(PUSHED))
    .where(col(Mail.request) == bindparam("request"))
    .where(among(col(Mail.status), ARRIVING))
    .where(
        or_(
            col(Mail.created_at) >= bindparam("since"),
            col(Mail.last_try_at) >= bindparam("since"),
            among(col(Mail.status), LEAVING),
        )
    )
    .limit(1),
    tuple,
)
SHOW = Prepared(
    insert(Shown).values(
        person_id=bindparam("person_id"),
        mail_id=bindparam("mail_id"),
        kind=bindparam("kind"),
        at=bindparam("at"),
        codes=bindparam("codes"),
        rest=bindparam("rest"),
        heading=bindparam("heading"),
    ),
    tuple,
)
ASK = Prepared(
    insert(Question).values(
        person_id=bindparam("person_id"),
        kind=bindparam("kind"),
        at=bindparam("at"),
        state="open",
        payload=bindparam("payload"),
        choices=bindparam("choices"),
        inbox_id=bindparam("inbox_id"),
    ),
    tuple,
)
REPLACE = Prepared(
    update(Question)
    .where(col(Question.person_id) == bindparam("asked"))
    .where(col(Question.state) == "open")
    .values(state="replaced"),
    tuple,
)
OPEN = Prepared(
    select(Question.id)
    .where(col(Question.person_id) == bindparam("asked"))
    .where(col(Question.state) == "open")
    .where(col(Question.at) >= bindparam("since"))
    .order_by(col(Question.id).desc())
    .limit(1),
    tuple,
)


def remember(
    session: Session,
    *,
    key: str,
    channel: str,
    userid: str,
    kind: str,
    text: str,
    media_id: str,
    received_at: datetime,
) -> int | None:
    """Write a message's identity; its row id, or None where it came before."""
    return REMEMBER.new(
        session,
        key=key,
        channel=channel,
        userid=userid,
        kind=kind,
        text=text,
        media_id=media_id,
        received_at=received_at,
    )


def conclude(
    session: Session, inbox_id: int, outcome: str, mail_id: int | None
) -> None:
    """Write what became of a message, and the mail that answers it."""
    CONCLUDE.run(session, key_=inbox_id, outcome=outcome, mail_id=mail_id)


def post(
    session: Session,
    *,
    person_id: int | None,
    userid: str,
    way: str,
    kind: str,
    status: str,
    text: str,
    request: str,
    task_id: str | None,
    created_at: datetime,
) -> int:
    """Write a mail; return its row id."""
    mail_id = POST.new(
        session,
        person_id=person_id,
        userid=userid,
        way=way,
        kind=kind,
        status=status,
        text=text,
        request=request,
        task_id=task_id,
        created_at=created_at,
    )
    assert mail_id is not None  # noqa: S101 - an insert that fails raises
    return mail_id


def newest(session: Session) -> int:
    """The row id of the newest mail, or 0."""
    return session.exec(select(func.max(Mail.id))).one() or 0


def is_asked(session: Session, userid: str, request: str, since: datetime) -> bool:
    """Say whether the very same request has left for somebody since, or is about to."""
    facts = {"to": userid, "request": request, "since": since, "oldest": since - HELD}
    return ASKED.first(session, **facts) is not None


def show(
    session: Session,
    *,
    person_id: int,
    mail_id: int,
    kind: str,
    at: datetime | None,
    codes: Sequence[str],
    rest: Sequence[str],
    heading: str,
) -> None:
    """Write which code each number of a mail means, and since when it does."""
    SHOW.run(
        session,
        person_id=person_id,
        mail_id=mail_id,
        kind=kind,
        at=at,
        codes=codes,
        rest=rest,
        heading=heading,
    )


def ask(
    session: Session,
    *,
    person_id: int,
    kind: str,
    at: datetime,
    payload: Mapping[str, object],
    choices: Sequence[str],
    inbox_id: int | None,
) -> None:
    """Open a question; an older one of the same person is closed unanswered."""
    REPLACE.run(session, asked=person_id)
    ASK.run(
        session,
        person_id=person_id,
        kind=kind,
        at=at,
        payload=payload,
        choices=choices,
        inbox_id=inbox_id,
    )


def open_question(session: Session, person_id: int, since: datetime) -> Question | None:
    """The question that somebody was asked and has not answered, if still fresh."""
    found = OPEN.first(session, asked=person_id, since=since)
    return None if found is None else session.get(Question, found[0])


LATELY = 20
"""How many of somebody's answered questions are looked through."""


def answered(session: Session, person_id: int, kind: str) -> Sequence[Question]:
    """Questions of a kind that somebody has answered lately, the newest first."""
    statement = (
        select(Question)
        .where(Question.person_id == person_id)
        .where(Question.kind == kind)
        .where(Question.state == "answered")
        .order_by(col(Question.id).desc())
        .limit(LATELY)
    )
    return session.exec(statement).all()
