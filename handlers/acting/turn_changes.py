"""换了人：花名册改了谁在任，等着他一句话的，改请现在轮到的人（domain.md §5）。"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from handlers import people, turns
from handlers.context import Context
from handlers.ladder import escalating
from handlers.ladder.patrol import IN_UNIT
from handlers.notices import cards
from handlers.post import requests
from models import findings, organisation, petitions
from models.ledger import Extension, Finding
from models.organisation import Person
from models.supervision import Proposal
from rules.vocabulary import OPEN_STATUSES, Role, Status

DONE = "已不由您办理"
"""What the card of somebody says whose turn it is no more."""

Ask = Callable[[Collection[int]], object]
Seat = tuple[int, str, int]
"""A post that somebody holds: its unit, its role, who."""


@dataclass(frozen=True)
class Turn:
    """What waits for somebody's word, whose, and how the others are asked for it."""

    finding: Finding
    steps: frozenset[str]
    whom: frozenset[int]
    ask: Ask


@dataclass(frozen=True)
class Before:
    """Who held which post, and whose word was waited for, before a roster came."""

    seats: frozenset[Seat]
    turns: dict[object, Turn]


def before(ctx: Context) -> Before:
    """Read it, to compare with what is true after the roster is written."""
    return Before(_seats(ctx), _turns(ctx))


def ask_anew(ctx: Context, past: Before) -> None:
    """Ask whoever has come into a turn, and see anew who is told next in their unit.

    A vacant post passes on by the rule; where nobody may sign, the office is told.
    """
    seats = _seats(ctx)
    changed = seats ^ past.seats
    if not changed:
        return
    come = {who for _, _, who in seats - past.seats}
    for key, now in _turns(ctx).items():
        known = past.turns.get(key)
        # What began to wait meanwhile was asked of those who held the posts before.
        was = known.whom if known else now.whom - come
        if now.whom == was:
            continue
        if not now.whom & was:
            cards.refresh(ctx, now.finding, now.steps, DONE)
        now.ask(was)
    units = {unit for unit, role, _ in changed if Role(role) in IN_UNIT}
    rows = findings.in_open_rounds(ctx.session, units) if units else []
    running = [row for row in rows if Status(row.status) in OPEN_STATUSES]
    escalating.plan_next_looks(ctx, running)


def _seats(ctx: Context) -> frozenset[Seat]:
    held = organisation.all_posts(ctx.session)
    return frozenset((post.unit_id, post.role, person.key) for post, person in held)


def _turns(ctx: Context) -> dict[object, Turn]:
    """Everything that waits for a decision now, by what it is."""
    signing = findings.waiting_in(ctx.session, [Status.SUBMITTED])
    accepting = findings.waiting_in(ctx.session, [Status.ENDORSED])
    one_of_each = {row.unit_id: row for row in signing}
    signers = {key: people.signers(ctx, row) for key, row in one_of_each.items()}
    checked = {row.checked_by for row in accepting}
    deciders = {by: people.deciders(ctx, by) for by in checked}
    return {
        **{
            ("sign", row.key): _signature(ctx, row, signers[row.unit_id])
            for row in signing
        },
        **{
            ("accept", row.key): _acceptance(ctx, row, deciders[row.checked_by])
            for row in accepting
        },
        **{
            ("extend", row.id): _extension(ctx, row)
            for row in petitions.pending_extensions(ctx.session)
        },
        **{
            ("decide", row.id): _proposal(ctx, row)
            for row in petitions.open_proposals(ctx.session)
        },
    }


def _keys(whom: Collection[Person]) -> frozenset[int]:
    return frozenset(person.key for person in whom)


def _signature(ctx: Context, finding: Finding, signers: list[Person]) -> Turn:
    return Turn(
        finding,
        frozenset({requests.ENDORSE}),
        _keys(signers),
        lambda but: requests.ask_endorse(ctx, finding, but),
    )


def _acceptance(ctx: Context, finding: Finding, deciders: list[Person]) -> Turn:
    return Turn(
        finding,
        frozenset({requests.ACCEPT}),
        _keys(deciders),
        lambda but: requests.ask_accept(ctx, finding, but),
    )


def _extension(ctx: Context, extension: Extension) -> Turn:
    finding = findings.by_id(ctx.session, extension.finding_id)
    return Turn(
        finding,
        requests.EXTENSION,
        _keys(turns.on(ctx, finding, extension)),
        lambda but: requests.ask_extension(ctx, finding, extension, but),
    )


def _proposal(ctx: Context, proposal: Proposal) -> Turn:
    finding = findings.by_id(ctx.session, proposal.finding_id)
    return Turn(
        finding,
        frozenset({requests.DECIDE}),
        _keys(organisation.holders(ctx.session, [Role.OFFICE_HEAD])),
        lambda but: requests.ask_decide(ctx, finding, proposal, but),
    )
