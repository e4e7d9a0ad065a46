"""时刻表：每个定时工作最近该跑的是哪一刻；休息日不算，周报在本周里顺延，不行就提前。"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.calendar.workdays import Calendar

WATCH_HOURS = range(9, 18)
WATCH_MINUTE = 17
LOOK_BACK = 15
"""Days within which the newest slot of any job lies (the longest holiday is shorter)."""


@dataclass(frozen=True)
class Timetable:
    """When the clock knocks: the `[schedule]` of the configuration."""

    zone: ZoneInfo
    patrol: time = time(8, 47)
    digest_weekday: int = 0
    digest: time = time(8, 53)

    def latest(self, name: str, now: datetime, calendar: Calendar) -> datetime | None:
        """Return the newest slot of a job at or before `now`."""
        today = now.astimezone(self.zone).date()
        for back in range(LOOK_BACK):
            slots = self.on(name, today - timedelta(days=back), calendar)
            past = [slot for slot in slots if slot <= now]
            if past:
                return past[-1]
        return None

    def following(
        self, name: str, now: datetime, calendar: Calendar
    ) -> datetime | None:
        """Return the first slot of a job after `now`."""
        today = now.astimezone(self.zone).date()
        for ahead in range(LOOK_BACK):
            slots = self.on(name, today + timedelta(days=ahead), calendar)
            coming = [slot for slot in slots if slot > now]
            if coming:
                return coming[0]
        return None

    def on(self, name: str, day: date, calendar: Calendar) -> list[datetime]:
        """Return the slots of a job on one day, in order."""
        if not calendar.is_workday(day):
            return []
        moments = MOMENTS[name](self, day, calendar)
        return [datetime.combine(day, moment, self.zone) for moment in moments]


def _patrol(table: Timetable, day: date, calendar: Calendar) -> list[time]:
    return [table.patrol]


def _digest(table: Timetable, day: date, calendar: Calendar) -> list[time]:
    """The wished day, else the next workday of that week, else the last before it."""
    monday = day - timedelta(days=day.weekday())
    week = [monday + timedelta(days=number) for number in range(7)]
    workdays = [one for one in week if calendar.is_workday(one)]
    later = [one for one in workdays if one >= week[table.digest_weekday]]
    return [table.digest] if day == (later or workdays[-1:])[0] else []


def _watchman(table: Timetable, day: date, calendar: Calendar) -> list[time]:
    return [time(hour, WATCH_MINUTE) for hour in WATCH_HOURS]


MOMENTS: dict[str, Callable[[Timetable, date, Calendar], list[time]]] = {
    "patrol": _patrol,
    "digest": _digest,
    "watchman": _watchman,
}
"""The stable job names (interface.md §2) and the moments of each on a workday."""
