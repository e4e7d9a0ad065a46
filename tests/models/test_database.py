"""数据库：迁移和表一致，旧的新的都说得清。"""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, column, event, inspect, table, text
from sqlalchemy.exc import StatementError
from sqlmodel import Session, SQLModel, select

from models import everything
from models.clockwork import JobRun
from models.database import open_database
from models.organisation import Unit
from models.schema import MIGRATIONS, ensure_schema, schema_state, upgrade
from rules.errors import Misconfigured


@pytest.fixture
def engine(tmp_path: Path):  # type: ignore[no-untyped-def]
    """An empty database, closed afterwards."""
    made = open_database(f"sqlite:///{tmp_path / 'deep' / 'x.db'}")
    yield made
    made.dispose()


def test_migrations_and_models_agree(engine: Engine) -> None:
    """一步步迁移出来的表，和模型写的一样。"""
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_a_backup_holds_keys_before_their_use() -> None:
    """备份里的表按次序写回：别的行要指着的，先写。"""
    order = [str(model.__tablename__) for model in everything.TABLES.values()]
    for place, name in enumerate(order):
        keys = SQLModel.metadata.tables[name].foreign_keys
        assert {key.column.table.name for key in keys} <= set(order[:place]), name


def test_states_of_a_database(engine: Engine) -> None:
    """空库自动建好；比程序旧的让人迁移；比程序新的不动它。"""
    assert schema_state(engine) == "empty"
    ensure_schema(engine)
    assert schema_state(engine) == "current"
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num='9999'"))
    with pytest.raises(Misconfigured, match="比程序新"):
        ensure_schema(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    with pytest.raises(Misconfigured, match="migrate"):
        ensure_schema(engine)


def set_up_at(engine: Engine, revision: str) -> None:
    """Give an empty database the schema of an older program."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def schema(engine: Engine) -> set[tuple[str, str, str]]:
    """Every table and index as SQLite has it; the order of its clauses left aside."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT type, name, sql FROM sqlite_master"))
        return {
            (kind, name, " ".join(sorted((sql or "").replace(",", " ").split())))
            for kind, name, sql in rows
        }


@pytest.mark.parametrize("revision", ["0002", "0005", "0007", "0010"])
def test_a_migration_cut_short_changes_nothing(
    engine: Engine, tmp_path: Path, revision: str
) -> None:
    """升级到一半断了，库还是旧样子；再升一次，和新建的一样。"""
    set_up_at(engine, revision)
    before = schema(engine)

    def fail(
        connection: Connection, cursor: object, statement: str, *_: object
    ) -> None:
        """Break where the last step says that it is done."""
        if "version_num='0011'" in statement:
            raise InterruptedError

    event.listen(engine, "after_cursor_execute", fail)
    with pytest.raises(InterruptedError):
        upgrade(engine)
    event.remove(engine, "after_cursor_execute", fail)
    assert schema(engine) == before
    upgrade(engine)
    fresh = open_database(f"sqlite:///{tmp_path / 'fresh.db'}")
    upgrade(fresh)
    assert schema(engine) == schema(fresh)
    fresh.dispose()


def test_units_of_an_older_database_have_no_short_name(engine: Engine) -> None:
    """单位还没有简称那一栏的库，升级以后单位都在，简称空着。"""
    set_up_at(engine, "0013")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO unit (id, name) VALUES (1, '区教育局')"))
    upgrade(engine)
    with Session(engine) as session:
        (unit,) = session.exec(select(Unit)).all()
    assert (unit.name, unit.short) == ("区教育局", "")


def test_instants_come_back_aware(engine: Engine) -> None:
    """时刻存进去取出来还是同一刻，不带时区的不收。"""
    ensure_schema(engine)
    shanghai = datetime(2026, 10, 16, 8, 47, tzinfo=timezone(timedelta(hours=8)))
    with Session(engine) as session:
        session.add(JobRun(name="patrol", slot=shanghai, ran_at=shanghai))
        session.commit()
    with Session(engine) as session:
        kept = session.exec(select(JobRun)).one()
        assert kept.slot == shanghai
        assert kept.slot.tzinfo is UTC
        session.add(JobRun(name="x", slot=datetime(2026, 1, 1), ran_at=shanghai))  # noqa: DTZ001
        with pytest.raises(StatementError, match="time zone"):
            session.commit()


@pytest.mark.parametrize(
    "url",
    [
        "not an address",
        "mysql://a/b",
        "postgresql+psycopg2://a/b",
        "postgresql+asyncpg://a/b",
        "sqlite+aiosqlite:///a.db",
        "postgresql+psycopg://a:b@h:port/x",
        "sqlite://data/x.db",
        "sqlite:///:memory:",
        "sqlite://",
    ],
)
def test_bad_address_is_named(url: str) -> None:
    """数据库地址写错、少一道斜线、库只在内存里，说是哪个键。"""
    with pytest.raises(Misconfigured, match=r"\[database\] url"):
        open_database(url)


@pytest.mark.parametrize("table", ["invoice", "person", "pgqueuer"])
def test_a_database_of_another_program_is_left_alone(
    engine: Engine, table: str
) -> None:
    """库里是别的程序的表，哪怕也有叫 person 的：不说它旧，也不往里建表。"""
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {table} (id INTEGER)"))
    assert schema_state(engine) == "foreign"
    with pytest.raises(Misconfigured, match="别的程序的数据库"):
        ensure_schema(engine)


def put(connection: Connection, name: str, **values: object) -> None:
    """One row of a table as it then was: what is not said and must be there is 1."""
    columns = inspect(connection).get_columns(name)
    needed = [one["name"] for one in columns if not one["nullable"]]
    row = {**dict.fromkeys(needed, 1), **values}
    connection.execute(table(name, *map(column, row)).insert().values(row))


def test_a_request_of_an_older_program_goes_on(engine: Engine) -> None:
    """升级以前等着的延期申请，升级以后照旧等着：没有文件，没有主要负责人同意过。"""
    set_up_at(engine, "0012")
    with engine.begin() as connection:
        for name in ("unit", "round", "person", "finding"):
            put(connection, name)
        put(connection, "extension", status="agreed", agreed_by=1)
    upgrade(engine)
    with engine.connect() as connection:
        (kept,) = connection.execute(text("SELECT * FROM extension")).mappings()
    assert (kept["status"], kept["agreed_by"]) == ("agreed", 1)
    assert (kept["document"], kept["endorsed_by"]) == ("", None)


def test_alembic_of_another_program_is_no_version_of_ours(engine: Engine) -> None:
    """别的程序也用 alembic：它的版本号不是“比程序新”；只有空的版本表，算空库。"""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
    assert schema_state(engine) == "empty"
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO alembic_version VALUES ('a1b2')"))
    assert schema_state(engine) == "foreign"
