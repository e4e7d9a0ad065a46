"""确认、取消、没读懂：几句短话。"""

from dataclasses import replace

from handlers import people
from handlers.acting import extensions
from handlers.context import Context
from handlers.reply import Reply
from handlers.wish import Wish
from models import evidence_room, post_office
from models.ledger import Finding
from rules.errors import Refusal
from rules.speech import commands, thanks
from rules.speech import tone as speech
from rules.speech.questions import asks
from rules.vocabulary import Action, Role, Status
from rules.writing.text import fold, tidy
from templates.render import render

ASKED_FOR = frozenset({Status.SUBMITTED.value, Status.ENDORSED.value})
"""Where closure was asked for and is not decided."""


def nothing_to_confirm(wish: Wish, ctx: Context) -> Reply:
    """Say that nothing waits for a 确认."""
    return Reply(render("done", what="nothing_to_confirm"), outcome="none")


def cancel(wish: Wish, ctx: Context) -> Reply:
    """Close whatever was asked; nothing was written and nothing will be.

    Where a finding is named that nothing is asked about, take back the actor's own
    request for more time that nobody has decided.
    """
    if wish.bound is not None:
        return extensions.cancel(wish, ctx)
    waiting = post_office.open_questions(ctx.session, ctx.person.key)
    if not waiting and "延" in wish.said.text:
        return extensions.cancel(replace(wish, bound=_only_request(ctx)), ctx)
    if not waiting and extensions.own_requests(ctx):
        only = _only_request(ctx)
        raise Refusal("undo_request", code=only.code, only="extension")
    if not waiting:
        return nothing_to_confirm(wish, ctx)
    for question in waiting:
        question.state = "cancelled"
    return Reply(render("done", what="cancelled"), outcome="cancel")


def _only_request(ctx: Context) -> Finding:
    """The finding of the one request for more time that the actor may take back."""
    own = extensions.own_requests(ctx)
    if not own:
        raise Refusal("nothing_to_cancel", code="")
    if len(own) > 1:
        raise Refusal("which_item", example=f"取消延期 {own[0].code}")
    return own[0]


def none_of_them(wish: Wish, ctx: Context) -> Reply:
    """都不是: let the question go, and say in one sentence what can be done next."""
    own = people.own_findings(ctx, ctx.person)
    text = render(
        "none_of_them",
        about=wish.said.value,
        files=len(evidence_room.unbound(ctx.session, ctx.person.key)),
        sample=own[-1].code if own else "5-023",
    )
    return Reply(text, outcome="cancel")


def again(wish: Wish, ctx: Context) -> Reply:
    """Say that what was read back still waits: 好的 hands nothing in."""
    code = wish.bound.code if wish.bound else ""
    text = render("again", code=code, wants=wish.said.value)
    return Reply(text, outcome="again", codes=(code,) if code else ())


def stale(wish: Wish, ctx: Context) -> Reply:
    """Refuse a 确认 that comes after the finding has changed (decisions.md 21)."""
    raise Refusal("stale", code=wish.finding.code)


def aside(wish: Wish, ctx: Context) -> Reply:
    """Say what becomes of a wish that is not ours to grant (先不销号, 不要提醒我了)."""
    finding = wish.bound
    if finding is not None:
        people.ensure_sees(ctx, finding)
    code = finding.code if finding else ""
    text = render(
        "aside",
        about=wish.said.value,
        code=code,
        asked=finding is not None and finding.status in ASKED_FOR,
        reports=finding is None or people.may(ctx, finding, Action.REPORT),
        office=people.is_office(ctx, ctx.person),
    )
    return Reply(text, outcome="aside", codes=(code,) if code else ())


def not_understood(wish: Wish, ctx: Context) -> Reply:
    """Give the nearest commands and one example; nothing is written."""
    if thanks.is_thanks(wish.said.text):
        return welcome()
    if speech.is_courtesy(tidy(fold(wish.said.text))):
        return _greeted(ctx)
    near = commands.nearest(wish.said.text, people.roles(ctx, ctx.person))
    about_work = wish.said.target.kind != "none" or asks(fold(wish.said.text))
    text = render(
        "chat",
        hint="" if near or about_work else "chat",
        near=[spec.example for spec in near],
        example=_example(wish, ctx),
    )
    return Reply(text, outcome="chat")


def welcome() -> Reply:
    """Answer thanks in a word."""
    return Reply(render("chat", hint="thanks"), outcome="chat")


def _example(wish: Wish, ctx: Context) -> str:
    """What could be said instead: of a finding of one's own that was named, about it."""
    own = people.of_people(ctx, ctx.person, [Role.RESPONSIBLE_PERSON])
    named = [one.code for one in own if one.code == wish.said.target.code]
    return f"进展 {named[0]} 已开会研究" if named else "我的"


def _greeted(ctx: Context) -> Reply:
    """Answer good manners with what can be done here; nothing is written."""
    own = people.of_people(ctx, ctx.person, [Role.RESPONSIBLE_PERSON])
    sample = own[0].code if own else ""
    counts = people.sees_all(ctx, ctx.person)
    text = render("chat", hint="courtesy", sample=sample, counts=counts)
    return Reply(text, outcome="chat")
