"""阶梯：到日子告诉谁，停机以后谁说话，预演和实际是不是一回事。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar.workdays import statutory_calendar
from rules.errors import Misconfigured
from rules.telling import escalation, ladder
from rules.telling.holding import ABOVE
from rules.telling.rungs import FindingFacts
from rules.vocabulary import Clock, Role, Status

CALENDAR = statutory_calendar()
LADDER = ladder.built_in()
FACTS = FindingFacts(
    code="5-005",
    cycle=1,
    status=Status.RECTIFYING,
    clock=Clock.DATED,
    due_on=date(2026, 10, 16),
    review_on=None,
    delivered_on=date(2026, 9, 1),
    last_substantive_on=None,
    submitted_on=None,
    endorsed_on=None,
    extension_pending_on=None,
    people={
        Role.RESPONSIBLE_PERSON: ("person",),
        Role.RESPONSIBLE_LEADER: ("leader",),
        Role.PRINCIPAL: ("principal",),
        Role.OFFICE: ("office",),
        Role.OFFICE_HEAD: ("head",),
    },
)


def due(
    facts: FindingFacts, day: str, known: dict[str, date] | None = None
) -> set[tuple[str, str]]:
    """Who is told which step on a day, nothing having been said before."""
    verdict = escalation.notices_due(
        LADDER, facts, known or {}, date.fromisoformat(day), CALENDAR
    )
    return {(one.step_id, one.receiver) for one in verdict.due}


def walk(facts: FindingFacts, first: str, last: str) -> list[tuple[date, str, str]]:
    """Run the patrol each workday and keep what was said."""
    known: dict[str, date] = {}
    said = []
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        if CALENDAR.is_workday(day):
            verdict = escalation.notices_due(LADDER, facts, known, day, CALENDAR)
            for one in verdict.due:
                said.append((day, one.step_id, one.receiver))
                known[one.key] = day
            for one, _ in verdict.skipped:
                known[one.key] = day
        day += timedelta(days=1)
    return said


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


def test_broken_ladder_is_refused_by_name() -> None:
    """阶梯写错了，说出是哪一步的哪个键。"""
    with pytest.raises(Misconfigured, match=r"remind-10 .*boss"):
        ladder.load_ladder([{"id": "remind-10", "workdays": -10, "to": ["boss"]}])
    with pytest.raises(Misconfigured, match="a 出现了两次"):
        ladder.load_ladder(2 * [{"id": "a", "workdays": 1, "to": ["office"]}])


def test_frozen_ladder_comes_back_the_same() -> None:
    """冻结在问题上的阶梯，读回来一模一样。"""
    assert ladder.from_json(ladder.to_json(LADDER)) == LADDER


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


def foretold(facts: FindingFacts) -> dict[tuple[str, str], tuple[str, str] | None]:
    """By step and receiver, which role is told next and when, over a whole ladder."""
    planned = escalation.plan(
        LADDER, facts, {}, date(2026, 9, 7), date(2026, 12, 31), CALENDAR
    )
    return {
        (one.step_id, one.receiver): (str(one.ahead.on)[5:], one.ahead.role.value)
        if one.ahead
        else None
        for _, one in planned
    }


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
    assert why["overdue-3"] == "期限7月10日，逾期3个工作日"


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


def test_what_lies_ahead_is_the_end_of_the_hold() -> None:
    """预告的是缓到的那天。"""
    said = foretold(replace(FACTS, held_until=date(2026, 10, 30)))
    assert said["overdue-3", "leader"] == ("10-30", "principal")


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


def test_a_step_of_years_is_refused() -> None:
    """阶梯写到几百万个工作日以后，点名拒收，不去数。"""
    step = {"id": "far", "workdays": -9_999_999, "to": ["office"]}
    with pytest.raises(Misconfigured, match="far 的 workdays 太大"):
        ladder.load_ladder([step])


def test_a_role_named_twice_is_one() -> None:
    """一步里同一个角色写了两遍，只算一个。"""
    step = {"id": "a", "workdays": 1, "to": ["office", "office"]}
    assert ladder.load_ladder([step])[0].to == (Role.OFFICE,)
