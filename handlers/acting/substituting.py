"""代办：请人替办几天，两边和责任领导都知道；责任不变，不能代签。"""

from collections.abc import Collection
from datetime import date, timedelta

from handlers import people
from handlers.context import Context
from handlers.post import mail, requests
from handlers.reading import naming
from handlers.reply import Asking, Reply
from handlers.wish import Wish
from models import findings, substitution
from models.organisation import Person
from models.substitution import Substitute
from rules.calendar.dates import Kind, Reading
from rules.errors import Refusal
from rules.vocabulary import Role
from templates.render import render

EXAMPLE = "代办 王五 12月10日至15日"
DAYS_ASKED = "which_days"
"""The question from which day to which somebody is to act."""


def substitute(wish: Wish, ctx: Context) -> Reply:
    """Let a colleague act for the actor from one day to another."""
    own = findings.of_person(
        ctx.session,
        ctx.person.key,
        [Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER],
    )
    if not own:
        raise Refusal("not_allowed", action="代办", who="责任人、责任领导")
    if not wish.said.person:
        raise Refusal("substitute", why="没有读到请谁代办", example=EXAMPLE)
    units = {finding.unit_id for finding in own}
    other = _colleague(ctx, wish.said.person, units)
    if not is_day(wish.said.due):
        return _which_days(wish, ctx, other)
    first, last = _days(ctx, wish.said.due, wish.said.until)
    row = _arrange(ctx, other, first, last)
    told = [other, *_leaders(ctx, [finding.key for finding in own])]
    _tell(ctx, told, "started", other, first, last, row.key)
    text = render(
        "substitute",
        today=ctx.today,
        what="done",
        person=ctx.person.name,
        other=other.name,
        first=first,
        last=last,
        address="",
        told="、".join(dict.fromkeys(one.name for one in told)),
    )
    return Reply(text, outcome="substitute")


