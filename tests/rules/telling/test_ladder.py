"""阶梯本身：写错了点名，冻住了读得回来。"""

import pytest

from rules.errors import Misconfigured
from rules.telling import ladder
from rules.vocabulary import Role
from tests.rules.telling.climbing import LADDER


def test_broken_ladder_is_refused_by_name() -> None:
    """阶梯写错了，说出是哪一步的哪个键。"""
    with pytest.raises(Misconfigured, match=r"remind-10 .*boss"):
        ladder.load_ladder([{"id": "remind-10", "workdays": -10, "to": ["boss"]}])
    with pytest.raises(Misconfigured, match="a 出现了两次"):
        ladder.load_ladder(2 * [{"id": "a", "workdays": 1, "to": ["office"]}])


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
