"""流水：只增不改，前后相链（domain.md §11，decisions.md 6）。"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from json.encoder import encode_basestring

from sqlalchemy import JSON, Column, ColumnElement, Index, and_, func, text
from sqlmodel import Field, Session, SQLModel, col, select

from models import bulk, locks
from models.instants import Instant

REGISTERED = "import"
"""The action with which every finding begins."""

GENESIS = "0" * 64
BATCH = 2000
"""Entries that are written at once: a large import must not fill the memory."""


BY_MESSAGE = "inbox_id IS NOT NULL"
"""What imports and patrols write has no message behind it."""


class Journal(SQLModel, table=True):
    """Who, when, from which door, what, before and after."""

    __table_args__ = (
        Index(
            "ix_journal_inbox_id",
            "inbox_id",
            sqlite_where=text(BY_MESSAGE),
            postgresql_where=text(BY_MESSAGE),
        ),
    )

    seq: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    userid: str
    door: str
    action: str
    finding_id: int | None = Field(default=None, index=True)
    inbox_id: int | None = Field(default=None)
    code: str = ""
    before: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    after: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    previous_hash: str
    hash: str = Field(unique=True)


@dataclass
class Entry:
    """A journal entry that a handler collected and the lane has yet to chain."""

    at: datetime
    userid: str
    door: str
    action: str
    finding_id: int | None
    inbox_id: int | None
    code: str
    before: dict[str, object]
    after: dict[str, object]


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(entry: Entry | Journal) -> str:
    """The canonical JSON that is hashed: sorted keys, no spaces, UTC instants.

    Written out key by key, because an import chains a hundred thousand of them.
    """
    quoted = encode_basestring
    return (
        f'{{"action":{quoted(entry.action)},"after":{_json(entry.after)}'
        f',"at":"{_written(entry.at)}"'
        f',"before":{_json(entry.before)}'
        f',"code":{quoted(entry.code)},"door":{quoted(entry.door)}'
        f',"finding_id":{_number(entry.finding_id)}'
        f',"inbox_id":{_number(entry.inbox_id)},"userid":{quoted(entry.userid)}}}'
    )


def _json(values: dict[str, object]) -> str:
    return _ENCODER.encode(values) if values else "{}"


_written = lru_cache(maxsize=16)(datetime.isoformat)
"""All entries of one deed, or of a whole import, are of the same instant."""


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


def content(entry: Entry | Journal) -> dict[str, object]:
    """What the hash of an entry covers, as plain values."""
    return {
        "at": entry.at.isoformat(),
        "userid": entry.userid,
        "door": entry.door,
        "action": entry.action,
        "finding_id": entry.finding_id,
        "inbox_id": entry.inbox_id,
        "code": entry.code,
        "before": entry.before,
        "after": entry.after,
    }


def link(previous: str, entry: Entry | Journal) -> str:
    """sha256(previous hash ‖ canonical JSON of the entry), in hex."""
    return hashlib.sha256((previous + canonical(entry)).encode()).hexdigest()


def plain(values: dict[str, object]) -> dict[str, object]:
    """Make dates and instants plain text, so that JSON gives the same bytes again."""
    return {
        key: value.isoformat() if isinstance(value, date | datetime) else value
        for key, value in values.items()
    }


def last_hash(session: Session) -> str:
    """The hash that the next entry builds on."""
    statement = select(Journal.hash).order_by(col(Journal.seq).desc()).limit(1)
    return session.exec(statement).first() or GENESIS


def was_done(session: Session, finding_id: int, action: str) -> bool:
    """Say whether a deed was ever done on a finding, in whichever cycle."""
    statement = (
        select(Journal.seq)
        .where(_speaks_of(finding_id))
        .where(Journal.action == action)
        .limit(1)
    )
    return session.exec(statement).first() is not None


def append(session: Session, entries: Iterable[Entry]) -> None:
    """Chain and write entries; the lane calls it as its last act before COMMIT."""
    previous = ""
    for batch in _batches(entries):
        if not previous:
            locks.hold(session, [locks.JOURNAL])
            previous = last_hash(session)
        rows = []
        for entry in batch:
            current = link(previous, entry)
            rows.append({**vars(entry), "previous_hash": previous, "hash": current})
            previous = current
        bulk.write(session, Journal, rows)


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    waiting = iter(entries)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def verify(session: Session) -> int | None:
    """Walk the whole chain; the sequence number of the first bad entry, or None."""
    previous = GENESIS
    for entry in entries(session):
        if entry.previous_hash != previous or entry.hash != link(previous, entry):
            return entry.seq
        previous = entry.hash
    return None


def entries(session: Session, since: datetime | None = None) -> Iterator[Journal]:
    """All entries in order, or those from an instant on."""
    statement = select(Journal).order_by(col(Journal.seq))
    if since is not None:
        statement = statement.where(Journal.at >= since)
    yield from session.exec(statement)


def length(session: Session, finding_id: int) -> int:
    """How many entries speak of one finding."""
    statement = select(func.count()).where(_speaks_of(finding_id))
    return session.exec(statement).one()


def of_finding(session: Session, finding_id: int) -> list[Journal]:
    """All entries that speak of one finding, in order."""
    statement = select(Journal).where(_speaks_of(finding_id)).order_by(col(Journal.seq))
    return list(session.exec(statement))


def _speaks_of(finding_id: int) -> ColumnElement[bool]:
    """From the finding's registration on: its row id may have been another's before.

    A finding whose import was taken back is gone, its entries stay.
    """
    registered = (
        select(func.max(Journal.seq))
        .where(Journal.finding_id == finding_id)
        .where(Journal.action == REGISTERED)
        .scalar_subquery()
    )
    since = col(Journal.seq) >= func.coalesce(registered, 0)
    return and_(col(Journal.finding_id) == finding_id, since)


def at_instant(
    session: Session, at: datetime, actions: Collection[str]
) -> list[Journal]:
    """The entries of some actions at one instant, in order."""
    statement = (
        select(Journal)
        .where(Journal.at == at, col(Journal.action).in_(actions))
        .order_by(col(Journal.seq))
    )
    return list(session.exec(statement))


def head(session: Session) -> tuple[int, str]:
    """The sequence number and hash of the newest entry."""
    statement = (
        select(Journal.seq, Journal.hash).order_by(col(Journal.seq).desc()).limit(1)
    )
    found = session.exec(statement).first()
    return (found[0] or 0, found[1]) if found else (0, GENESIS)


def newest_of(
    session: Session, userid: str, after: int, leave_out: Collection[str]
) -> Journal | None:
    """What somebody did last by a message later than `after`, those actions left out."""
    statement = (
        select(Journal)
        .where(col(Journal.inbox_id) > after)
        .where(Journal.userid == userid)
        .where(col(Journal.action).not_in(leave_out))
        .order_by(col(Journal.inbox_id).desc(), col(Journal.seq).desc())
        .limit(1)
    )
    return session.exec(statement).first()
