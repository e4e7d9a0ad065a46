"""主持工作：主要负责人空缺的，巡察办凭文件记下谁主持，由其签字（domain.md §2）。"""

from handlers import people, units
from handlers.context import Context
from handlers.ladder import escalating
from handlers.post import requests
from handlers.reading import naming
from handlers.reply import Asking, Reply
from handlers.wish import Wish
from models import acting, findings, organisation
from models.organisation import Person, Unit
from rules import gates
from rules.errors import Refusal
from rules.vocabulary import OPEN_STATUSES, Role, Status
from templates.render import render


def note(wish: Wish, ctx: Context) -> Reply:
    """Note who acts in a vacant post of principal: read back, then on 确认 done."""
    if not people.is_office(ctx, ctx.person):
        raise Refusal("not_allowed", action="主持工作", who="巡察办")
    said = wish.said
    if not said.unit:
        raise Refusal("acting_unread")
    unit = units.named(ctx, said.unit)
    person = naming.by_name(ctx, said.person, unit.id)
    _ensure_vacant(ctx, unit)
    if people.is_office(ctx, person):  # who verifies the signature gives none
        raise Refusal("acting_office", unit=unit.name, name=person.name)
    if not gates.names_document(said.reason):
        raise Refusal("acting_paper", unit=unit.name, name=person.name)
    if not wish.confirmed:
        return _read_back(ctx, unit, person, said.reason)
    return _carry_out(ctx, unit, person, said.reason)


def _ensure_vacant(ctx: Context, unit: Unit) -> None:
    held = organisation.holders(ctx.session, [Role.PRINCIPAL], unit.id)
    in_office = [
        one.name
        for one in held
        if not acting.document(ctx.session, unit.id or 0, one.key)
    ]
    if in_office:
        raise Refusal("post_filled", unit=unit.name, names=in_office)


def _read_back(ctx: Context, unit: Unit, person: Person, paper: str) -> Reply:
    before = organisation.holders(ctx.session, [Role.PRINCIPAL], unit.id)
    text = render(
        "acting_head",
        what="confirm",
        unit=unit.name,
        name=person.name,
        paper=paper,
        before=[one.name for one in before if one.key != person.key],
        waiting=[],
    )
    return Reply(text, asking=Asking("confirm", {}), outcome="confirm")


def _carry_out(ctx: Context, unit: Unit, person: Person, paper: str) -> Reply:
    unit_id = unit.id or 0
    before = [
        people.load(ctx, post.person_id).userid
        for post in acting.acting_posts(ctx.session, unit_id)
        if post.person_id
    ]
    acting.put(ctx.session, unit_id, person.key, paper)
    after: dict[str, object] = {
        "unit": unit.name,
        "acting": person.name,
        "document": paper,
    }
    ctx.record("acting_head", None, {"person": before}, after)
    rows = findings.in_open_rounds(ctx.session, {unit_id})
    running = [row for row in rows if Status(row.status) in OPEN_STATUSES]
    escalating.plan_next_looks(ctx, running)
    waiting = [row for row in running if row.status == Status.SUBMITTED]
    for row in waiting:
        requests.ask_endorse(ctx, row)
    text = render(
        "acting_head",
        what="done",
        unit=unit.name,
        name=person.name,
        paper=paper,
        before=[],
        waiting=[row.code for row in waiting],
    )
    return Reply(text, outcome="acting_head")
