"""打开数据库：SQLite 一个写者，PostgreSQL 也行；用完放手。"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from models import driver, pulse
from models.schema import is_foreign
from rules.errors import Misconfigured

DRIVERS = frozenset({"sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"})
"""The first words of addresses that lead to a database we can speak to."""

BUSY_MILLISECONDS = 5000
ROOM_KILOBYTES = 64 * 1024
"""Pages that a process of one command keeps in memory, instead of SQLite's 2 MB."""

POOL = 8
"""Connections of one process that stay open on PostgreSQL, and as many in a rush."""

NOTICING = {
    "connect_timeout": "10",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
"""How we notice within half a minute that the database's machine is no more."""

NOTICED = """
SET tcp_keepalives_idle = 10;
SET tcp_keepalives_interval = 5;
SET tcp_keepalives_count = 3;
SET tcp_user_timeout = 30000
"""
"""How the database notices it of ours, and frees what that machine held for all."""

PAUSE, LONG_PAUSE = 60_000, 600_000
"""Milliseconds for which a transaction may do nothing, and that of an import: whoever
is stopped in the middle of one must not stop the others for ever."""


def open_database(url: str, *, alone: bool = False) -> Engine:
    """Return the engine of a database address.

    SQLite gets WAL, full synchronisation, foreign keys and no hidden transactions:
    its default ones lose updates silently. `alone` is a process that does one thing
    and ends: it may keep many pages in memory, and a large import writes each only
    once. Raises Misconfigured for a bad address.
    """
    parsed = _address(url)
    if parsed.get_backend_name() == "postgresql":
        return _open_postgresql(url, LONG_PAUSE if alone else PAUSE)
    _make_folder(Path(parsed.database or "").parent)
    engine = create_engine(
        url, connect_args={"check_same_thread": False}, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "connect", pulse.remember)
    if alone:
        event.listen(engine, "connect", _make_room)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _leave_nothing_open)
    return engine


@contextmanager
def opened(url: str, *, alone: bool = False) -> Iterator[Engine]:
    """Open a database and let all its connections go on the way out, however it ends.

    Raises Misconfigured for a bad address.
    """
    engine = open_database(url, alone=alone)
    try:
        yield engine
    finally:
        engine.dispose()


def _address(url: str) -> URL:
    """Take an address apart; raises Misconfigured for one that leads to no database."""
    try:
        parsed = make_url(url)
    except Exception as error:
        raise Misconfigured("[database] url 不是数据库地址，请照示例填写") from error
    if parsed.drivername not in DRIVERS:
        raise Misconfigured(
            "[database] url 只认 sqlite:/// 和 postgresql+psycopg://，请照示例填写"
        )
    if parsed.get_backend_name() == "sqlite" and not _is_file(parsed):
        raise Misconfigured(
            "[database] url 没有指明库文件，请写成 sqlite:///data/xiaozhang.db（三道斜线）"
        )
    return parsed


def _is_file(address: URL) -> bool:
    """A book in memory would be gone with the process."""
    named = address.database not in (None, "", ":memory:")
    return named and not address.host


def missing_file(url: str) -> Path | None:
    """The file of a SQLite database that is not there yet; None for any other address.

    Opening would make it, and as its owner whoever happens to look. Raises
    Misconfigured for a bad address.
    """
    parsed = _address(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    path = Path(parsed.database or "")
    return None if path.exists() else path


def _open_postgresql(url: str, pause: int) -> Engine:
    engine = create_engine(
        noticing(url),
        pool_pre_ping=True,
        pool_size=POOL,
        max_overflow=POOL,
        hide_parameters=True,
    )

    def prepare(connection: Any, entry: ConnectionPoolEntry) -> None:
        connection.execute("SET TIME ZONE 'UTC'")
        connection.execute(NOTICED)
        connection.execute(f"SET idle_in_transaction_session_timeout = {pause}")
        connection.commit()

    event.listen(engine, "connect", prepare)
    return engine


def noticing(url: str) -> URL:
    """The address of a PostgreSQL, to be noticed when it falls silent.

    What the address says itself stands.
    """
    parsed = make_url(url)
    return parsed.update_query_dict({**NOTICING, **parsed.query})


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misconfigured(
            f"[database] 不能建立文件夹 {folder}：{error.strerror}，请检查权限"
        ) from error


def _prepare_sqlite(connection: Any, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    names = cursor.execute("SELECT name FROM sqlite_master WHERE type='table'")
    if not is_foreign({name for (name,) in names}):
        cursor.execute("PRAGMA journal_mode=WAL")  # stays with the file
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # What a statement over dozens of rows may have to undo would go into a new file.
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.close()


def _make_room(connection: Any, entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA cache_size=-{ROOM_KILOBYTES}")
    cursor.close()


def _leave_nothing_open(connection: Any, entry: ConnectionPoolEntry) -> None:
    """A commit that failed (a constraint, a full disk) leaves its transaction open."""
    if connection is not None and connection.in_transaction:
        connection.rollback()


def _begin(connection: Connection) -> None:
    """Writers take the lock at once; readers keep a snapshot and block nobody."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def begin(engine: Engine) -> Session:
    """Open a session in a transaction that may write; the lane commits and closes it.

    On SQLite this waits until no other process writes.
    """
    session = Session(engine, expire_on_commit=False)
    try:
        driver.attach(session)
    except BaseException:
        session.close()
        raise
    return session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a session on one snapshot; whatever it writes is thrown away."""
    options: dict[str, object] = {"reading": True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with (
        engine.connect().execution_options(**options) as connection,
        Session(bind=connection, expire_on_commit=False) as session,
    ):
        driver.attach(session)
        yield session
        session.expunge_all()  # what was read stays readable after its session
        session.rollback()
