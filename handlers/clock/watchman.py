"""更夫：巡查没跑、消息积压，就告诉巡察办；机器不说话时有人说话。"""

from datetime import timedelta

from handlers.context import Context
from handlers.post.alarms import alarm
from models import channels, clock_room
from rules.calendar.slots import Timetable

PATROL_GRACE = timedelta(minutes=20)
STUCK = timedelta(minutes=15)


def watch(ctx: Context, timetable: Timetable) -> int:
    """Alarm the office about a patrol that did not run and mail that is stuck."""
    return _patrol(ctx, timetable) + _stuck(ctx)


def doubt(ctx: Context, apart: timedelta) -> int:
    """Alarm the office, once a day, that our clock is not the platform's.

    It leaves as soon as it is working time there: ours may say anything.
    """
    minutes = round(abs(apart) / timedelta(minutes=1))
    facts = {"minutes": minutes, "ahead": apart > timedelta()}
    key = f"clock:{ctx.today}"
    return alarm(ctx, "clock", key, facts, release_after=ctx.now)


def _patrol(ctx: Context, timetable: Timetable) -> int:
    slot = timetable.latest("patrol", ctx.now - PATROL_GRACE, ctx.calendar)
    first = clock_room.last_run(ctx.session, "patrol")
    if slot is None or first is None or first.slot >= slot:
        return 0
    said = slot.astimezone(ctx.policy.hours.zone)
    facts = {"slot": f"{said:%m月%d日%H:%M}"}
    return alarm(ctx, "patrol_missed", f"patrol_missed:{slot.isoformat()}", facts)


def _stuck(ctx: Context) -> int:
    total, oldest = channels.stuck(ctx.session, ctx.now - STUCK)
    if oldest is None:
        return 0
    minutes = int((ctx.now - oldest).total_seconds() // 60)
    facts = {"total": total, "minutes": minutes}
    return alarm(ctx, "mail_stuck", f"mail_stuck:{ctx.today}", facts)
