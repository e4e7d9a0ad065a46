"""先给巡察办过目：往上告知的一步前一天列出来，缓着的到期再列，要放行的到日子请示。"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from rules.calendar.workdays import Calendar
from rules.telling import holding
from rules.telling.ladder import HOLD_SUFFIX, RELEASE_SUFFIX
from rules.telling.receivers import RANKS, VACANT, NoticeDue, addressed, released
from rules.telling.rungs import LOW, FindingFacts, Rung
from rules.vocabulary import Role

AGAIN = 5
"""Workdays after which the office is shown once more what waits to be released."""


def put_off(
    rung: Rung, facts: FindingFacts, until: date, calendar: Calendar
) -> Iterator[NoticeDue]:
    """A step that the office holds: owed on its day, said when the hold ends.

    The office is shown it once more the workday before. What goes to the person and
    the leader is never held.
    """
    notices = list(addressed(rung, facts))
    waits = [one for one in notices if holding.may_wait(rung.step, one.role)]
    if _beyond_the_office(waits):
        on = calendar.add_workdays(until, -1)
        again = rung._replace(occurrence=until.toordinal())
        says = f"暂缓到期，下一个工作日将告知{_whom(waits)}"
        yield from _listing(again, HOLD_SUFFIX, facts, on, says)
    for notice in notices:
        yield notice._replace(until=until) if notice in waits else notice


def shown(
    rung: Rung,
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> Iterator[NoticeDue]:
    """A step to the principal or above is shown to the office the workday before.

    What falls to the office itself, the posts being vacant, it hears once, on its day.
    What falls to somebody else for that reason the office is told of, and nothing
    waits for it.
    """
    notices = list(addressed(rung, facts))
    said = all(one.key in already for one in notices)
    if not rung.step.hold or said or not _beyond_the_office(notices):
        unsaid = [one for one in notices if one.key not in already]
        yield from _vacancies(rung, facts, unsaid, calendar)
        yield from notices
        return
    on = calendar.add_workdays(rung.on, -1)
    says = f"下一个工作日将告知{_whom(notices)}"
    shows = _listing(rung, HOLD_SUFFIX, facts, on, says)
    yield from shows
    seen = [already[one.key] for one in shows if one.key in already]
    first = min(seen) if seen else max(on, today)
    earliest = calendar.add_workdays(first, 1) if shows else rung.on
    for notice in notices:
        yield notice._replace(on=max(notice.on, earliest))


def _vacancies(
    rung: Rung, facts: FindingFacts, notices: list[NoticeDue], calendar: Calendar
) -> Iterator[NoticeDue]:
    """Tell the office that somebody will be told in a vacant post's stead.

    Each step that falls to the principal stands in the list of what will be sent;
    that the leader stands in for the person is said once.
    """
    on = calendar.add_workdays(rung.on, -1)
    fallen = dict.fromkeys((one.vacant, one.role) for one in notices)
    for vacant, role in fallen:
        if vacant is None or role is Role.OFFICE:
            continue
        low = role in LOW
        step = replace(rung.step, id=VACANT) if low else rung.step
        number = RANKS.index(vacant) if low else rung.occurrence
        told = rung._replace(step=step, occurrence=number)
        says = f"{vacant.label}空缺，由{role.label}接收"
        for one in _listing(told, HOLD_SUFFIX, facts, on, says):
            yield one._replace(vacant=vacant)


def offered(
    rung: Rung,
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> Iterator[NoticeDue]:
    """A step that only a person releases: the office is asked, and asked once a week.

    Nothing else is said of it, however long nobody releases it.
    """
    receivers = released(rung, facts)
    if receivers and all(one.key in already for one in receivers):
        return
    until = holding.running(facts, today, calendar)
    since = max(rung.on, until or rung.on)
    times = max(calendar.workdays_between(since, today) // AGAIN, 0)
    for number in (times, times + 1):
        on = calendar.add_workdays(since, AGAIN * number)
        yield from _asked(rung._replace(occurrence=on.toordinal()), facts, on)


def _asked(rung: Rung, facts: FindingFacts, on: date) -> list[NoticeDue]:
    whom = "、".join(role.label for role in rung.step.to)
    vacant = [role.label for role in rung.step.to if not facts.people.get(role)]
    note = f"（花名册里没有{'、'.join(vacant)}，请先补入）" if vacant else ""
    says = f"等您放行，呈报{whom}{note}"
    return [
        one._replace(asks=max(rung.step.to, key=_rank))
        for one in _listing(rung, RELEASE_SUFFIX, facts, on, says)
    ]


def _beyond_the_office(notices: list[NoticeDue]) -> bool:
    return any(one.role is not Role.OFFICE for one in notices)


def _rank(role: Role) -> int:
    return RANKS.index(role) if role in RANKS else 0


def _whom(notices: list[NoticeDue]) -> str:
    return "、".join(dict.fromkeys(notice.role.label for notice in notices))


def _listing(
    rung: Rung, suffix: str, facts: FindingFacts, on: date, says: str
) -> list[NoticeDue]:
    """What the office is shown of a rung on a day: what will become of it, and why."""
    step = replace(
        rung.step,
        id=rung.step.id + suffix,
        to=(Role.OFFICE,),
        hold=False,
        release=False,
        draft="",
    )
    listed = Rung(step, rung.occurrence, on, f"{says}：{rung.why}")
    return [one._replace(holds=rung.step.id) for one in addressed(listed, facts)]
