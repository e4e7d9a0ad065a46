"""督查：电话了解、函询、听取汇报、审阅报告、回访，原话记下，结论分清。"""

from dataclasses import replace

from handlers import people
from handlers.acting import deeds, entrusting, evidence, office, progress
from handlers.context import Context
from handlers.reading import closing_facts
from handlers.reply import Reply
from handlers.wish import Wish
from models import evidence_room, findings, organisation, visit_room
from models.ledger import Evidence, Finding
from models.supervision import Supervision
from rules.errors import Refusal
from rules.speech import visit_words, worth
from rules.vocabulary import Action, Means, Verdict
from templates.render import render

COMPLAINT = "不满意"


def supervise(wish: Wish, ctx: Context) -> Reply:
    """Keep one supervision record; only a visit with 到位 opens the acceptance gate.

    Whoever reports on the finding and may not visit it speaks of the own work.
    """
    finding = wish.finding
    if is_own_work(wish, ctx, Action.VISIT):
        return own_work(wish, ctx)
    people.require(ctx, finding, Action.VISIT)
    people.ensure_fits(finding, Action.VISIT)
    means = wish.said.means or Means.VISIT
    if not wish.said.text and wish.said.verdict is None:
        example = f"{means.label} {finding.code} 到位 制度上墙，抽查3份凭证"
        facts = {"example": example, "what": "看到的情况"}
        raise Refusal("needs_reason", code=finding.code, **facts)
    record = _keep(wish, ctx, finding, means)
    kept = _join_recent(ctx, finding, record)
    if finding.to_verify and answers(record):
        deeds.change(ctx, finding, "verified", to_verify=False)
    return office.done(
        ctx,
        finding,
        "supervised",
        label=means.label,
        text=wish.said.text,
        verdict=record.verdict or "",
        files=len(kept),
        complained=COMPLAINT in wish.said.text,
        reassign=entrusting.beside(ctx, finding, wish.said.text),
        lacks=closing_facts.visit_lacks(ctx, finding) if means is Means.VISIT else (),
    )


def answers(record: Supervision) -> bool:
    """Say whether a record verifies what a ledger claims (decisions.md 29).

    That it is done, only a visit says; that it is not, a call may say too.
    """
    done = record.verdict == Verdict.DONE.value
    return record.verdict is not None and (not done or record.kind == Means.VISIT.value)


def _keep(wish: Wish, ctx: Context, finding: Finding, means: Means) -> Supervision:
    verdict = wish.said.verdict.value if wish.said.verdict else None
    told = visit_words.particulars(wish.said.text)
    record = Supervision(
        finding_id=finding.key,
        person_id=ctx.person.key,
        cycle=finding.cycle,
        kind=means.value,
        text=wish.said.text,
        verdict=verdict,
        place=told.place,
        companion_id=_companion(ctx, finding, told.companions),
        at=ctx.now,
        inbox_id=ctx.inbox_id,
    )
    ctx.session.add(record)
    ctx.session.flush()
    after: dict[str, object] = {"kind": means.value, "verdict": verdict}
    ctx.record(Action.VISIT.value, finding, {}, after)
    return record


def _companion(ctx: Context, finding: Finding, names: tuple[str, ...]) -> int | None:
    """The first of these who is on the roster, not the visitor, and not of the unit."""
    for name in names:
        for person in organisation.people_named(ctx.session, name):
            posts = organisation.posts_of(ctx.session, person.key)
            of_unit = any(post.unit_id == finding.unit_id for post in posts)
            if person.active and person.key != ctx.person.key and not of_unit:
                return person.key
    return None


def is_own_work(wish: Wish, ctx: Context, action: Action) -> bool:
    """Say whether the words tell what the actor did, and not what the office does.

    Said behind the finding (5-006 回访12户群众), without a verdict, by somebody who
    reports on it and to whom this deed does not belong.
    """
    finding, said = wish.finding, wish.said
    may = people.may(ctx, finding, Action.REPORT)
    plain = not said.led and said.verdict is None
    return plain and may and not people.may(ctx, finding, action)


def own_work(wish: Wish, ctx: Context) -> Reply:
    """Keep words that begin like a deed of the office (回访12户群众) as a report."""
    text = f"{wish.said.value}{wish.said.text}"
    said = replace(
        wish.said,
        command="progress",
        text=text,
        value="",
        report=worth.report_kind(text),
    )
    return progress.progress(replace(wish, said=said), ctx)


def _join_recent(ctx: Context, finding: Finding, record: Supervision) -> list[str]:
    """Put the actor's waiting files of the last two minutes with this record.

    Where the message tells of several findings it is not known whose they are.
    """
    if ctx.parted:
        return []
    rows = [
        row
        for row in evidence_room.unbound(ctx.session, ctx.person.key)
        if ctx.now - row.at <= evidence.TOGETHER
    ]
    evidence.bind(ctx, rows, finding, record)
    return [row.name for row in rows]


def is_visitor(ctx: Context, finding: Finding) -> bool:
    """Say whether the actor may visit a finding and does not report on it."""
    may = people.may(ctx, finding, Action.VISIT)
    return may and not people.may(ctx, finding, Action.REPORT)


def bring(ctx: Context, finding: Finding, rows: list[Evidence]) -> Reply:
    """Put waiting files of a visitor with their newest record on this finding.

    Refusals: `nothing_to_bring` without files, `no_visit` without a record.
    """
    if not rows:
        raise Refusal("nothing_to_bring", code=finding.code)
    own = [
        row
        for row in visit_room.of_finding(ctx.session, finding)
        if row.person_id == ctx.person.key
    ]
    if not own:
        raise Refusal("no_visit", code=finding.code)
    evidence.bind(ctx, rows, finding, own[-1])
    return files_reply(ctx, finding, [row.name for row in rows])


def beside(ctx: Context) -> Supervision | None:
    """The actor's record within two minutes of now, the nearest before comes first.

    None where one message made records on several findings: a file belongs to one.
    """
    first, until = ctx.now - evidence.TOGETHER, ctx.now + evidence.TOGETHER
    near = visit_room.by(ctx.session, ctx.person.key, first, until)
    found = evidence.beside(ctx, near)
    together = {row.finding_id for row in near if found and row.at == found.at}
    return found if len(together) == 1 else None


def let_go(ctx: Context, records: list[Supervision]) -> list[str]:
    """Let the files of records that were taken back wait for another; their names."""
    rows = evidence_room.brought_by(ctx.session, [row.id for row in records])
    for row in rows:
        row.finding_id, row.supervision_id, row.number = None, None, 0
    return [row.name for row in rows]


def last_visited(ctx: Context) -> str:
    """The code of the finding that the actor recorded a visit on last; '' for none."""
    record = visit_room.newest_by(ctx.session, ctx.person.key)
    if record is None:
        return ""
    return findings.by_id(ctx.session, record.finding_id).code


def files_reply(ctx: Context, finding: Finding, names: list[str]) -> Reply:
    """Say which files now stand with the actor's visit, and what it still lacks."""
    text = render(
        "visit_files",
        code=finding.code,
        kept=names,
        lacks=closing_facts.visit_lacks(ctx, finding),
    )
    return Reply(text, outcome="evidence", codes=(finding.code,))
