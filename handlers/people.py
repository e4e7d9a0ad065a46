"""人：谁是谁，谁能看什么、办什么；这里只查事实，规矩在 rules/permissions。"""

from collections.abc import Iterable
from typing import TypeVar

from handlers.context import Context
from models import acting, findings, organisation, outlines, substitution
from models.ledger import Finding
from models.organisation import Person, Somebody, Unit
from models.outlines import Outline, Placed
from rules import permissions, workflow
from rules.errors import Refusal
from rules.permissions import Standing
from rules.vocabulary import OFFICE_ROLES, Action, Role, Status

Row = TypeVar("Row", bound=Placed)

WIDE = OFFICE_ROLES | {Role.LEADING_GROUP}
UNIT_WIDE = frozenset(
    {Role.PRINCIPAL, Role.LIAISON, Role.UNIT_DISCIPLINE, Role.DISTRICT_LEADER}
)
"""Whose counts run over the whole of the unit in which they hold that post."""


def load(ctx: Context, person_id: int) -> Person:
    """Return the person of a row id."""
    return organisation.person(ctx.session, person_id)


def roles(ctx: Context, person: Somebody) -> frozenset[Role]:
    """Every role that somebody holds by post or by being named on a finding."""
    posts = organisation.posts_of(ctx.session, person.key)
    named = outlines.roles_named(ctx.session, person.key)
    return frozenset({Role(post.role) for post in posts} | named)


def standing(ctx: Context, person: Somebody, finding: Placed | None) -> Standing:
    """What somebody is towards one finding (or towards none), for the one table.

    To one that is not there for them they are what they are towards none.
    """
    if finding is not None and not is_there(ctx, person, finding):
        finding = None
    posts = organisation.posts_of(ctx.session, person.key)
    unit_id = finding.unit_id if finding else None
    named = findings.named_on(ctx.session, finding.key) if finding else []
    selves = {person.key, *stands_in_for(ctx, person)}
    return Standing(
        posts=frozenset(Role(post.role) for post in posts),
        unit_posts=frozenset(
            Role(post.role) for post in posts if post.unit_id == unit_id
        ),
        named=frozenset(entry.role for entry in named if entry.person.key in selves),
    )


def stands_in_for(ctx: Context, person: Somebody) -> list[int]:
    """Those for whom somebody acts today (临时代办); never for a signature."""
    return substitution.stands_in_for(ctx.session, person.key, ctx.today)


def of_people(ctx: Context, person: Somebody, roles: list[Role]) -> list[Outline]:
    """Open findings of somebody and of those for whom they act, by due date."""
    rows = outlines.of_person(ctx.session, person.key, roles)
    for absent in stands_in_for(ctx, person):
        rows += outlines.of_person(ctx.session, absent, roles)
    return list({row.key: row for row in rows}.values())


def require(ctx: Context, finding: Finding, action: Action) -> None:
    """Raise Refusal `not_yours` or `not_allowed` unless the actor may do this."""
    mine = standing(ctx, ctx.person, finding)
    if permissions.may(mine, action):
        return
    if not permissions.may(mine, Action.SEE):
        raise Refusal("not_yours", code=finding.code)
    who = "、".join(role.label for role in permissions.who(action))
    facts = {"code": finding.code, "action": action.label, "who": who}
    raise Refusal("not_allowed", **facts, ways=_ways(mine, finding.code))


def require_everywhere(ctx: Context, action: Action) -> None:
    """Raise Refusal `not_allowed` unless the actor may do this on whatever finding."""
    if not permissions.may(standing(ctx, ctx.person, None), action):
        who = "、".join(role.label for role in permissions.who(action))
        raise Refusal("not_allowed", action=action.label, who=who)


def _ways(mine: Standing, code: str) -> list[str]:
    """What somebody who is no 责任人 can say about a finding instead."""
    if permissions.may(mine, Action.URGE):
        checks = [f"回访 {code} 到位 看了什么", f"电话 {code} 说明了解到的情况"]
        return [f"催 {code}", *checks, f"查 {code}"]
    if permissions.may(mine, Action.ANSWER):
        return [f"已督促 {code} 本周五前报结果", f"需协调 {code} 事由"]
    return []


