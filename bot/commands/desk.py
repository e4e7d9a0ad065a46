"""命令共用的桌子：开库、开车道、给一个上下文，用完收好。"""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from bot.anchor import steady
from bot.clock import Clock, PushedClock
from bot.common_clock import common
from bot.config import Settings, bases, is_loopback, load
from bot.lane import Lane
from bot.ordinary import is_same
from bot.policy import context_maker, policy_of, timetable_of
from handlers.context import Context, Policy
from models import locks
from models.database import opened
from models.schema import ensure_schema
from rules.calendar.slots import Timetable
from rules.errors import Misconfigured


@dataclass(frozen=True)
class Desk:
    """What a command works with."""

    settings: Settings
    policy: Policy
    clock: Clock
    lane: Lane
    context: Callable[[Session], Context]
    timetable: Timetable


def settings_of(options: Namespace) -> Settings:
    """Read the configuration; the built-in defaults serve where there is none.

    A link that leads nowhere is one: whoever made it meant what it led to.
    """
    path: Path = options.config
    if not os.path.lexists(path) and path == Path("config.toml"):
        return Settings()
    return load(path)


def belief(settings: Settings) -> Clock:
    """What those who run beside us believe of the clock, so that nobody acts alone."""
    return steady(Path(settings.files.directory).parent)


@contextmanager
def open_desk(
    options: Namespace, at: datetime | None = None, door: str = "cli"
) -> Iterator[Desk]:
    """Open the database for one command; `at` works as if it were that time."""
    settings = settings_of(options)
    with opened(settings.database.url, alone=True) as engine:
        _spare_the_database(engine, getattr(options, "out", None))
        ensure_schema(engine)
        clock = PushedClock(at) if at else common(engine, belief(settings))
        policy = policy_of(settings)
        yield Desk(
            settings=settings,
            policy=policy,
            clock=clock,
            lane=Lane(engine),
            context=context_maker(policy, clock, door),
            timetable=timetable_of(settings),
        )


def _spare_the_database(engine: Engine, out: Path | None) -> None:
    """What a command writes must not take the place of what it reads."""
    database = Path(engine.url.database or "")
    if locks.shared(engine) or out is None:
        return
    beside = [database.with_name(database.name + end) for end in ("-wal", "-shm")]
    if any(is_same(out, part) for part in (database, *beside)):
        raise Misconfigured(f"{out} 正是数据库，没有覆盖；请换一个文件名")


def ensure_replaceable(out: Path) -> None:
    """Raise Misconfigured where what is made whole would take the place of no file."""
    if out.is_dir():
        raise Misconfigured(f"{out} 是文件夹，请写成文件名，例如 备份.zip")
    if out.exists() and not out.is_file():
        raise Misconfigured(f"{out} 不是普通的文件，没有写；请换一个文件名")


def ensure_rehearsal(settings: Settings, what: str) -> None:
    """Raise Misconfigured where a pushed clock could reach real people."""
    if not is_loopback(settings):
        raise Misconfigured(
            f"{what} 只用于演练：{'、'.join(bases(settings))} 须是本机地址"
        )


def say(text: str = "") -> None:
    """Print one line of a command's result."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
