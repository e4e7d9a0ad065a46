"""延期：到期前申请，责任领导同意，巡察办决定；旧期限永远留着（domain.md §4）。"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers import people, turns
from handlers.acting import deeds, office, progress
from handlers.context import Context
from handlers.notices import cards
from handlers.post import requests
from handlers.reading import book
from handlers.reply import Asking, Reply
from handlers.wish import Wish
from models import findings, petitions
from models.ledger import Extension, Finding
from models.organisation import Person
from models.organisation import person as load_person
from rules import gates
from rules.calendar.dates import Kind, Reading
from rules.calendar.dates_rules import LEAP_DAY
from rules.deadlines import add_months
from rules.errors import Refusal
from rules.speech import asides, more_time, prolonging
from rules.speech.targets import CODE
from rules.vocabulary import Action, Clock, ExtensionStatus, Role, Status
from rules.writing.text import fold, tidy
from templates.render import render

SPANS = frozenset({"days", "weeks", "months", "workdays"})
"""Rules of readings that say how long from today, not which day."""

LENGTHS = SPANS | {prolonging.FROM_LIMIT, prolonging.WORKDAYS}
"""The same, and how much longer than the present limit."""


def extend(wish: Wish, ctx: Context) -> Reply:
    """Ask for an extension: read back first, sent on 确认 (decisions.md 17, 23)."""
    finding = wish.finding
    _ensure_not_the_office(ctx, finding)
    people.require(ctx, finding, Action.EXTEND)
    progress.ensure_running(finding)
    _ensure_extendable(ctx, finding, wish)
    wish = _from_limit(wish, ctx)
    reading = wish.said.due
    if reading is None or reading.kind is not Kind.DATE or reading.on is None:
        return _which_date(wish, ctx)
    gates.extension_allowed(
        code=finding.code,
        asked_on=ctx.wished_on,
        due_on=finding.due_on,
        new_due_on=reading.on,
        clock=Clock(finding.clock),
        span=_span(reading),
    )
    if not wish.confirmed or not wish.said.reason:
        return _confirm(wish, ctx)
    return _ask(wish, ctx)


def _ensure_not_the_office(ctx: Context, finding: Finding) -> None:
    """Raise Refusal with what the office says of a limit: it asks nobody for more time."""
    sets = people.may(ctx, finding, Action.SET_DUE)
    if not sets or people.may(ctx, finding, Action.EXTEND):
        return
    due_on, code = finding.due_on, finding.code
    if due_on is None:
        raise Refusal("limit_unset", code=code, sample=ctx.today + timedelta(days=90))
    pending = petitions.pending_extension(ctx.session, finding.key)
    if pending is not None:
        raise _pending(ctx, finding, pending)
    raise Refusal("has_due", code=code, due_on=due_on, sample=add_months(due_on, 1))


def _pending(ctx: Context, finding: Finding, pending: Extension) -> Refusal:
    """More time was asked for already; whoever decides on it is told how to."""
    turn = {one.key for one in turns.on(ctx, finding, pending)}
    return Refusal(
        "pending_extension",
        code=finding.code,
        asked=pending.asked_on,
        to=pending.new_due_on,
        state=ExtensionStatus(pending.status).label,
        decides=ctx.person.key in turn,
    )


def _from_limit(wish: Wish, ctx: Context) -> Wish:
    """延期半个月 is half a month after the limit that the finding has."""
    due, limit = wish.said.due, wish.finding.due_on
    if due is None or limit is None:
        return wish
    counted = prolonging.from_limit(due, limit, ctx.calendar)
    return replace(wish, said=replace(wish.said, due=counted))


def wondered(wish: Wish, ctx: Context) -> Wish | None:
    """A question for more time, by somebody who can't ask for it, is a look."""
    said = wish.said
    begged = said.command == "extend" and said.field == more_time.POLITELY
    if not begged or wish.bound is None or people.may(ctx, wish.bound, Action.EXTEND):
        return None
    return replace(wish, said=replace(said, command="show"))


def called_off(wish: Wish, ctx: Context) -> Wish | None:
    """5-006不用延期了, where the actor's own request waits, takes this one back."""
    said, finding = wish.said, wish.bound
    if said.command != "progress" or finding is None:
        return None
    words = asides.needs_no_time(tidy(CODE.sub("本项", fold(said.text))))
    asked = words and any(one.key == finding.key for one in own_requests(ctx))
    return replace(wish, said=replace(said, command="cancel")) if asked else None


def _ensure_extendable(ctx: Context, finding: Finding, wish: Wish) -> None:
    if finding.due_on is None:
        raise Refusal(
            "no_deadline",
            code=finding.code,
            clock=finding.clock,
            clock_label=Clock(finding.clock).label,
        )
    reading = wish.said.due
    to = reading.on if reading else None
    if ctx.wished_on > finding.due_on:
        raise Refusal("after_due", code=finding.code, due_on=finding.due_on, to=to)
    if Status(finding.status) not in (
        Status.DELIVERED,
        Status.RECTIFYING,
        Status.LONG_TERM,
    ):
        raise people.not_possible(finding, Action.EXTEND)
    pending = petitions.pending_extension(ctx.session, finding.key)
    if pending is not None:
        raise _pending(ctx, finding, pending)


def _span(reading: Reading | None) -> str:
    """The words that say how long, from whatever day it is counted; "" of a day."""
    return reading.text if reading is not None and reading.rule in LENGTHS else ""


