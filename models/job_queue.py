"""活的队：PgQueuer 在 PostgreSQL 上的那一头，在别人的一笔里入队（design 5）。"""

from collections.abc import Sequence
from datetime import datetime

import psycopg
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment
from pgqueuer.adapters.persistence.queries import SyncQueries
from pgqueuer.ports.driver import SyncDriver
from psycopg import RawCursor
from psycopg.rows import dict_row
from sqlalchemy import text
from sqlmodel import Session

from models import driver


class InTransaction(SyncDriver):
    """Lets PgQueuer enqueue on a connection whose transaction is ours to end."""

    def __init__(self, session: Session) -> None:
        """Work in the session's transaction; nothing is committed here."""
        self._session = session
        self._used = driver.of(session)

    def fetch(self, query: str, *args: object) -> list[dict[str, object]]:
        """Run one statement with PostgreSQL's own placeholders."""
        cursor = RawCursor(self._used.connection, row_factory=dict_row)
        try:
            cursor.execute(query, args or None)
        except psycopg.Error as error:
            used = self._used
            raise driver.as_engine(self._session, used, query, error) from error
        return cursor.fetchall()


def enqueue(session: Session, entrypoint: str, payloads: Sequence[str]) -> int:
    """Queue one job for each payload, in this transaction; return how many are new."""
    wanted = list(dict.fromkeys(payloads))
    ids = SyncQueries(InTransaction(session)).enqueue(
        [entrypoint] * len(wanted),
        [payload.encode() for payload in wanted],
        [0] * len(wanted),
        dedupe_key=[f"{entrypoint}:{payload}" for payload in wanted],
        on_conflict="skip",
    )
    return sum(1 for key in ids if key is not None)


def forget(session: Session, before: datetime) -> None:
    """Drop what PgQueuer noted down about jobs that went through the queue long ago.

    Three lines a job, which nobody reads: the outbox row says what became of a mail.
    """
    log = QueryBuilderEnvironment().settings.qualified.queue_table_log
    statement = f"DELETE FROM {log} WHERE created < :before"  # noqa: S608 - its own name
    session.connection().execute(text(statement), {"before": before})


def install_script() -> str:
    """Return PgQueuer's own schema, as the migration runs it."""
    return QueryBuilderEnvironment().build_install_query(create_schema=False)
