"""全部：每张表的每一行，导出、备份和恢复用。"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import Date, Table, func, insert, text, update
from sqlalchemy.exc import (
    CompileError,
    InterfaceError,
    InternalError,
    OperationalError,
    StatementError,
)
from sqlmodel import Session, SQLModel, col, select

from models import locks
from models.clockwork import CalendarDay, JobRun
from models.instants import Instant
from models.journal import Journal
from models.ledger import (
    Answer,
    Evidence,
    Extension,
    Finding,
    ImportRun,
    Measure,
    MeasureResponsibility,
    Progress,
    Responsibility,
    Round,
    Signature,
)
from models.mailbox import Channel, Inbox, Mail, Notice, Question, Shown
from models.organisation import Person, Post, Unit
from models.substitution import Substitute
from models.supervision import Proposal, Supervision
from rules.vocabulary import MailStatus, NoticeStatus

TABLES: dict[str, type[SQLModel]] = {
    "round": Round,
    "unit": Unit,
    "person": Person,
    "post": Post,
    "import_run": ImportRun,
    "finding": Finding,
    "measure": Measure,
    "responsibility": Responsibility,
    "measure_responsibility": MeasureResponsibility,
    "progress": Progress,
    "supervision": Supervision,
    "evidence": Evidence,
    "extension": Extension,
    "signature": Signature,
    "answer": Answer,
    "proposal": Proposal,
    "substitute": Substitute,
    "inbox": Inbox,
    "mail": Mail,
    "notice": Notice,
    "channel": Channel,
    "shown": Shown,
    "question": Question,
    "job_run": JobRun,
    "calendar_day": CalendarDay,
    "journal": Journal,
}
"""Stable names (interface.md §2), in an order in which keys come before their use."""

CHUNK = 500


def rows(
    session: Session, round_code: str | None = None
) -> Iterator[dict[str, object]]:
    """Every row as plain values, with the table's name.

    With a round, without what belongs to other rounds: what points to a row that is
    left out is left out, too. People, mail and what else knows no round stay.
    """
    left: dict[str, set[object]] = {name: set() for name in TABLES}
    for name in TABLES:
        links = _links(name)
        for row in rows_of(session, name):
            if round_code is not None and (
                _elsewhere(name, row, round_code)
                or any(row[column] in left[target] for column, target in links)
            ):
                left[name].add(row.get("id"))
            else:
                yield {"table": name, **row}


def _links(name: str) -> list[tuple[str, str]]:
    """The columns of a table that point to others, and to which."""
    names = {str(kind.__tablename__): one for one, kind in TABLES.items()}
    keys = _table(name).foreign_keys
    return [(key.parent.name, names[key.column.table.name]) for key in keys]


def _elsewhere(name: str, row: Mapping[str, object], round_code: str) -> bool:
    """Say whether a row names another round itself."""
    if name not in ("round", "journal") or not row["code"]:
        return False
    return str(row["code"]).partition("-")[0] != round_code


def rows_of(session: Session, name: str) -> Iterator[dict[str, object]]:
    """Every row of one table as plain values, in the order of its key."""
    table = _table(name)
    statement = table.select().order_by(*table.primary_key.columns)
    found = session.connection().execution_options(yield_per=CHUNK).execute(statement)
    for row in found.mappings():
        yield dict(row)


def digests(session: Session) -> list[str]:
    """The SHA-256 of every evidence file that must be there: not of destroyed ones."""
    statement = (
        select(Evidence.sha256)
        .where(col(Evidence.destroyed_at).is_(None))
        .distinct()
        .order_by(Evidence.sha256)
    )
    return list(session.exec(statement))


def is_empty(session: Session) -> bool:
    """Say whether no table holds a row."""
    return not any(
        session.connection().execute(_table(name).select().limit(1)).first()
        for name in TABLES
    )


def load(session: Session, name: str, found: Iterable[Mapping[str, object]]) -> int:
    """Write rows as `rows_of` gave them (dates as ISO text); return how many.

    Raises ValueError for what is no row of this table.
    """
    table, count = _table(name), 0
    waiting: list[dict[str, object]] = []
    for row in found:
        waiting.append(_typed(table, row))
        if len(waiting) == CHUNK:
            count += _write(session, table, waiting)
    return count + _write(session, table, waiting)


TROUBLE = (InterfaceError, InternalError, OperationalError)
"""What ails a database, and is not the fault of the rows."""


def _write(session: Session, table: Table, waiting: list[dict[str, object]]) -> int:
    count = len(waiting)
    if waiting:
        try:
            session.connection().execute(insert(table), waiting)
        except TROUBLE:
            raise
        except (CompileError, StatementError) as error:
            raise ValueError(f"no rows of {table.name}") from error
    waiting.clear()
    return count


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[str(TABLES[name].__tablename__)]


def _typed(table: Table, row: Mapping[str, object]) -> dict[str, object]:
    """Make ISO text dates and instants again, by the column that holds them."""
    typed = dict(row)
    for column in table.columns:
        value = typed.get(column.name)
        if not isinstance(value, str):
            continue
        if isinstance(column.type, Instant):
            typed[column.name] = datetime.fromisoformat(value)
        elif isinstance(column.type, Date):
            typed[column.name] = date.fromisoformat(value)
    return typed


def go_on_counting(session: Session) -> None:
    """Let new rows of PostgreSQL get numbers after those that were loaded."""
    if not locks.shared(session):
        return
    for name in TABLES:
        table = _table(name)
        key = next(iter(table.primary_key.columns))
        if key.type.python_type is not int:
            continue
        highest = session.connection().execute(select(func.max(key))).scalar()
        if highest is not None:
            session.connection().execute(
                text("SELECT setval(pg_get_serial_sequence(:table, :key), :highest)"),
                {"table": f'"{table.name}"', "key": key.name, "highest": highest},
            )


def newest_notice(session: Session) -> int:
    """The number of the notice that was written last; 0 where there is none."""
    return session.exec(select(func.max(Notice.id))).one() or 0


def withdraw_pending(session: Session, reason: str, now: datetime, known: int) -> int:
    """Let what may have been said by now be sent no more; return how many.

    A notice that waits for a later hour stays, where it was `known` before; what was
    written after it stands for what was owed at its hour.
    """
    connection = session.connection()
    pending = (
        MailStatus.READY.value,
        MailStatus.SENDING.value,
        MailStatus.PASSIVE.value,
    )
    notices = connection.execute(
        update(Notice)
        .where(col(Notice.status) == NoticeStatus.WAITING.value)
        .where((col(Notice.release_after) <= now) | (col(Notice.id) > known))
        .values(status=NoticeStatus.WITHDRAWN.value, reason=reason)
    )
    mails = connection.execute(
        update(Mail)
        .where(col(Mail.status).in_(pending))
        .values(status=MailStatus.WITHDRAWN.value, last_error=reason)
    )
    return int(notices.rowcount + mails.rowcount)
