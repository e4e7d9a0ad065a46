"""收发室：收到的、要说的、欠谁的，以及人刚才看到的编号和没答完的问题。"""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

from models.instants import Instant
from models.stored import Stored

WAITING = "coalesce(status, '') IN ('ready', 'sending')"
"""Mail that is still to leave. Said so that no other index can seem to answer it."""

OWED = "status = 'waiting' AND mail_id IS NULL"
"""Notices that nobody has put into a mail yet: few, however many were sent."""

UNFINISHED = "state <> 'done'"
"""Messages of which a file is still to come: few, however many were answered."""

PUSHED = "request <> ''"
"""Mail that goes out as a request of its own, not inside the answer to a callback."""

TRIED = "last_try_at IS NOT NULL"
"""Mail that was sent, or begun to be: answers inside a callback never are."""

ALARM = "alarm"
"""The kind of mail that says what is wrong with us: it passes whatever waits."""

URGENT = "kind NOT IN ('notice', 'digest')"
"""Answers pass before what is said to thousands."""


def _partial(name: str, where: str, *columns: str) -> Index:
    """An index that holds only the rows of a condition; on the id if nothing is said."""
    by = columns or ("id",)
    return Index(name, *by, sqlite_where=text(where), postgresql_where=text(where))


class Inbox(SQLModel, table=True):
    """A message's identity and the answer given: a retry finds both."""

    __table_args__ = (_partial("ix_inbox_unfinished", UNFINISHED),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    channel: str
    userid: str
    kind: str
    text: str = ""
    media_id: str = ""
    received_at: datetime = Field(sa_type=Instant)
    state: str
    outcome: str = ""
    mail_id: int | None = Field(default=None)
    attempts: int = 0
    next_try_at: datetime | None = Field(default=None, sa_type=Instant)
    last_error: str = ""


class Channel(SQLModel, table=True):
    """How a way out fares, for all processes: at rest until when and why, the quota."""

    name: str = Field(primary_key=True)
    rests_until: datetime | None = Field(default=None, sa_type=Instant)
    reason: str = ""
    alarm: bool = False
    counted_on: date | None = None
    sent: int = 0
    form: str = "template_card"


class Mail(Stored, table=True):
    """One thing said to one person; kept byte for byte once rendered."""

    __table_args__ = (
        Index("ix_mail_pending", "status", "userid", "id"),
        _partial("ix_mail_budget", TRIED, "userid", "last_try_at"),
        _partial("ix_mail_waiting", WAITING),
        _partial("ix_mail_urgent", f"{WAITING} AND {URGENT}"),
        _partial("ix_mail_pushed", PUSHED, "userid", "created_at"),
    )

    person_id: int | None = Field(default=None, foreign_key="person.id")
    userid: str
    way: str = "app"
    kind: str
    status: str
    text: str
    request: str = ""
    task_id: str | None = Field(default=None, unique=True)
    created_at: datetime = Field(sa_type=Instant)
    next_try_at: datetime = Field(sa_type=Instant)
    attempts: int = 0
    last_try_at: datetime | None = Field(default=None, sa_type=Instant)
    first_try_at: datetime | None = Field(default=None, sa_type=Instant)
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    msgid: str = ""
    response_code: str = ""
    code_used_at: datetime | None = Field(default=None, sa_type=Instant)
    last_error: str = ""


class Notice(SQLModel, table=True):
    """What we owe somebody because of a rule; the key makes it once only."""

    __table_args__ = (
        _partial("ix_notice_owed", OWED, "release_after"),
        _partial("ix_notice_owed_person", OWED, "person_id", "release_after"),
        _partial("ix_notice_mail_id", "mail_id IS NOT NULL", "mail_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    finding_id: int | None = Field(default=None, foreign_key="finding.id", index=True)
    cycle: int = 1
    step: str
    role: str = ""
    due_on: date | None = None
    fires_on: date | None = None
    occurrence: int = 1
    status: str
    reason: str = ""
    why: str = ""
    facts: dict[str, object] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    created_at: datetime = Field(sa_type=Instant)
    release_after: datetime = Field(sa_type=Instant)
    mail_id: int | None = Field(default=None, foreign_key="mail.id")
    sent_at: datetime | None = Field(default=None, sa_type=Instant)


PUSHED_LIST = "reminder"
"""The kind of a list that nobody asked for."""


class Shown(SQLModel, table=True):
    """The numbered list that a person was last shown: `1` means this code."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    mail_id: int | None = Field(default=None, index=True)
    kind: str
    at: datetime | None = Field(default=None, sa_type=Instant)
    codes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    rest: list[str] = Field(sa_column=Column(JSON, nullable=False))
    heading: str = ""


class Question(SQLModel, table=True):
    """The one question that a person has not answered yet (30 minutes)."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str
    at: datetime = Field(sa_type=Instant)
    state: str
    payload: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    choices: list[str] = Field(sa_column=Column(JSON, nullable=False))
    inbox_id: int | None = None
