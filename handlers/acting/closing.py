"""销号：申请、签字、核验、退回，一步一签，缺什么当场说（domain.md §2）。"""

import hashlib
import json

from handlers import people
from handlers.acting import deeds, extensions, office, progress, sampling
from handlers.context import Context
from handlers.notices import cards
from handlers.post import requests
from handlers.reading import book, closing_facts, telling
from handlers.reply import Reply, to_confirm
from handlers.wish import Wish
from models import acting, evidence_room, findings
from models.ledger import Finding, Signature
from rules.errors import Refusal
from rules.figures import closed_late
from rules.speech import agreeing
from rules.vocabulary import Action, Role, Status
from templates.render import render


def submit(wish: Wish, ctx: Context) -> Reply:
    """Ask for closure: checked against the gate, read back, and sent on 确认.

    Said by the office about a finding that waits for it, 销号 is the acceptance.
    """
    finding = wish.finding
    if finding.status == Status.ENDORSED and people.is_office(ctx, ctx.person):
        reply = accept(wish, ctx)
        done = f"{ctx.person.name}已办理"
        cards.refresh(ctx, finding, {requests.ACCEPT}, done)
        return reply
    people.require(ctx, finding, Action.SUBMIT)
    progress.ensure_running(finding)
    people.ensure_possible(finding, Action.SUBMIT)
    missing = book.missing(ctx, finding)
    if missing:
        raise Refusal(
            "gate",
            code=finding.code,
            missing=missing,
            hand_in=telling.hand_in(ctx, ctx.person, finding.code),
            receiving=telling.receiving(ctx, missing),
        )
    if not wish.confirmed:
        return _confirm(wish, ctx)
    deeds.move(
        ctx,
        finding,
        Action.SUBMIT,
        submitted_at=ctx.now,
        submitted_by=ctx.person.key,
        checked_by=None,
    )
    signers = requests.ask_endorse(ctx, finding)
    return office.done(ctx, finding, "submitted", to=_list(signers))


def _confirm(wish: Wish, ctx: Context) -> Reply:
    finding = wish.finding
    signers = people.signers(ctx, finding)
    text = render(
        "confirm_submit",
        today=ctx.today,
        item=book.brief(ctx, finding),
        signer=_list([person.name for person in signers]) or "主要负责人",
    )
    return to_confirm(text, finding)


def endorse(wish: Wish, ctx: Context) -> Reply:
    """Sign for the unit: who, when, on which version of the facts (签字)."""
    finding = wish.finding
    people.require(ctx, finding, Action.ENDORSE)
    people.ensure_possible(finding, Action.ENDORSE)
    batch = wish.said.value == agreeing.BATCH
    paper = acting.document(ctx.session, finding.unit_id, ctx.person.key)
    ctx.session.add(
        Signature(
            finding_id=finding.key,
            cycle=finding.cycle,
            person_id=ctx.person.key,
            at=ctx.now,
            version=finding.version,
            facts_hash=facts_hash(ctx, finding),
            batch=batch,
            document=paper,
        )
    )
    deeds.move(ctx, finding, Action.ENDORSE, endorsed_at=ctx.now, endorsed_on=ctx.today)
    sampling.draw(ctx, finding)
    requests.tell_people(ctx, finding, "endorsed", [Role.RESPONSIBLE_PERSON])
    requests.ask_accept(ctx, finding)
    return office.done(ctx, finding, "endorsed", at=ctx.now, batch=batch, paper=paper)


def facts_hash(ctx: Context, finding: Finding) -> str:
    """Sha256 over the reports, files and measures that a signature stands on."""
    facts = {
        "code": finding.code,
        "cycle": finding.cycle,
        "reports": [row.text for row in findings.reports(ctx.session, finding)],
        "evidence": [
            row.sha256 for row in evidence_room.of_finding(ctx.session, finding)
        ],
        "measures": [
            [row.position, row.text, row.done_at is not None]
            for row in findings.measures(ctx.session, finding.key)
        ],
    }
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def accept(wish: Wish, ctx: Context) -> Reply:
    """Close a finding: a staff member checks, the head decides, where there is one."""
    finding = wish.finding
    people.require(ctx, finding, Action.ACCEPT)
    people.ensure_possible(finding, Action.ACCEPT)
    missing = closing_facts.accept_missing(ctx, finding)
    if missing:
        raise Refusal("accept_gate", code=finding.code, missing=missing)
    if office.must_check_first(ctx, finding.checked_by, finding.code):
        deeds.change(ctx, finding, "check_accept", checked_by=ctx.person.key)
        heads = requests.ask_accept(ctx, finding)
        return office.done(ctx, finding, "checked", subject="销号申请", to=_list(heads))
    office.ensure_other_eyes(ctx, finding)
    extensions.end(ctx, finding, Action.ACCEPT.label, "该项已销号")
    deeds.move(ctx, finding, Action.ACCEPT, closed_at=ctx.now, closed_on=ctx.today)
    requests.tell_people(
        ctx,
        finding,
        "accepted",
        [Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER, Role.PRINCIPAL],
    )
    late = closed_late(telling.figure_facts(ctx, finding))
    return office.done(
        ctx, finding, "accepted", on=ctx.today, late=late, due=finding.due_on
    )


def return_submission(wish: Wish, ctx: Context) -> Reply:
    """Send a closure request back with its reason; a new report answers it."""
    finding = wish.finding
    people.require(ctx, finding, Action.RETURN)
    people.ensure_possible(finding, Action.RETURN)
    reason = wish.said.reason or wish.said.text
    if not reason:
        raise Refusal(
            "needs_reason",
            code=finding.code,
            example=f"退回 {finding.code} 材料中未见验收单",
        )
    deeds.move(
        ctx,
        finding,
        Action.RETURN,
        return_reason=reason,
        returns=finding.returns + 1,
        checked_by=None,
    )
    told = requests.tell_people(
        ctx,
        finding,
        "returned",
        [Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER],
        reason=reason,
        subject="销号申请",
        again=f"销号 {finding.code}",
    )
    return office.done(
        ctx, finding, "returned", subject="销号申请", reason=reason, to=_list(told)
    )


def _list(names: list[str]) -> str:
    return "、".join(names)
