"""停机以后：哪几天本该说而没有说出去的，说给本人和他的领导（domain.md §5）。"""

from collections.abc import Collection
from datetime import date, timedelta

from rules.calendar.workdays import Calendar
from rules.telling.escalation import Verdict
from rules.vocabulary import Role

Unsaid = dict[str, list[date]]


def dark_days(last: date, today: date, calendar: Calendar) -> frozenset[date]:
    """The workdays after the last patrol and before today: on none of them one ran."""
    between = (last + timedelta(days=n) for n in range(1, (today - last).days))
    return frozenset(day for day in between if calendar.is_workday(day))


def unsaid(verdict: Verdict, dark: Collection[date]) -> Unsaid:
    """On which of these days each receiver would have been told something.

    What only the office is shown, and what it held, was not kept back by an outage.
    """
    found: dict[str, set[date]] = {}
    for one in (*verdict.due, *(notice for notice, _ in verdict.skipped)):
        if one.on in dark and not one.holds and one.until is None:
            found.setdefault(one.receiver, set()).add(one.on)
    return {receiver: sorted(days) for receiver, days in found.items()}


def of_persons(verdict: Verdict, missed: Unsaid) -> list[date]:
    """The days on which the responsible people themselves were not reminded."""
    notices = (*verdict.due, *(notice for notice, _ in verdict.skipped))
    persons = {one.receiver for one in notices if one.role is Role.RESPONSIBLE_PERSON}
    return sorted({day for one in persons for day in missed.get(one, ())})
