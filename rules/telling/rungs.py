"""哪一级轮在哪一天：期限、复核、沉默、等签字、等核验，都从事实数出日子来。"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from rules import deadlines
from rules.calendar.workdays import Calendar
from rules.telling.ladder import Step
from rules.vocabulary import Clock, Role, Status

LOW = frozenset({Role.RESPONSIBLE_PERSON, Role.LIAISON, Role.RESPONSIBLE_LEADER})
WORKED = frozenset({Status.DELIVERED, Status.RECTIFYING, Status.LONG_TERM})
SIGN_AFTER = (2, 5)
EXTENSION_NUDGE, EXTENSION_HOLDS = 3, 5
OFFICE_LIMIT = 10
ANSWER_LASTS = 5
"""Workdays after which a leader whose answer brought nothing is told again."""

STALL_GUARD = 20
"""Stalled nudges come never nearer than T-20 (domain.md §5)."""


@dataclass(frozen=True)
class FindingFacts:
    """What the rules look at; `people` gives the accounts in each role."""

    code: str
    cycle: int
    status: Status
    clock: Clock
    due_on: date | None
    review_on: date | None
    delivered_on: date | None
    last_substantive_on: date | None
    submitted_on: date | None
    endorsed_on: date | None
    extension_pending_on: date | None
    people: Mapping[Role, tuple[str, ...]]
    undelivered_people: frozenset[str] = frozenset()
    sleeping: bool = False
    held_until: date | None = None
    answered: Mapping[str, date] = field(default_factory=dict)
    """When each account said last that it knows, or has seen to it."""


class Rung(NamedTuple):
    """A step with its day: before it is known who holds the posts."""

    step: Step
    occurrence: int
    on: date
    why: str
    wished_on: date | None = None
    only: frozenset[str] | None = None
    """Whom of those who hold the posts it is for; None: all of them."""


def rungs(
    ladder: Sequence[Step], facts: FindingFacts, today: date, calendar: Calendar
) -> Iterator[Rung]:
    """Every rung that the present facts lead to, past and future, with its day."""
    if facts.sleeping:
        return
    if facts.status is Status.SUBMITTED and facts.submitted_on:
        yield from _signing(facts.submitted_on, calendar)
    if facts.status is Status.ENDORSED and facts.endorsed_on:
        yield _office_limit(facts.endorsed_on, calendar)
    if facts.status not in WORKED:
        return
    if facts.extension_pending_on is not None:
        yield _extension_nudge(facts.extension_pending_on, calendar)
    yield from _unfulfilled(facts, calendar)
    for step in ladder:
        if step.when == "stalled":
            yield from _stalled(step, facts, today, calendar)
        else:
            yield from _dated(step, facts, calendar)


def _signing(submitted_on: date, calendar: Calendar) -> Iterator[Rung]:
    """`submitted` reminds the principal, not the person (decisions.md 17)."""
    for occurrence, days in enumerate(SIGN_AFTER, 1):
        step = Step("submitted", "due", days, (Role.PRINCIPAL,))
        on = calendar.add_workdays(submitted_on, days)
        yield Rung(step, occurrence, on, f"销号申请已等签字{days}个工作日")


def _office_limit(endorsed_on: date, calendar: Calendar) -> Rung:
    """Waiting for the office is the office's time; its limit is ten workdays."""
    step = Step("endorsed", "due", OFFICE_LIMIT, (Role.OFFICE_HEAD,))
    on = calendar.add_workdays(endorsed_on, OFFICE_LIMIT + 1)
    return Rung(step, 1, on, f"签字后超过{OFFICE_LIMIT}个工作日未核验")


def _extension_nudge(asked_on: date, calendar: Calendar) -> Rung:
    step = Step("extension", "due", EXTENSION_NUDGE, (Role.OFFICE,))
    on = calendar.add_workdays(asked_on, EXTENSION_NUDGE)
    return Rung(step, asked_on.toordinal(), on, "延期申请3个工作日未决定")


