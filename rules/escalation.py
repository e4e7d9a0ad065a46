"""该告诉谁：一项问题的事实进来，到日子的、将来的、略过的出去；同一个函数管巡查和预演。"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from rules.ladder import Step
from rules.rungs import FindingFacts, Rung, rungs
from rules.vocabulary import Role
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

HOLD_SUFFIX = "-hold"
UPCOMING = "office-upcoming:"
"""Before the id of a step that the office is shown the workday before."""


class NoticeDue(NamedTuple):
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

    @property
    def step(self) -> str:
        """The stable id of what is said: the step's, or that of showing it before."""
        return f"{UPCOMING}{self.holds}" if self.holds else self.step_id


@dataclass(frozen=True)
class Verdict:
    """What speaks now, and what is passed over with its reason."""

    due: tuple[NoticeDue, ...]
    skipped: tuple[tuple[NoticeDue, str], ...]


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
    spoken = (*verdict.due, *(notice for notice, _ in verdict.skipped))
    already = {**already, **dict.fromkeys((one.key for one in spoken), today)}
    if any(notice.holds for notice in spoken):  # what was shown moves what follows it
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
    for rung in rungs(ladder, facts, today, calendar):
        if rung.step.hold:
            yield from _held(rung, facts, already, today, calendar)
        else:
            yield from _addressed(rung, facts)


def _held(
    rung: Rung,
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> Iterator[NoticeDue]:
    """A step to the principal or above is shown to the office the workday before."""
    notices = list(_addressed(rung, facts))
    told = "、".join(dict.fromkeys(notice.role.label for notice in notices))
    shown = Rung(
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
    shows = [one._replace(holds=rung.step.id) for one in _addressed(shown, facts)]
    yield from shows
    seen = [already[one.key] for one in shows if one.key in already]
    first = min(seen) if seen else max(shown.on, today)
    earliest = calendar.add_workdays(first, 1) if shows else rung.on
    for notice in notices:
        yield notice._replace(on=max(notice.on, earliest))


def _addressed(rung: Rung, facts: FindingFacts) -> Iterator[NoticeDue]:
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
    if not facts.undelivered_people:
        return False
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


def _key(rung: Rung, facts: FindingFacts, account: str) -> str:
    """Finding, cycle, due date, step, occurrence, receiver (decisions.md 8)."""
    target = facts.review_on if rung.step.when == "review" else facts.due_on
    day = target.isoformat() if target else "-"
    return (
        f"{facts.code}:{facts.cycle}:{day}:{rung.step.id}"
        f":{rung.occurrence}:{account.casefold()}"
    )
