"""恢复以后：备份与恢复之间可能已经说过的，不再说第二遍（decisions.md 33）。"""

from dataclasses import replace
from datetime import datetime

from handlers.clock import jobs
from handlers.context import Context
from handlers.ladder import patrol
from models import clock_room, everything, journal
from models.clockwork import JobRun
from models.parts import parts
from rules.calendar.slots import Timetable

REASON = "restored"


def settle(
    ctx: Context, timetable: Timetable, backed_up_at: datetime, *, resend: bool
) -> int:
    """Make a restored database safe to run; return how many notices will not be sent.

    What was to leave up to now, and what the last patrol would have said, may have
    been said by the system that was lost: it is kept as withdrawn, unless `resend`. What
    waits in the backup for a later hour has not been said.
    """
    withdrawn = 0
    if not resend:
        known = everything.newest_notice(ctx.session)
        _patrol(ctx, timetable)
        _mark_slots(ctx, timetable)
        ctx.session.flush()
        withdrawn = everything.withdraw_pending(ctx.session, REASON, ctx.now, known)
    facts: dict[str, object] = {"backed_up_at": backed_up_at, "withdrawn": withdrawn}
    ctx.record(REASON, None, {}, facts)
    return withdrawn


def _patrol(ctx: Context, timetable: Timetable) -> None:
    """Owe what the last patrol would have: the next one, still to come, says its own."""
    slot = timetable.latest(patrol.JOB, ctx.now, ctx.calendar)
    if slot is None:
        return
    then = replace(ctx, now=slot)
    due = patrol.to_look_at(then)
    for part in parts(due, patrol.BATCH):
        patrol.patrol(then, part)


def is_settled(ctx: Context, at: datetime) -> bool:
    """Say whether a restoring that was settled at this instant has been kept."""
    return bool(journal.at_instant(ctx.session, at, [REASON]))


def _mark_slots(ctx: Context, timetable: Timetable) -> None:
    """Let no job run for a slot that the lost system may have run."""
    for name in jobs.NAMES:
        slot = timetable.latest(name, ctx.now, ctx.calendar)
        if slot is not None and not clock_room.has_run(ctx.session, name, slot):
            ctx.session.add(JobRun(name=name, slot=slot, ran_at=ctx.now, result=REASON))
