"""backup、restore：备份随时可做，恢复只进空库，说过的不再说。"""

from argparse import Namespace
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from bot import backup as packing
from bot import spoken
from bot.commands.desk import (
    belief,
    ensure_replaceable,
    open_desk,
    say,
    settings_of,
)
from bot.common_clock import common
from bot.files import FileStore
from bot.lane import Lane
from bot.policy import context_maker, policy_of, timetable_of
from bot.transaction import remembering
from handlers.clock import restoring
from models import everything, journal
from models.database import missing_file, opened
from models.schema import ensure_schema, newest_schema, schema_state
from rules.errors import Misconfigured


def backup(options: Namespace) -> int:
    """Write database and evidence into one file; 1 where evidence could not be read."""
    schema = newest_schema()
    if _holds_nothing(settings_of(options).database.url):
        raise Misconfigured(NOTHING)
    ensure_replaceable(options.out)
    with open_desk(options) as desk:
        files = _files(options)
        now = desk.clock.now()
        counts = desk.lane.read_sync(
            lambda s: packing.write(s, files, options.out, now, schema)
        )
    say(f"已备份：{counts.rows}行数据，{counts.files}份材料，{options.out}")
    if counts.lacking:
        names = "、".join(counts.lacking)
        raise Misconfigured(
            f"材料文件夹里有{len(counts.lacking)}份材料不在或已损坏，没有备进去，"
            f"请从以前的备份里找回：{names}"
        )
    return 0


def _holds_nothing(url: str) -> bool:
    """Say whether there is no database; looking for one makes none."""
    if missing_file(url) is not None:
        return True
    with opened(url) as engine:
        return schema_state(engine) == "empty"


NOTHING = (
    "数据库是空的，没有备份：请在程序的文件夹里运行，"
    "或用 --config 指明配置，并核对 [database] url"
)
"""A backup of a database that was made by looking for it would be found empty too late."""


@dataclass(frozen=True)
class _Restored:
    """How many rows came back, what will not be sent, and when that was written."""

    rows: int
    withdrawn: int
    at: datetime


def restore(options: Namespace) -> int:
    """Put a backup into an empty database; 1 where the target holds anything."""
    settings = settings_of(options)
    manifest = packing.check(options.file)
    with opened(settings.database.url) as engine:
        _ensure_same_schema(engine, manifest)
        ensure_schema(engine)
        lane = Lane(engine)
        lane.run_sync(_refuse_unless_empty)
        count = packing.load_files(_files(options), options.file)
        clock = common(engine, belief(settings))
        context = context_maker(policy_of(settings), clock, "cli")

        def write(session: Session, before: _Restored | None) -> _Restored:
            ctx = context(session)
            if before is not None and restoring.is_settled(ctx, before.at):
                return before
            _refuse_unless_empty(session)
            rows = packing.load_rows(session, options.file)
            withdrawn = restoring.settle(
                ctx, timetable_of(settings), manifest.at, resend=options.resend
            )
            return _Restored(rows, withdrawn, ctx.now)

        done = lane.run_sync(remembering(write))
        spoken.clear(Path(settings.files.directory).parent)
        _prove(lane)
    zone = timetable_of(settings).zone
    _tell(manifest.at.astimezone(zone), done.rows, count, done.withdrawn)
    return 0


def _ensure_same_schema(engine: Engine, manifest: packing.Manifest) -> None:
    """Refuse a target or a backup that another version of this program made."""
    if schema_state(engine) not in ("empty", "current"):
        raise Misconfigured("目标库的表结构不是这个版本的，请换一个空库再恢复")
    if manifest.schema != newest_schema():
        raise Misconfigured(
            f"备份的表结构是 {manifest.schema}，请用做备份的那个版本恢复，再 migrate"
        )


def _refuse_unless_empty(session: Session) -> None:
    if not everything.is_empty(session):
        raise Misconfigured("目标库不是空的，没有恢复任何东西；请换一个空库")


def _prove(lane: Lane) -> None:
    broken = lane.read_sync(journal.verify)
    if broken is not None:
        raise Misconfigured(f"恢复后流水第 {broken} 条与前文不相接，备份可能被改动过")


def _tell(at: datetime, rows: int, files: int, withdrawn: int) -> None:
    say(f"已恢复到 {at:%Y-%m-%d %H:%M} 的样子：{rows}行数据，{files}份材料")
    if withdrawn:
        say(f"备份以后可能已经发过的{withdrawn}条不再发送；要发请用 --resend 重新恢复")


def _files(options: Namespace) -> FileStore:
    files = settings_of(options).files
    return FileStore(Path(files.directory), files.max_bytes)
