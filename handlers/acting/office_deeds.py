"""巡察办改台账：交办、补定期限、更正、改派；每一处都留前后。"""

from collections.abc import Callable

from handlers import people
from handlers.acting import deeds, granting, office, passing
from handlers.context import Context
from handlers.ladder import escalating
from handlers.post import requests
from handlers.reading import naming
from handlers.reply import Reply
from handlers.wish import Wish
from models import findings
from models.ledger import Finding, Responsibility
from models.organisation import Person
from rules.calendar.dates import Kind
from rules.errors import Refusal
from rules.vocabulary import OPEN_STATUSES, Action, Clock, Role, Status

OWN_WORDS = ("标题", "问题", "措施")
"""Fields that hold a finding's own words, which chat may not show."""
LIMIT = "期限"
"""Corrected as it is set: where there is none, or by the leading group's paper."""

IN_JOURNAL = "（留在流水里）"

CONCERNED = [Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER]


def deliver(wish: Wish, ctx: Context) -> Reply:
    """Deliver a held finding: from now on it counts, and its people are told."""
    finding = wish.finding
    people.require(ctx, finding, Action.DELIVER)
    people.ensure_possible(finding, Action.DELIVER)
    names = deliver_now(ctx, finding)
    later = ctx.policy.hours.next_open(ctx.now, ctx.calendar)
    return office.done(
        ctx,
        finding,
        "delivered",
        to=names,
        later=later if later != ctx.now else None,
    )


def deliver_now(ctx: Context, finding: Finding) -> list[str]:
    """Set a finding to 已交办, freeze its ladder and owe its people one notice."""
    deeds.move(
        ctx,
        finding,
        Action.DELIVER,
        delivered_at=ctx.now,
        delivered_on=ctx.today,
        ladder=escalating.frozen_ladder(ctx),
    )
    return escalating.owe_delivered(ctx, finding)


def set_due(wish: Wish, ctx: Context) -> Reply:
    """Set a date that the ledger left open; the words of the office are kept."""
    finding = wish.finding
    people.require(ctx, finding, Action.SET_DUE)
    if finding.status in (Status.CLOSED, Status.WITHDRAWN):
        raise people.not_possible(finding, Action.SET_DUE)
    if finding.due_on is not None and not _outlived(finding):
        return granting.instead(wish, ctx)
    reading = granting.limit(wish, ctx)
    example = f"期限 {finding.code} 12月31日"
    if reading is None or reading.kind is not Kind.DATE or reading.on is None:
        raise Refusal("needs_date", code=finding.code, example=example)
    if reading.on < ctx.today:
        raise Refusal("needs_date", code=finding.code, past=reading.on, example=example)
    deeds.change(
        ctx,
        finding,
        Action.SET_DUE.value,
        clock=Clock.DATED.value,
        due_on=reading.on,
        due_text=reading.text,
        then_long_term=reading.then_long_term,
    )
    requests.tell_people(ctx, finding, "due_set", CONCERNED)
    return office.done(ctx, finding, "due_set", text=reading.text)


def _outlived(finding: Finding) -> bool:
    """Whether the limit had passed before this cycle began: another one may be set."""
    due_on, begun = finding.due_on, finding.delivered_on
    if finding.cycle == 1 or due_on is None or begun is None:
        return False
    return due_on < begun


def correct(wish: Wish, ctx: Context) -> Reply:
    """Correct one field of a finding; before and after stand in the journal."""
    finding = wish.finding
    people.require(ctx, finding, Action.CORRECT)
    if wish.said.field == LIMIT and wish.said.value:
        return set_due(granting.of_limit(wish, ctx), ctx)
    act = FIELDS.get(wish.said.field)
    if act is None or not wish.said.value:
        raise Refusal("unknown_field", code=finding.code, fields=list(FIELDS))
    before = act(ctx, finding, wish.said.value, wish)
    if wish.said.field in OWN_WORDS and not ctx.policy.titled:
        before = IN_JOURNAL
    return office.done(
        ctx,
        finding,
        "corrected",
        field=wish.said.field,
        before=before,
        after=wish.said.value,
    )


def _ensure_changes(ctx: Context, wish: Wish, before: object, after: object) -> None:
    """Raise Refusal `nothing_changed` where a correction says what is there already."""
    if before != after:
        return
    field = wish.said.field
    told = field not in OWN_WORDS or ctx.policy.titled
    value = wish.said.value if told else ""
    raise Refusal("nothing_changed", code=wish.finding.code, field=field, value=value)


def _column(name: str) -> Callable[[Context, Finding, str, Wish], str]:
    def act(ctx: Context, finding: Finding, value: str, wish: Wish) -> str:
        before = str(getattr(finding, name))
        _ensure_changes(ctx, wish, before, value)
        deeds.change(ctx, finding, Action.CORRECT.value, **{name: value})
        return before

    return act


