"""写好的语句：编译一次，以后直接交给驱动；每条消息都要走的几步用它，省去对象映射。"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Dialect,
    Insert,
    SelectBase,
    UpdateBase,
    or_,
)
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
        self,
        statement: Statement,
        make: Callable[[Sequence[Any]], Row],
        *,
        packed: bool = False,
    ) -> None:
        """Let `make` turn a row's values into what callers see.

        What comes in dozens may come `packed`, for `all`: SQLite would hand the
        interpreter to the other threads and back for every row. Then the columns hold
        numbers and texts, and their order among rows is not promised.
        """
        self._statement = statement
        self._make = make
        self._packed = packed
        self._plans: dict[str, _Plan] = {}

    def all(self, session: Session, **values: object) -> list[Row]:
        """Return every row."""
        plan, cursor = self._execute(session, values)
        rows = plan.rows(cursor)
        return list(map(self._make, map(plan.read, rows) if plan.readers else rows))

    def first(self, session: Session, **values: object) -> Row | None:
        """Return the first row, None where there is none."""
        plan, cursor = self._execute(session, values)
        row = cursor.fetchone()
        if row is None:
            return None
        return self._make(plan.read(row) if plan.readers else row)

    def run(self, session: Session, **values: object) -> None:
        """Write."""
        self._execute(session, values)

    def many(self, session: Session, rows: Sequence[Mapping[str, object]]) -> None:
        """Write once for each of the rows of values."""
        plan, used = self._planned(session)
        given = [plan.bind(values) for values in rows]
        try:
            used.connection.cursor().executemany(plan.sql, given)
        except used.errors as error:
            raise driver.as_engine(session, used, plan.sql, error) from error

    def _execute(
        self, session: Session, values: dict[str, object]
    ) -> tuple["_Plan", Any]:
        plan, used = self._planned(session)
        try:
            return plan, used.connection.execute(plan.sql, plan.bind(values))
        except used.errors as error:
            raise driver.as_engine(session, used, plan.sql, error) from error

    def _planned(self, session: Session) -> tuple["_Plan", driver.Driver]:
        """Write what waits in the session; return how its database is to be asked."""
        session.flush()
        used = session.info.get(driver.DRIVER) or driver.of(session)
        plan = self._plans.get(used.name)
        if plan is None:
            plan = self._plans[used.name] = self._plan(used)
        return plan, used

    def _plan(self, used: driver.Driver) -> "_Plan":
        packed = self._packed and used.name == "sqlite"
        return _Plan(self._statement, used.dialect, packed)


class PreparedInsert(Prepared[int]):
    """A row to be written, of which the row id is wanted.

    SQLite's driver knows it anyway: to ask for it back costs as much as the writing.
    """

    def __init__(self, statement: Insert) -> None:
        """Write the row of `statement`, or nothing where it says what to do instead."""
        super().__init__(statement.returning(statement.table.c.id), itemgetter(0))
        self._alone = statement

    def new(self, session: Session, **values: object) -> int | None:
        """Write a row; return its row id, or None where it was there before."""
        plan, cursor = self._execute(session, values)
        if plan.answers:
            row = cursor.fetchone()
            return None if row is None else self._make(row)
        return cursor.lastrowid if cursor.rowcount else None

    def _plan(self, used: driver.Driver) -> "_Plan":
        alone = used.name == "sqlite"
        return _Plan(self._alone if alone else self._statement, used.dialect, False)


def among(
    column: SQLCoreOperations[Any], values: Iterable[object]
) -> ColumnElement[bool]:
    """Say that a column holds one of a few values that are known beforehand."""
    return or_(*(column == value for value in values))


class _Plan:
    """A statement as one kind of database wants it."""

    def __init__(self, statement: Statement, dialect: Dialect, packed: bool) -> None:
        compiled = statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 - what statements become
        self._packed = packed
        self.answers = bool(statement.exported_columns)
        self.sql = _pack(statement, str(compiled)) if packed else str(compiled)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        order = compiled.positiontup
        places: dict[Any, str] = (
            dict(enumerate(order)) if order else {name: name for name in binds}
        )
        self._given: Any = [None] * len(places) if order else {}
        self._plain: list[tuple[Any, str]] = []
        self._processed: list[tuple[Any, str, Process]] = []
        for place, name in places.items():
            process = _binder(binds[name], dialect)
            if not binds[name].required:
                value = binds[name].effective_value
                self._given[place] = process(value) if process else value
            elif process is None:
                self._plain.append((place, name))
            else:
                self._processed.append((place, name, process))
        self.readers = [
            (index, process)
            for index, column in enumerate(statement.exported_columns)
            if (process := _reader(column, dialect)) is not None
        ]

    def bind(self, values: Mapping[str, object]) -> Any:
        """Return the parameters as the driver takes them: by position or by name."""
        given = self._given.copy()
        for place, name in self._plain:
            given[place] = values[name]
        for place, name, process in self._processed:
            given[place] = process(values[name])
        return given

    def rows(self, cursor: Any) -> Iterable[Sequence[Any]]:
        """Return every row as the driver brings it."""
        if not self._packed:
            return cast(Iterable[Sequence[Any]], cursor.fetchall())
        return cast(Iterable[Sequence[Any]], json.loads(cursor.fetchone()[0]))

    def read(self, row: Iterable[Any]) -> list[Any]:
        """Return a row's values as the columns' types mean them."""
        values = list(row)
        for index, process in self.readers:
            values[index] = process(values[index])
        return values


def _pack(statement: Statement, sql: str) -> str:
    """Return what asks SQLite for all rows in one text."""
    names = ", ".join(f'"{column.key}"' for column in statement.exported_columns)
    return f"SELECT json_group_array(json_array({names})) FROM ({sql})"  # noqa: S608


def _binder(bind: BindParameter[Any], dialect: Dialect) -> Process | None:
    """What a parameter's value goes through on its way in, if anything."""
    found: Process | None = bind.type.dialect_impl(dialect).bind_processor(dialect)
    return found


def _reader(column: Any, dialect: Dialect) -> Process | None:
    """What a column's values go through when they come back, if anything."""
    found: Process | None = column.type.dialect_impl(dialect).result_processor(
        dialect, None
    )
    return found
