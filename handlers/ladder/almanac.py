"""日历：法定节假日，加上巡察办从公布的通知里录入的日子。"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from sqlmodel import Session

from handlers.context import Context
from handlers.ladder import escalating
from models import clock_room, findings
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
    for finding in findings.all_open(ctx.session):
        before = finding.next_look_on
        escalating.plan_next_look(ctx, finding)
        days = [day for day in (before, finding.next_look_on) if day is not None]
        finding.next_look_on = min(days, default=None)


@lru_cache(maxsize=8)
def _with(base: Calendar, off: frozenset[date], work: frozenset[date]) -> Calendar:
    years = frozenset(day.year for day in off | work)
    return base.with_days(off=off, work=work, published=years)
