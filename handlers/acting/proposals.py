"""转长期、重新整改、核减：凭文件，工作人员提出，负责人决定。"""

from datetime import date

from handlers import people
from handlers.acting import deeds, extensions, granting, office
from handlers.context import Context
from handlers.post import requests
from handlers.reply import Reply
from handlers.wish import Wish
from models import findings, petitions
from models.ledger import Finding
from models.organisation import person as load_person
from models.supervision import Proposal
from rules import gates
from rules.deadlines import add_months
from rules.errors import Refusal
from rules.vocabulary import Action, Clock, Role

CONCERNED = [Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER, Role.PRINCIPAL]


def defer(wish: Wish, ctx: Context) -> Reply:
    """Move a finding into long-term rectification, with cause and review date."""
    finding = wish.finding
    people.require(ctx, finding, Action.DEFER)
    people.ensure_possible(finding, Action.DEFER)
    reading = wish.said.due
    cause, document = gates.defer_allowed(
        code=finding.code,
        text=wish.said.reason or wish.said.text,
        review_on=reading.on if reading else None,
        today=ctx.today,
    )
    review_on = reading.on if reading else None
    payload: dict[str, object] = {
        "cause": cause,
        "review_on": review_on.isoformat() if review_on else "",
        "document": document,
    }
    detail = f"{cause}，{review_on}复核。依据：{document}"
    return _propose_or_do(ctx, finding, Action.DEFER, "转入长期整改", detail, payload)


def withdraw(wish: Wish, ctx: Context) -> Reply:
    """Take a finding out of the count, only with the leading group's document."""
    finding = wish.finding
    people.require(ctx, finding, Action.WITHDRAW)
    people.ensure_possible(finding, Action.WITHDRAW)
    reason = wish.said.reason or wish.said.text
    if not gates.names_document(reason):
        raise Refusal(
            "needs_document",
            code=finding.code,
            rule="核减须有领导小组的文件。",
            example=f"核减 {finding.code} 领导小组会议纪要第3期，经复核问题不成立",
        )
    payload: dict[str, object] = {"reason": reason}
    return _propose_or_do(ctx, finding, Action.WITHDRAW, "核减", reason, payload)


def reopen(wish: Wish, ctx: Context) -> Reply:
    """Start the next cycle of a closed finding; the old one stays as it was."""
    finding = wish.finding
    people.require(ctx, finding, Action.REOPEN)
    people.ensure_possible(finding, Action.REOPEN)
    reason = wish.said.reason or wish.said.text
    if not reason:
        example = f"重新整改 {finding.code} 回访发现问题反弹"
        raise Refusal("needs_reason", code=finding.code, example=example)
    for measure in findings.measures(ctx.session, finding.key):
        measure.done_at = None
        measure.done_by = None
    deeds.move(
        ctx,
        finding,
        Action.REOPEN,
        cycle=finding.cycle + 1,
        closed_at=None,
        closed_on=None,
        submitted_at=None,
        endorsed_at=None,
        endorsed_on=None,
        checked_by=None,
        returns=0,
        last_report_on=None,
        last_report_text="",
        blocked="",
        return_reason=reason,
        delivered_on=ctx.today,
        held_until=None,
        held_reason="",
    )
    requests.tell_people(ctx, finding, "reopened", CONCERNED, reason=reason)
    sample = add_months(ctx.today, 1)
    facts = {"cycle": finding.cycle, "reason": reason, "sample": sample}
    return office.done(ctx, finding, "reopened", **facts)


def _propose_or_do(
    ctx: Context,
    finding: Finding,
    action: Action,
    subject: str,
    detail: str,
    payload: dict[str, object],
) -> Reply:
    proposed = office.propose(ctx, finding, action.value, subject, detail, payload)
    if proposed is not None:
        return proposed
    return _do(ctx, finding, action.value, payload)


def carry_out(wish: Wish, ctx: Context, proposal: Proposal) -> Reply:
    """Let the head decide a proposal: checked again, then done."""
    if proposal.proposed_by == ctx.person.key:
        code = wish.finding.code
        raise Refusal("four_eyes", code=code, rule="提出和决定须由两人办理。")
    if proposal.cycle != wish.finding.cycle:  # it was proposed before 重新整改
        raise Refusal("stale", code=wish.finding.code)
    _decided(ctx, proposal, "agreed")
    return _do(ctx, wish.finding, proposal.kind, proposal.payload)


def turn_down(wish: Wish, ctx: Context, proposal: Proposal) -> Reply:
    """Send a proposal back to whoever made it, with the reason."""
    reason = wish.said.reason or wish.said.text
    if not reason:
        example = f"退回 {wish.finding.code} 请补会议纪要"
        raise Refusal("needs_reason", code=wish.finding.code, example=example)
    _decided(ctx, proposal, "refused")
    proposal.note = reason
    ctx.record("refuse_proposal", wish.finding, {}, {"kind": proposal.kind})
    proposer = load_person(ctx.session, proposal.proposed_by)
    told = requests.tell(
        ctx,
        wish.finding,
        "returned",
        [proposer],
        reason=reason,
        subject=proposal.subject,
        again=f"{proposal.subject} {wish.finding.code}",
    )
    return office.done(
        ctx,
        wish.finding,
        "returned",
        subject=proposal.subject,
        reason=reason,
        to="、".join(told),
    )


def _decided(ctx: Context, proposal: Proposal, state: str) -> None:
    petitions.decide(ctx.session, proposal, state)
    proposal.decided_by = ctx.person.key
    proposal.decided_at = ctx.now


def _do(ctx: Context, finding: Finding, kind: str, payload: dict[str, object]) -> Reply:
    if kind == Action.LATE_GRANT:
        return granting.record(ctx, finding, payload)
    people.ensure_possible(finding, Action(kind))
    extensions.end(ctx, finding, Action(kind).label, f"已{Action(kind).label}")
    if kind == Action.DEFER:
        return _defer(ctx, finding, payload)
    reason = str(payload["reason"])
    deeds.move(ctx, finding, Action.WITHDRAW, blocked="")
    ctx.record("withdraw_basis", finding, {}, {"reason": reason})
    requests.tell_people(ctx, finding, "withdrawn", CONCERNED, reason=reason)
    return office.done(ctx, finding, "withdrawn", reason=reason)


def _defer(ctx: Context, finding: Finding, payload: dict[str, object]) -> Reply:
    review = date.fromisoformat(str(payload["review_on"]))
    cause = str(payload["cause"])
    deeds.move(
        ctx,
        finding,
        Action.DEFER,
        clock=Clock.LONG_TERM.value,
        review_on=review,
        long_term_cause=f"{cause}：{payload['document']}",
    )
    text = review.isoformat()
    requests.tell_people(ctx, finding, "deferred", CONCERNED, review=text)
    return office.done(ctx, finding, "deferred", cause=cause, review=review)
