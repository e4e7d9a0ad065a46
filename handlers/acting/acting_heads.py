"""主持工作：主要负责人空缺的，巡察办凭文件记下谁主持，由其签字；不再主持的取消（domain.md §2）。"""

from handlers import people, units
from handlers.context import Context
from handlers.ladder import escalating
from handlers.notices import cards
from handlers.post import mail, requests
from handlers.reading import naming
from handlers.reply import Asking, Reply
from handlers.wish import Wish
from models import acting, findings, organisation, petitions
from models.ledger import Finding
from models.organisation import Person, Post, Unit
from rules import gates
from rules.errors import Refusal
from rules.vocabulary import OPEN_STATUSES, ExtensionStatus, Role, Status
from templates.render import render

STEP = "office-acting"


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
        one.name for one in held if not acting.document(ctx.session, unit.key, one.key)
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
    unit_id = unit.key
    before = [
        people.load(ctx, post.person_id).userid
        for post in acting.acting_posts(ctx.session, unit_id)
        if post.person_id
    ]
    for post in acting.acting_posts(ctx.session, unit_id):
        _tell(ctx, unit, post, "told_ended")
    acting.put(ctx.session, unit_id, person.key, paper)
    _tell(ctx, unit, acting.acting_posts(ctx.session, unit_id)[0], "told_begun")
    after: dict[str, object] = {
        "unit": unit.name,
        "acting": person.name,
        "document": paper,
    }
    ctx.record("acting_head", None, {"person": before}, after)
    waiting = _unsigned(ctx, unit)
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
        more_time=_ask_for_time(ctx, unit),
    )
    return Reply(text, outcome="acting_head")


def end(wish: Wish, ctx: Context) -> Reply:
    """Let nobody act in a vacant post any more: read back, then on 确认 done."""
    if not people.is_office(ctx, ctx.person):
        raise Refusal("not_allowed", action="取消主持工作", who="巡察办")
    said, now = wish.said, acting.everywhere(ctx.session)
    if not said.unit:
        raise Refusal("end_acting_unread", now=now)
    unit = units.named(ctx, said.unit)
    posts = acting.acting_posts(ctx.session, unit.key)
    if not posts:
        raise Refusal("nobody_acts", unit=unit.name, now=now)
    name = people.load(ctx, posts[0].person_id or 0).name
    meant = said.value or said.person  # who was read back stands before who was said
    if meant not in ("", name):
        raise Refusal("another_acts", unit=unit.name, name=name, said=meant)
    if not wish.confirmed:
        return _read_end_back(ctx, unit, posts[0], said.reason)
    return _end(ctx, unit, posts[0], said.reason)


def _read_end_back(ctx: Context, unit: Unit, post: Post, why: str) -> Reply:
    waiting = findings.in_open_rounds(ctx.session, {post.unit_id})
    name = people.load(ctx, post.person_id or 0).name
    text = render(
        "acting_head",
        what="confirm_end",
        unit=unit.name,
        name=name,
        paper=post.document,
        why=why,
        waiting=[row.code for row in waiting if row.status == Status.SUBMITTED],
    )
    asking = Asking("confirm", {"seen": name})
    return Reply(text, asking=asking, outcome="confirm")


def _end(ctx: Context, unit: Unit, post: Post, why: str) -> Reply:
    """End it; what waits for a signature waits for whoever comes into the post."""
    person, paper = people.load(ctx, post.person_id or 0), post.document
    _tell(ctx, unit, post, "told_ended")
    acting.end(ctx.session, post.unit_id)
    before: dict[str, object] = {"unit": unit.name, "acting": person.name}
    ctx.record("end_acting", None, {**before, "document": paper}, {"reason": why})
    waiting = _unsigned(ctx, unit)
    for row in waiting:
        if not people.signers(ctx, row):
            cards.refresh(ctx, row, {requests.ENDORSE}, "不再由您签字")
    text = render(
        "acting_head",
        what="ended",
        unit=unit.name,
        name=person.name,
        waiting=[row.code for row in waiting],
        more_time=_ask_for_time(ctx, unit, "不再由您审阅"),
        signers=_signers(ctx, unit),
        today=ctx.today,
    )
    return Reply(text, outcome="end_acting")


def _signers(ctx: Context, unit: Unit) -> list[str]:
    held = organisation.holders(ctx.session, [Role.PRINCIPAL], unit.id)
    return [one.name for one in held]


def _unsigned(ctx: Context, unit: Unit) -> list[Finding]:
    """See anew who is told next in a unit; return what waits for a signature there."""
    rows = findings.in_open_rounds(ctx.session, {unit.key})
    running = [row for row in rows if Status(row.status) in OPEN_STATUSES]
    escalating.plan_next_looks(ctx, running)
    return [row for row in running if row.status == Status.SUBMITTED]


def _ask_for_time(ctx: Context, unit: Unit, done: str = "") -> list[str]:
    """Ask whose turn it is now on what waited for the post; return the codes.

    `done`: what the cards of whoever acted until now say.
    """
    codes = []
    for extension in petitions.pending_extensions(ctx.session):
        finding = findings.by_id(ctx.session, extension.finding_id)
        at_post = extension.status == ExtensionStatus.AT_PRINCIPAL
        if at_post and finding.unit_id == unit.id:
            if done:
                cards.refresh(ctx, finding, requests.EXTENSION, done)
            requests.ask_extension(ctx, finding, extension)
            codes.append(finding.code)
    return codes


def _tell(ctx: Context, unit: Unit, post: Post, event: str) -> None:
    """Whoever acts, or acts no more, hears it from us with the paper."""
    facts: dict[str, object] = {
        "what": f"acting:{unit.name}:{event}",
        "event": event,
        "unit": unit.name,
        "paper": post.document,
    }
    mail.owe(ctx, people.load(ctx, post.person_id or 0), STEP, facts=facts)
