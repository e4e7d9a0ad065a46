"""成批写下：语句编一次，值备一次，直接交给驱动；五万项也不逐格过对象映射。"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, insert
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, SQLModel

Value = Callable[[object], Any]


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
    used = [key for key in rows[0] if any(row[key] is not None for row in rows)]
    blank = insert(table).inline().values(dict.fromkeys(used))
    statement = blank.compile(dialect=connection.dialect)
    ready = {
        key: _ready(getattr(table, key).type, connection.dialect)
        for key in statement.positiontup or statement.params
    }
    values: list[Any] = [
        {key: prepare(row[key]) for key, prepare in ready.items()} for row in rows
    ]
    if statement.positional:
        values = [tuple(row.values()) for row in values]
    connection.exec_driver_sql(str(statement), values)


def _ready(kind: TypeEngine[Any], dialect: Dialect) -> Value:
    """Return what makes a column's values ready for the driver, each object once."""
    process = kind.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return lambda value: value
    seen: dict[int, object] = {}

    def prepared(value: object) -> object:
        key = id(value)
        if key not in seen:
            seen[key] = process(value)
        return seen[key]

    return prepared
