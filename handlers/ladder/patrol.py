"""巡查：问台账“谁的日子到了、还没告诉”，把该说的记成欠条，重复跑也只说一次。"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from handlers.context import Context
from models import clock_room, patrol_room, substitution
from models.patrol_room import Bare
from rules.telling import escalation, ladder, outage
from rules.telling.ladder import Step
from rules.telling.receivers import VACANT, NoticeDue
from rules.telling.rungs import FindingFacts
from rules.vocabulary import (
    OFFICE_ROLES,
    AnswerKind,
    Clock,
    NoticeStatus,
    Role,
    Status,
)

JOB = "patrol"
BATCH = 2000
"""Findings per transaction, so that a callback never waits long (decisions.md 5)."""

EVERYWHERE = OFFICE_ROLES | {Role.LEADING_GROUP}
IN_UNIT = frozenset(
    {Role.PRINCIPAL, Role.LIAISON, Role.UNIT_DISCIPLINE, Role.DISTRICT_LEADER}
)
Receivers = dict[Role, tuple[str, ...]]


class Survey:
    """What the rules look at in many findings, read with a handful of questions."""

    def __init__(self, ctx: Context, finding_ids: Sequence[int]) -> None:
        """Read everything about the findings of these row ids, in ascending order."""
        session = ctx.session
        self._ctx = ctx
        self.rows: list[Bare] = (
            patrol_room.bare(session, finding_ids) if finding_ids else []
        )
        self._asked = patrol_room.asked_on(session, finding_ids)
        self._everywhere: Receivers = {}
        self._by_unit: dict[int, Receivers] = {}
        self._named: dict[int, Receivers] = {}
        self.already: dict[int, dict[str, date]] = {}
        self._unreached: dict[int, set[tuple[int, str]]] = {}
        self._answered: dict[int, dict[str, date]] = {}
        if finding_ids:
            self._read_answers(finding_ids)
            self._read_people(finding_ids)
            self._read_notices(finding_ids)

    def _read_people(self, ids: Sequence[int]) -> None:
        units = {row.unit_id for row in self.rows}
        found = patrol_room.posts(self._ctx.session, units, EVERYWHERE)
        for unit_id, word, userid in found:
            role = Role(word)
            if role in EVERYWHERE:
                _add(self._everywhere, role, userid)
            elif role in IN_UNIT:
                _add(self._by_unit.setdefault(unit_id, {}), role, userid)
        acting = substitution.accounts(self._ctx.session, self._ctx.today)
        for finding_id, word, userid in patrol_room.named(self._ctx.session, ids):
            receivers = self._named.setdefault(finding_id, {})
            for account in (userid, *acting.get(userid, ())):
                _add(receivers, Role(word), account)

    def _read_answers(self, ids: Sequence[int]) -> None:
        """Keep when each leader took it on; who asks for help waits for the office."""
        local = self._ctx.policy.hours.local_date
        for row in patrol_room.answered_at(self._ctx.session, ids):
            answered = self._answered.setdefault(row.finding_id, {})
            if row.kind == AnswerKind.COORDINATE:
                answered.pop(row.userid, None)
            else:
                answered[row.userid] = local(row.at)

    def _read_notices(self, ids: Sequence[int]) -> None:
        """Keep on which day each is said: what was owed in the evening, the next.

        Whoever has been reached again since is no longer unheard.
        """
        local = self._ctx.policy.hours.local_date
        for row in patrol_room.said(self._ctx.session, ids):
            day = local(row.release_after)
            self.already.setdefault(row.finding_id, {})[row.key] = day
            unreached = self._unreached.setdefault(row.finding_id, set())
            if row.status == NoticeStatus.UNDELIVERABLE:
                unreached.add((row.cycle, row.userid))
            elif row.status == NoticeStatus.SENT:
                unreached.discard((row.cycle, row.userid))

    def facts(self, row: Bare) -> FindingFacts:
        """The facts of one finding."""
        return FindingFacts(
            code=row.code,
            cycle=row.cycle,
            status=Status(row.status),
            clock=Clock(row.clock),
            due_on=row.due_on,
            review_on=row.review_on,
            delivered_on=row.delivered_on,
            last_substantive_on=row.last_report_on,
            submitted_on=self._local(row.submitted_at),
            endorsed_on=row.endorsed_on,
            extension_pending_on=self._asked.get(row.id),
            people=self._receivers(row),
            undelivered_people=frozenset(
                userid
                for cycle, userid in self._unreached.get(row.id, ())
                if cycle == row.cycle
            ),
            sleeping=row.to_verify,
            held_until=row.held_until,
            answered=self._answered.get(row.id, {}),
        )

    def _receivers(self, row: Bare) -> Receivers:
        return {
            **self._everywhere,
            **self._by_unit.get(row.unit_id, {}),
            **self._named.get(row.id, {}),
        }

    def _local(self, at: datetime | None) -> date | None:
        return self._ctx.policy.hours.local_date(at) if at else None

    def steps(self, row: Bare) -> tuple[Step, ...]:
        """The ladder that was frozen on a finding, or today's where none was."""
        if row.ladder is None or row.ladder == "null":
            return self._ctx.policy.ladder
        return _frozen(row.ladder)

    def known(self, row: Bare) -> dict[str, date]:
        """The keys of what was said or passed over, with their days."""
        return self.already.get(row.id, {})


