"""请人决定、告诉当事人：欠一条通知，事实到时候再读（decisions.md 7、13）。"""

from collections.abc import Collection

from handlers import people, turns
from handlers.context import Context
from handlers.post import mail
from models import organisation, post_office
from models.ledger import Extension, Finding
from models.organisation import Person
from models.supervision import Proposal
from rules.vocabulary import OFFICE_ROLES, ExtensionStatus, Role

ENDORSE, ACCEPT = "request-endorse", "request-accept"
EXTENSION_STEPS = {
    ExtensionStatus.ASKED: ("request-agree-extension", "经办人申请延期"),
    ExtensionStatus.AT_PRINCIPAL: ("request-second-extension", "经办人申请再次延期"),
    ExtensionStatus.AGREED: ("request-grant-extension", "延期申请待决定"),
}
"""What is asked about an extension, by whoever's turn it is, and why."""

EXTENSION = frozenset(step for step, _ in EXTENSION_STEPS.values())

DECIDE, NEWS, OFFICE = "request-decide", "news", "office"


def ask_endorse(
    ctx: Context, finding: Finding, asked: Collection[int] = ()
) -> list[str]:
    """Ask whoever signs for the unit; return their names.

    `asked`, here and below: who was asked for the same before, and is not again.
    """
    signers = people.signers(ctx, finding)
    if not signers:
        tell_office(ctx, finding, "vacant")
    whom = _but(signers, asked)
    return _ask(ctx, whom, ENDORSE, finding, "经办人已申请销号，请您审签")


def ask_accept(
    ctx: Context, finding: Finding, asked: Collection[int] = ()
) -> list[str]:
    """Ask whose turn it is in the office: staff first, then the head."""
    deciders = _but(people.deciders(ctx, finding.checked_by), asked)
    return _ask(ctx, deciders, ACCEPT, finding, "主要负责人已签字，请核验")


def ask_extension(
    ctx: Context, finding: Finding, extension: Extension, asked: Collection[int] = ()
) -> list[str]:
    """Ask whose turn it is on a request for more time; return their names."""
    step, why = EXTENSION_STEPS[turns.stage(ctx, finding, extension)]
    facts: dict[str, object] = {"extension": extension.id}
    whom = _but(turns.on(ctx, finding, extension), asked)
    return _ask(ctx, whom, step, finding, why, facts)


def asked_for(ctx: Context, finding: Finding, extension: Extension) -> list[Person]:
    """Return whoever has been told that an extension waits for them."""
    ids = [
        notice.person_id
        for notice in post_office.notices_on(ctx.session, finding.key)
        if notice.step in EXTENSION
        and notice.facts.get("extension") == extension.id
        and notice.mail_id is not None
    ]
    return list(organisation.people(ctx.session, ids).values())


def ask_decide(
    ctx: Context, finding: Finding, proposal: Proposal, asked: Collection[int] = ()
) -> list[str]:
    """Ask the office head to decide what a staff member proposed."""
    heads = _but(organisation.holders(ctx.session, [Role.OFFICE_HEAD]), asked)
    facts: dict[str, object] = {"proposal": proposal.id}
    return _ask(ctx, heads, DECIDE, finding, f"报请{proposal.subject}", facts)


def tell_people(
    ctx: Context, finding: Finding, what: str, roles: list[Role], **facts: object
) -> list[str]:
    """Tell those concerned what was decided, the actor left out; return the names."""
    receivers = [
        person
        for role in roles
        for person in people.in_role(ctx, finding, role)
        if person.id != (ctx.actor.id if ctx.actor else None)
    ]
    return tell(ctx, finding, what, receivers, **facts)


def tell(
    ctx: Context,
    finding: Finding,
    what: str,
    receivers: list[Person],
    **facts: object,
) -> list[str]:
    """Owe each receiver one piece of news about a finding; return the names.

    Of what was never handed over nobody hears: their first word is the handover.
    """
    if finding.delivered_on is None:
        return []
    unique = list({person.key: person for person in receivers}.values())
    content = {"what": what, "by": ctx.actor.name if ctx.actor else "", **facts}
    for person in unique:
        mail.owe(ctx, person, f"{NEWS}-{what}", finding, facts=content)
    return [person.name for person in unique]


def tell_office(
    ctx: Context, finding: Finding | None, what: str, **facts: object
) -> None:
    """Owe the staff of the office (the head where there is none) one note."""
    staff = organisation.checkers(ctx.session)
    receivers = staff or organisation.holders(ctx.session, OFFICE_ROLES)
    content = {"what": what, "by": ctx.actor.name if ctx.actor else "", **facts}
    step = f"{NEWS}-{what}" if finding is not None else f"{OFFICE}-{what}"
    for person in receivers:
        mail.owe(ctx, person, step, finding, facts=content)


def _but(receivers: list[Person], asked: Collection[int]) -> list[Person]:
    return [person for person in receivers if person.key not in asked]


def _ask(
    ctx: Context,
    receivers: list[Person],
    step: str,
    finding: Finding,
    why: str,
    facts: dict[str, object] | None = None,
) -> list[str]:
    for person in receivers:
        mail.owe(ctx, person, step, finding, why=why, facts=facts)
    return [person.name for person in receivers]
