"""时刻的列：存世界时，取出来还是带时区的世界时；不带时区的一律不收。"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware instant: UTC in the database, UTC when read, naive ones refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], object]:
        """Return what turns an aware instant into UTC; SQLite keeps it as text."""
        return _as_text if dialect.name == "sqlite" else _as_utc

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Give the instant back aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def _as_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return value.astimezone(UTC)


@lru_cache(maxsize=64)
def _as_text(value: datetime | None) -> str | None:
    """The way SQLAlchemy itself writes an instant into SQLite, without its zone."""
    moment = _as_utc(value)
    if moment is None:
        return None
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds")
