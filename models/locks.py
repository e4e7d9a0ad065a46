"""锁：SQLite 只有一个写者，不用锁；PostgreSQL 上同一个人、同一条链，一次一个。"""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

JOURNAL = "journal"
RELEASE = "release"
BUNDLES = "bundles"
LEDGER = "ledger"
SETUP = "setup"

SERIALIZATION_FAILURE, DEADLOCK = "40001", "40P01"


def shared(where: Session | Engine) -> bool:
    """Say whether several processes may write at the same time (PostgreSQL)."""
    bind = where.get_bind() if isinstance(where, Session) else where
    return bind.dialect.name == "postgresql"


def hold(session: Session, subjects: Iterable[str]) -> None:
    """Hold these subjects until the end of the transaction, alone in the whole cluster.

    They are taken in one fixed order, so that two holders never wait for each other.
    On SQLite the writer is alone anyhow.
    """
    if not shared(session):
        return
    for subject in sorted(set(subjects)):
        session.connection().execute(LOCK, {"subject": subject})


def try_hold(session: Session, subject: str) -> bool:
    """Hold a subject like `hold`, where nobody else does; say whether we do."""
    if not shared(session):
        return True
    return bool(session.connection().scalar(TRY_LOCK, {"subject": subject}))


TRY_LOCK = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:subject, 0))")
LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 0))")


def is_conflict(error: BaseException) -> bool:
    """Say whether another writer came first, so that running again may succeed."""
    if isinstance(error, StaleDataError | IntegrityError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if _plain(getattr(error.orig, "sqlite_errorcode", 0)) == sqlite3.SQLITE_BUSY:
        return True
    state = getattr(error.orig, "sqlstate", None)
    return state in (SERIALIZATION_FAILURE, DEADLOCK)


def _plain(code: int) -> int:
    """SQLite's code without its second half, which says what it was busy with."""
    return code & 0xFF


def is_gone(error: BaseException) -> bool:
    """Say whether the database itself went away in the middle, or is not back yet.

    A connection that could not be made has no state at all; SQLite knows none.
    """
    if not isinstance(error, OperationalError):
        return isinstance(error, DBAPIError) and error.connection_invalidated
    state = getattr(error.orig, "sqlstate", "")
    return error.connection_invalidated or state is None


class Seat:
    """A place that one process of the cluster holds for as long as it lives.

    The lock belongs to a connection of its own: where that ends, the place is free.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        """Know the place `name`; nobody sits yet."""
        self._engine = engine
        self._name = name
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Say whether the place is ours now; on SQLite it always is."""
        if not shared(self._engine):
            return True
        if self._connection is not None:
            return self._is_alive(self._connection)
        connection = self._engine.connect().execution_options(
            isolation_level="AUTOCOMMIT"
        )
        if connection.execute(SEAT, {"subject": self._name}).scalar():
            self._connection = connection
            return True
        connection.close()
        return False

    def leave(self) -> None:
        """Free the place for another process; a line that is cut has freed it."""
        if self._connection is not None:
            with suppress(DBAPIError):
                self._connection.execute(UNSEAT, {"subject": self._name})
            self._drop(self._connection)

    def _drop(self, connection: Connection) -> None:
        connection.invalidate()
        connection.close()
        self._connection = None

    def _is_alive(self, connection: Connection) -> bool:
        try:
            connection.execute(text("SELECT 1")).scalar()
        except DBAPIError:
            self._drop(connection)
            return False
        return True


UNSEAT = text("SELECT pg_advisory_unlock(hashtextextended(:subject, 0))")
SEAT = text("SELECT pg_try_advisory_lock(hashtextextended(:subject, 0))")
