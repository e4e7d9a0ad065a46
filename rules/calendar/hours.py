"""工作时间：清晨、午间、晚上和休息日不主动打扰人（domain.md §5）。"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.calendar.workdays import Calendar


@dataclass(frozen=True)
class WorkingHours:
    """When we may speak unasked: workdays, from `before` to `after`, not at lunch."""

    zone: ZoneInfo
    before: time = time(8, 30)
    after: time = time(18, 0)
    lunch: tuple[time, time] | None = (time(12, 0), time(14, 0))

    def local_date(self, now: datetime) -> date:
        """Return the date that people have on their wall at the instant `now`."""
        return now.astimezone(self.zone).date()

    def is_open(self, now: datetime, calendar: Calendar) -> bool:
        """Say whether a message that nobody just asked for may leave now."""
        return self.next_open(now, calendar) == now

    def next_open(self, now: datetime, calendar: Calendar) -> datetime:
        """Return `now` itself inside working hours, else when they begin next."""
        local = now.astimezone(self.zone)
        if calendar.is_workday(local.date()):
            if local.time() < self.before:
                return self._at(local.date(), self.before)
            if self.lunch and self.lunch[0] <= local.time() < self.lunch[1]:
                return self._at(local.date(), self.lunch[1])
            if local.time() < self.after:
                return now
        following = calendar.on_or_after(local.date() + timedelta(days=1))
        return self._at(following, self.before)

    def _at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, self.zone)
