"""驱动：一笔之内直接用数据库驱动的连接，出的错和引擎报的一样。"""

from typing import Any, NamedTuple

from sqlalchemy import Dialect
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models import recall

DRIVER = "driver"
"""Where a session that lives for one transaction keeps its driver's connection."""


class Driver(NamedTuple):
    """The driver's own connection inside a session's transaction."""

    connection: Any
    name: str
    dialect: Dialect
    errors: type[Exception]


def attach(session: Session) -> None:
    """Begin the transaction and remember the driver; the session ends with it."""
    session.info[DRIVER] = of(session)
    recall.attach(session)


def of(session: Session) -> Driver:
    """Return the driver of a session's transaction."""
    connection = session.connection()
    dialect = connection.dialect
    return Driver(
        connection=connection.connection.driver_connection,
        name=dialect.name,
        dialect=dialect,
        errors=dialect.loaded_dbapi.Error,
    )


def as_engine(
    session: Session, driver: Driver, sql: str, error: Exception
) -> BaseException:
    """Return an error of the driver's as the engine would have raised it."""
    gone = driver.dialect.is_disconnect(error, driver.connection, None)  # type: ignore[arg-type]
    if gone:
        session.connection().invalidate(error)
    return DBAPIError.instance(
        sql,
        None,
        error,
        driver.errors,
        hide_parameters=True,
        connection_invalidated=gone,
        dialect=driver.dialect,
    )


def settle(session: Session) -> None:
    """Write what a command has yet to write, and forget what it has loaded.

    No command works on rows that another has read.
    """
    session.flush()
    if len(session.identity_map):
        session.expunge_all()
