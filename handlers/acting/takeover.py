"""交接前先看清：一个人手上有什么，谁接得了，谁走不得；这里只查不改。"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from handlers import people, turns
from handlers.context import Context
from models import (
    evidence_room,
    findings,
    in_hand,
    organisation,
    petitions,
    substitution,
)
from models.ledger import Extension, Finding, Responsibility
from models.organisation import Person, Post
from models.substitution import Substitute
from rules.errors import Refusal
from rules.speech.departures import CHAIRS, KEPT_BY_ROSTER, way
from rules.vocabulary import ExtensionStatus, Role, Status

BOTH = frozenset({Role.RESPONSIBLE_PERSON.value, Role.RESPONSIBLE_LEADER.value})


@dataclass(frozen=True)
class Burden:
    """What is in somebody's hands.

    `signatures` and `extensions` wait for nobody else; `asked` are the requests that
    they made themselves; `kept` are posts that only the roster gives.
    """

    namings: list[tuple[Responsibility, Finding]]
    measures: int
    posts: list[Post]
    kept: list[Post]
    signatures: list[Finding]
    extensions: list[tuple[Extension, Finding]]
    asked: list[Finding]
    substitutions: list[Substitute]

    @property
    def weighs(self) -> bool:
        """Whether somebody must take it."""
        return bool(self.namings or self.signatures or self.extensions)

    def codes(self, role: Role) -> list[str]:
        """The findings on which they are named in a role."""
        return [row.code for entry, row in self.namings if entry.role == role.value]


def burden(ctx: Context, leaver: Person) -> Burden:
    """Read everything that hangs on somebody."""
    held = in_hand.posts(ctx.session, leaver.key)
    return Burden(
        namings=in_hand.namings(ctx.session, leaver.key),
        measures=in_hand.open_measures(ctx.session, leaver.key),
        posts=[post for post in held if not _is_kept(post)],
        kept=[post for post in held if _is_kept(post)],
        signatures=_signatures(ctx, leaver),
        extensions=_extensions(ctx, leaver),
        asked=_asked(ctx, leaver),
        substitutions=_substitutions(ctx, leaver),
    )


def _is_kept(post: Post) -> bool:
    """A post that no departure gives on: the roster's, or one held by a paper."""
    return Role(post.role) in KEPT_BY_ROSTER or bool(post.document)


def _signatures(ctx: Context, leaver: Person) -> list[Finding]:
    """What waits for their signature and nobody else's."""
    waiting = findings.waiting_in(ctx.session, [Status.SUBMITTED])
    return [row for row in waiting if _is_only(people.signers(ctx, row), leaver)]


def _extensions(ctx: Context, leaver: Person) -> list[tuple[Extension, Finding]]:
    """Requests for more time that wait for them and for nobody else."""
    waiting = [
        (row, findings.by_id(ctx.session, row.finding_id))
        for row in petitions.pending_extensions(ctx.session)
    ]
    return [
        (row, finding)
        for row, finding in waiting
        if turns.stage(ctx, finding, row) is not ExtensionStatus.AGREED
        and _is_only(turns.on(ctx, finding, row), leaver)
    ]


def _is_only(turn: Iterable[Person], leaver: Person) -> bool:
    return {one.key for one in turn} == {leaver.key}


def _asked(ctx: Context, leaver: Person) -> list[Finding]:
    return [
        findings.by_id(ctx.session, row.finding_id)
        for row in petitions.pending_extensions(ctx.session)
        if row.asked_by == leaver.key
    ]


def _substitutions(ctx: Context, leaver: Person) -> list[Substitute]:
    given = substitution.running(ctx.session, leaver.key, ctx.today)
    return given + substitution.of_substitute(ctx.session, leaver.key, ctx.today)


def places(held: Burden) -> frozenset[int]:
    """The units that a successor must be of: those of the posts, else of the findings."""
    by_post = {post.unit_id for post in (*held.posts, *held.kept)}
    return frozenset(by_post or {finding.unit_id for _, finding in held.namings})


