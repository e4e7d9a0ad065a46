"""更夫：巡查没跑、消息积压，就告诉巡察办；机器不说话时有人说话。"""

from datetime import timedelta

from handlers.context import Context
from handlers.post import mail, requests
from models import channels, clock_room, organisation
from rules.calendar.slots import Timetable

PATROL_GRACE = timedelta(minutes=20)
STUCK = timedelta(minutes=15)


def watch(ctx: Context, timetable: Timetable) -> int:
    """Alarm the office about a patrol that did not run and mail that is stuck."""
    return _patrol(ctx, timetable) + _stuck(ctx)


def _patrol(ctx: Context, timetable: Timetable) -> int:
    slot = timetable.latest("patrol", ctx.now - PATROL_GRACE, ctx.calendar)
    first = clock_room.last_run(ctx.session, "patrol")
    if slot is None or first is None or first.slot >= slot:
        return 0
    said = slot.astimezone(ctx.policy.hours.zone)
    return _alarm(
        ctx,
        f"patrol_missed:{slot.isoformat()}",
        {"what": "patrol_missed", "slot": f"{said:%m月%d日%H:%M}"},
    )


def _stuck(ctx: Context) -> int:
    total, oldest = channels.stuck(ctx.session, ctx.now - STUCK)
    if oldest is None:
        return 0
    minutes = int((ctx.now - oldest).total_seconds() // 60)
    facts: dict[str, object] = {
        "what": "mail_stuck",
        "total": total,
        "minutes": minutes,
    }
    return _alarm(ctx, f"mail_stuck:{ctx.today}", facts)


def _alarm(ctx: Context, key: str, facts: dict[str, object]) -> int:
    created = 0
    for person in organisation.office_staff(ctx.session):
        step = f"{requests.OFFICE}-{facts['what']}"
        owed = mail.owe(
            ctx, person, step, key=f"{key}:{person.userid_key}", facts=facts
        )
        created += owed is not None
    return created
