"""阶梯本身：写错了点名，冻住了读得回来。"""

from dataclasses import replace
from datetime import date

import pytest

from rules.errors import Misconfigured
from rules.telling import escalation, ladder
from rules.vocabulary import Role
from tests.rules.telling.climbing import CALENDAR, FACTS, LADDER


def test_broken_ladder_is_refused_by_name() -> None:
    """阶梯写错了，说出是哪一步的哪个键。"""
    with pytest.raises(Misconfigured, match=r"remind-10 .*boss"):
        ladder.load_ladder([{"id": "remind-10", "workdays": -10, "to": ["boss"]}])
    with pytest.raises(Misconfigured, match="a 出现了两次"):
        ladder.load_ladder(2 * [{"id": "a", "workdays": 1, "to": ["office"]}])


@pytest.mark.parametrize("word", ["team", "discipline", "organisation", "department"])
def test_a_step_to_whom_a_finding_has_nobody_goes_to_the_office(word: str) -> None:
    """写给巡察组、纪委、组织部、职能部门的一步，问题上没有这个人，报给巡察办。"""
    steps = ladder.load_ladder([{"id": "a", "workdays": 1, "to": [word]}])
    days = date(2026, 10, 16), date(2026, 10, 20)
    planned = escalation.plan(steps, FACTS, {}, *days, CALENDAR)
    assert {one.role for _, one in planned} == {Role.OFFICE}


def test_the_discipline_of_a_unit_stands_on_a_rung() -> None:
    """写给单位纪检机构的一步到得了本人，和别的步子落在同一人身上也排得出高低。"""
    steps = ladder.load_ladder(
        [
            {
                "id": "watch",
                "workdays": 1,
                "to": ["unit_discipline", "responsible_leader"],
            }
        ]
    )
    both = {Role.UNIT_DISCIPLINE: ("watcher",), Role.RESPONSIBLE_LEADER: ("watcher",)}
    facts = replace(FACTS, people={**FACTS.people, **both})
    days = date(2026, 10, 16), date(2026, 10, 20)
    planned = escalation.plan(steps, facts, {}, *days, CALENDAR)
    told = [(one.receiver, one.role) for _, one in planned]
    assert told == [("watcher", Role.UNIT_DISCIPLINE)]


def test_frozen_ladder_comes_back_the_same() -> None:
    """冻结在问题上的阶梯，读回来一模一样。"""
    assert ladder.from_json(ladder.to_json(LADDER)) == LADDER


def test_a_step_of_years_is_refused() -> None:
    """阶梯写到几百万个工作日以后，点名拒收，不去数。"""
    step = {"id": "far", "workdays": -9_999_999, "to": ["office"]}
    with pytest.raises(Misconfigured, match="far 的 workdays 太大"):
        ladder.load_ladder([step])


def test_a_role_named_twice_is_one() -> None:
    """一步里同一个角色写了两遍，只算一个。"""
    step = {"id": "a", "workdays": 1, "to": ["office", "office"]}
    assert ladder.load_ladder([step])[0].to == (Role.OFFICE,)