def _arrange(ctx: Context, other: Person, first: date, last: date) -> Substitute:
    """Write down who acts for the actor, from one day to another."""
    row = Substitute(
        person_id=ctx.person.key,
        substitute_id=other.key,
        from_on=first,
        until_on=last,
        at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    days = {"to": other.userid, "from": first, "until": last}
    ctx.record("substitute", None, {}, days)
    return row


def revoke(wish: Wish, ctx: Context) -> Reply:
    """Let the absent person, the substitute or a leader end a substitution."""
    row = _mine(ctx, wish.said.person)
    absent = people.load(ctx, row.person_id)
    other = people.load(ctx, row.substitute_id)
    told = [one for one in (absent, other) if one.id != ctx.person.id]
    end(ctx, row, told)
    text = render(
        "substitute",
        today=ctx.today,
        what="revoked",
        person=absent.name,
        other=other.name,
        first=row.from_on,
        last=row.until_on,
        address="",
        told="、".join(one.name for one in told),
    )
    return Reply(text, outcome="revoke_substitute")


def end(ctx: Context, row: Substitute, told: list[Person]) -> None:
    """End a substitution before its day, and tell some of those concerned."""
    row.revoked_at = ctx.now
    row.revoked_by = ctx.person.key
    absent = people.load(ctx, row.person_id)
    other = people.load(ctx, row.substitute_id)
    ctx.record("revoke_substitute", None, {"to": other.userid}, {})
    _tell(ctx, told, "ended", other, row.from_on, row.until_on, row.key, absent)


def _colleague(ctx: Context, name: str, units: Collection[int]) -> Person:
    """The colleague of this name; the actor themselves cannot be it.

    Nobody of another unit can: a deputy sees whatever the actor sees.
    """
    other = naming.in_office(ctx, name, units)
    _ensure_of_unit(ctx, other, units)
    if other.id == ctx.person.id:
        raise Refusal("substitute", why="不能请自己代办", example=EXAMPLE)
    return other


def _ensure_of_unit(ctx: Context, other: Person, units: Collection[int]) -> None:
    """Raise Refusal where a deputy would come to see another unit's findings."""
    theirs = people.units_of(ctx, other)
    if not any(unit.id in units for unit in theirs):
        at = "、".join(unit.name for unit in theirs) or "花名册里没有单位"
        why = f"{other.name}（{at}）不是本单位的人，看不到本单位的事项"
        raise Refusal("substitute", why=why, example=EXAMPLE)


def is_day(reading: Reading | None) -> bool:
    """Say whether one day was read."""
    return reading is not None and reading.kind is Kind.DATE and reading.on is not None


def sample_days(ctx: Context) -> tuple[date, date]:
    """Days for the line that can be copied: five, from tomorrow on."""
    return ctx.today + timedelta(days=1), ctx.today + timedelta(days=5)


def _which_days(wish: Wish, ctx: Context, other: Person) -> Reply:
    """Ask from which day to which; nothing is arranged before."""
    first, last = sample_days(ctx)
    text = render(
        "which",
        today=ctx.today,
        about="days",
        other=other.name,
        text=wish.said.text,
        first=first,
        last=last,
    )
    return Reply(text, asking=Asking(DAYS_ASKED, {}), outcome="ask_days")


def _days(
    ctx: Context, first: Reading | None, last: Reading | None
) -> tuple[date, date]:
    if first is None or first.on is None:
        raise Refusal("needs_date", code="代办", example=EXAMPLE)
    end = last.on if last and last.on else first.on
    start = first.on if last else ctx.today
    if end < ctx.today or end < start:
        raise Refusal("needs_date", code="代办", past=end, example=EXAMPLE)
    return start, end


def _leaders(ctx: Context, finding_ids: list[int]) -> list[Person]:
    """The responsible leaders of the findings, each once, the actor left out."""
    named = findings.named_on_many(ctx.session, finding_ids)
    found = {
        entry.person.key: entry.person
        for group in named.values()
        for entry in group
        if entry.role is Role.RESPONSIBLE_LEADER and entry.person.id != ctx.person.id
    }
    return list(found.values())


def _mine(ctx: Context, name: str) -> Substitute:
    """The substitution that the actor may end: own, as substitute, or as leader."""
    rows = substitution.running(ctx.session, ctx.person.key, ctx.today)
    rows += substitution.of_substitute(ctx.session, ctx.person.key, ctx.today)
    led = findings.of_person(ctx.session, ctx.person.key, [Role.RESPONSIBLE_LEADER])
    for group in findings.named_on_many(
        ctx.session, [finding.key for finding in led]
    ).values():
        for entry in group:
            rows += substitution.running(ctx.session, entry.person.key, ctx.today)
    all_ = {row.id: row for row in rows}.values()
    meant = [row for row in all_ if not name or name in _names(ctx, row)]
    if len(meant) != 1:
        others = dict.fromkeys(_names(ctx, row)[0] for row in all_)
        raise Refusal("no_substitute", name=name, names=list(others))
    return meant[0]


def _names(ctx: Context, row: Substitute) -> tuple[str, str]:
    """Who acts, and for whom."""
    ids = (row.substitute_id, row.person_id)
    acting, absent = (people.load(ctx, key).name for key in ids)
    return acting, absent


def _tell(
    ctx: Context,
    told: list[Person],
    what: str,
    other: Person,
    first: date,
    last: date,
    row_id: int,
    absent: Person | None = None,
) -> None:
    for person in {one.key: one for one in told}.values():
        mail.owe(
            ctx,
            person,
            f"{requests.OFFICE}-substitute",
            key=f"substitute:{row_id}:{what}:{person.userid_key}",
            facts={
                "what": f"substitute:{row_id}",
                "event": what,
                "person": (absent or ctx.person).name,
                "other": other.name,
                "first": first.isoformat(),
                "last": last.isoformat(),
                "mine": person.id == other.id,
            },
        )
