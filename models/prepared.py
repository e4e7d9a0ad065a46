"""写好的语句：编译一次，以后直接交给驱动；每条消息都要走的几步用它，省去对象映射。"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Dialect, SelectBase, UpdateBase, or_
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlmodel import Session

from models import driver

Row = TypeVar("Row")
Process = Callable[[Any], Any]
Statement = SelectBase | UpdateBase


class Prepared(Generic[Row]):
    """A statement with named parameters whose rows are plain values.

    It runs in the session's own transaction, after whatever the session has yet to
    write; what it writes itself, the session's loaded objects don't learn.
    """

    def __init__(
        self, statement: Statement, make: Callable[[Iterable[Any]], Row]
    ) -> None:
        """Let `make` turn a row's values into what callers see."""
        self._statement = statement
        self._make = make
        self._plans: dict[str, _Plan] = {}

    def all(self, session: Session, **values: object) -> list[Row]:
        """Return every row."""
        cursor, plan = self._execute(session, values)
        return [self._make(plan.read(row)) for row in cursor.fetchall()]

    def first(self, session: Session, **values: object) -> Row | None:
        """Return the first row, None where there is none."""
        cursor, plan = self._execute(session, values)
        row = cursor.fetchone()
        return None if row is None else self._make(plan.read(row))

    def run(self, session: Session, **values: object) -> int:
        """Write; return how many rows that touched."""
        cursor, _ = self._execute(session, values)
        return int(cursor.rowcount)

    def _execute(
        self, session: Session, values: dict[str, object]
    ) -> tuple[Any, "_Plan"]:
        session.flush()
        used = driver.of(session)
        plan = self._plans.get(used.dialect.name)
        if plan is None:
            plan = _Plan(self._statement, used.dialect)
            self._plans[used.dialect.name] = plan
        return driver.execute(session, used, plan.sql, plan.bind(values)), plan


def among(
    column: SQLCoreOperations[Any], values: Iterable[object]
) -> ColumnElement[bool]:
    """Say that a column holds one of a few values that are known beforehand."""
    return or_(*(column == value for value in values))


class _Plan:
    """A statement as one kind of database wants it."""

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 - what statements become
        self.sql = str(compiled)
        self._order = compiled.positiontup
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._constants = {
            name: bind.effective_value
            for name, bind in binds.items()
            if not bind.required
        }
        self._binders = _processors(
            {name: bind.type for name, bind in binds.items()},
            lambda kind: kind.bind_processor(dialect),
            dialect,
        )
        self._readers = _processors(
            dict(enumerate(column.type for column in _columns(statement))),
            lambda kind: kind.result_processor(dialect, None),
            dialect,
        )

    def bind(self, values: Mapping[str, object]) -> Any:
        """Return the parameters as the driver takes them: by position or by name."""
        given = {**self._constants, **values}
        for name, process in self._binders:
            given[name] = process(given[name])
        return given if self._order is None else [given[name] for name in self._order]

    def read(self, row: Iterable[Any]) -> Iterable[Any]:
        """Return a row's values as the columns' types mean them."""
        if not self._readers:
            return row
        values = list(row)
        for index, process in self._readers:
            values[index] = process(values[index])
        return values


def _columns(statement: Statement) -> Iterable[Any]:
    """The columns of the rows that come back."""
    return statement.exported_columns


def _processors(
    types: Mapping[Any, Any], find: Callable[[Any], Process | None], dialect: Dialect
) -> list[tuple[Any, Process]]:
    """What the values of some types must go through, where they must."""
    found = [(key, find(kind.dialect_impl(dialect))) for key, kind in types.items()]
    return [(key, process) for key, process in found if process is not None]
