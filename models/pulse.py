"""库的脉搏：答不答话，写不写得进，文件还是不是开着的那一个。"""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from models import locks

FILE = "file"
"""Under which a connection to SQLite remembers which file it opened."""


class Replaced(Exception):
    """Another file has the name of the open database."""


def remember(connection: Any, entry: ConnectionPoolEntry) -> None:
    """Note which file a new connection to SQLite has opened."""
    entry.info[FILE] = _identities(connection)


def ping(session: Session) -> None:
    """Raise where the database does not answer, or its file was taken away.

    SQLite goes on with a file that has no name any more, or whose name another file
    has taken (Replaced): all of it would be lost.
    """
    connection = session.connection()
    if locks.shared(session):
        connection.execute(text("SELECT 1")).scalar()
    elif _identities(connection.connection) != connection.info[FILE]:
        raise Replaced


def time(session: Session) -> datetime | None:
    """What time the database has; None where its clock is this machine's own."""
    if not locks.shared(session):
        return None
    found: datetime | None = session.connection().scalar(
        text("SELECT clock_timestamp()")
    )
    return found


def touch(session: Session) -> None:
    """Write something that means nothing: a disk that takes nothing says so only then.

    A PostgreSQL looks after its own disk.
    """
    if not locks.shared(session):
        session.connection().execute(text("PRAGMA user_version = 1"))


def _identities(connection: Any) -> list[tuple[int, int]]:
    """Tell the open files from others of the same name; raises FileNotFoundError."""
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA database_list")
        seen = [Path(path).stat() for _, _, path in cursor.fetchall() if path]
    finally:
        cursor.close()
    return [(one.st_dev, one.st_ino) for one in seen]