def _unfulfilled(facts: FindingFacts, calendar: Calendar) -> Iterator[Rung]:
    """A leader answered to what is late, and nothing came: the step comes back."""
    long_term = deadlines.is_long_term(facts.status, facts.clock)
    if facts.due_on is None or long_term:
        return
    for account, role in _who_answers(facts).items():
        said = facts.answered.get(account)
        if said is None or said <= facts.due_on or _came_to_something(said, facts):
            continue
        step = Step("answered", "due", ANSWER_LASTS, (role,), hold=role not in LOW)
        on = _after_hold(calendar.add_workdays(said, ANSWER_LASTS), facts, calendar)
        why = f"{said.month}月{said.day}日答复以后{ANSWER_LASTS}个工作日没有新的进展"
        yield Rung(step, said.toordinal(), on, why, only=frozenset({account}))


def _who_answers(facts: FindingFacts) -> dict[str, Role]:
    """The leaders of the unit, each in the highest of their roles (decisions.md 19)."""
    return {
        account: role
        for role in (Role.RESPONSIBLE_LEADER, Role.PRINCIPAL)
        for account in facts.people.get(role, ())
    }


def _came_to_something(said: date, facts: FindingFacts) -> bool:
    """Whether there was news since an answer; one of an earlier cycle counts no more."""
    news, begun = facts.last_substantive_on, facts.delivered_on
    return (news is not None and news >= said) or (begun is not None and said < begun)


def _dated(step: Step, facts: FindingFacts, calendar: Calendar) -> Iterator[Rung]:
    long_term = deadlines.is_long_term(facts.status, facts.clock)
    reviewing = step.when == "review"
    if reviewing != long_term:
        return
    target = facts.review_on if reviewing else facts.due_on
    if target is None:
        return
    since = _since(step, target, facts)
    on = _day(step, since, calendar)
    why = _why(step, target, since)
    yield Rung(step, 1, _after_hold(on, facts, calendar), why, on)


def _since(step: Step, target: date, facts: FindingFacts) -> date:
    """The day that a rung counts from: its target, as a rule.

    Beyond the responsible leader a late import climbs from its delivery
    (decisions.md 16).
    """
    beyond = step.workdays > 0 and not LOW & set(step.to)
    if beyond and facts.delivered_on is not None:
        return max(target, facts.delivered_on)
    return target


def _day(step: Step, since: date, calendar: Calendar) -> date:
    """The day of a rung; before a rest day's limit we count from the workday before."""
    if step.workdays <= 0:
        return calendar.add_workdays(calendar.on_or_before(since), step.workdays)
    return calendar.add_workdays(since, step.workdays)


def _after_hold(on: date, facts: FindingFacts, calendar: Calendar) -> date:
    """An extension asked for and undecided holds the ladder for five workdays."""
    asked = facts.extension_pending_on
    if asked is None or on < asked:
        return on
    free = calendar.add_workdays(asked, EXTENSION_HOLDS + 1)
    return max(on, free)


def _why(step: Step, target: date, since: date) -> str:
    day = f"{target.month}月{target.day}日"
    what = "复核日期" if step.when == "review" else "期限"
    if step.workdays < 0:
        return f"{what}{day}，提前{-step.workdays}个工作日提醒"
    if step.workdays == 0:
        return f"{what}{day}，当日提醒"
    if since > target:
        return f"{what}{day}，交办以后满{step.workdays}个工作日"
    return f"{what}{day}，逾期满{step.workdays}个工作日"


def _stalled(
    step: Step, facts: FindingFacts, today: date, calendar: Calendar
) -> Iterator[Rung]:
    """Silence since the last substantive report: the present nudge and the next one."""
    since = facts.last_substantive_on or facts.delivered_on
    if since is None:
        return
    silent = calendar.workdays_between(since, today)
    times = max(silent // step.workdays, 0)
    for number in (times, times + 1):
        if number < 1:
            continue
        on = calendar.add_workdays(since, step.workdays * number)
        if _too_near(on, facts, calendar):
            continue
        why = f"{step.workdays * number}个工作日没有新的进展"
        yield Rung(step, on.toordinal(), _after_hold(on, facts, calendar), why)


def _too_near(on: date, facts: FindingFacts, calendar: Calendar) -> bool:
    if facts.due_on is None or deadlines.is_long_term(facts.status, facts.clock):
        return False
    return calendar.workdays_between(on, facts.due_on) <= STALL_GUARD
