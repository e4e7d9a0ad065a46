"""一批：一个 JSON 对象当一张小表，交给一句话；几十行只进出数据库一次。"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import JSON, Integer, String, bindparam, cast, column, func, select
from sqlalchemy.sql.selectable import ScalarSelect, TableValuedAlias
from sqlalchemy.types import NullType


def table(name: str) -> TableValuedAlias:
    """Return the parameter `name` as a table of `key` and `value`, on both databases.

    A statement for each row would hand the interpreter to and fro as often.
    """
    given = bindparam(name, type_=NullType())  # a declared text would be no JSON
    return func.json_each(given).table_valued(
        column("key", String), column("value", JSON), name=name
    )


def number(given: TableValuedAlias) -> Any:
    """Return the keys as row ids."""
    return cast(given.c.key, Integer)


def ids(name: str) -> ScalarSelect[Any]:
    """Return the keys of the parameter `name` as row ids, for `in_`."""
    return select(number(table(name))).scalar_subquery()


def texts(name: str) -> ScalarSelect[Any]:
    """Return the keys of the parameter `name`, for `in_`."""
    return select(table(name).c.key).scalar_subquery()


def rows(values: Mapping[Any, object] | Iterable[Any]) -> str:
    """Return what such a parameter takes: values by key, or keys alone."""
    found = values if isinstance(values, Mapping) else dict.fromkeys(values)
    return json.dumps(found)
