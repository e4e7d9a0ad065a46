"""预告：下一步报到谁，哪一天，为什么。"""

from dataclasses import replace
from datetime import date

from rules.telling import escalation
from rules.vocabulary import Role
from tests.rules.telling.climbing import CALENDAR, FACTS, LADDER, foretold


def test_from_the_limit_on_the_next_higher_step_is_foretold() -> None:
    """从到期那天起，每条都说得出下一步报到谁、哪一天；没到期的和最后一级不说。"""
    said = foretold(FACTS)
    assert said["remind-10", "leader"] is None
    assert said["remind-3", "person"] is None
    assert said["remind-0", "person"] == ("10-19", "responsible_leader")
    assert said["overdue-1", "person"] == ("10-27", "principal")
    assert said["overdue-3", "leader"] == ("10-27", "principal")
    assert said["overdue-7", "principal"] == ("11-06", "office")
    assert said["overdue-30", "office"] is None


def test_a_vacant_post_is_foretold_as_who_stands_in() -> None:
    """责任领导空缺的，预告的是接替他的那一级。"""
    people = {**FACTS.people, Role.RESPONSIBLE_LEADER: ()}
    said = foretold(replace(FACTS, people=people))
    assert said["remind-0", "person"] == ("10-19", "principal")


def test_a_late_delivery_is_the_reason_where_the_climb_counts_from_it() -> None:
    """交办时已经逾期的，往上报的缘由说交办以后几天，不说成逾期几天。"""
    late = replace(FACTS, due_on=date(2026, 7, 10))
    planned = escalation.plan(
        LADDER, late, {}, date(2026, 9, 1), date(2026, 12, 31), CALENDAR
    )
    why = {one.step_id: one.why for _, one in planned}
    assert why["overdue-7"] == "期限7月10日，交办以后满7个工作日"
    assert why["overdue-3"] == "期限7月10日，逾期满3个工作日"


def test_what_lies_ahead_is_the_end_of_the_hold() -> None:
    """预告的是缓到的那天。"""
    said = foretold(replace(FACTS, held_until=date(2026, 10, 30)))
    assert said["overdue-3", "leader"] == ("10-30", "principal")
