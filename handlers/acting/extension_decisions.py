"""延期申请的决定：责任领导、主要负责人逐级同意，巡察办批准；谁都可以退回（domain.md §4）。"""

from handlers import people, turns
from handlers.acting import deeds, extensions, office
from handlers.context import Context
from handlers.post import requests
from handlers.reply import Reply
from handlers.wish import Wish
from models import organisation
from models.ledger import Extension, Finding
from models.organisation import Person
from rules import gates
from rules.errors import Refusal
from rules.vocabulary import Action, ExtensionStatus, Role


def agree(wish: Wish, ctx: Context, extension: Extension) -> Reply:
    """Let the responsible leader agree; the office is next.

    A second one goes by the principal, unless the leader is the principal.
    """
    finding = wish.finding
    people.require(ctx, finding, Action.AGREE_EXTENSION)
    extension.agreed_by, extension.agreed_at = ctx.person.key, ctx.now
    if turns.is_again(ctx, finding) and turns.signs(ctx, finding):
        return endorse(wish, ctx, extension)
    again = turns.is_again(ctx, finding) and people.signers(ctx, finding)
    extension.status = ExtensionStatus.AT_PRINCIPAL if again else ExtensionStatus.AGREED
    return _pass_on(ctx, finding, extension, Action.AGREE_EXTENSION)


def endorse(wish: Wish, ctx: Context, extension: Extension) -> Reply:
    """Let the principal agree to a second extension; the office decides next."""
    finding = wish.finding
    people.require(ctx, finding, Action.ENDORSE_EXTENSION)
    extension.status = ExtensionStatus.AGREED
    extension.endorsed_by, extension.endorsed_at = ctx.person.key, ctx.now
    return _pass_on(ctx, finding, extension, Action.ENDORSE_EXTENSION)


def _pass_on(
    ctx: Context, finding: Finding, extension: Extension, action: Action
) -> Reply:
    """Ask whose turn is next, and say who that is."""
    deeds.change(ctx, finding, action.value)
    names = requests.ask_extension(ctx, finding, extension)
    return office.done(
        ctx,
        finding,
        "extension_agreed",
        old=extension.old_due_on,
        new=extension.new_due_on,
        principal=names if extension.status == ExtensionStatus.AT_PRINCIPAL else [],
        again=turns.is_again(ctx, finding),
    )


def grant(wish: Wish, ctx: Context, extension: Extension) -> Reply:
    """Let the office decide: staff checks, head grants; the ladder re-arms.

    A second one needs the leading group's paper, named by whoever agrees first.
    """
    finding = wish.finding
    people.require(ctx, finding, Action.GRANT_EXTENSION)
    if turns.is_again(ctx, finding):
        extension.document = extension.document or _paper(wish)
    if office.must_check_first(ctx, extension.checked_by, finding.code):
        return _check(ctx, finding, extension)
    extension.status = ExtensionStatus.GRANTED
    extension.decided_by, extension.decided_at = ctx.person.key, ctx.now
    new_due_on = extension.new_due_on
    deeds.change(ctx, finding, Action.GRANT_EXTENSION.value, due_on=new_due_on)
    _tell_granted(ctx, finding, extension)
    return office.done(
        ctx,
        finding,
        "extension_granted",
        old=extension.old_due_on,
        new=new_due_on,
        document=extension.document,
    )


def _check(ctx: Context, finding: Finding, extension: Extension) -> Reply:
    extension.checked_by = ctx.person.key
    deeds.change(ctx, finding, "check_extension")
    names = requests.ask_extension(ctx, finding, extension)
    return office.done(ctx, finding, "checked", subject="延期申请", to="、".join(names))


def _tell_granted(ctx: Context, finding: Finding, extension: Extension) -> None:
    requests.tell_people(
        ctx,
        finding,
        "extension_granted",
        [Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER, Role.PRINCIPAL],
        new=extension.new_due_on.isoformat(),
        old=extension.old_due_on.isoformat(),
        document=extension.document,
    )


def _paper(wish: Wish) -> str:
    """The leading group's paper; raises Refusal `needs_paper` where none is named."""
    words = wish.said.text.replace(wish.finding.code, "").strip()
    if not gates.names_groups_paper(words):
        raise Refusal("needs_paper", code=wish.finding.code)
    return words


def refuse(wish: Wish, ctx: Context, extension: Extension) -> Reply:
    """Send a request for an extension back with its reason; the date stays."""
    finding = wish.finding
    reason = wish.said.reason or wish.said.text
    if not reason:
        example = f"退回 {finding.code} 请先完成公示"
        raise Refusal("needs_reason", code=finding.code, example=example)
    extension.status = ExtensionStatus.REFUSED
    extension.decided_by = ctx.person.key
    extension.decided_at = ctx.now
    extension.note = reason
    deeds.change(ctx, finding, "refuse_extension")
    concerned = extensions.askers(ctx, finding, extension) + _agreed(ctx, extension)
    told = requests.tell(ctx, finding, "extension_refused", concerned, reason=reason)
    return office.done(
        ctx, finding, "returned", subject="延期申请", reason=reason, to="、".join(told)
    )


def _agreed(ctx: Context, extension: Extension) -> list[Person]:
    """Who had agreed to a request before it was sent back, and did not do that."""
    ids = {extension.agreed_by, extension.endorsed_by} - {None, ctx.person.key}
    found = organisation.people(ctx.session, [key for key in ids if key is not None])
    return [person for person in found.values() if person.active]
