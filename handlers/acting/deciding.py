"""同意和退回：等谁办的，谁来答；没写编号又不止一件，就问。"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from handlers import people
from handlers.acting import closing, extensions, proposals
from handlers.context import Context
from handlers.notices import cards
from handlers.post import requests
from handlers.reply import Asking, Reply
from handlers.wish import Wish
from models import findings, petitions
from models.ledger import Extension, Finding
from models.supervision import Proposal
from rules.errors import Refusal
from rules.speech import agreeing
from rules.vocabulary import ExtensionStatus, Status
from templates.render import render

Decide = Callable[[Wish, Context], Reply]


@dataclass(frozen=True)
class Request:
    """Something that waits for the actor's decision."""

    finding: Finding
    label: str
    steps: frozenset[str]
    agree: Decide
    refuse: Decide
    new: date | None = None
    """The day that is asked for, of a request for more time."""


def agree(wish: Wish, ctx: Context) -> Reply:
    """Grant the request that waits for the actor on this finding, or the only one.

    What is said beside it and may take it back (但要补原件) is read back first: a
    request is agreed to as it is, or not.
    """
    return _decide(wish, ctx, _agreed)


def _agreed(request: Request) -> Decide:
    def act(wish: Wish, ctx: Context) -> Reply:
        besides = wish.said.text.replace(request.finding.code, "")
        if wish.confirmed or agreeing.is_plain(besides, request.label):
            return request.agree(wish, ctx)
        return _read_back(request, wish.said.text)

    return act


def _read_back(request: Request, words: str) -> Reply:
    finding = request.finding
    text = render(
        "which",
        about="condition",
        code=finding.code,
        label=request.label,
        new=request.new,
        text=words,
    )
    payload: dict[str, object] = {"code": finding.code, "version": finding.version}
    asking = Asking("confirm", payload)
    return Reply(text, asking=asking, outcome="confirm", codes=(finding.code,))


def return_(wish: Wish, ctx: Context) -> Reply:
    """Send the request that waits for the actor back, with its reason."""
    return _decide(wish, ctx, lambda request: request.refuse)


def _decide(wish: Wish, ctx: Context, pick: Callable[[Request], Decide]) -> Reply:
    waiting = pending(ctx)
    if wish.bound is not None:
        waiting = [entry for entry in waiting if entry.finding.id == wish.bound.id]
    if not waiting:
        code = wish.bound.code if wish.bound else ""
        if wish.bound is not None:
            people.ensure_sees(ctx, wish.bound)
            people.ensure_not_anothers(ctx, wish.bound)
        raise Refusal("nothing_waiting", code=code)
    if len(waiting) > 1:
        return _which(waiting)
    request = waiting[0]
    reply = pick(request)(replace(wish, bound=request.finding), ctx)
    if reply.asking is not None:
        return reply
    done = f"{ctx.person.name}已办理"
    cards.refresh(ctx, request.finding, request.steps, done)
    return reply


def _which(waiting: list[Request]) -> Reply:
    shown = waiting[:5]
    text = render(
        "which",
        about="request",
        choices=[f"{entry.finding.code} {entry.label}" for entry in shown],
        sample=shown[0].finding.code,
    )
    codes = tuple(entry.finding.code for entry in shown)
    return Reply(text, asking=Asking("which_item", {}, codes), outcome="ask_item")


def pending(ctx: Context) -> list[Request]:
    """Everything that waits for the actor's decision now, oldest code first."""
    result = [_signature(finding) for finding in _to_sign(ctx)]
    result += _extension_requests(ctx)
    if people.is_office(ctx, ctx.person):
        ready = findings.waiting_in(ctx.session, [Status.ENDORSED])
        checkers = {finding.checked_by for finding in ready}
        turns = {by: _is_my_turn(ctx, by) for by in checkers}
        result += [_acceptance(one) for one in ready if turns[one.checked_by]]
        result += [
            _proposal(ctx, proposal)
            for proposal in petitions.open_proposals(ctx.session)
            if people.is_head(ctx, ctx.person)
        ]
    return result


def _to_sign(ctx: Context) -> list[Finding]:
    waiting = findings.waiting_in(ctx.session, [Status.SUBMITTED])
    one_of_each = {finding.unit_id: finding for finding in waiting}
    mine = {
        unit_id
        for unit_id, finding in one_of_each.items()
        if ctx.person.key in {one.key for one in people.signers(ctx, finding)}
    }
    return [finding for finding in waiting if finding.unit_id in mine]


def _is_my_turn(ctx: Context, checked_by: int | None) -> bool:
    deciders = people.deciders(ctx, checked_by)
    return ctx.person.key in {person.key for person in deciders}


def _extension_requests(ctx: Context) -> list[Request]:
    result = []
    for extension in petitions.pending_extensions(ctx.session):
        finding = findings.by_id(ctx.session, extension.finding_id)
        if extension.status == ExtensionStatus.ASKED:
            turn = people.leaders(ctx, finding)
            act: Callable[[Wish, Context, Extension], Reply] = extensions.agree
        else:
            turn = people.deciders(ctx, extension.checked_by)
            act = extensions.grant
        if ctx.person.key in {person.key for person in turn}:
            result.append(_extension(finding, extension, act))
    return result


def _signature(finding: Finding) -> Request:
    steps = frozenset({requests.ENDORSE})
    return Request(
        finding, "销号申请", steps, closing.endorse, closing.return_submission
    )


def _acceptance(finding: Finding) -> Request:
    steps = frozenset({requests.ACCEPT})
    return Request(
        finding, "销号申请", steps, closing.accept, closing.return_submission
    )


def _extension(
    finding: Finding,
    extension: Extension,
    act: Callable[[Wish, Context, Extension], Reply],
) -> Request:
    return Request(
        finding,
        "延期申请",
        requests.EXTENSION,
        lambda wish, ctx: act(wish, ctx, extension),
        lambda wish, ctx: extensions.refuse(wish, ctx, extension),
        extension.new_due_on,
    )


def _proposal(ctx: Context, proposal: Proposal) -> Request:
    finding = findings.by_id(ctx.session, proposal.finding_id)
    return Request(
        finding,
        proposal.subject,
        frozenset({requests.DECIDE}),
        lambda wish, inner: proposals.carry_out(wish, inner, proposal),
        lambda wish, inner: proposals.turn_down(wish, inner, proposal),
    )
