"""驱动：一笔之内直接用数据库驱动的连接，出的错和引擎报的一样。"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Dialect
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

DRIVER = "driver"
"""Where a session that lives for one transaction keeps its driver's connection."""


class Driver(NamedTuple):
    """The driver's own connection inside a session's transaction."""

    connection: Any
    dialect: Dialect
    name: str


def attach(session: Session) -> None:
    """Begin the transaction and remember the driver; the session ends with it."""
    session.info[DRIVER] = _find(session)


def of(session: Session) -> Driver:
    """Return the driver of a session's transaction."""
    found: Driver | None = session.info.get(DRIVER)
    return found or _find(session)


def _find(session: Session) -> Driver:
    connection = session.connection()
    dialect = connection.dialect
    return Driver(connection.connection.driver_connection, dialect, dialect.name)


def execute(session: Session, driver: Driver, sql: str, parameters: Any = ()) -> Any:
    """Run one statement; return the driver's cursor. Raises DBAPIError."""
    try:
        return driver.connection.execute(sql, parameters)
    except driver.dialect.loaded_dbapi.Error as error:
        raise _as_engine(session, driver, sql, error) from error


def _as_engine(
    session: Session, driver: Driver, sql: str, error: Exception
) -> BaseException:
    """The driver's error as the engine would have raised it."""
    gone = driver.dialect.is_disconnect(error, driver.connection, None)  # type: ignore[arg-type]
    if gone:
        session.connection().invalidate(error)
    return DBAPIError.instance(
        sql,
        None,
        error,
        driver.dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=gone,
        dialect=driver.dialect,
    )


@contextmanager
def savepoint(session: Session) -> Iterator[None]:
    """Keep one command apart from the others of its transaction; errors undo it alone.

    What the session has loaded is forgotten at the end: no command works on rows that
    another has read. Where an error has ended the whole transaction, there is nothing
    left to go back to.
    """
    driver = of(session)
    execute(session, driver, "SAVEPOINT command")
    try:
        yield
        session.flush()
    except BaseException:
        if session.is_active:
            execute(session, driver, "ROLLBACK TO SAVEPOINT command")
        raise
    finally:
        session.expunge_all()
    execute(session, driver, "RELEASE SAVEPOINT command")
