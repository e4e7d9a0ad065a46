"""tick、jobs、plan：让钟敲一次，看看敲过没有，预演以后。"""

import asyncio
import json
from argparse import Namespace
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session

from bot.app import House, open_house
from bot.arguments import LAST_YEAR
from bot.clock import Clock, PushedClock, SystemClock
from bot.commands.desk import (
    belief,
    ensure_rehearsal,
    open_desk,
    say,
    settings_of,
)
from bot.config import is_loopback
from bot.config_check import check_for_run
from handlers.clock import jobs as job_room
from handlers.notices import planning
from models import clock_room
from rules.errors import UnknownName

FAR = 3600
"""Seconds from now at which --at is a rehearsal and not just a late cron."""


def tick(options: Namespace) -> int:
    """Run the named jobs, or those whose time has come, then send what is due."""
    for name in options.job:
        if name not in job_room.NAMES:
            known = "、".join(job_room.NAMES)
            raise UnknownName(f"没有 {name} 这个工作，可用：{known}")
    settings = settings_of(options)
    if options.at and abs((options.at - SystemClock().now()).total_seconds()) > FAR:
        ensure_rehearsal(settings, "tick --at")
    if not (options.no_send or is_loopback(settings)):
        check_for_run(settings)  # plain cron knows no secret of the service's
    clock = PushedClock(options.at) if options.at else belief(settings)
    ran, sent = asyncio.run(_tick(options, clock))
    for name, slot, result in ran:
        say(f"{name} {slot:%Y-%m-%d %H:%M} 新增通知{result}条")
    say(f"已发送{sent}条" if not options.no_send else "未发送")
    return 0


async def _tick(
    options: Namespace, clock: Clock
) -> tuple[list[tuple[str, datetime, str]], int]:
    async with open_house(settings_of(options), clock) as house:
        ran = []
        for name in options.job or job_room.NAMES:
            slot = house.clock.now() if options.job else await _missing(house, name)
            if slot is not None:
                local = slot.astimezone(house.timetable.zone)
                ran.append((name, local, await house.scheduler.run(name, slot)))
        sent = 0 if options.no_send else await house.delivery.drain()
        return ran, sent


async def _missing(house: House, name: str) -> datetime | None:
    now = house.clock.now()
    return await house.lane.run(
        lambda s: job_room.missing_slot(
            house.context(s), house.timetable, name, now, newest_only=False
        )
    )


def jobs(options: Namespace) -> int:
    """List the named jobs with their last and next run."""
    with open_desk(options) as desk:
        now = desk.clock.now()

        def last(session: Session, name: str) -> str:
            run = clock_room.last_run(session, name)
            if run is None:
                return "从未"
            local = run.slot.astimezone(desk.timetable.zone)
            return f"{local:%Y-%m-%d %H:%M}，新增通知{run.result}条"

        for name in job_room.NAMES:
            seen = desk.lane.read_sync(partial(last, name=name))
            following = desk.timetable.following(name, now, desk.policy.calendar)
            coming = f"{following:%Y-%m-%d %H:%M}" if following else "无"
            say(f"{name:9} 上次 {seen}；下次 {coming}")
    return 0


def plan(options: Namespace) -> int:
    """Rehearse: who will be told what, when and why; changes nothing."""
    with open_desk(options) as desk:
        start = options.start or desk.policy.hours.local_date(desk.clock.now())
        if (start + timedelta(days=options.days)).year > LAST_YEAR:
            raise UnknownName(f"工作日只算到 {LAST_YEAR} 年底，请少看几天")
        entries = desk.lane.read_sync(
            lambda s: planning.plan(desk.context(s), start, options.days)
        )
    if options.json:
        say(
            json.dumps(
                [planning.as_json(entry) for entry in entries], ensure_ascii=False
            )
        )
        return 0
    for entry in entries:
        when = entry.at.strftime("%Y-%m-%d %H:%M")
        say(f"{when} {entry.name}（{entry.to}） {entry.step} {entry.code} {entry.why}")
    if not entries:
        say("这段时间没有要发的通知")
    return 0
