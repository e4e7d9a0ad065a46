"""定时的工作：名字不变，每一刻跑一次，一次分几小步，免得挡住来话。"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlmodel import Session

from handlers.clock import watchman
from handlers.context import Context
from handlers.ladder import patrol
from handlers.notices import digest, issuing
from models import carriage, clock_room
from models.clockwork import JobRun
from models.parts import parts
from models.pulse import ping
from rules.calendar.slots import Timetable

NAMES = ("patrol", "digest", "watchman")
"""Stable names (interface.md §2), in the order in which they run."""

QUEUE_NOTES = timedelta(days=3)
"""How long the queue's own notes about its jobs are kept (PostgreSQL)."""

A_DAY = timedelta(days=1)
"""What a clock may be corrected by without anybody being asked."""

Step = Callable[[Context], int]


def missing_slot(
    ctx: Context,
    timetable: Timetable,
    name: str,
    now: datetime,
    *,
    newest_only: bool = True,
) -> datetime | None:
    """The newest slot of a job that has come and has no row (decisions.md 14).

    A job that never ran begins with a slot of today: a fresh installation sends no
    digest of last Monday. `newest_only` off also takes a slot before the last run.
    """
    slot = timetable.latest(name, now, ctx.calendar)
    if slot is None or clock_room.has_run(ctx.session, name, slot):
        return None
    if name == digest.STEP and issuing.is_overtaken(ctx, slot):
        return None
    last = clock_room.last_run(ctx.session, name)
    if last is None:
        today = ctx.policy.hours.local_date(now)
        return slot if ctx.policy.hours.local_date(slot) == today else None
    if newest_only and last.slot >= slot:
        return None
    return slot


def steps(ctx: Context, timetable: Timetable, name: str) -> list[Step]:
    """Cut a job into steps, each a short transaction (decisions.md 5)."""
    if name == "patrol":
        due = patrol.to_look_at(ctx)
        each = parts(due, patrol.BATCH)
        return [partial(patrol.patrol, finding_ids=part) for part in each]
    if name == "digest":
        return [issuing.weekly]
    return [partial(watchman.watch, timetable=timetable), _tidy]


def _tidy(ctx: Context) -> int:
    """Keep the queue's own notes from growing without end."""
    carriage.forget(ctx.session, ctx.now - QUEUE_NOTES)
    return 0


def from_the_future(ctx: Context) -> datetime | None:
    """When a job has run that is still to come: the clock was ahead, or is behind now.

    Which of both, only a person knows; until then nothing is said for the second time.
    """
    ran_at = clock_room.last_ran_at(ctx.session)
    return ran_at if ran_at is not None and ran_at - ctx.now > A_DAY else None


def has_run(ctx: Context, name: str, slot: datetime) -> bool:
    """Say whether a slot of a job has its row."""
    return clock_room.has_run(ctx.session, name, slot)


def order(ctx: Context, name: str, slot: datetime) -> None:
    """Queue a job for one slot, for whichever process is free (PostgreSQL)."""
    text = f"{name} {slot.astimezone(UTC).isoformat()}"
    carriage.enqueue(ctx.session, carriage.JOB, [text])


def read_order(text: str) -> tuple[str, datetime]:
    """Return the name and the slot of an order."""
    name, _, slot = text.partition(" ")
    return name, datetime.fromisoformat(slot)


def finish(ctx: Context, name: str, slot: datetime, result: str) -> None:
    """Write the row that says that this slot has run."""
    slot = slot.astimezone(UTC)
    if not clock_room.has_run(ctx.session, name, slot):
        ctx.session.add(JobRun(name=name, slot=slot, ran_at=ctx.now, result=result))
        ctx.session.flush()


def alive(session: Session) -> None:
    """Raise where the database does not answer."""
    ping(session)
