"""审定材料：逐份看、逐份定合格不合格；混进来的涉密文件由负责人销毁（domain.md §9）。"""

from handlers import people
from handlers.acting import deeds, evidence, office
from handlers.context import Context
from handlers.post import requests
from handlers.reading import book, reviewing, telling
from handlers.reply import Reply, to_confirm
from handlers.wish import Wish
from models import evidence_room, findings, organisation
from models.ledger import Evidence, Finding
from rules.errors import Refusal
from rules.vocabulary import Action, Role, Status
from templates.render import render

RETURNED, ACCEPTED = "returned", "accepted"
SHOWN = 12
DESTROYED_NAME = "（已销毁）"
REVIEWERS = (Action.REVIEW_EVIDENCE, Action.VISIT)


def files(wish: Wish, ctx: Context) -> Reply:
    """List a finding's files by number, with what a reviewer should know of each.

    Files of the actor that wait to be told where they belong are put here first.
    """
    finding = wish.finding
    people.ensure_sees(ctx, finding)
    waiting = evidence_room.unbound(ctx.session, ctx.person.key)
    if (
        waiting
        and people.may(ctx, finding, Action.ATTACH)
        and evidence.accepts(finding)
    ):
        evidence.bind(ctx, waiting, finding)
    rows = evidence_room.of_finding(ctx.session, finding, every=True)
    reviewer = any(people.may(ctx, finding, action) for action in REVIEWERS)
    marks = reviewing.marks(ctx, finding) if reviewer else {}
    current = [row for row in rows if row.cycle == finding.cycle]
    text = render(
        "evidence",
        today=ctx.today,
        code=finding.code,
        total=len(rows),
        counted=reviewing.counted(current),
        required=finding.evidence_required,
        files=[
            {
                "row": row,
                "sender": people.load(ctx, row.person_id).name,
                "marks": marks.get(row.key, []),
            }
            for row in rows[-SHOWN:]
        ],
        earlier=max(len(rows) - SHOWN, 0),
        reviewer=people.may(ctx, finding, Action.REVIEW_EVIDENCE),
        hand_in=_hand_in(ctx, finding),
    )
    return Reply(text, outcome="files", codes=(finding.code,))


def _hand_in(ctx: Context, finding: Finding) -> str:
    """Where files are handed in, for whoever may do so."""
    if not people.may(ctx, finding, Action.ATTACH):
        return ""
    return telling.hand_in(ctx, ctx.person, finding.code)


def reject(wish: Wish, ctx: Context) -> Reply:
    """Mark files as not accepted, with the reason; they no longer count for the gate."""
    finding, chosen = _chosen(wish, ctx)
    reason = wish.said.reason
    if not reason:
        example = f"佐证不合格 {finding.code} {chosen[0].number} 看不清签字"
        raise Refusal("needs_reason", code=finding.code, example=example)
    _judge(ctx, finding, chosen, RETURNED, reason)
    numbers = [row.number for row in chosen]
    told = requests.tell_people(
        ctx,
        finding,
        "file_returned",
        [Role.RESPONSIBLE_PERSON],
        numbers=numbers,
        reason=reason,
    )
    return office.done(
        ctx,
        finding,
        "files_judged",
        numbers=numbers,
        reason=reason,
        to="、".join(told),
    )


def accept(wish: Wish, ctx: Context) -> Reply:
    """Mark files as accepted; one that was rejected before counts again."""
    finding, chosen = _chosen(wish, ctx)
    _judge(ctx, finding, chosen, ACCEPTED, "")
    numbers = [row.number for row in chosen]
    return office.done(ctx, finding, "files_judged", numbers=numbers, reason="", to="")


def _chosen(wish: Wish, ctx: Context) -> tuple[Finding, list[Evidence]]:
    """The files that were named; raises Refusal where one is unknown or it is late."""
    finding = wish.finding
    people.require(ctx, finding, Action.REVIEW_EVIDENCE)
    if finding.status in (Status.CLOSED, Status.WITHDRAWN):
        raise people.not_possible(finding, Action.REVIEW_EVIDENCE)
    return finding, _named(wish, ctx, finding)


def _named(wish: Wish, ctx: Context, finding: Finding) -> list[Evidence]:
    chosen = []
    for number in wish.said.numbers:
        row = evidence_room.by_number(ctx.session, finding, number)
        if row is None or row.destroyed_at is not None:
            count = len(evidence_room.of_finding(ctx.session, finding, every=True))
            facts = {"number": number, "count": count}
            raise Refusal("unknown_file", code=finding.code, **facts)
        chosen.append(row)
    return chosen


def _judge(
    ctx: Context, finding: Finding, chosen: list[Evidence], verdict: str, reason: str
) -> None:
    before: dict[str, object] = {str(row.number): row.verdict for row in chosen}
    for row in chosen:
        row.verdict, row.verdict_reason = verdict, reason
        row.verdict_at, row.verdict_by = ctx.now, ctx.person.key
    deeds.change(ctx, finding, Action.REVIEW_EVIDENCE.value)
    after: dict[str, object] = {str(row.number): verdict for row in chosen}
    ctx.record("evidence_reviewed", finding, before, {**after, "reason": reason})


def destroy(wish: Wish, ctx: Context) -> Reply:
    """Destroy a file that must not be here; its tombstone stays (decisions.md 32).

    Only the office head (anybody of the office where there is none), with a reason,
    after 确认. The content goes everywhere it stands; hash, who and why remain.
    """
    finding = wish.finding
    people.ensure_sees(ctx, finding)
    heads = organisation.holders(ctx.session, [Role.OFFICE_HEAD])
    allowed = people.is_head if heads else people.is_office
    if not allowed(ctx, ctx.person):
        who = Role.OFFICE_HEAD.label if heads else Role.OFFICE.label
        raise Refusal("not_allowed", code=finding.code, action="销毁文件", who=who)
    chosen = _named(wish, ctx, finding)
    if not wish.said.reason:
        example = f"销毁 {finding.code} 文件{chosen[0].number} 误传涉密文件"
        raise Refusal("needs_reason", code=finding.code, example=example)
    if not wish.confirmed:
        return _confirm(ctx, finding, wish)
    for row in chosen:
        _bury(ctx, row, wish.said.reason)
    numbers = [row.number for row in chosen]
    return office.done(
        ctx, finding, "destroyed", numbers=numbers, reason=wish.said.reason
    )


def _confirm(ctx: Context, finding: Finding, wish: Wish) -> Reply:
    text = render(
        "done",
        today=ctx.today,
        what="confirm_destroy",
        item=book.brief(ctx, finding),
        numbers=wish.said.numbers,
        reason=wish.said.reason,
    )
    return to_confirm(text, finding)


def _bury(ctx: Context, chosen: Evidence, reason: str) -> None:
    """Every row of these bytes becomes a tombstone, under whatever finding it is."""
    for row in evidence_room.of_bytes(ctx.session, chosen.sha256):
        row.destroyed_at, row.destroyed_by = ctx.now, ctx.person.key
        row.destroyed_reason = reason
        row.name, row.picture_hash, row.words_hash = DESTROYED_NAME, "", ""
        if row.finding_id is None:
            continue
        finding = findings.by_id(ctx.session, row.finding_id)
        deeds.change(ctx, finding, Action.REVIEW_EVIDENCE.value)
        facts: dict[str, object] = {"number": row.number, "sha256": [row.sha256]}
        ctx.record("evidence_destroyed", finding, {}, {**facts, "reason": reason})


def banned(ctx: Context) -> list[str]:
    """The hashes whose content must not lie in the folder, nor come back."""
    return evidence_room.destroyed(ctx.session)
