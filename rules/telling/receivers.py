"""谁来听：一步该告诉的角色落到谁的账号上；空缺往上一级，本人没收到的不惊动上级。"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rules.telling.rungs import FindingFacts, Rung
from rules.vocabulary import Role

RANKS = (
    Role.RESPONSIBLE_PERSON,
    Role.LIAISON,
    Role.RESPONSIBLE_LEADER,
    Role.PRINCIPAL,
    Role.UNIT_DISCIPLINE,
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

OF_THE_UNIT = (Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER, Role.PRINCIPAL)
"""Posts whose vacancy the office is told of; its own it knows."""


UPCOMING = "office-upcoming:"
"""Before the id of a step that the office is shown the workday before."""

RELEASE = "office-release:"
"""Before the id of a step that the office is asked to release."""


VACANT = "vacant"
"""The step by which the office hears that somebody is told in a vacant post's stead."""


class Ahead(NamedTuple):
    """Who higher up is told next by rule, and when, if nothing is done.

    `asks`: from then on a person decides whether they are told.
    """

    on: date
    role: Role
    asks: bool = False


class NoticeDue(NamedTuple):
    """Somebody is to be told: which step, in which role, since which day, and why.

    `until`: the office holds it until that day. `holds`: the step that is only shown;
    `asks`: to whom it goes when a person releases it.
    """

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
    ahead: Ahead | None = None
    until: date | None = None
    asks: Role | None = None
    vacant: Role | None = None
    """The post below that nobody holds, for which the receiver is told or, of what the
    office is only shown, somebody else."""

    @property
    def speaks_on(self) -> date:
        """The day on which it is said: its own, or that on which its hold ends."""
        return max(self.on, self.until or self.on)

    @property
    def step(self) -> str:
        """The stable id of what is said: the step's, or that of showing it before."""
        if not self.holds:
            return self.step_id
        return f"{RELEASE if self.asks else UPCOMING}{self.holds}"


def addressed(rung: Rung, facts: FindingFacts) -> Iterator[NoticeDue]:
    """Give a rung its receivers: each once, in the highest of their roles."""
    for account, (role, vacant) in _told(rung, facts).items():
        yield NoticeDue(
            key=_key(rung, facts, account),
            step_id=rung.step.id,
            occurrence=rung.occurrence,
            receiver=account,
            role=role,
            on=rung.on,
            why=rung.why if vacant is None else f"{rung.why}，{vacant.label}空缺",
            draft=rung.step.draft,
            wished_on=rung.wished_on,
            vacant=vacant,
        )


def _told(rung: Rung, facts: FindingFacts) -> dict[str, tuple[Role, Role | None]]:
    """In which role each account is told, and which vacant post it stands in for."""
    unheard = persons_unheard(facts)
    told: dict[str, tuple[Role, Role | None]] = {}
    for wished in rung.step.to:
        passed_by = unheard and wished is not Role.RESPONSIBLE_PERSON
        role = Role.OFFICE if passed_by else wished
        holder, accounts = _holders(role, facts)
        vacant = role if holder is not role and role in OF_THE_UNIT else None
        for account in accounts:
            if rung.only is not None and account not in rung.only:
                continue
            other = told.get(account)
            if other is None or RANKS.index(holder) > RANKS.index(other[0]):
                told[account] = holder, vacant
    return told


def released(rung: Rung, facts: FindingFacts) -> list[NoticeDue]:
    """Whom a step is said to once a person releases it.

    Nobody stands in for a leader above: a vacant post, or a person who was not reached
    themselves, leaves nothing to release.
    """
    return [one for one in addressed(rung, facts) if one.role in rung.step.to]


def persons_unheard(facts: FindingFacts) -> bool:
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
