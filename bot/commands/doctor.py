"""doctor：逐样看一遍，不对的说清怎么改。"""

import asyncio
import os
from argparse import Namespace
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.app import trust
from bot.clock import SystemClock
from bot.commands import outside
from bot.commands.desk import say, settings_of
from bot.config import Settings
from bot.config_check import check_for_run
from bot.policy import configured_calendar, ladder_of
from bot.surroundings import sentence
from handlers.ladder.almanac import calendar_of
from models import pulse
from models.database import missing_file, opened, reading
from models.schema import FOREIGN, schema_state
from rules.calendar.workdays import Calendar
from rules.errors import Misconfigured

Check = Callable[[Settings], str]

EMPTY = "空库，运行时会建好"
AGREE = timedelta(seconds=10)
"""How far the clocks of a machine and its database may be apart."""


def doctor(options: Namespace) -> int:
    """Run every check; 1 where something is wrong."""
    settings = settings_of(options)
    results = [_run(name, check, settings) for name, check in CHECKS]
    if not options.offline:
        results += asyncio.run(outside.look(settings))
    return int(not all(results))


def _run(name: str, check: Check, settings: Settings) -> bool:
    try:
        say(f"好　{name}：{check(settings)}")
    except Misconfigured as error:
        say(f"不好　{name}：{error}")
        return False
    except Exception as error:
        if not (words := sentence(error)):
            raise
        say(f"不好　{name}：{words}")
        return False
    return True


def _configuration(settings: Settings) -> str:
    check_for_run(settings)
    ladder_of(settings)
    trust(settings.wecom.ca_file)
    return "各键齐全"


def _database(settings: Settings) -> str:
    """A database that is not there yet is left to the user who will run the program."""
    missing = missing_file(settings.database.url)
    if missing is not None:
        _check_folder(missing)
        return EMPTY
    with opened(settings.database.url) as engine:
        state = schema_state(engine)
    if state == "older":
        raise Misconfigured("表结构旧了，请运行 python -m bot migrate")
    if state == "newer":
        raise Misconfigured("表结构比程序新，请换用新版程序")
    if state == "foreign":
        raise Misconfigured(FOREIGN)
    return EMPTY if state == "empty" else "表结构是最新的"


def _check_folder(file: Path) -> None:
    """Raise Misconfigured where the file could not be made."""
    folder = next(one for one in file.absolute().parents if one.exists())
    if not _takes_files(folder):
        raise Misconfigured(f"[database] url 所在的 {folder} 不能写，请检查路径和权限")


def _takes_files(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _evidence(settings: Settings) -> str:
    """Where the evidence goes, or the folder that will be made there; nothing is made."""
    wanted = Path(settings.files.directory).absolute()
    found = next(one for one in (wanted, *wanted.parents) if one.exists())
    if not _takes_files(found):
        raise Misconfigured(f"files.directory 的 {found} 不能写，请检查路径和权限")
    return "文件夹写得进" if found == wanted else "文件夹还没有，运行时会建好"


def _clock(settings: Settings) -> str:
    """All that is done goes by the database's clock; logs and certificates do not."""
    now = SystemClock().now()
    if now.year < date(2024, 1, 1).year:
        raise Misconfigured("机器的时间不对，请开启网络对时")
    apart = abs(_database_time(settings, now) - SystemClock().now())
    if apart > AGREE:
        raise Misconfigured(
            f"这台机器和数据库的时间相差{apart.total_seconds():.0f}秒，"
            "请都开启网络对时：几点发出、几时到期，都按数据库的钟"
        )
    zone = ZoneInfo(settings.calendar.timezone)
    return f"{now.astimezone(zone):%Y-%m-%d %H:%M}（{zone.key}）"


def _database_time(settings: Settings, now: datetime) -> datetime:
    """What time the database has; `now` where there is none, or its clock is ours."""
    if missing_file(settings.database.url) is not None:
        return now
    with opened(settings.database.url) as engine, reading(engine) as session:
        return pulse.time(session) or now


def _holidays(settings: Settings) -> str:
    this_year = SystemClock().now().year
    calendar = _calendar(settings)
    years = [year for year in (this_year, this_year + 1) if year in calendar.published]
    if this_year not in years:
        raise Misconfigured(
            f"{this_year}年的放假通知还没有录入，按法定节假日暂计；"
            "请运行 python -m bot calendar import 文件"
        )
    if len(years) == 1:
        return f"{this_year}年已有，{this_year + 1}年未公布，按法定节假日暂计（暂定）"
    return f"{this_year}年和{this_year + 1}年都已有"


def _calendar(settings: Settings) -> Calendar:
    """What is counted by: with the notices that were entered, where there are any."""
    base = configured_calendar(settings)
    if missing_file(settings.database.url) is not None:
        return base
    try:
        with opened(settings.database.url) as engine, Session(engine) as session:
            return calendar_of(session, base)
    except SQLAlchemyError:  # said of the database itself
        return base


CHECKS: tuple[tuple[str, Check], ...] = (
    ("配置", _configuration),
    ("数据库", _database),
    ("材料", _evidence),
    ("时间", _clock),
    ("放假安排", _holidays),
)
