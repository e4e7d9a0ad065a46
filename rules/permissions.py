"""权限：谁对一项问题是什么人，就能看什么、办什么；一张表管所有的门（domain.md §3）。"""

from dataclasses import dataclass
from enum import StrEnum

from rules.vocabulary import OFFICE_ROLES, Action, Role


class Relation(StrEnum):
    """What somebody is towards one finding."""

    PERSON = "person"
    LEADER = "leader"
    PRINCIPAL = "principal"
    LIAISON = "liaison"
    DISCIPLINE = "unit_discipline"
    TEAM = "team"
    CHARGE = "district_leader"
    GROUP = "leading_group"
    OFFICE = "office"


@dataclass(frozen=True)
class Standing:
    """Somebody's posts anywhere, posts in the finding's unit, and roles named on it."""

    posts: frozenset[Role] = frozenset()
    unit_posts: frozenset[Role] = frozenset()
    named: frozenset[Role] = frozenset()


_DOES = frozenset(
    {
        Action.REPORT,
        Action.COMPLETE,
        Action.ATTACH,
        Action.SUBMIT,
        Action.EXTEND,
        Action.ACKNOWLEDGE,
        Action.SUBSTITUTE,
        Action.SEE,
    }
)
_LEADS = frozenset(
    {
        Action.SEE,
        Action.ACKNOWLEDGE,
        Action.ANSWER,
        Action.AGREE_EXTENSION,
        Action.REASSIGN,
        Action.RETURN,
        Action.SUBSTITUTE,
    }
)

TABLE: dict[Relation, frozenset[Action]] = {
    Relation.PERSON: _DOES,
    Relation.LEADER: _LEADS,
    Relation.PRINCIPAL: _LEADS | {Action.ENDORSE, Action.ENDORSE_EXTENSION},
    Relation.LIAISON: frozenset({Action.SEE, Action.ACKNOWLEDGE}),
    Relation.DISCIPLINE: frozenset({Action.SEE}),
    Relation.TEAM: frozenset({Action.SEE, Action.VISIT}),
    Relation.CHARGE: frozenset({Action.SEE, Action.ANSWER, Action.ACKNOWLEDGE}),
    Relation.GROUP: frozenset({Action.SEE, Action.ANSWER}),
    Relation.OFFICE: frozenset(
        {
            Action.SEE,
            Action.DELIVER,
            Action.ACCEPT,
            Action.RETURN,
            Action.DEFER,
            Action.REOPEN,
            Action.WITHDRAW,
            Action.VISIT,
            Action.URGE,
            Action.GRANT_EXTENSION,
            Action.AGREE_EXTENSION,
            Action.REASSIGN,
            Action.CORRECT,
            Action.SET_DUE,
            Action.LATE_GRANT,
            Action.REVIEW_EVIDENCE,
            Action.SAMPLE,
            Action.DISSATISFY,
            Action.HOLD,
            Action.RELEASE,
            Action.ANSWER,
        }
    ),
}
"""Relation to the finding → what it may do. Nobody signs for anybody."""

_BY_UNIT_POST = {
    Role.PRINCIPAL: Relation.PRINCIPAL,
    Role.LIAISON: Relation.LIAISON,
    Role.UNIT_DISCIPLINE: Relation.DISCIPLINE,
    Role.TEAM: Relation.TEAM,
    Role.DISTRICT_LEADER: Relation.CHARGE,
}
_BY_NAME = {
    Role.RESPONSIBLE_PERSON: Relation.PERSON,
    Role.RESPONSIBLE_LEADER: Relation.LEADER,
}


def relations(standing: Standing) -> frozenset[Relation]:
    """Everything that somebody is towards the finding."""
    found = {_BY_NAME[role] for role in standing.named if role in _BY_NAME}
    found |= {
        _BY_UNIT_POST[role] for role in standing.unit_posts if role in _BY_UNIT_POST
    }
    if standing.posts & OFFICE_ROLES:
        found.add(Relation.OFFICE)
    if Role.LEADING_GROUP in standing.posts:
        found.add(Relation.GROUP)
    return frozenset(found)


def may(standing: Standing, action: Action) -> bool:
    """Say whether somebody with this standing may do this."""
    return any(action in TABLE[relation] for relation in relations(standing))


def who(action: Action) -> list[Role]:
    """The roles that may do an action, for the sentence that refuses it."""
    allowed = {relation for relation, actions in TABLE.items() if action in actions}
    return [
        Role.RESPONSIBLE_PERSON
        if relation is Relation.PERSON
        else Role.RESPONSIBLE_LEADER
        if relation is Relation.LEADER
        else Role(relation.value)
        for relation in Relation
        if relation in allowed
    ]
