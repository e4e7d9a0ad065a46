"""工作时间：清晨、午间、晚上和休息日不主动打扰人（domain.md §5）。"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from rules.calendar.workdays import Calendar

ASIDE = 7
"""Minutes by which we begin later than at a full or half hour: the platform asks not to
push then, when everybody does (message/send)."""


@dataclass(frozen=True)
class WorkingHours:
    """When we may speak unasked: workdays, from `before` to `after`, not at lunch.

    Where that begins at a full or half hour we begin a little later.
    """

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
            for begins, ends in self._spans:
                if local.time() < begins:
                    return self._at(local.date(), begins)
                if local.time() < ends:
                    return now
        following = calendar.on_or_after(local.date() + timedelta(days=1))
        return self._at(following, self._spans[0][0])

    @cached_property
    def _spans(self) -> list[tuple[time, time]]:
        """Morning and afternoon, or the whole day; never none."""
        noon, again = self.lunch or (self.after, self.after)
        spans = ((self.before, min(noon, self.after)), (again, self.after))
        found = [(_aside(begins, ends), ends) for begins, ends in spans]
        return [one for one in found if one[0] < one[1]] or [(self.before, self.after)]

    def _at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, self.zone)


def _aside(begins: time, ends: time) -> time:
    """Off the full and the half hour, where there is room."""
    if begins.minute % 30:
        return begins
    later = begins.replace(minute=begins.minute + ASIDE)
    return later if later < ends else begins
