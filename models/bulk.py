"""成批写下：语句编一次，值备一次，直接交给驱动；五万项也不逐格过对象映射。"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect, insert
from sqlmodel import Session, SQLModel


def write(
    session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, object]]
) -> None:
    """Insert many rows of one table; all have the keys of the first.

    A row names every column that has a default; those that are blank in all rows are
    left out. Nothing is read back.
    """
    if not rows:
        return
    connection = session.connection()
    used = tuple(key for key in rows[0] if any(row[key] is not None for row in rows))
    plan = _plan(table, used, connection.dialect)
    columns = [
        _column([row[key] for row in rows], process)
        for key, process in zip(plan.keys, plan.processes, strict=True)
    ]
    values: list[Any] = list(zip(*columns, strict=True))
    if not plan.positional:
        values = [dict(zip(plan.keys, row, strict=True)) for row in values]
    connection.exec_driver_sql(plan.sql, values)


class _Plan(NamedTuple):
    """An insert as the driver takes it: its columns in order, and how each is bound."""

    sql: str
    keys: tuple[str, ...]
    processes: tuple[Callable[[Any], Any] | None, ...]
    positional: bool


@lru_cache(maxsize=64)
def _plan(table: type[SQLModel], used: tuple[str, ...], dialect: Dialect) -> _Plan:
    blank = insert(table).inline().values(dict.fromkeys(used))
    statement = blank.compile(dialect=dialect)
    keys = tuple(statement.positiontup or statement.params)
    types = (getattr(table, key).type.dialect_impl(dialect) for key in keys)
    processes = tuple(kind.bind_processor(dialect) for kind in types)
    return _Plan(str(statement), keys, processes, statement.positional)


def _column(values: list[Any], process: Callable[[Any], Any] | None) -> list[Any]:
    """A column's values as the driver takes them; each object is made ready once."""
    if process is None:
        return values
    seen = {id(value): value for value in values}
    ready = {key: process(value) for key, value in seen.items()}
    return [ready[id(value)] for value in values]
