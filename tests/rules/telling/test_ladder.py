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
def test_whom_no_step_reaches_is_refused(word: str) -> None:
    """巡察组、纪委、组织部、职能部门不在阶梯上：拒收并列出可用的，不悄悄报给巡察办。"""
    step = {"id": "a", "workdays": 1, "to": ["office", word]}
    with pytest.raises(
        Misconfigured, match=f"a 的 to 里没有 {word} 这个角色，可用：.*office"
    ):
        ladder.load_ladder([step])


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