def _which_date(wish: Wish, ctx: Context) -> Reply:
    """Ask for the date where none, or more than one, was understood."""
    finding = wish.finding
    reading = wish.said.due
    choices = reading.alternatives if reading else ()
    sample = (finding.due_on or ctx.today) + timedelta(days=30)
    text = render(
        "which",
        today=ctx.today,
        about="date",
        code=finding.code,
        text=wish.said.text or "延期",
        choices=choices,
        leap=reading is not None and reading.rule == LEAP_DAY,
        sample=sample,
        reason=wish.said.reason,
    )
    asking = Asking(
        "which_date",
        {"code": finding.code},
        tuple(choice.isoformat() for choice in choices),
    )
    return Reply(text, asking=asking, outcome="ask_date", codes=(finding.code,))


def _confirm(wish: Wish, ctx: Context) -> Reply:
    finding, reading = wish.finding, wish.said.due
    text = render(
        "confirm_extend",
        today=ctx.today,
        item=book.brief(ctx, finding),
        to=reading.on if reading else None,
        span=_span(reading),
        longer=reading is not None and reading.rule == prolonging.FROM_LIMIT,
        provisional=reading.provisional if reading else False,
        reason=wish.said.reason,
        progress=finding.last_report_text,
        earlier=petitions.granted(ctx.session, finding),
        leaders=_names(people.leaders(ctx, finding)),
        principal=_names(people.signers(ctx, finding)),
    )
    kind = "confirm" if wish.said.reason else "reason"
    payload: dict[str, object] = {
        "code": finding.code,
        "version": finding.version,
        "action": Action.EXTEND.value,
        "to": reading.on.isoformat() if reading and reading.on else "",
    }
    asking = Asking(kind, payload)
    return Reply(text, asking=asking, outcome="confirm", codes=(finding.code,))


def _names(persons: Sequence[Person]) -> str:
    return "、".join(person.name for person in persons)


def _ask(wish: Wish, ctx: Context) -> Reply:
    finding, reading = wish.finding, wish.said.due
    assert reading is not None  # noqa: S101 - extend() has just looked
    assert reading.on is not None  # noqa: S101
    assert finding.due_on is not None  # noqa: S101
    extension = Extension(
        finding_id=finding.key,
        cycle=finding.cycle,
        asked_by=ctx.person.key,
        asked_at=ctx.asked_at or ctx.now,
        asked_on=ctx.wished_on,
        old_due_on=finding.due_on,
        new_due_on=reading.on,
        reason=wish.said.reason,
        progress=finding.last_report_text,
        status=ExtensionStatus.ASKED,
    )
    ctx.session.add(extension)
    ctx.session.flush()
    deeds.change(ctx, finding, Action.EXTEND.value)
    ctx.record(
        "extension_asked",
        finding,
        {"due_on": finding.due_on},
        {"new_due_on": reading.on, "reason": wish.said.reason},
    )
    asked = turns.on(ctx, finding, extension)
    return office.done(
        ctx,
        finding,
        "extension_asked",
        old=extension.old_due_on,
        new=extension.new_due_on,
        reason=extension.reason,
        to=requests.ask_extension(ctx, finding, extension),
        principal=[one.name for one in turns.after(ctx, finding, asked)],
        again=turns.is_again(ctx, finding),
    )


def cancel(wish: Wish, ctx: Context) -> Reply:
    """Let whoever asked take a request back that is not decided (decisions.md 25).

    Those who were asked are told; who was not reached yet hears nothing of it.
    """
    finding = wish.finding
    extension = petitions.pending_extension(ctx.session, finding.key)
    if extension is None or not _is_own(ctx, finding, extension):
        people.ensure_sees(ctx, finding)
        raise Refusal("nothing_to_cancel", code=finding.code)
    extension.status = ExtensionStatus.CANCELLED
    deeds.change(ctx, finding, "cancel_extension")
    asked = requests.asked_for(ctx, finding, extension)
    cards.refresh(ctx, finding, requests.EXTENSION, "申请已取消")
    at = ctx.now.isoformat()
    told = requests.tell(ctx, finding, "extension_cancelled", asked, at=at)
    return office.done(ctx, finding, "extension_cancelled", to="、".join(told))


def own_requests(ctx: Context) -> list[Finding]:
    """The findings for which the actor asked for more time, undecided so far."""
    found = []
    for extension in petitions.pending_extensions(ctx.session):
        finding = findings.by_id(ctx.session, extension.finding_id)
        if _is_own(ctx, finding, extension):
            found.append(finding)
    return found


def stays(ctx: Context, wish: Wish) -> Refusal:
    """What teaches how a request is taken back, with the finding where it is known."""
    if wish.bound is not None:
        people.ensure_sees(ctx, wish.bound)
    closing, longer = "销" in wish.said.text, "延" in wish.said.text
    own = [] if closing and not longer else own_requests(ctx)
    code = wish.bound.code if wish.bound else own[0].code if len(own) == 1 else ""
    only = "" if closing == longer else "closure" if closing else "extension"
    return Refusal("undo_request", code=code, only=only)


def end(ctx: Context, finding: Finding, why: str, done: str) -> None:
    """End a request that nobody has decided: something else has made it idle."""
    pending = petitions.pending_extension(ctx.session, finding.key)
    if pending is not None:
        pending.status, pending.note = ExtensionStatus.CANCELLED, why
        cards.refresh(ctx, finding, requests.EXTENSION, done)


def _is_own(ctx: Context, finding: Finding, extension: Extension) -> bool:
    """Say whether a request is the actor's, or that of whom they took over from."""
    return ctx.person.key in {one.key for one in askers(ctx, finding, extension)}


def askers(ctx: Context, finding: Finding, extension: Extension) -> list[Person]:
    """Whoever asked; once they have left, whoever reports on the finding now."""
    asker = load_person(ctx.session, extension.asked_by)
    if asker.active:
        return [asker]
    return people.in_role(ctx, finding, Role.RESPONSIBLE_PERSON)