def _measure(ctx: Context, finding: Finding, value: str, wish: Wish) -> str:
    measures = findings.measures(ctx.session, finding.key)
    number = wish.said.measures[0] if wish.said.measures else 1
    chosen = next((row for row in measures if row.position == number), None)
    if chosen is None:
        raise Refusal(
            "unknown_measure", code=finding.code, number=number, count=len(measures)
        )
    _ensure_changes(ctx, wish, chosen.text, value)
    before, chosen.text = chosen.text, value
    ctx.record(
        "correct_measure", finding, {"text": before}, {"text": value, "no": number}
    )
    deeds.change(ctx, finding, Action.CORRECT.value)
    return before


def _required(ctx: Context, finding: Finding, value: str, wish: Wish) -> str:
    digits = "".join(character for character in value if character.isdigit())
    if not digits:
        example = f"更正 {finding.code} 佐证要求 2份"
        raise Refusal("needs_reason", code=finding.code, example=example)
    before = finding.evidence_required
    _ensure_changes(ctx, wish, before, int(digits))
    deeds.change(ctx, finding, Action.CORRECT.value, evidence_required=int(digits))
    return f"{before}份"


def _named(role: Role) -> Callable[[Context, Finding, str, Wish], str]:
    def act(ctx: Context, finding: Finding, value: str, wish: Wish) -> str:
        new = naming.by_name(ctx, value, finding.unit_id)
        rows = [
            row
            for row in findings.responsibilities(ctx.session, finding.key)
            if row.role == role.value
        ]
        held = [(row.person_id, row.by_measure) for row in rows]
        _ensure_changes(ctx, wish, held, [(new.key, False)])
        former = passing.correct(ctx, finding, rows, new, role)
        if role is Role.RESPONSIBLE_PERSON and Status(finding.status) in OPEN_STATUSES:
            _tell_changed(ctx, finding, former, new)
        return "、".join(person.name for person in former)

    return act


def _tell_changed(
    ctx: Context, finding: Finding, former: list[Person], new: Person
) -> None:
    """Tell who came and who went, so that nobody's first word is a reminder."""
    keys = {person.key for person in former}
    gone = [person for person in former if person.key != new.key]
    changed = gone if new.key in keys else [*gone, new]
    before = passing.names(former)
    requests.tell(ctx, finding, "reassigned", changed, before=before, after=new.name)


FIELDS: dict[str, Callable[[Context, Finding, str, Wish], str]] = {
    "标题": _column("title"),
    "类别": _column("category"),
    "问题": _column("text"),
    "措施": _measure,
    "责任人": _named(Role.RESPONSIBLE_PERSON),
    "责任领导": _named(Role.RESPONSIBLE_LEADER),
    "佐证要求": _required,
}
"""What 更正 may touch; the date moves only by 期限 and 延期."""


def reassign(wish: Wish, ctx: Context) -> Reply:
    """Hand a finding from one responsible person to another; both are told."""
    finding = wish.finding
    people.require(ctx, finding, Action.REASSIGN)
    if finding.status in (Status.CLOSED, Status.WITHDRAWN):
        raise people.not_possible(finding, Action.REASSIGN)
    if not wish.said.to_person:
        raise Refusal("needs_person", code=finding.code)
    new = naming.by_name(ctx, wish.said.to_person, finding.unit_id)
    rows = _rows_to_end(ctx, finding, wish.said.person, new.name)
    alone = bool(wish.said.person) and all(row.by_measure for row in rows)
    former = passing.reassign(ctx, finding, rows, new, by_measure=alone)
    before = passing.names(former)
    told = requests.tell(
        ctx, finding, "reassigned", [*former, new], before=before, after=new.name
    )
    facts = {"before": before, "after": new.name, "told": bool(told)}
    return office.done(ctx, finding, "reassigned", **facts)


def _rows_to_end(
    ctx: Context, finding: Finding, name: str, to: str
) -> list[Responsibility]:
    """What `name` holds on a finding; raises Refusal where several could be meant."""
    rows = [
        row
        for row in findings.responsibilities(ctx.session, finding.key)
        if row.role == Role.RESPONSIBLE_PERSON.value
    ]
    named = list(dict.fromkeys(people.load(ctx, row.person_id).name for row in rows))
    if not name and len(named) > 1:
        raise Refusal("reassign_whom", code=finding.code, names=named, to=to)
    if not name:
        return rows
    chosen = [row for row in rows if people.load(ctx, row.person_id).name == name]
    if not chosen:
        raise Refusal("not_named", name=name, code=finding.code)
    return chosen
