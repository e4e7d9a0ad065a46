"""成批写下：语句编一次，值备一次，直接交给驱动；五万项也不逐格过对象映射。"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, insert
from sqlmodel import Session, SQLModel

from models import recall


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
    keys = statement.positiontup or list(statement.params)
    columns = [_column(table, key, rows, connection.dialect) for key in keys]
    values: list[Any] = list(zip(*columns, strict=True))
    if not statement.positional:
        values = [dict(zip(keys, row, strict=True)) for row in values]
    connection.exec_driver_sql(str(statement), values)
    recall.forget(session)


def _column(
    table: type[SQLModel],
    key: str,
    rows: Sequence[Mapping[str, object]],
    dialect: Dialect,
) -> list[Any]:
    """A column's values as the driver takes them; each object is made ready once."""
    process = getattr(table, key).type.dialect_impl(dialect).bind_processor(dialect)
    values = [row[key] for row in rows]
    if process is None:
        return values
    seen = {id(value): value for value in values}
    ready = {key: process(value) for key, value in seen.items()}
    return [ready[id(value)] for value in values]