def may(ctx: Context, finding: Finding, action: Action) -> bool:
    """Say whether the actor may do this on a finding."""
    return permissions.may(standing(ctx, ctx.person, finding), action)


def is_there(ctx: Context, person: Somebody, finding: Placed) -> bool:
    """Say whether a finding exists for somebody: before it is first handed over it does
    for nobody but those who see every unit.
    """
    return finding.delivered_on is not None or sees_all(ctx, person)


def there(ctx: Context, person: Somebody, rows: Iterable[Row]) -> list[Row]:
    """Return those of some findings that exist for somebody."""
    return [row for row in rows if is_there(ctx, person, row)]


def may_see(ctx: Context, person: Somebody, finding: Placed) -> bool:
    """Say whether somebody may see a finding."""
    return permissions.may(standing(ctx, person, finding), Action.SEE)


def ensure_sees(ctx: Context, finding: Finding) -> None:
    """Raise Refusal `not_yours` where the actor may not see the finding."""
    if not may_see(ctx, ctx.person, finding):
        raise Refusal("not_yours", code=finding.code)


def ensure_not_anothers(ctx: Context, finding: Finding) -> None:
    """Raise Refusal `not_allowed` where the decision waits, but for somebody else."""
    waits = {
        Status.SUBMITTED: [person.name for person in signers(ctx, finding)],
        Status.ENDORSED: [person.name for person in deciders(ctx, finding.checked_by)],
    }.get(Status(finding.status))
    if finding.status == Status.SUBMITTED and not waits:
        unit = organisation.unit(ctx.session, finding.unit_id).name
        mine = is_office(ctx, ctx.person)
        raise Refusal("post_vacant", code=finding.code, unit=unit, office=mine)
    if waits:
        raise Refusal(
            "not_allowed",
            code=finding.code,
            action="同意或退回",
            who="、".join(waits),
        )


def ensure_possible(finding: Finding, action: Action) -> None:
    """Raise Refusal `not_possible` where the status table has no such step."""
    if finding.status in (Status.CLOSED, Status.WITHDRAWN) and action in (
        Action.REPORT,
        Action.SUBMIT,
    ):
        raise Refusal(
            "closed", code=finding.code, status=finding.status, on=finding.closed_on
        )
    try:
        workflow.decide(Status(finding.status), action)
    except Refusal as error:
        raise not_possible(finding, action) from error


def ensure_fits(finding: Finding, action: Action) -> None:
    """Raise Refusal `not_possible` where a deed beside the status table has no place."""
    if Status(finding.status) not in workflow.BESIDE[action]:
        raise not_possible(finding, action)


def not_possible(finding: Finding, action: Action) -> Refusal:
    """Return the refusal that teaches what is possible in this status."""
    facts = situation(finding)
    label = action.label
    return Refusal("not_possible", code=finding.code, action_label=label, **facts)


def situation(finding: Finding) -> dict[str, object]:
    """Where a finding stands, and what is possible there by whom, for a refusal."""
    status = Status(finding.status)
    possible = [_offered(status, action) for action in workflow.possible(status)]
    return {"status_label": status.label, "possible_labels": possible}


def _offered(status: Status, action: Action) -> str:
    """报进展（责任人）: a step of the status table, and who may take it."""
    by = workflow.decide(status, action).by
    named = "、".join(role.label for role in Role if role in by)
    who = Role.OFFICE.label if by == OFFICE_ROLES else named
    return action.label if action.label.startswith(who) else f"{action.label}（{who}）"


def is_office(ctx: Context, person: Somebody) -> bool:
    """Say whether somebody works in the inspection office."""
    return _holds(ctx, person, OFFICE_ROLES)


def is_head(ctx: Context, person: Somebody) -> bool:
    """Say whether somebody heads the inspection office."""
    return _holds(ctx, person, frozenset({Role.OFFICE_HEAD}))


def sees_all(ctx: Context, person: Somebody) -> bool:
    """Say whether somebody's counts run over every unit."""
    return _holds(ctx, person, WIDE)


