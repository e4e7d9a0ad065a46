"""表结构：是不是我们的、新旧如何；空的建起来，旧了就说清该做什么。"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlmodel import Session

from models import (
    clockwork,
    journal,
    ledger,
    locks,
    mailbox,
    organisation,
    substitution,
    supervision,
)
from rules.errors import Misconfigured

TABLES = (
    clockwork,
    journal,
    ledger,
    mailbox,
    organisation,
    substitution,
    supervision,
)
"""Every module with tables: importing them registers the metadata."""

FOREIGN = "[database] url 指的是别的程序的数据库，没有改动；请核对路径或库名，销账要用一个空库"
"""Our tables beside another's would be lost with them, or be taken for theirs."""

MARKS = frozenset({"finding", "import_run", "job_run", "journal"})
"""Tables that only ours has all of; another program has a person or a post, too."""

MIGRATIONS = Path(__file__).parent / "migrations"


def schema_state(engine: Engine) -> str:
    """Say `empty`, `current`, `older`, `newer` or `foreign`, compared with ours.

    What has tables, and not ours, belongs to another program.
    """
    script = ScriptDirectory.from_config(_alembic())
    with engine.connect().execution_options(reading=True) as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        tables = set(inspect(connection).get_table_names())
    if is_foreign(tables) or (found and not tables >= MARKS):
        return "foreign"
    if found is None:
        return "older" if tables >= MARKS else "empty"
    if found == script.get_current_head():
        return "current"
    known = {revision.revision for revision in script.walk_revisions()}
    return "older" if found in known else "newer"


def is_foreign(tables: set[str]) -> bool:
    """Say whether tables are another program's; alembic's alone may be a beginning."""
    return bool(tables - {"alembic_version"}) and not tables >= MARKS


def newest_schema() -> str:
    """Return the name of the schema that this program works on."""
    return ScriptDirectory.from_config(_alembic()).get_current_head() or ""


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema; of several processes one does it."""
    with engine.begin() as connection, Session(bind=connection) as session:
        locks.hold(session, [locks.SETUP])
        config = _alembic()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def ensure_schema(engine: Engine) -> None:
    """Set up an empty database; raise Misconfigured for an older or newer one."""
    state = schema_state(engine)
    if state == "empty":
        upgrade(engine)
    elif state == "older":
        raise Misconfigured(
            "数据库的表结构比程序旧，请先备份（旧版程序的 backup，或停下来复制数据库），"
            "再运行：python -m bot migrate"
        )
    elif state == "newer":
        raise Misconfigured("数据库的表结构比程序新，请换用新版程序，数据没有改动")
    elif state == "foreign":
        raise Misconfigured(FOREIGN)


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
