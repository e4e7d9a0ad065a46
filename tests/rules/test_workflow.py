"""流程和权限：状态、动作、身份的全部组合。"""

from itertools import product

import pytest

from rules import permissions, workflow
from rules.errors import Refusal
from rules.permissions import Standing
from rules.vocabulary import Action, Role, Status

PERSON = {Role.RESPONSIBLE_PERSON}
OFFICE = {Role.OFFICE, Role.OFFICE_HEAD}
LAW = {
    ("recorded", "deliver"): ("delivered", OFFICE),
    ("recorded", "withdraw"): ("withdrawn", OFFICE),
    ("delivered", "report"): ("rectifying", PERSON),
    ("delivered", "withdraw"): ("withdrawn", OFFICE),
    ("rectifying", "report"): (None, PERSON),
    ("rectifying", "submit"): ("submitted", PERSON),
    ("rectifying", "defer"): ("long_term", OFFICE),
    ("rectifying", "withdraw"): ("withdrawn", OFFICE),
    ("submitted", "report"): (None, PERSON),
    ("submitted", "endorse"): ("endorsed", {Role.PRINCIPAL}),
    ("submitted", "return"): (
        "rectifying",
        {Role.PRINCIPAL, Role.RESPONSIBLE_LEADER},
    ),
    ("endorsed", "report"): (None, PERSON),
    ("endorsed", "accept"): ("closed", OFFICE),
    ("endorsed", "return"): ("rectifying", OFFICE),
    ("closed", "reopen"): ("rectifying", OFFICE),
    ("long_term", "report"): (None, PERSON),
    ("long_term", "submit"): ("submitted", PERSON),
    ("long_term", "withdraw"): ("withdrawn", OFFICE),
}
"""Written out once more by hand from domain.md §2 and decisions.md 28."""

MOVING = (
    "deliver",
    "report",
    "submit",
    "endorse",
    "accept",
    "return",
    "defer",
    "reopen",
    "withdraw",
)


@pytest.mark.parametrize(
    ("status", "action", "role"), list(product(Status, MOVING, Role))
)
def test_whole_table(status: Status, action: str, role: Role) -> None:
    """每个状态、动作、身份的组合，和法上写的一模一样。"""
    expected = LAW.get((status.value, action))
    if expected is None:
        with pytest.raises(Refusal) as caught:
            workflow.decide(status, Action(action))
        assert caught.value.reason == "not_possible"
        return
    step = workflow.decide(status, Action(action))
    assert (step.to.value if step.to else None) == expected[0]
    assert (role in step.by) is (role in expected[1])


def test_refusal_says_what_is_possible() -> None:
    """办不了的时候，说得出现在能办什么。"""
    with pytest.raises(Refusal) as caught:
        workflow.decide(Status.CLOSED, Action.REPORT)
    assert caught.value.facts["possible"] == [Action.REOPEN]


MATRIX = {
    "person": "see report complete attach submit extend acknowledge substitute",
    "leader": "see acknowledge answer agree_extension reassign return substitute",
    "principal": (
        "see acknowledge answer agree_extension reassign return substitute endorse"
        " endorse_extension"
    ),
    "liaison": "see acknowledge",
    "unit_discipline": "see",
    "team": "see visit",
    "district_leader": "see answer acknowledge",
    "leading_group": "see answer",
    "office": (
        "see deliver accept return defer reopen withdraw visit urge grant_extension"
        " agree_extension reassign correct set_due late_grant review_evidence sample dissatisfy"
        " answer hold release"
    ),
    "stranger": "",
}
"""Who may do what, written by hand from domain.md §3."""

STANDINGS = {
    "person": Standing(named=frozenset({Role.RESPONSIBLE_PERSON})),
    "leader": Standing(named=frozenset({Role.RESPONSIBLE_LEADER})),
    "principal": Standing(unit_posts=frozenset({Role.PRINCIPAL})),
    "liaison": Standing(unit_posts=frozenset({Role.LIAISON})),
    "unit_discipline": Standing(unit_posts=frozenset({Role.UNIT_DISCIPLINE})),
    "team": Standing(unit_posts=frozenset({Role.TEAM})),
    "district_leader": Standing(unit_posts=frozenset({Role.DISTRICT_LEADER})),
    "leading_group": Standing(posts=frozenset({Role.LEADING_GROUP})),
    "office": Standing(posts=frozenset({Role.OFFICE})),
    "stranger": Standing(posts=frozenset({Role.PRINCIPAL, Role.RESPONSIBLE_PERSON})),
}


@pytest.mark.parametrize(("who", "action"), list(product(STANDINGS, Action)))
def test_whole_matrix(who: str, action: Action) -> None:
    """每种身份对一项问题能办什么，和手写的权限表一模一样。"""
    allowed = action.value in MATRIX[who].split()
    assert permissions.may(STANDINGS[who], action) is allowed


def test_nobody_signs_for_anybody() -> None:
    """除了本单位主要负责人，谁也不能签字。"""
    signers = [
        who
        for who, standing in STANDINGS.items()
        if permissions.may(standing, Action.ENDORSE)
    ]
    assert signers == ["principal"]
