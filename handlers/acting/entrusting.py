"""活交给谁：只问清是代办几天还是换人，答以前什么也不记、谁也不换。"""

from handlers import people
from handlers.acting import substituting
from handlers.acting.substituting import DAYS_ASKED
from handlers.context import Context
from handlers.reading import book, naming
from handlers.reply import Asking, Reply
from handlers.wish import Wish
from models.ledger import Finding
from models.organisation import Person
from rules.errors import Refusal
from rules.speech import entrusting as speech
from rules.vocabulary import Action, Role
from templates.render import render

SOMEBODY, SOME_CODE = "姓名", "5-023"


def entrust(wish: Wish, ctx: Context) -> Reply:
    """Ask what giving the work to somebody means; days as the answer make a deputy."""
    finding = wish.bound or _first_own(ctx)
    if finding is not None:
        people.ensure_sees(ctx, finding)
    if wish.bound is not None:
        _ensure_new(ctx, wish.bound, wish.said.to_person)
    other = _receiver(ctx, wish.said.to_person, finding)
    deputy = _has_own(ctx)
    first, last = _days(wish, ctx)
    text = render(
        "which",
        today=ctx.today,
        about="entrust",
        name=wish.said.to_person,
        known=other is not None,
        text=wish.said.text,
        deputy=deputy,
        first=first,
        last=last,
        **_changing(ctx, finding, other),
    )
    asking = Asking(DAYS_ASKED, {}) if deputy and other else None
    codes = (wish.bound.code,) if wish.bound else ()
    return Reply(text, asking=asking, outcome="ask_entrust", codes=codes)


def _ensure_new(ctx: Context, finding: Finding, name: str) -> None:
    """Raise Refusal `already_named` where whoever is named does the work already.

    The share of one of two may still be given to the other.
    """
    names = [one.name for one in people.in_role(ctx, finding, Role.RESPONSIBLE_PERSON)]
    if name in names and (len(names) == 1 or name == ctx.person.name):
        facts = {"name": name, "label": Role.RESPONSIBLE_PERSON.label, "names": names}
        raise Refusal("already_named", code=finding.code, **facts)


def _changing(
    ctx: Context, finding: Finding | None, other: Person | None
) -> dict[str, object]:
    """Who may name somebody else, and the line that does it."""
    name = other.name if other else SOMEBODY
    if finding is None:
        way = f"改派 {SOME_CODE} {SOMEBODY}给{name}"
        office = people.is_office(ctx, ctx.person)
        return {"may_reassign": office, "deciders": [], "way": way}
    return {
        "may_reassign": people.may(ctx, finding, Action.REASSIGN),
        "deciders": [one.name for one in people.leaders(ctx, finding)],
        "way": line(ctx, finding, name),
    }


def line(ctx: Context, finding: Finding, name: str, words: str = "") -> str:
    """What to say so that somebody else does the work of the actor.

    Where it is not the actor's: of the only one, or of whom the words name; nobody is
    guessed among several.
    """
    everybody = people.in_role(ctx, finding, Role.RESPONSIBLE_PERSON)
    doing = [one for one in everybody if one.name != name]
    mine = [one for one in doing if one.key == ctx.person.key]
    named = [one for one in doing if one.name in words]
    meant = mine or named or doing
    former = meant[0].name if len(meant) == 1 else SOMEBODY if meant else ""
    return f"改派 {finding.code} {former}给{name}"


def beside(ctx: Context, finding: Finding, text: str) -> str:
    """The line that does what a record only speaks of (改派石海涛办); "" for nothing."""
    name = speech.named_beside(text)
    if not name:
        return ""
    known = _receiver(ctx, name, finding)
    return line(ctx, finding, known.name if known else SOMEBODY, text)


def _days(wish: Wish, ctx: Context) -> tuple[object, object]:
    """The days that were said with it, else an example."""
    first, last = wish.said.due, wish.said.until
    if first and last and first.on and last.on:
        return first.on, last.on
    return substituting.sample_days(ctx)


def _receiver(ctx: Context, name: str, finding: Finding | None) -> Person | None:
    """Who is meant, where it is one person on the roster and not the actor."""
    if not name:
        return None
    try:
        found = naming.by_name(ctx, name, finding.unit_id if finding else None)
    except Refusal:
        return None
    return None if found.key == ctx.person.key else found


def _has_own(ctx: Context) -> bool:
    """Say whether the actor has work of their own that a deputy could do."""
    named = [Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER]
    return bool(people.of_people(ctx, ctx.person, named))


def _first_own(ctx: Context) -> Finding | None:
    own = people.own_findings(ctx, ctx.person)
    return book.find(ctx, own[0].code) if own else None
