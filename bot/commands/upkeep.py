"""migrate、mail、audit、calendar：管理员的日常。"""

import csv
import re
from argparse import Namespace
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from sqlmodel import Session

from bot.commands.desk import Desk, open_desk, say, settings_of
from bot.formats import lettering
from bot.transaction import remembering
from handlers.ladder import almanac
from handlers.post import retrying
from models import journal, post_office
from models.database import opened
from models.schema import FOREIGN, schema_state, upgrade
from rules.calendar import workdays
from rules.errors import Misconfigured, UnknownName


def migrate(options: Namespace) -> int:
    """Bring the database to the newest schema."""
    with opened(settings_of(options).database.url) as engine:
        state = schema_state(engine)
        if state == "newer":
            raise Misconfigured("数据库的表结构比程序新，请换用新版程序，数据没有改动")
        if state == "foreign":
            raise Misconfigured(FOREIGN)
        if state != "current":
            upgrade(engine)
    say("表结构已是最新" if state == "current" else "已升到最新的表结构")
    return 0


def mail(options: Namespace) -> int:
    """List the outbox, or send one mail again."""
    with open_desk(options) as desk:
        if options.retry is not None:
            return _retry(desk, options.retry)
        rows = desk.lane.read_sync(
            lambda s: post_office.outbox(s, options.undeliverable)
        )
        held = [] if options.undeliverable else desk.lane.read_sync(post_office.held)
        zone = desk.timetable.zone
    for row in rows:
        created = row.created_at.astimezone(zone)
        say(
            f"{row.id} {created:%Y-%m-%d %H:%M} {row.userid} {row.way} {row.kind}"
            f" {row.status} 试过{row.attempts}次 {row.last_error}".rstrip()
        )
    for owed in held:
        at = owed.release_after.astimezone(zone)
        about = f" {owed.code}" if owed.code else ""
        say(f"待发 {at:%Y-%m-%d %H:%M} {owed.userid} {owed.step}{about} waiting")
    if not (rows or held):
        say("没有无法送达的消息" if options.undeliverable else "没有待发或没发成的消息")
    return 0


def _retry(desk: Desk, mail_id: int) -> int:
    def again(session: Session, before: datetime | None) -> datetime | None:
        return retrying.retry(desk.context(session), mail_id, before)

    if desk.lane.read_sync(lambda s: post_office.find_mail(s, mail_id)) is None:
        raise UnknownName(f"没有 {mail_id} 号消息，号码看 python -m bot mail")
    if not desk.lane.run_sync(remembering(again)):
        raise Misconfigured(
            f"{mail_id} 号消息已经发出、正在发、不必再发，"
            "或是三天前的表（平台已不留，请再导出一次）"
        )
    say(f"{mail_id} 号消息已重新排队")
    return 0


def audit(options: Namespace) -> int:
    """Print the journal, or prove its chain: 1 where it is broken."""
    with open_desk(options) as desk:
        zone = desk.timetable.zone
        if options.verify:
            broken = desk.lane.read_sync(journal.verify)
            if broken is not None:
                raise Misconfigured(f"流水第 {broken} 条与前文不相接，记录被改动过")
            count = desk.lane.read_sync(lambda s: sum(1 for _ in journal.entries(s)))
            say(f"流水{count}条，前后相链，未被改动")
            return 0
        since = _midnight(options.since, desk) if options.since else None
        lines = desk.lane.read_sync(
            lambda s: [
                f"{row.seq} {row.at.astimezone(zone):%Y-%m-%d %H:%M} {row.userid}"
                f" {row.door} {row.action} {row.code}".rstrip()
                for row in journal.entries(s, since)
            ]
        )
    for line in lines:
        say(line)
    return 0


def _midnight(day: date, desk: Desk) -> datetime:
    return datetime.combine(day, time(), desk.timetable.zone)


def calendar(options: Namespace) -> int:
    """Enter a year's official holiday notice: lines of `date,off|work`."""
    days = read_notice(options.file)
    with open_desk(options) as desk:
        desk.lane.run_sync(
            lambda s: almanac.enter(
                desk.context(s), days, lettering.name_of(options.file)
            )
        )
        desk.lane.run_sync(lambda s: almanac.replan(desk.context(s)))
    say(f"已录入{len(days)}天，期限和提醒已重新计算")
    return 0


HEADS = ("date", "日期")
WORDS = {
    "off": "off",
    "work": "work",
    "放假": "off",
    "休": "off",
    "上班": "work",
    "班": "work",
}


DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
"""How people write a day, and Excel does."""


def read_notice(path: Path) -> dict[date, str]:
    """Read the notice's file; raises Misconfigured naming the wrong line."""
    days: dict[date, str] = {}
    for number, cells in _rows(path):
        where = f"{path} 第{number}行"
        day = _day(cells[0], where)
        kind = WORDS.get(cells[1].casefold()) if len(cells) > 1 else None
        if kind is None:
            raise Misconfigured(f"{where}：日期后面应写 off 或 work")
        if days.setdefault(day, kind) != kind:
            raise Misconfigured(f"{where}：{day} 前面写的正相反，请核对，留下对的一行")
    if not days:
        raise Misconfigured(f"{path} 里没有日子：每行一天，例如 2027-02-08,off")
    return days


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that say something of a day, each with its number."""
    number = 0
    try:
        for number, row in enumerate(csv.reader(_lines(path)), 1):
            cells = [cell.strip() for cell in row if cell.strip()]
            if cells and not cells[0].startswith("#") and cells[0] not in HEADS:
                yield number, cells
    except csv.Error as error:
        raise Misconfigured(
            f"{path} 第{number + 1}行太长：每行一天，例如 2027-02-08,off"
        ) from error


def _day(text: str, where: str) -> date:
    """A day of a year whose workdays are counted."""
    written = DAY.fullmatch(text) or COMPACT.fullmatch(text)
    try:
        day = date(*map(int, written.groups())) if written else None
    except ValueError:
        day = None
    if day is None:
        raise Misconfigured(f"{where}：日期应写成 2027-02-08")
    if not workdays.FIRST_YEAR <= day.year <= workdays.LAST_YEAR:
        raise Misconfigured(f"{where}：没有 {day.year} 年的放假安排，请核对年份")
    return day


def _lines(path: Path) -> list[str]:
    """The notice's lines; Excel saves csv in the encoding of Chinese Windows."""
    text = lettering.decoded(path.read_bytes())
    if text is not None and "\0" not in text:
        return text.splitlines()
    raise Misconfigured(f"{path} 不是文字文件：每行一天，例如 2027-02-08,off")
