"""离任和复任：巡察办一句话，读回、确认，一笔移交，人停用；名字留在以往的记录里。"""

from collections.abc import Collection

from handlers import people
from handlers.acting import passing, substituting, takeover
from handlers.acting.takeover import Burden, Shown
from handlers.context import Context
from handlers.ladder import escalating
from handlers.ladder.patrol import IN_UNIT
from handlers.notices import notes, releasing
from handlers.post import mail, requests
from handlers.reading import naming
from handlers.reply import Asking, Reply
from handlers.wish import Wish
from models import acting, findings, in_hand
from models.organisation import Person, Post
from rules.errors import Refusal
from rules.vocabulary import OPEN_STATUSES, Role, Status
from templates.render import render

STEP = releasing.FAREWELL
"""What those concerned are told of a change of hands."""


def retire(wish: Wish, ctx: Context) -> Reply:
    """Read back what passes to whom; on 确认 move it all, and retire the person."""
    _ensure_office(ctx, "离任")
    if not wish.said.person:
        raise Refusal("retire_unread", word="离任")
    leaver = naming.in_office(ctx, wish.said.person)
    held = takeover.burden(ctx, leaver)
    takeover.ensure_may_leave(ctx, leaver)
    heir = _heir(ctx, wish, leaver, held)
    if heir is None and held.weighs:
        shown = takeover.shown(ctx, leaver, None, held)
        raise Refusal("in_hand", name=leaver.name, held=shown)
    seen = takeover.mark(heir, held)
    if not wish.confirmed or wish.said.value != seen:
        return _read_back(ctx, leaver, heir, held, changed=wish.confirmed)
    return _carry_out(ctx, leaver, heir, held)


def _ensure_office(ctx: Context, action: str) -> None:
    if not people.is_office(ctx, ctx.person):
        raise Refusal("not_allowed", action=action, who="巡察办")


def _heir(ctx: Context, wish: Wish, leaver: Person, held: Burden) -> Person | None:
    if not wish.said.to_person:
        return None
    heir = naming.in_office(ctx, wish.said.to_person, takeover.places(held))
    takeover.ensure_takes_over(ctx, leaver, heir, held)
    return heir


def _read_back(
    ctx: Context, leaver: Person, heir: Person | None, held: Burden, *, changed: bool
) -> Reply:
    shown = takeover.shown(ctx, leaver, heir, held)
    text = render("retire", what="confirm", held=shown, changed=changed)
    asking = Asking("confirm", {"seen": takeover.mark(heir, held)})
    return Reply(text, asking=asking, outcome="confirm")


def _carry_out(
    ctx: Context, leaver: Person, heir: Person | None, held: Burden
) -> Reply:
    """One transaction: posts first, so that each finding is planned for who is next."""
    shown = takeover.shown(ctx, leaver, heir, held)
    touched = _touched(ctx, held) | _drop(ctx, leaver)
    _end_substitutions(ctx, leaver, held)
    if heir is not None:
        _pass_posts(ctx, heir, held.posts)
    leaver.active = False
    ctx.session.flush()
    if heir is not None:
        passing.pass_all(ctx, held.namings, heir)
        _ask_anew(ctx, held)
    _plan(ctx, touched)
    before: dict[str, object] = {
        "person": leaver.userid,
        "posts": [*shown.posts, *shown.kept],
        "reports": shown.reports,
        "leads": shown.leads,
    }
    ctx.record("retire", None, before, {"to": heir.userid if heir else ""})
    _tell(ctx, leaver, heir, held, shown)
    return Reply(render("retire", what="done", held=shown), outcome="retire")


def _touched(ctx: Context, held: Burden) -> set[int]:
    """The findings of units in which a post changes hands that the ladder asks for."""
    units = {post.unit_id for post in held.posts if Role(post.role) in IN_UNIT}
    rows = findings.in_open_rounds(ctx.session, units) if units else []
    return {row.key for row in rows}


def _drop(ctx: Context, leaver: Person) -> set[int]:
    """Take back what they were owed and asked; return which findings it was about."""
    in_hand.drop_questions(ctx.session, leaver.key)
    owed = in_hand.owed(ctx.session, leaver.key)
    for notice in owed:
        releasing.withdraw(notice, releasing.RETIRED)
    return {row.finding_id for row in owed if row.finding_id is not None}


def _end_substitutions(ctx: Context, leaver: Person, held: Burden) -> None:
    for row in held.substitutions:
        other_id = row.substitute_id if row.person_id == leaver.key else row.person_id
        substituting.end(ctx, row, [people.load(ctx, other_id)])


def _pass_posts(ctx: Context, heir: Person, posts: list[Post]) -> None:
    """Give posts on; one that the successor has already is not held twice."""
    own = {(post.unit_id, post.role) for post in in_hand.posts(ctx.session, heir.key)}
    for post in posts:
        if (post.unit_id, post.role) in own:
            ctx.session.delete(post)
        else:
            post.person_id = heir.key
    ctx.session.flush()


def _ask_anew(ctx: Context, held: Burden) -> None:
    """What waited for the leaver's word waits for the successor's, who is asked."""
    for finding in held.signatures:
        requests.ask_endorse(ctx, finding)
    for extension, finding in held.extensions:
        requests.ask_extension(ctx, finding, extension)


def _plan(ctx: Context, touched: Collection[int]) -> None:
    """See anew who is told next, wherever a post or something owed was theirs."""
    rows = findings.many(ctx.session, sorted(touched))
    running = [row for row in rows if Status(row.status) in OPEN_STATUSES]
    escalating.plan_next_looks(ctx, running)


def _tell(
    ctx: Context, leaver: Person, heir: Person | None, held: Burden, shown: Shown
) -> None:
    """One message each: to who comes, with everything in it, and to who goes."""
    codes = dict.fromkeys(finding.code for _, finding in held.namings)
    heirs = [heir] if heir and heir.key != ctx.person.key else []
    for person, event in [(leaver, "left"), *((one, notes.TAKEN) for one in heirs)]:
        facts: dict[str, object] = {
            "what": f"retired:{leaver.key}",
            "event": event,
            "leaver": leaver.name,
            "heir": heir.name if heir else "",
            "codes": list(codes),
            "posts": shown.posts,
            "files": shown.files,
        }
        mail.owe(ctx, person, STEP, facts=facts)


def reinstate(wish: Wish, ctx: Context) -> Reply:
    """Let somebody act and be told again; findings and posts given on stay given."""
    _ensure_office(ctx, "复任")
    if not wish.said.person:
        raise Refusal("retire_unread", word="复任")
    person = naming.retired(ctx, wish.said.person)
    person.active = True
    held = takeover.burden(ctx, person)
    ended = _end_acting(ctx, held)
    before: dict[str, object] = {"acting": ended} if ended else {}
    _plan(ctx, _touched(ctx, held) | {row.key for _, row in held.namings})
    shown = takeover.shown(ctx, person, None, held)
    ctx.record("reinstate", None, before, {"person": person.userid})
    facts: dict[str, object] = {"what": f"retired:{person.key}", "event": "returned"}
    mail.owe(ctx, person, STEP, facts=facts)
    return Reply(render("retire", what="back", held=shown), outcome="reinstate")


def _end_acting(ctx: Context, held: Burden) -> list[str]:
    """A principal who is back ends what others did in the post; return their accounts."""
    ended = [
        person_id
        for post in held.posts
        if post.role == Role.PRINCIPAL
        for person_id in acting.end(ctx.session, post.unit_id)
    ]
    return [people.load(ctx, person_id).userid for person_id in ended]
