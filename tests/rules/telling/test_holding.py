"""暂缓：往上报的等着，别的照常。"""

from dataclasses import replace
from datetime import date

from rules.telling import escalation
from rules.telling.holding import ABOVE
from rules.vocabulary import Role, Status
from tests.rules.telling.climbing import CALENDAR, FACTS, LADDER, due, walk


def test_a_held_step_waits_and_is_shown_again() -> None:
    """缓到的日子以前，主要负责人那一步只记不说，前一个工作日再给巡察办过目。"""
    held = replace(FACTS, held_until=date(2026, 11, 7))
    planned = escalation.plan(
        LADDER, held, {}, date(2026, 10, 19), date(2026, 11, 30), CALENDAR
    )
    said = [(str(day)[5:], one.step, one.receiver) for day, one in planned]
    assert ("10-21", "overdue-3", "leader") in said
    assert ("11-06", "overdue-15", "office") in said
    assert ("11-06", "office-upcoming:overdue-7", "office") in said
    assert ("11-09", "overdue-7", "principal") in said
    assert len([one for one in said if "overdue-7" in one[1]]) == 2
    (owed,) = [one for _, one in planned if one.step == "overdue-7"]
    assert (owed.on, owed.until) == (date(2026, 10, 27), date(2026, 11, 9))


def test_a_hold_that_is_over_changes_nothing_later() -> None:
    """暂缓的日子过了，其后的一步照常先过目、后告知。"""
    over = replace(FACTS, held_until=date(2026, 10, 21))
    assert walk(over, "2026-10-21", "2026-12-31") == walk(
        FACTS, "2026-10-21", "2026-12-31"
    )


def test_a_vacant_leader_does_not_get_round_a_hold() -> None:
    """责任领导空缺、轮到主要负责人的，也缓着；到那天只说最新的一步。"""
    people = {**FACTS.people, Role.RESPONSIBLE_LEADER: ()}
    held = replace(FACTS, people=people, held_until=date(2026, 10, 30))
    planned = escalation.plan(
        LADDER, held, {}, date(2026, 10, 19), date(2026, 11, 30), CALENDAR
    )
    told = [(str(day)[5:], one.step) for day, one in planned if one.role in ABOVE]
    assert told == [("10-30", "overdue-7")]


def test_a_signature_is_asked_for_in_spite_of_a_hold() -> None:
    """等主要负责人签字的，暂缓着也照常提醒。"""
    waiting = replace(
        FACTS,
        status=Status.SUBMITTED,
        submitted_on=date(2026, 10, 12),
        held_until=date(2026, 10, 30),
    )
    assert ("submitted", "principal") in due(waiting, "2026-10-14")