def _add(receivers: Receivers, role: Role, userid: str) -> None:
    before = receivers.get(role, ())
    if userid not in before:
        receivers[role] = (*before, userid)


@lru_cache(maxsize=64)
def _frozen(text: str) -> tuple[Step, ...]:
    """Ladders are frozen by the thousand and differ by the few."""
    return ladder.from_json(json.loads(text))


def to_look_at(ctx: Context) -> list[int]:
    """The row ids of all findings whose next look has come."""
    return patrol_room.to_look_at(ctx.session, ctx.today)


def patrol(ctx: Context, finding_ids: Sequence[int]) -> int:
    """Look at some findings and owe what is due; return how many notices are new."""
    if finding_ids:
        patrol_room.hold(ctx.session, finding_ids)
    survey = Survey(ctx, finding_ids)
    looks: dict[int, date | None] = {}
    owed: dict[str, tuple[Bare, NoticeDue, str]] = {}
    dark, lost = _dark_days(ctx), dict[str, dict[str, object]]()
    for row in survey.rows:
        verdict, looks[row.id] = escalation.examine(
            survey.steps(row),
            survey.facts(row),
            survey.known(row),
            ctx.today,
            ctx.calendar,
        )
        for due in verdict.due:
            owed[due.key] = (row, due, "")
        lost |= _lost(verdict, _since(row.delivered_on, dark)) if dark else {}
        for due, reason in verdict.skipped:
            owed[due.key] = (row, due, reason)
    created = _notices(ctx, list(owed.values()), lost)
    patrol_room.write_notices(ctx.session, created)
    patrol_room.write_looks(ctx.session, looks)
    waiting = NoticeStatus.WAITING.value
    return sum(1 for notice in created if notice["status"] == waiting)


def _dark_days(ctx: Context) -> frozenset[date]:
    """The workdays just before today on which no patrol ran: the system was down."""
    last = clock_room.last_run(ctx.session, JOB, before=ctx.morning(ctx.today))
    if last is None:
        return frozenset()
    day = ctx.policy.hours.local_date(last.slot)
    return outage.dark_days(day, ctx.today, ctx.calendar)


def _since(begun: date | None, days: frozenset[date]) -> frozenset[date]:
    """Of some days those on which a finding had been handed over already."""
    return frozenset(day for day in days if begun is None or day >= begun)


def _lost(
    verdict: escalation.Verdict, dark: frozenset[date]
) -> dict[str, dict[str, object]]:
    """What the words of each notice that speaks now say of an outage, by its key."""
    missed = outage.unsaid(verdict, dark)
    persons = [day.isoformat() for day in outage.of_persons(verdict, missed)]
    span = [day.isoformat() for day in (min(dark), max(dark))] if dark else []
    facts: dict[str, dict[str, object]] = {}
    for due in verdict.due:
        own = [day.isoformat() for day in missed.get(due.receiver, ())]
        if not due.holds and (own or persons):
            facts[due.key] = {"dark": own, "outage": span, "unsaid": persons}
    return facts


def _notices(
    ctx: Context,
    owed: Sequence[tuple[Bare, NoticeDue, str]],
    lost: Mapping[str, Mapping[str, object]],
) -> list[dict[str, object]]:
    receivers = {due.receiver for _, due, _ in owed}
    people = patrol_room.accounts(ctx.session, receivers)
    return [
        _notice(ctx, row, due, people, reason, lost.get(due.key, {}))
        for row, due, reason in owed
    ]


def _notice(
    ctx: Context,
    row: Bare,
    due: NoticeDue,
    people: dict[str, int],
    reason: str,
    lost: Mapping[str, object],
) -> dict[str, object]:
    """The row of one notice; with a reason it is kept and never sent."""
    status = NoticeStatus.WITHDRAWN if reason else NoticeStatus.WAITING
    return {
        "key": due.key,
        "person_id": people[due.receiver],
        "finding_id": row.id,
        "cycle": row.cycle,
        "step": due.step,
        "role": due.role.value,
        "due_on": row.due_on,
        "fires_on": due.on,
        "occurrence": due.occurrence,
        "status": status.value,
        "reason": reason,
        "why": due.why,
        "facts": {**facts_of(row.code, due), **lost},
        "created_at": ctx.now,
        "release_after": _release_after(ctx, due),
    }


def _release_after(ctx: Context, due: NoticeDue) -> datetime:
    """When it may be said: the next working moment, or the morning its hold ends."""
    if due.until is not None:
        return ctx.morning(due.until)
    return ctx.policy.hours.next_open(ctx.now, ctx.calendar)


def facts_of(code: str, due: NoticeDue) -> dict[str, object]:
    """Return what the words of a notice need beside the finding itself."""
    if due.holds:
        line = f"{code} {due.why}"
        if due.asks is None:
            what = "vacant_post" if due.holds == VACANT else "upcoming"
            return {"what": what, "line": line}
        return {"what": "release", "line": line, "to": due.asks.value}
    facts: dict[str, object] = {"draft": due.draft} if due.draft else {}
    if due.vacant is not None:
        facts["vacant"] = due.vacant.value
    if due.ahead is not None:
        ahead = due.ahead
        facts["ahead"] = [ahead.on.isoformat(), ahead.role.value, ahead.asks]
    return facts
