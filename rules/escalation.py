"""该告诉谁：一项问题的事实进来，到日子的、将来的、略过的出去；同一个函数管巡查和预演。"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules.ladder import Step
from rules.vocabulary import Clock, Role, Status
from rules.workdays import Calendar

RANKS = (
    Role.RESPONSIBLE_PERSON,
    Role.LIAISON,
    Role.RESPONSIBLE_LEADER,
    Role.PRINCIPAL,
    Role.OFFICE,
    Role.OFFICE_HEAD,
    Role.DISTRICT_LEADER,
    Role.LEADING_GROUP,
)
"""Low to high; who stands on several rungs is told in the highest (decisions.md 19)."""

NEXT_UP = {
    Role.RESPONSIBLE_PERSON: Role.RESPONSIBLE_LEADER,
    Role.LIAISON: Role.PRINCIPAL,
    Role.RESPONSIBLE_LEADER: Role.PRINCIPAL,
    Role.PRINCIPAL: Role.OFFICE,
    Role.OFFICE: Role.OFFICE_HEAD,
    Role.OFFICE_HEAD: Role.OFFICE,
}
"""Vacant post → the next one up (decisions.md 20)."""

LOW = frozenset({Role.RESPONSIBLE_PERSON, Role.LIAISON, Role.RESPONSIBLE_LEADER})
WORKED = frozenset({Status.DELIVERED, Status.RECTIFYING, Status.LONG_TERM})
SIGN_AFTER = (2, 5)
EXTENSION_NUDGE, EXTENSION_HOLDS = 3, 5
OFFICE_LIMIT = 10
STALL_GUARD = 20
"""Stalled nudges come never nearer than T-20 (domain.md §5)."""

HOLD_SUFFIX = "-hold"


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


@dataclass(frozen=True)
class NoticeDue:
    """Somebody is to be told: which step, in which role, since which day, and why."""

    key: str
    step_id: str
    occurrence: int
    receiver: str
    role: Role
    on: date
    why: str
    draft: str = ""
    holds: str = ""
    wished_on: date | None = None


@dataclass(frozen=True)
class Verdict:
    """What speaks now, and what is passed over with its reason."""

    due: tuple[NoticeDue, ...]
    skipped: tuple[tuple[NoticeDue, str], ...]


@dataclass(frozen=True)
class _Rung:
    """A step with its day: before it is known who holds the posts."""

    step: Step
    occurrence: int
    on: date
    why: str
    wished_on: date | None = None


def examine(
    ladder: Sequence[Step],
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> tuple[Verdict, date | None]:
    """Say who must be told on `today`, and when to look next once that is done."""
    timeline = list(_timeline(ladder, facts, already, today, calendar))
    verdict = _verdict(timeline, already, today)
    if verdict.due or verdict.skipped:
        spoken = (*verdict.due, *(notice for notice, _ in verdict.skipped))
        already = {**already, **dict.fromkeys((one.key for one in spoken), today)}
        timeline = list(_timeline(ladder, facts, already, today, calendar))
    return verdict, _next(timeline, already, today)


def notices_due(
    ladder: Sequence[Step],
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> Verdict:
    """Say who must be told on `today`; `already` maps known keys to their day.

    For each receiver only the newest step speaks, older ones are skipped with a
    reason (domain.md §5, after an outage); nobody is told in two roles.
    """
    timeline = _timeline(ladder, facts, already, today, calendar)
    return _verdict(timeline, already, today)


def _verdict(
    timeline: Iterable[NoticeDue], already: Mapping[str, date], today: date
) -> Verdict:
    open_ = [
        notice
        for notice in timeline
        if notice.on <= today and notice.key not in already
    ]
    due: list[NoticeDue] = []
    skipped: list[tuple[NoticeDue, str]] = []
    for receiver in dict.fromkeys(notice.receiver for notice in open_):
        mine = [notice for notice in open_ if notice.receiver == receiver]
        due += [notice for notice in mine if notice.holds]
        ladder_ones = [notice for notice in mine if not notice.holds]
        if not ladder_ones:
            continue
        newest = max(ladder_ones, key=_order)
        due.append(newest)
        skipped += [
            (notice, "较新的一步已代替") for notice in ladder_ones if notice != newest
        ]
    return Verdict(tuple(due), tuple(skipped))


def _order(notice: NoticeDue) -> tuple[date, date, int]:
    """The newest step wins; of those held up together the one that was due last."""
    wished = notice.wished_on or notice.on
    return (notice.on, wished, RANKS.index(notice.role))


def next_look_on(
    ladder: Sequence[Step],
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> date | None:
    """The first day, today included, on which somebody could have to be told."""
    timeline = _timeline(ladder, facts, already, today, calendar)
    return _next(timeline, already, today)


def _next(
    timeline: Iterable[NoticeDue], already: Mapping[str, date], today: date
) -> date | None:
    days = [max(notice.on, today) for notice in timeline if notice.key not in already]
    return min(days, default=None)


def plan(
    ladder: Sequence[Step],
    facts: FindingFacts,
    already: Mapping[str, date],
    start: date,
    until: date,
    calendar: Calendar,
) -> list[tuple[date, NoticeDue]]:
    """The same rule with the date moved forward, day by day that matters."""
    known = dict(already)
    result: list[tuple[date, NoticeDue]] = []
    day = start
    while (look := next_look_on(ladder, facts, known, day, calendar)) is not None:
        day = calendar.on_or_after(look)
        if day >= until:
            break
        verdict = notices_due(ladder, facts, known, day, calendar)
        result += [(day, notice) for notice in verdict.due]
        known |= dict.fromkeys((notice.key for notice in verdict.due), day)
        known |= dict.fromkeys((notice.key for notice, _ in verdict.skipped), day)
    return result


def _timeline(
    ladder: Sequence[Step],
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> Iterator[NoticeDue]:
    """Every notice that the present facts will cause, past and future."""
    for rung in _rungs(ladder, facts, today, calendar):
        if rung.step.hold:
            yield from _held(rung, facts, already, today, calendar)
        else:
            yield from _addressed(rung, facts)


def _rungs(
    ladder: Sequence[Step], facts: FindingFacts, today: date, calendar: Calendar
) -> Iterator[_Rung]:
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
    for step in ladder:
        if step.when == "stalled":
            yield from _stalled(step, facts, today, calendar)
        else:
            yield from _dated(step, facts, calendar)


def _signing(submitted_on: date, calendar: Calendar) -> Iterator[_Rung]:
    """`submitted` reminds the principal, not the person (decisions.md 17)."""
    for occurrence, days in enumerate(SIGN_AFTER, 1):
        step = Step("submitted", "due", days, (Role.PRINCIPAL,))
        on = calendar.add_workdays(submitted_on, days)
        yield _Rung(step, occurrence, on, f"销号申请已等签字{days}个工作日")


def _office_limit(endorsed_on: date, calendar: Calendar) -> _Rung:
    """Waiting for the office is the office's time; its limit is ten workdays."""
    step = Step("endorsed", "due", OFFICE_LIMIT, (Role.OFFICE_HEAD,))
    on = calendar.add_workdays(endorsed_on, OFFICE_LIMIT + 1)
    return _Rung(step, 1, on, f"签字后超过{OFFICE_LIMIT}个工作日未核验")