def ensure_may_leave(ctx: Context, leaver: Person) -> None:
    """Raise Refusal `retire_self` or `last_chair` where nobody could go on.

    Whoever confirms stays; a head of the office, and somebody of its staff, too.
    """
    if leaver.key == ctx.person.key:
        raise Refusal("retire_self", name=leaver.name)
    for called, roles, beside in CHAIRS:
        if _seated(ctx, roles) - _seated(ctx, beside) == {leaver.key}:
            raise Refusal("last_chair", name=leaver.name, role=called)


def _seated(ctx: Context, roles: Iterable[Role]) -> set[int]:
    return {one.key for one in organisation.holders(ctx.session, roles)}


def ensure_takes_over(ctx: Context, leaver: Person, heir: Person, held: Burden) -> None:
    """Raise Refusal `heir` where the successor is the same, or not of the unit."""
    facts = {"name": leaver.name, "heir": heir.name, "way": _way(leaver, held)}
    if heir.key == leaver.key:
        raise Refusal("heir", **facts, units=[])
    here = {post.unit_id for post in organisation.posts_of(ctx.session, heir.key)}
    strange = sorted(places(held) - here)
    if strange:
        names = [organisation.unit(ctx.session, key).name for key in strange]
        raise Refusal("heir", **facts, units=names)


@dataclass(frozen=True)
class Shown:
    """The same as people read it: codes, posts and names."""

    leaver: str
    heir: str
    reports: list[str]
    leads: list[str]
    measures: int
    posts: list[str]
    kept: list[str]
    signatures: list[str]
    extensions: list[str]
    asked: list[str]
    substitutions: list[str]
    both: list[str]
    files: list[str]
    """What the leaver sent and nobody knows yet to which finding."""
    own: list[str]
    """What the successor asked for and could not sign for."""
    way: str
    """How the first finding goes to somebody else alone; "" where there is none."""


def shown(ctx: Context, leaver: Person, heir: Person | None, held: Burden) -> Shown:
    """Put a burden into words for the office."""
    return Shown(
        leaver=leaver.name,
        heir=heir.name if heir else "",
        reports=held.codes(Role.RESPONSIBLE_PERSON),
        leads=held.codes(Role.RESPONSIBLE_LEADER),
        measures=held.measures,
        posts=[post_words(ctx, post) for post in held.posts],
        kept=[post_words(ctx, post) for post in held.kept],
        signatures=[row.code for row in held.signatures],
        extensions=[row.code for _, row in held.extensions],
        asked=[row.code for row in held.asked],
        substitutions=[_acting(ctx, row) for row in held.substitutions],
        both=_both(ctx, heir, held),
        files=[row.name for row in evidence_room.unbound(ctx.session, leaver.key)],
        own=[r.code for r in held.signatures if heir and r.submitted_by == heir.key],
        way=_way(leaver, held),
    )


def _way(leaver: Person, held: Burden) -> str:
    for entry, finding in held.namings:
        return way(Role(entry.role), finding.code, leaver.name)
    return ""


def post_words(ctx: Context, post: Post) -> str:
    """区教育局经办人（宣传股股长）."""
    unit = organisation.unit(ctx.session, post.unit_id).name
    label = Role(post.role).label
    title = f"（{post.title}）" if post.title else ""
    return f"{unit}{'' if unit.endswith(label) else label}{title}"


def _acting(ctx: Context, row: Substitute) -> str:
    acting = people.load(ctx, row.substitute_id).name
    return f"{acting}代{people.load(ctx, row.person_id).name}"


def _both(ctx: Context, heir: Person | None, held: Burden) -> list[str]:
    """Findings that the successor would both report on and lead (domain.md §3)."""
    if heir is None:
        return []
    roles: dict[str, set[str]] = {}
    for entry, finding in (*held.namings, *in_hand.namings(ctx.session, heir.key)):
        roles.setdefault(finding.code, set()).add(entry.role)
    moved = {finding.code for _, finding in held.namings}
    return [code for code, named in roles.items() if code in moved and named >= BOTH]


def mark(heir: Person | None, held: Burden) -> str:
    """Tell one burden from another: what was read back must still be so at 确认."""
    seen = [
        heir.key if heir else 0,
        [(row.code, entry.role) for entry, row in held.namings],
        [post.id for post in (*held.posts, *held.kept)],
        [row.code for row in held.signatures],
        [row.id for row, _ in held.extensions],
        [row.id for row in held.substitutions],
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
