"""延期申请轮到谁：责任领导，再次延期的还有主要负责人，最后巡察办（domain.md §4）。"""

from collections.abc import Sequence

from handlers import people
from handlers.context import Context
from models import petitions
from models.ledger import Extension, Finding
from models.organisation import Person
from rules.vocabulary import ExtensionStatus, Role


def stage(ctx: Context, finding: Finding, extension: Extension) -> ExtensionStatus:
    """How far a request is; in a vacant post nobody's word is waited for."""
    status = ExtensionStatus(extension.status)
    if status is ExtensionStatus.AT_PRINCIPAL and not people.signers(ctx, finding):
        return ExtensionStatus.AGREED
    return status


def on(ctx: Context, finding: Finding, extension: Extension) -> list[Person]:
    """Whose word a request for more time waits for now."""
    status = stage(ctx, finding, extension)
    if status is ExtensionStatus.ASKED:
        return people.leaders(ctx, finding)
    if status is ExtensionStatus.AT_PRINCIPAL:
        return people.signers(ctx, finding)
    return people.deciders(ctx, extension.checked_by)


def whom(ctx: Context, finding: Finding, extension: Extension) -> str:
    """Whose word is waited for: a leader by name, the office as such."""
    if stage(ctx, finding, extension) is ExtensionStatus.AGREED:
        return Role.OFFICE.label
    return "、".join(person.name for person in on(ctx, finding, extension))


def signs(ctx: Context, finding: Finding) -> bool:
    """Say whether the actor is who signs for the finding's unit."""
    return ctx.person.key in {person.key for person in people.signers(ctx, finding)}


def is_again(ctx: Context, finding: Finding) -> bool:
    """Say whether a request for more time is the second one in its cycle, or later."""
    return petitions.granted(ctx.session, finding) > 0


def after(ctx: Context, finding: Finding, asked: Sequence[Person]) -> list[Person]:
    """The principal whom a second request goes to after those who are asked first.

    Nobody where the post is vacant, or one of them holds it.
    """
    signers = people.signers(ctx, finding) if is_again(ctx, finding) else []
    keys = {person.key for person in signers}
    return [] if keys & {person.key for person in asked} else signers