def _extension_nudge(asked_on: date, calendar: Calendar) -> _Rung:
    step = Step("extension", "due", EXTENSION_NUDGE, (Role.OFFICE,))
    on = calendar.add_workdays(asked_on, EXTENSION_NUDGE)
    return _Rung(step, asked_on.toordinal(), on, "延期申请3个工作日未决定")


def _dated(step: Step, facts: FindingFacts, calendar: Calendar) -> Iterator[_Rung]:
    long_term = facts.clock is Clock.LONG_TERM or facts.status is Status.LONG_TERM
    reviewing = step.when == "review"
    if reviewing != long_term:
        return
    target = facts.review_on if reviewing else facts.due_on
    if target is None:
        return
    on = _day(step, target, facts, calendar)
    yield _Rung(step, 1, _after_hold(on, facts, calendar), _why(step, target), on)


def _day(step: Step, target: date, facts: FindingFacts, calendar: Calendar) -> date:
    """The day of a rung; before a rest day's limit we count from the workday before.

    Beyond the responsible leader a late import climbs from its delivery
    (decisions.md 16).
    """
    if step.workdays <= 0:
        return calendar.add_workdays(calendar.on_or_before(target), step.workdays)
    beyond = not LOW & set(step.to)
    if beyond and facts.delivered_on is not None:
        target = max(target, facts.delivered_on)
    return calendar.add_workdays(target, step.workdays)


