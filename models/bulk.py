"""成批写下：语句编一次，值备一次，直接交给驱动；五万项也不逐格过对象映射。"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Dialect, insert
from sqlmodel import Session, SQLModel

from models import recall

Process = Callable[[Any], Any]


def write(
    session: Session,
    table: type[SQLModel],
    rows: Sequence[Mapping[str, object]],
    shared: Mapping[str, object] = MappingProxyType({}),
) -> None:
    """Insert many rows of one table; all have the keys of the first.

    `shared` are columns that say the same in all rows, but for those that the rows
    have themselves. Together they name every column that has a default; what is blank
    in all rows is left out. Nothing is read back.
    """
    if not rows:
        return
    connection = session.connection()
    used = [key for key in rows[0] if any(row[key] is not None for row in rows)]
    used += [k for k, value in shared.items() if value is not None and k not in rows[0]]
    plan = _plan(table, tuple(used), connection.dialect)
    columns = [
        _column([row[key] for row in rows], process)
        if key in rows[0]
        else repeat(process(shared[key]) if process else shared[key], len(rows))
        for key, process in zip(plan.keys, plan.processes, strict=True)
    ]
    values: list[Any] = list(zip(*columns, strict=True))
    if not plan.positional:
        values = [dict(zip(plan.keys, row, strict=True)) for row in values]
    connection.exec_driver_sql(plan.sql, values)
    recall.forget(session)


class _Plan(NamedTuple):
    """An insert as the driver takes it: its columns in order, and how each is bound."""

    sql: str
    keys: tuple[str, ...]
    processes: tuple[Process | None, ...]
    positional: bool


@lru_cache(maxsize=64)
def _plan(table: type[SQLModel], used: tuple[str, ...], dialect: Dialect) -> _Plan:
    blank = insert(table).inline().values(dict.fromkeys(used))
    statement = blank.compile(dialect=dialect)
    keys = tuple(statement.positiontup or statement.params)
    types = (getattr(table, key).type.dialect_impl(dialect) for key in keys)
    processes = tuple(kind.bind_processor(dialect) for kind in types)
    return _Plan(str(statement), keys, processes, statement.positional)


def _column(values: list[Any], process: Process | None) -> list[Any]:
    """A column's values as the driver takes them; each object is made ready once."""
    if process is None:
        return values
    seen = {id(value): value for value in values}
    ready = {key: process(value) for key, value in seen.items()}
    return [ready[id(value)] for value in values]
