"""巡查：问台账“谁的日子到了、还没告诉”，把该说的记成欠条，重复跑也只说一次。"""

from collections.abc import Sequence

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
    release_after = ctx.policy.hours.next_open(ctx.now, ctx.calendar)
    created: list[Notice] = []
    ladders: dict[str, tuple[Step, ...]] = {}
    for row in rows:
        steps = _ladder(ctx, row, ladders)
        verdict = escalation.notices_due(
            steps, facts[row.key], already[row.key], ctx.today, ctx.calendar
        )
        for due in verdict.due:
            notice = _notice(ctx, row, due, people, NoticeStatus.WAITING)
            notice.release_after = release_after
            created.append(notice)
        for due, reason in verdict.skipped:
            skipped = _notice(ctx, row, due, people, NoticeStatus.WITHDRAWN)
            skipped.reason = reason
            created.append(skipped)
        keys = {notice.key for notice in created if notice.finding_id == row.id}
        row.next_look_on = escalation.next_look_on(
            steps,
            facts[row.key],
            ctx.today,
            ctx.calendar,
            already[row.key] | keys,
        )
    known = post_office.known_notice_keys(
        ctx.session, [notice.key for notice in created]
    )
    fresh = [notice for notice in created if notice.key not in known]
    ctx.session.add_all(fresh)
    ctx.session.flush()
    return sum(1 for notice in fresh if notice.status == NoticeStatus.WAITING)


def _ladder(
    ctx: Context, row: Finding, cache: dict[str, tuple[Step, ...]]
) -> tuple[Step, ...]:
    key = repr(row.ladder)
    if key not in cache:
        cache[key] = escalating.ladder_of(ctx, row)
    return cache[key]


def read(
    ctx: Context, rows: Sequence[Finding]
) -> tuple[dict[int, FindingFacts], dict[int, frozenset[str]]]:
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
    already = {
        row.key: frozenset(notice.key for notice in notices.get(row.key, []))
        for row in rows
    }
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
        step=due.step_id,
        role=due.role.value,
        due_on=row.due_on,
        fires_on=due.on,
        occurrence=due.occurrence,
        status=status,
        why=due.why,
        facts={},
        created_at=ctx.now,
        release_after=ctx.now,
    )
