"""等谁办的申请：待签字、待核验、待同意的延期、待定的提请，各是一件。"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from handlers import people, turns
from handlers.acting import closing, extension_decisions, proposals
from handlers.context import Context
from handlers.post import requests
from handlers.reply import Reply
from handlers.wish import Wish
from models import findings, petitions
from models.ledger import Extension, Finding
from models.supervision import Proposal
from rules.vocabulary import ExtensionStatus, Status

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
    needs_paper: bool = False
    """Whoever agrees names the leading group's paper (domain.md §4)."""


EXTENSION_DEEDS: dict[ExtensionStatus, Callable[[Wish, Context, Extension], Reply]] = {
    ExtensionStatus.ASKED: extension_decisions.agree,
    ExtensionStatus.AT_PRINCIPAL: extension_decisions.endorse,
    ExtensionStatus.AGREED: extension_decisions.grant,
}
"""What 同意 does to a request for more time, by whose word it waits for."""


def pending(ctx: Context) -> list[Request]:
    """Everything that waits for the actor's decision now, oldest code first."""
    result = [_signature(finding) for finding in _to_sign(ctx)]
    result += _extension_requests(ctx)
    if people.is_office(ctx, ctx.person):
        ready = findings.waiting_in(ctx.session, [Status.ENDORSED])
        checkers = {finding.checked_by for finding in ready}
        mine = {by: _is_my_turn(ctx, by) for by in checkers}
        result += [_acceptance(one) for one in ready if mine[one.checked_by]]
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
        turn = turns.on(ctx, finding, extension)
        if ctx.person.key in {person.key for person in turn}:
            result.append(_extension(ctx, finding, extension))
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


def _extension(ctx: Context, finding: Finding, extension: Extension) -> Request:
    stage = turns.stage(ctx, finding, extension)
    act = EXTENSION_DEEDS[stage]
    decides = stage is ExtensionStatus.AGREED
    return Request(
        finding,
        "延期申请",
        requests.EXTENSION,
        lambda wish, ctx: act(wish, ctx, extension),
        lambda wish, ctx: extension_decisions.refuse(wish, ctx, extension),
        extension.new_due_on,
        needs_paper=decides and turns.is_again(ctx, finding) and not extension.document,
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
