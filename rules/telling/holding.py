"""暂缓：告知主要负责人及以上的一步，可以缓到哪一天；提醒照常，期限不动（domain.md §5）。"""

from datetime import date

from rules.calendar.dates import Kind, Reading
from rules.calendar.workdays import Calendar
from rules.errors import Refusal
from rules.telling.ladder import RESERVED, Step
from rules.telling.rungs import FindingFacts
from rules.vocabulary import Role

MOST = 20
"""Workdays from today for which a step can be held at once: one month of work."""

ABOVE = frozenset({Role.PRINCIPAL, Role.DISTRICT_LEADER, Role.LEADING_GROUP})


def may_wait(step: Step, role: Role) -> bool:
    """Say whether the office may hold what a step tells somebody in this role.

    That is what it is shown beforehand, and whatever else climbs that high because a
    post below is vacant. Who is reminded of a signature of their own is reminded.
    """
    return step.hold or step.release or (role in ABOVE and step.id not in RESERVED)


def running(facts: FindingFacts, today: date, calendar: Calendar) -> date | None:
    """The workday on which a hold ends that is still in force; None without one."""
    if facts.held_until is None:
        return None
    until = calendar.on_or_after(facts.held_until)
    return until if today < until else None


def last_day(today: date, calendar: Calendar) -> date:
    """The last day to which a step can be held from `today`."""
    return calendar.add_workdays(today, MOST)


def day_in(
    code: str, reading: Reading | None, sample: date, today: date, calendar: Calendar
) -> date:
    """Return the day to which a step is to be held, as it was said.

    Raises Refusal `hold_date` where no one day was read, or where it is not later
    than today, or beyond `last_day`; `sample` is the day in the example.
    """
    most = last_day(today, calendar)
    facts = {"code": code, "most": MOST, "last": most, "sample": sample}
    if reading is None or reading.kind is not Kind.DATE or reading.on is None:
        raise Refusal("hold_date", **facts)
    if not today < reading.on <= most:
        raise Refusal("hold_date", **facts, said=reading.on)
    return reading.on