def _after_hold(on: date, facts: FindingFacts, calendar: Calendar) -> date:
    """An extension asked for and undecided holds the ladder for five workdays."""
    asked = facts.extension_pending_on
    if asked is None or on < asked:
        return on
    free = calendar.add_workdays(asked, EXTENSION_HOLDS + 1)
    return max(on, free)


def _why(step: Step, target: date) -> str:
    day = f"{target.month}月{target.day}日"
    what = "复核日期" if step.when == "review" else "期限"
    if step.workdays < 0:
        return f"{what}{day}，提前{-step.workdays}个工作日提醒"
    if step.workdays == 0:
        return f"{what}{day}，当日提醒"
    return f"{what}{day}，逾期{step.workdays}个工作日"


def _stalled(
    step: Step, facts: FindingFacts, today: date, calendar: Calendar
) -> Iterator[_Rung]:
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
        yield _Rung(step, on.toordinal(), _after_hold(on, facts, calendar), why)


def _too_near(on: date, facts: FindingFacts, calendar: Calendar) -> bool:
    if facts.due_on is None or facts.status is Status.LONG_TERM:
        return False
    return calendar.workdays_between(on, facts.due_on) <= STALL_GUARD


def _held(
    rung: _Rung,
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> Iterator[NoticeDue]:
    """A step to the principal or above is shown to the office the workday before."""
    notices = list(_addressed(rung, facts))
    told = "、".join(dict.fromkeys(notice.role.label for notice in notices))
    shown = _Rung(
        replace(
            rung.step,
            id=rung.step.id + HOLD_SUFFIX,
            to=(Role.OFFICE,),
            hold=False,
            release=False,
            draft="",
        ),
        rung.occurrence,
        calendar.add_workdays(rung.on, -1),
        f"下一个工作日将告知{told}：{rung.why}",
    )
    shows = [replace(one, holds=rung.step.id) for one in _addressed(shown, facts)]
    yield from shows
    seen = [already[one.key] for one in shows if one.key in already]
    first = min(seen) if seen else max(shown.on, today)
    earliest = calendar.add_workdays(first, 1) if shows else rung.on
    for notice in notices:
        yield replace(notice, on=max(notice.on, earliest))


def _addressed(rung: _Rung, facts: FindingFacts) -> Iterator[NoticeDue]:
    """Give a rung its receivers: each once, in the highest of their roles."""
    unheard = _persons_unheard(facts)
    told: dict[str, Role] = {}
    for wished in rung.step.to:
        role = wished
        if rung.step.release or (unheard and wished not in (Role.RESPONSIBLE_PERSON,)):
            role = Role.OFFICE
        holder, accounts = _holders(role, facts)
        for account in accounts:
            if account not in told or RANKS.index(holder) > RANKS.index(told[account]):
                told[account] = holder
    for account, role in told.items():
        yield NoticeDue(
            key=_key(rung, facts, account),
            step_id=rung.step.id,
            occurrence=rung.occurrence,
            receiver=account,
            role=role,
            on=rung.on,
            why=rung.why,
            draft=rung.step.draft,
            wished_on=rung.wished_on,
        )


def _persons_unheard(facts: FindingFacts) -> bool:
    """No superior is told while the person's own notice was not delivered."""
    persons = facts.people.get(Role.RESPONSIBLE_PERSON, ())
    return bool(persons) and set(persons) <= facts.undelivered_people


def _holders(role: Role, facts: FindingFacts) -> tuple[Role, tuple[str, ...]]:
    """Who holds a post; a vacant one falls to the next one up (decisions.md 20)."""
    tried: set[Role] = set()
    while role not in tried:
        accounts = facts.people.get(role, ())
        if accounts:
            return role, accounts
        tried.add(role)
        role = NEXT_UP.get(role, Role.OFFICE)
    return role, ()


def _key(rung: _Rung, facts: FindingFacts, account: str) -> str:
    """Finding, cycle, due date, step, occurrence, receiver (decisions.md 8)."""
    target = facts.review_on if rung.step.when == "review" else facts.due_on
    day = target.isoformat() if target else "-"
    return (
        f"{facts.code}:{facts.cycle}:{day}:{rung.step.id}"
        f":{rung.occurrence}:{account.casefold()}"
    )
