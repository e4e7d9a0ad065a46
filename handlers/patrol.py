"""巡查：问台账“谁的日子到了、还没告诉”，把该说的记成欠条，重复跑也只说一次。"""

from collections.abc import Sequence
from datetime import date

from handlers import escalating
from handlers.context import Context
from models import findings, organisation, post_office
from models.ledger import Finding
from models.mailbox import Notice
from models.organisation import Person
from rules import escalation
from rules.escalation import FindingFacts, NoticeDue
from rules.ladder import Step
from rules.vocabulary import NoticeStatus

BATCH = 500
"""Findings per transaction, so that a callback never waits long (decisions.md 5)."""


def due_codes(ctx: Context) -> list[int]:
    """The row ids of all findings whose next look has come."""
    return [row.key for row in findings.to_patrol(ctx.session, ctx.today)]


def patrol(ctx: Context, finding_ids: Sequence[int]) -> int:
    """Look at some findings and owe what is due; return how many notices are new."""
    rows = findings.many(ctx.session, finding_ids)
    facts, already = read(ctx, rows)
    people = {person.userid: person for person in organisation.everybody(ctx.session)}
    ladders: dict[str, tuple[Step, ...]] = {}
    created: list[Notice] = []
    for row in rows:
        steps = _ladder(ctx, row, ladders)
        made = _look(ctx, row, steps, facts[row.key], already[row.key], people)
        known = already[row.key] | {notice.key: ctx.today for notice in made}
        row.next_look_on = escalation.next_look_on(
            steps, facts[row.key], known, ctx.today, ctx.calendar
        )
        created += made
    taken = post_office.known_notice_keys(
        ctx.session, [notice.key for notice in created]
    )
    fresh = [notice for notice in created if notice.key not in taken]
    ctx.session.add_all(fresh)
    ctx.session.flush()
    return sum(1 for notice in fresh if notice.status == NoticeStatus.WAITING)


def _look(
    ctx: Context,
    row: Finding,
    steps: tuple[Step, ...],
    facts: FindingFacts,
    already: dict[str, date],
    people: dict[str, Person],
) -> list[Notice]:
    """The notices of one finding: what speaks, and what is passed over with why."""
    verdict = escalation.notices_due(steps, facts, already, ctx.today, ctx.calendar)
    made = [_notice(ctx, row, due, people, NoticeStatus.WAITING) for due in verdict.due]
    for due, reason in verdict.skipped:
        skipped = _notice(ctx, row, due, people, NoticeStatus.WITHDRAWN)
        skipped.reason = reason
        made.append(skipped)
    return made


def _ladder(
    ctx: Context, row: Finding, cache: dict[str, tuple[Step, ...]]
) -> tuple[Step, ...]:
    key = repr(row.ladder)
    if key not in cache:
        cache[key] = escalating.ladder_of(ctx, row)
    return cache[key]


def read(
    ctx: Context, rows: Sequence[Finding]
) -> tuple[dict[int, FindingFacts], dict[int, dict[str, date]]]:
    """Read the facts of many findings with a handful of questions."""
    ids = [row.key for row in rows]
    named = findings.named_on_many(ctx.session, ids)
    notices = post_office.notices_on_many(ctx.session, ids)
    posts = escalating.read_posts(ctx)
    pending = {row.finding_id: row for row in findings.pending_extensions(ctx.session)}
    accounts = {
        person.key: person.userid for person in organisation.everybody(ctx.session)
    }
    facts = {
        row.key: escalating.facts_of(
            row,
            named.get(row.key, []),
            posts,
            pending.get(row.key),
            notices.get(row.key, []),
            accounts,
        )
        for row in rows
    }
    already = {row.key: escalating.known(notices.get(row.key, [])) for row in rows}
    return facts, already


def _notice(
    ctx: Context,
    row: Finding,
    due: NoticeDue,
    people: dict[str, Person],
    status: NoticeStatus,
) -> Notice:
    return Notice(
        key=due.key,
        person_id=people[due.receiver].key,
        finding_id=row.id,
        cycle=row.cycle,
        step=f"office-upcoming:{due.holds}" if due.holds else due.step_id,
        role=due.role.value,
        due_on=row.due_on,
        fires_on=due.on,
        occurrence=due.occurrence,
        status=status,
        why=due.why,
        facts=_facts(row, due),
        created_at=ctx.now,
        release_after=ctx.policy.hours.next_open(ctx.now, ctx.calendar),
    )


def _facts(row: Finding, due: NoticeDue) -> dict[str, object]:
    if due.holds:
        return {"what": "upcoming", "line": f"{row.code} {due.why}"}
    return {"draft": due.draft} if due.draft else {}