def sees_unit(ctx: Context, person: Somebody) -> bool:
    """Say whether somebody's counts run over their whole unit."""
    return _holds(ctx, person, UNIT_WIDE)


def _holds(ctx: Context, person: Somebody, wanted: frozenset[Role]) -> bool:
    posts = organisation.posts_of(ctx.session, person.key)
    return any(Role(post.role) in wanted for post in posts)


def signers(ctx: Context, finding: Finding) -> list[Person]:
    """Whoever signs for the unit: its principal, and nobody in their place.

    Where one is in office again, whoever acted in the vacant post signs no more.
    """
    held = organisation.holders(ctx.session, [Role.PRINCIPAL], finding.unit_id)
    if len(held) < 2:
        return held
    unit_id = finding.unit_id
    proper = [one for one in held if not acting.document(ctx.session, unit_id, one.key)]
    return proper or held


def leaders(ctx: Context, finding: Finding) -> list[Person]:
    """The responsible leaders; where vacant the principal, then the office."""
    named = in_role(ctx, finding, Role.RESPONSIBLE_LEADER)
    return named or signers(ctx, finding) or organisation.office_staff(ctx.session)


def deciders(ctx: Context, checked_by: int | None) -> list[Person]:
    """Whose turn it is in the office: staff to check, then the head to decide."""
    staff = organisation.checkers(ctx.session)
    heads = organisation.holders(ctx.session, [Role.OFFICE_HEAD])
    if checked_by is not None or not staff:
        return heads or [one for one in staff if one.id != checked_by] or staff
    return staff


def in_role(ctx: Context, finding: Finding, role: Role) -> list[Person]:
    """Everybody who is this for a finding: named on it, or by a post in its unit."""
    if role in (Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER):
        named = findings.named_on(ctx.session, finding.key)
        return [one.person for one in named if one.role is role and one.person.active]
    if role in OFFICE_ROLES or role is Role.LEADING_GROUP:
        return organisation.holders(ctx.session, [role])
    return organisation.holders(ctx.session, [role], finding.unit_id)


def own_findings(ctx: Context, person: Somebody) -> list[Outline]:
    """Open findings that somebody is named on; a principal's or liaison's: the unit's."""
    named = of_people(ctx, person, [Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER])
    if named or not sees_unit(ctx, person):
        return named
    held = whole_units(ctx, person)
    rows = [row for unit in held for row in outlines.running(ctx.session, unit.key)]
    return sorted(rows, key=lambda row: (row.due_on is None, row.due_on, row.code))


def units_of(ctx: Context, person: Somebody) -> list[Unit]:
    """The units in which somebody holds a post or is named, in roster order."""
    ids = {post.unit_id for post in organisation.posts_of(ctx.session, person.key)}
    return [unit for unit in organisation.units(ctx.session) if unit.id in ids]


def whole_units(ctx: Context, person: Somebody) -> list[Unit]:
    """The units of which somebody sees every finding by a post there, in roster order.

    Whoever does the work in another unit, or inspected it, sees no more of that one.
    """
    posts = organisation.posts_of(ctx.session, person.key)
    ids = {post.unit_id for post in posts if Role(post.role) in UNIT_WIDE}
    return [unit for unit in organisation.units(ctx.session) if unit.id in ids]


def text_for(ctx: Context, finding: Finding) -> str:
    """The finding's text; the principal's own second text for principal and office."""
    privileged = is_office(ctx, ctx.person) or ctx.person.key in {
        person.key for person in signers(ctx, finding)
    }
    if privileged and finding.text_principal:
        return finding.text_principal
    return finding.text


def cards(ctx: Context) -> list[tuple[str, str, str]]:
    """Account, name and title (责任人 · 区教育局) of everybody, for the demo's page."""
    units = {entry.id: entry.name for entry in organisation.units(ctx.session)}
    titles: dict[int, str] = {}
    for post, person in organisation.all_posts(ctx.session):
        titles.setdefault(
            person.key, f"{Role(post.role).label} · {units[post.unit_id]}"
        )
    return [
        (person.userid, person.name, titles.get(person.key, ""))
        for person in organisation.everybody(ctx.session)
    ]
