"""日历：法定节假日，加上巡察办从公布的通知里录入的日子。"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from sqlmodel import Session

from handlers.context import Context
from handlers.ladder import escalating
from handlers.ladder.patrol import BATCH
from models import clock_room, findings
from models.ledger import Finding
from models.parts import parts
from rules.calendar.workdays import Calendar


def calendar_of(session: Session, base: Calendar) -> Calendar:
    """Return the calendar that counts now."""
    days = clock_room.calendar_days(session)
    if not days:
        return base
    return _with(
        base,
        frozenset(row.day for row in days if row.kind == "off"),
        frozenset(row.day for row in days if row.kind == "work"),
    )


def enter(ctx: Context, days: Mapping[date, str], source: str) -> None:
    """Write the days of an official notice; they win over what was counted before."""
    for day, kind in days.items():
        clock_room.put_day(ctx.session, day, kind, source)
    ctx.record("calendar", None, {}, {"days": len(days), "source": source})


def replan(ctx: Context) -> None:
    """Write anew when each open finding is looked at next (decisions.md 15, 18).

    A look never moves back: one too early finds nothing to say, and whoever rehearses
    has a clock behind that of the command line.
    """
    rows = findings.all_open(ctx.session)
    for part in parts(rows, BATCH):
        _replan(ctx, part)


def _replan(ctx: Context, rows: Sequence[Finding]) -> None:
    before = [finding.next_look_on for finding in rows]
    escalating.plan_next_looks(ctx, rows)
    for finding, day in zip(rows, before, strict=True):
        days = [one for one in (day, finding.next_look_on) if one is not None]
        finding.next_look_on = min(days, default=None)


@lru_cache(maxsize=8)
def _with(base: Calendar, off: frozenset[date], work: frozenset[date]) -> Calendar:
    years = frozenset(day.year for day in off | work)
    return base.with_days(off=off, work=work, published=years)
