"""放行：要人点头才走的一步。"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.telling import escalation, ladder
from rules.vocabulary import Role
from tests.rules.telling.climbing import CALENDAR, FACTS, LADDER

RELEASED = ladder.load_ladder(
    [
        *ladder.to_json(LADDER),
        {"id": "overdue-10", "workdays": 10, "to": ["district_leader"]},
    ]
)


ABOVE_US = {**FACTS.people, Role.DISTRICT_LEADER: ("district",)}


def test_a_step_to_be_released_only_asks_the_office() -> None:
    """要放行的一步到日子请示巡察办，五个工作日一次；放行过的不再请示，也没人代听。"""
    facts = replace(FACTS, people=ABOVE_US)
    first, last = date(2026, 10, 19), date(2026, 11, 16)
    planned = escalation.plan(RELEASED, facts, {}, first, last, CALENDAR)
    asked = [(str(day)[5:], one.receiver) for day, one in planned if one.asks]
    assert asked == [("10-30", "office"), ("11-06", "office"), ("11-13", "office")]
    assert "district" not in {one.receiver for _, one in planned}
    day = date(2026, 10, 30)
    (due_now,) = escalation.to_release(RELEASED, facts, {}, day, CALENDAR)
    assert (due_now.receiver, due_now.role) == ("district", Role.DISTRICT_LEADER)
    known = {due_now.key: day}
    assert escalation.to_release(RELEASED, facts, known, day, CALENDAR) == []
    later = escalation.plan(RELEASED, facts, known, day, last, CALENDAR)
    assert not [one for _, one in later if one.asks]
    vacant = escalation.to_release(RELEASED, FACTS, {}, day, CALENDAR)
    assert vacant == []


@given(
    start=st.integers(0, 120),
    held=st.none() | st.integers(-10, 40),
    released=st.booleans(),
)
def test_next_look_agrees_where_somebody_releases(
    start: int, held: int | None, *, released: bool
) -> None:
    """有要放行的一步，下次查看的日子之前也没有人该被告诉。"""
    today = date(2026, 9, 1) + timedelta(days=start)
    until = None if held is None else today + timedelta(days=held)
    facts = replace(FACTS, people=ABOVE_US, held_until=until)
    verdict = escalation.notices_due(RELEASED, facts, {}, today, CALENDAR)
    spoken = [*verdict.due, *(one for one, _ in verdict.skipped)]
    if released:
        spoken += escalation.to_release(RELEASED, facts, {}, today, CALENDAR)
    known = {one.key: today for one in spoken}
    look = escalation.next_look_on(RELEASED, facts, known, today, CALENDAR)
    for ahead in range(60):
        day = today + timedelta(days=ahead)
        if escalation.notices_due(RELEASED, facts, known, day, CALENDAR).due:
            assert look is not None
            assert look <= day
            return
    assert look is None or look > today


def test_a_release_is_foretold_as_a_decision_of_the_office() -> None:
    """预告的下一步若要放行，说的是报巡察办决定。"""
    planned = escalation.plan(
        RELEASED,
        replace(FACTS, people=ABOVE_US),
        {},
        date(2026, 10, 19),
        date(2026, 11, 16),
        CALENDAR,
    )
    (told,) = [one for _, one in planned if one.step == "overdue-7"]
    assert told.ahead == (date(2026, 10, 30), Role.DISTRICT_LEADER, True)
