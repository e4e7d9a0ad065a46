"""该告诉谁：一项问题的事实进来，到日子的、将来的、略过的出去；同一个函数管巡查和预演。"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules.calendar.workdays import Calendar
from rules.telling import beforehand, holding
from rules.telling.ladder import Step
from rules.telling.receivers import RANKS, Ahead, NoticeDue, released
from rules.telling.rungs import FindingFacts, rungs


@dataclass(frozen=True)
class Verdict:
    """What speaks now, and what is passed over with its reason."""

    due: tuple[NoticeDue, ...]
    skipped: tuple[tuple[NoticeDue, str], ...]


def examine(
    ladder: Sequence[Step],
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> tuple[Verdict, date | None]:
    """Say who must be told on `today`, and when to look next once that is done."""
    timeline = list(_timeline(ladder, facts, already, today, calendar))
    verdict = _judged(timeline, facts, already, today, calendar)
    spoken = (*verdict.due, *(notice for notice, _ in verdict.skipped))
    already = {**already, **dict.fromkeys((one.key for one in spoken), today)}
    if any(notice.holds for notice in spoken):  # what was shown moves what follows it
        timeline = list(_timeline(ladder, facts, already, today, calendar))
    return verdict, _next(timeline, already, today)


def notices_due(
    ladder: Sequence[Step],
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> Verdict:
    """Say who must be told on `today`; `already` maps known keys to their day.

    For each receiver only the newest step speaks, older ones are skipped with a
    reason (domain.md §5, after an outage); nobody is told in two roles.
    """
    timeline = list(_timeline(ladder, facts, already, today, calendar))
    return _judged(timeline, facts, already, today, calendar)


def _judged(
    timeline: Sequence[NoticeDue],
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> Verdict:
    """Say who is told, and from the limit on also what comes next (voice.md 4)."""
    verdict = _verdict(timeline, already, today)
    if facts.due_on is None or calendar.workdays_between(today, facts.due_on) > 0:
        return verdict
    foretold = (one._replace(ahead=_ahead(timeline, one, today)) for one in verdict.due)
    return replace(verdict, due=tuple(foretold))


def _ahead(
    timeline: Sequence[NoticeDue], notice: NoticeDue, today: date
) -> Ahead | None:
    """The next step that tells somebody higher up than everybody this one tells."""
    told = max(_rank(one) for one in timeline if one.step_id == notice.step_id)
    later = [
        one
        for one in timeline
        if one.speaks_on > today
        if one.asks or not one.holds
        if _rank(one) > told
    ]
    first = min(later, key=lambda one: (one.speaks_on, _rank(one)), default=None)
    if first is None:
        return None
    return Ahead(first.speaks_on, first.asks or first.role, first.asks is not None)


def _rank(notice: NoticeDue) -> int:
    return RANKS.index(notice.asks or notice.role)


def _verdict(
    timeline: Iterable[NoticeDue], already: Mapping[str, date], today: date
) -> Verdict:
    open_ = [
        notice
        for notice in timeline
        if notice.on <= today and notice.key not in already
    ]
    groups: dict[tuple[str, date | None], list[NoticeDue]] = {}
    for notice in open_:
        if not notice.holds:
            groups.setdefault((notice.receiver, notice.until), []).append(notice)
    newest = [max(group, key=_order) for group in groups.values()]
    older = [
        notice
        for group, said in zip(groups.values(), newest, strict=True)
        for notice in group
        if notice.key != said.key
    ]
    replaced = _in_vacant_posts(older) - _in_vacant_posts(newest)
    shown = [notice for notice in open_ if notice.holds]
    idle = [
        one for one in shown if one.vacant and (one.holds, one.occurrence) in replaced
    ]
    due = [*newest, *(one for one in shown if one not in idle)]
    passed = [(notice, "较新的一步已代替") for notice in (*older, *idle)]
    return Verdict(tuple(due), tuple(passed))


def _in_vacant_posts(notices: Iterable[NoticeDue]) -> set[tuple[str, int]]:
    """The steps, with their occurrence, that are told in a vacant post's stead."""
    return {(one.step_id, one.occurrence) for one in notices if one.vacant}


def _order(notice: NoticeDue) -> tuple[date, date, int]:
    """The newest step wins; of those held up together the one that was due last."""
    wished = notice.wished_on or notice.on
    return (notice.on, wished, _rank(notice))


def next_look_on(
    ladder: Sequence[Step],
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> date | None:
    """The first day, today included, on which somebody could have to be told."""
    timeline = _timeline(ladder, facts, already, today, calendar)
    return _next(timeline, already, today)


def _next(
    timeline: Iterable[NoticeDue], already: Mapping[str, date], today: date
) -> date | None:
    days = [max(notice.on, today) for notice in timeline if notice.key not in already]
    return min(days, default=None)


def plan(
    ladder: Sequence[Step],
    facts: FindingFacts,
    already: Mapping[str, date],
    start: date,
    until: date,
    calendar: Calendar,
) -> list[tuple[date, NoticeDue]]:
    """The same rule with the date moved forward, day by day that matters.

    What the office holds stands on the day on which it will be said.
    """
    known = dict(already)
    result: list[tuple[date, NoticeDue]] = []
    day = start
    while (look := next_look_on(ladder, facts, known, day, calendar)) is not None:
        day = calendar.on_or_after(look)
        if day >= until:
            break
        verdict = notices_due(ladder, facts, known, day, calendar)
        result += [(max(day, one.speaks_on), one) for one in verdict.due]
        known |= dict.fromkeys((notice.key for notice in verdict.due), day)
        known |= dict.fromkeys((notice.key for notice, _ in verdict.skipped), day)
    return _said_once((day, notice) for day, notice in result if day < until)


def _said_once(
    planned: Iterable[tuple[date, NoticeDue]],
) -> list[tuple[date, NoticeDue]]:
    """Of what is said to somebody on one day only the highest, newest step."""
    kept: dict[tuple[date, str, str], tuple[date, NoticeDue]] = {}
    for day, one in planned:
        place = (day, one.receiver, one.key if one.holds else "")
        other = kept.get(place)
        if other is None or (_rank(one), one.on) >= (_rank(other[1]), other[1].on):
            kept[place] = (day, one)
    return list(kept.values())


def _timeline(
    ladder: Sequence[Step],
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> Iterator[NoticeDue]:
    """Every notice that the present facts will cause, past and future."""
    until = holding.running(facts, today, calendar)
    for rung in rungs(ladder, facts, today, calendar):
        if rung.step.release:
            yield from beforehand.offered(rung, facts, already, today, calendar)
        elif until is not None and rung.on < until:
            yield from beforehand.put_off(rung, facts, until, calendar)
        else:
            yield from beforehand.shown(rung, facts, already, today, calendar)


def to_release(
    ladder: Sequence[Step],
    facts: FindingFacts,
    already: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> list[NoticeDue]:
    """What a person can release, soonest first: to whom, and since when it is due."""
    return sorted(
        (
            notice
            for rung in rungs(ladder, facts, today, calendar)
            if rung.step.release
            for notice in released(rung, facts)
            if notice.key not in already
        ),
        key=lambda one: one.on,
    )
