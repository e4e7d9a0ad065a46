"""阶梯：到日子告诉谁，停机以后谁说话，预演和实际是不是一回事。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.telling import escalation
from rules.vocabulary import Clock, Role, Status
from tests.rules.telling.climbing import CALENDAR, FACTS, LADDER, due, walk


def test_the_ladder_of_a_dated_finding() -> None:
    """有期限的一项，从提前二十个工作日到逾期三十个工作日，一步不多一步不少。"""
    said = [
        (str(day)[5:], step, who)
        for day, step, who in walk(FACTS, "2026-09-07", "2026-12-31")
    ]
    assert ("09-25", "remind-10", "person") not in said
    assert [entry for entry in said if entry[1].startswith("remind")] == [
        ("09-14", "remind-20", "person"),
        ("09-28", "remind-10", "person"),
        ("09-28", "remind-10", "leader"),
        ("10-13", "remind-3", "person"),
        ("10-16", "remind-0", "person"),
    ]
    assert [entry for entry in said if entry[1].startswith("overdue")] == [
        ("10-19", "overdue-1", "person"),
        ("10-19", "overdue-1", "leader"),
        ("10-21", "overdue-3", "leader"),
        ("10-26", "overdue-7-hold", "office"),
        ("10-27", "overdue-7", "principal"),
        ("11-06", "overdue-15", "office"),
        ("11-27", "overdue-30", "office"),
    ]


def test_reminder_on_a_rest_day_moves_before_it() -> None:
    """期限落在休息日，当日提醒提前到之前的工作日，期限不变。"""
    sunday = replace(FACTS, due_on=date(2026, 10, 18))
    assert ("remind-0", "person") in due(sunday, "2026-10-16", {})


def test_extension_asked_holds_the_ladder() -> None:
    """延期申请没决定以前不往上报，三天提醒巡察办，五天以后照报。"""
    asked = replace(FACTS, extension_pending_on=date(2026, 10, 15))
    said = walk(asked, "2026-10-15", "2026-10-30")
    first = {step: day for day, step, _ in reversed(said)}
    assert first["extension"] == date(2026, 10, 20)
    assert first["overdue-3"] == date(2026, 10, 23)


def test_submitted_reminds_the_signer_only() -> None:
    """已申请销号的，只提醒签字的人，不再催经办人。"""
    waiting = replace(FACTS, status=Status.SUBMITTED, submitted_on=date(2026, 10, 12))
    said = walk(waiting, "2026-10-12", "2026-11-30")
    assert [(step, who) for _, step, who in said] == [
        ("submitted", "principal"),
        ("submitted", "principal"),
    ]


def test_person_unreached_spares_the_superior() -> None:
    """本人没收到的，不告诉他的领导，告诉巡察办。"""
    deaf = replace(FACTS, undelivered_people=frozenset({"person"}))
    told = due(deaf, "2026-10-19")
    assert ("overdue-1", "leader") not in told
    assert ("overdue-1", "office") in told


def test_vacant_post_goes_one_up() -> None:
    """岗位空缺的，告诉再上一级。"""
    vacant = replace(FACTS, people={**FACTS.people, Role.RESPONSIBLE_LEADER: ()})
    assert ("overdue-1", "principal") in due(vacant, "2026-10-19")


def test_what_falls_to_the_office_is_not_shown_to_it_beforehand() -> None:
    """岗位都空缺、落到巡察办自己的一步，到那天说一次，前一天不另列清单。"""
    people = {
        Role.RESPONSIBLE_PERSON: ("person",),
        Role.OFFICE: ("office",),
    }
    alone = replace(FACTS, people=people)
    said = walk(alone, "2026-10-16", "2026-10-30")
    assert [
        (str(day), step)
        for day, step, who in said
        if who == "office" and not step.startswith("remind")
    ] == [
        ("2026-10-19", "overdue-1"),
        ("2026-10-21", "overdue-3"),
        ("2026-10-27", "overdue-7"),
    ]


def test_one_person_in_two_roles_is_told_once() -> None:
    """一人兼两个身份，只说一次，按高的身份。"""
    both = replace(
        FACTS,
        people={**FACTS.people, Role.RESPONSIBLE_LEADER: ("person",)},
    )
    verdict = escalation.notices_due(LADDER, both, {}, date(2026, 10, 19), CALENDAR)
    assert [
        (one.receiver, one.role) for one in verdict.due if one.step_id == "overdue-1"
    ] == [("person", Role.RESPONSIBLE_LEADER)]


def test_late_import_climbs_from_delivery() -> None:
    """导入时早已逾期的，责任领导以上从交办日重新数。"""
    late = replace(FACTS, due_on=date(2026, 7, 10), delivered_on=date(2026, 9, 14))
    assert due(late, "2026-09-14") == {("overdue-1", "person"), ("overdue-3", "leader")}
    said = walk(late, "2026-09-14", "2026-09-30")
    assert (date(2026, 9, 22), "overdue-7", "principal") in said


def test_stalled_only_far_from_the_limit() -> None:
    """久无进展二十个工作日提醒一次，离期限近了就不再另说。"""
    quiet = replace(FACTS, due_on=date(2027, 6, 30), delivered_on=date(2026, 9, 1))
    said = [
        day
        for day, step, _ in walk(quiet, "2026-09-01", "2026-12-31")
        if step == "stalled"
    ]
    assert len(said) == 4
    assert "stalled" not in {
        step for _, step, _ in walk(FACTS, "2026-09-01", "2026-10-15")
    }


def test_immediate_without_date_is_only_nudged() -> None:
    """立行立改没有日子的，不算逾期，只在久无进展时提醒。"""
    immediate = replace(FACTS, clock=Clock.IMMEDIATE, due_on=None)
    assert {step for _, step, _ in walk(immediate, "2026-09-01", "2026-12-31")} == {
        "stalled"
    }


@given(
    offset=st.integers(-40, 200),
    start=st.integers(0, 120),
    clock=st.sampled_from([Clock.DATED, Clock.IMMEDIATE]),
    held=st.none() | st.integers(-10, 40),
)
def test_next_look_agrees_with_a_full_scan(
    offset: int, start: int, clock: Clock, held: int | None
) -> None:
    """下次查看的日子之前，确实没有人该被告诉，暂缓着的也一样。"""
    delivered = date(2026, 9, 1)
    today = delivered + timedelta(days=start)
    facts = replace(
        FACTS,
        clock=clock,
        due_on=delivered + timedelta(days=offset) if clock is Clock.DATED else None,
        held_until=None if held is None else today + timedelta(days=held),
    )
    known = {
        one.key: today
        for one in escalation.notices_due(LADDER, facts, {}, today, CALENDAR).due
    } | {
        one.key: today
        for one, _ in escalation.notices_due(LADDER, facts, {}, today, CALENDAR).skipped
    }
    look = escalation.next_look_on(LADDER, facts, known, today, CALENDAR)
    day = today
    for _ in range(60):
        verdict = escalation.notices_due(LADDER, facts, known, day, CALENDAR)
        if verdict.due:
            assert look is not None
            assert look <= day
            return
        day += timedelta(days=1)
    assert look is None or look > today


def test_plan_says_what_the_patrol_will_say() -> None:
    """预演说的，就是巡查以后真会说的。"""
    planned = escalation.plan(
        LADDER, FACTS, {}, date(2026, 9, 7), date(2026, 12, 1), CALENDAR
    )
    foreseen = [(day, one.step_id, one.receiver) for day, one in planned]
    assert sorted(foreseen) == sorted(walk(FACTS, "2026-09-07", "2026-11-30"))


@pytest.mark.parametrize("held_until", [None, date(2026, 10, 24), date(2026, 11, 4)])
@pytest.mark.parametrize("due_on", [date(2026, 10, 16), date(2026, 10, 10), None])
def test_the_next_look_is_the_same_however_it_is_asked(
    due_on: date | None, held_until: date | None
) -> None:
    """巡查说完当天的话，下一次该看的日子和另外单独问的一样，先给巡察办过目的也算在内。"""
    facts = replace(FACTS, due_on=due_on, held_until=held_until)
    known: dict[str, date] = {}
    day = date(2026, 9, 7)
    for _ in range(90):
        verdict, look = escalation.examine(LADDER, facts, known, day, CALENDAR)
        spoken = [*verdict.due, *(notice for notice, _ in verdict.skipped)]
        known |= {notice.key: day for notice in spoken}
        assert look == escalation.next_look_on(LADDER, facts, known, day, CALENDAR)
        day = CALENDAR.on_or_after(day + timedelta(days=1))
