"""一项问题和它的阶梯：到日子告诉谁，一天天走下去。"""

from datetime import date, timedelta

from rules.calendar.workdays import statutory_calendar
from rules.telling import escalation, ladder
from rules.telling.rungs import FindingFacts
from rules.vocabulary import Clock, Role, Status

CALENDAR = statutory_calendar()


LADDER = ladder.built_in()


FACTS = FindingFacts(
    code="5-005",
    cycle=1,
    status=Status.RECTIFYING,
    clock=Clock.DATED,
    due_on=date(2026, 10, 16),
    review_on=None,
    delivered_on=date(2026, 9, 1),
    last_substantive_on=None,
    submitted_on=None,
    endorsed_on=None,
    extension_pending_on=None,
    people={
        Role.RESPONSIBLE_PERSON: ("person",),
        Role.RESPONSIBLE_LEADER: ("leader",),
        Role.PRINCIPAL: ("principal",),
        Role.OFFICE: ("office",),
        Role.OFFICE_HEAD: ("head",),
    },
)


def due(
    facts: FindingFacts, day: str, known: dict[str, date] | None = None
) -> set[tuple[str, str]]:
    """Who is told which step on a day, nothing having been said before."""
    verdict = escalation.notices_due(
        LADDER, facts, known or {}, date.fromisoformat(day), CALENDAR
    )
    return {(one.step_id, one.receiver) for one in verdict.due}


def walk(facts: FindingFacts, first: str, last: str) -> list[tuple[date, str, str]]:
    """Run the patrol each workday and keep what was said."""
    known: dict[str, date] = {}
    said = []
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        if CALENDAR.is_workday(day):
            verdict = escalation.notices_due(LADDER, facts, known, day, CALENDAR)
            for one in verdict.due:
                said.append((day, one.step_id, one.receiver))
                known[one.key] = day
            for one, _ in verdict.skipped:
                known[one.key] = day
        day += timedelta(days=1)
    return said


def foretold(facts: FindingFacts) -> dict[tuple[str, str], tuple[str, str] | None]:
    """By step and receiver, which role is told next and when, over a whole ladder."""
    planned = escalation.plan(
        LADDER, facts, {}, date(2026, 9, 7), date(2026, 12, 31), CALENDAR
    )
    return {
        (one.step_id, one.receiver): (str(one.ahead.on)[5:], one.ahead.role.value)
        if one.ahead
        else None
        for _, one in planned
    }
