"""流程：什么状态能做什么、由谁做、到哪里去；表里没有的，就是不行（domain.md §2）。"""

from dataclasses import dataclass

from rules.errors import Refusal
from rules.vocabulary import OFFICE_ROLES, Action, Role, Status

PERSON = frozenset({Role.RESPONSIBLE_PERSON})
PRINCIPAL = frozenset({Role.PRINCIPAL})
RETURNERS = frozenset({Role.PRINCIPAL, Role.RESPONSIBLE_LEADER})
OFFICE = OFFICE_ROLES


@dataclass(frozen=True)
class Transition:
    """One cell of the table: where it leads (None: stays), and who may."""

    to: Status | None
    by: frozenset[Role]


TRANSITIONS: dict[tuple[Status, Action], Transition] = {
    (Status.RECORDED, Action.DELIVER): Transition(Status.DELIVERED, OFFICE),
    (Status.RECORDED, Action.WITHDRAW): Transition(Status.WITHDRAWN, OFFICE),
    (Status.DELIVERED, Action.REPORT): Transition(Status.RECTIFYING, PERSON),
    (Status.DELIVERED, Action.WITHDRAW): Transition(Status.WITHDRAWN, OFFICE),
    (Status.RECTIFYING, Action.REPORT): Transition(None, PERSON),
    (Status.RECTIFYING, Action.SUBMIT): Transition(Status.SUBMITTED, PERSON),
    (Status.RECTIFYING, Action.DEFER): Transition(Status.LONG_TERM, OFFICE),
    (Status.RECTIFYING, Action.WITHDRAW): Transition(Status.WITHDRAWN, OFFICE),
    (Status.SUBMITTED, Action.REPORT): Transition(None, PERSON),
    (Status.SUBMITTED, Action.ENDORSE): Transition(Status.ENDORSED, PRINCIPAL),
    (Status.SUBMITTED, Action.RETURN): Transition(Status.RECTIFYING, RETURNERS),
    (Status.ENDORSED, Action.REPORT): Transition(None, PERSON),
    (Status.ENDORSED, Action.ACCEPT): Transition(Status.CLOSED, OFFICE),
    (Status.ENDORSED, Action.RETURN): Transition(Status.RECTIFYING, OFFICE),
    (Status.CLOSED, Action.REOPEN): Transition(Status.RECTIFYING, OFFICE),
    (Status.LONG_TERM, Action.REPORT): Transition(None, PERSON),
    (Status.LONG_TERM, Action.SUBMIT): Transition(Status.SUBMITTED, PERSON),
    (Status.LONG_TERM, Action.WITHDRAW): Transition(Status.WITHDRAWN, OFFICE),
}
"""The status table; a pair that is not here is refused."""

WORKED = frozenset({Status.DELIVERED, Status.RECTIFYING, Status.LONG_TERM})
OPEN = WORKED | {Status.SUBMITTED, Status.ENDORSED}

BESIDE: dict[Action, frozenset[Status]] = {
    Action.COMPLETE: WORKED,
    Action.EXTEND: WORKED,
    Action.LATE_GRANT: WORKED,
    Action.ATTACH: OPEN,
    Action.VISIT: OPEN | {Status.CLOSED},
    Action.ACKNOWLEDGE: OPEN,
    Action.URGE: OPEN,
    Action.REASSIGN: OPEN | {Status.RECORDED},
    Action.SUBSTITUTE: OPEN,
    Action.ANSWER: OPEN,
    Action.SAMPLE: OPEN | {Status.RECORDED},
    Action.DISSATISFY: OPEN | {Status.CLOSED},
    Action.HOLD: OPEN,
    Action.RELEASE: OPEN,
}
"""What leaves the status alone, and where it may be done (decisions.md 28).

A finding just delivered may be completed, extended and given files at once: the
first deed makes it `rectifying` just as a report does.
"""


def decide(status: Status, action: Action) -> Transition:
    """Return the step that the table has for a pair.

    Raises Refusal `not_possible` with what is possible instead where it has none.
    """
    found = TRANSITIONS.get((status, action))
    if found is None:
        raise Refusal(
            "not_possible",
            status=status,
            action=action,
            possible=possible(status),
        )
    return found


def possible(status: Status, roles: frozenset[Role] | None = None) -> list[Action]:
    """The actions of the table in a status, in the table's order; for `roles` only."""
    return [
        action
        for (of, action), step in TRANSITIONS.items()
        if of is status and (roles is None or step.by & roles)
    ]
