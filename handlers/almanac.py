"""日历：法定节假日，加上巡察办从公布的通知里录入的日子。"""

from functools import lru_cache

from sqlmodel import Session

from models import clock_room
from rules.workdays import Calendar


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


@lru_cache(maxsize=8)
def _with(base: Calendar, off: frozenset, work: frozenset) -> Calendar:  # type: ignore[type-arg]
    years = frozenset(day.year for day in off | work)
    return base.with_days(off=off, work=work, published=years)
