"""阶梯：把台账的事实递给规则，把规则说该告诉谁的记成欠条（domain.md §5）。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers import mail
from handlers.context import Context
from models import findings, organisation, post_office
from models.ledger import Extension, Finding
from models.mailbox import Notice
from rules import escalation, ladder
from rules.escalation import FindingFacts
from rules.ladder import Step
from rules.vocabulary import Clock, NoticeStatus, Role, Status

POSTS = (
    Role.PRINCIPAL,
    Role.LIAISON,
    Role.UNIT_DISCIPLINE,
    Role.DISTRICT_LEADER,
)
WIDE_POSTS = (Role.OFFICE, Role.OFFICE_HEAD, Role.LEADING_GROUP)


def frozen_ladder(ctx: Context) -> list[dict[str, object]]:
    """The ladder of the day as it is kept on a finding when its clock starts."""
    return ladder.to_json(ctx.policy.ladder)


def ladder_of(ctx: Context, finding: Finding) -> tuple[Step, ...]:
    """The ladder that was frozen on a finding, or today's where none was."""
    if finding.ladder is None:
        return ctx.policy.ladder
    return ladder.from_json(finding.ladder)


@dataclass(frozen=True)
class Posts:
    """Who holds which post, read once for many findings."""

    by_unit: dict[int, dict[Role, tuple[str, ...]]]
    everywhere: dict[Role, tuple[str, ...]]

    def of(self, unit_id: int) -> dict[Role, tuple[str, ...]]:
        """Everybody by role, for the findings of one unit."""
        return {**self.everywhere, **self.by_unit.get(unit_id, {})}


def read_posts(ctx: Context) -> Posts:
    """Read all posts once."""
    by_unit: dict[int, dict[Role, tuple[str, ...]]] = {}
    everywhere: dict[Role, tuple[str, ...]] = {}
    for post, person in organisation.all_posts(ctx.session):
        role = Role(post.role)
        if role in WIDE_POSTS:
            everywhere[role] = (*everywhere.get(role, ()), person.userid)
        elif role in POSTS:
            unit = by_unit.setdefault(post.unit_id, {})
            unit[role] = (*unit.get(role, ()), person.userid)
    return Posts(by_unit, everywhere)


def facts_of(
    finding: Finding,
    named: Sequence[findings.Named],
    posts: Posts,
    extension: Extension | None,
    notices: Sequence[Notice],
    people_by_id: dict[int, str],
) -> FindingFacts:
    """Read one finding into what the rules of escalation look at."""
    receivers = dict(posts.of(finding.unit_id))
    for role in (Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER):
        receivers[role] = tuple(
            entry.person.userid
            for entry in named
            if entry.role is role and entry.person.active
        )
    undelivered = frozenset(
        people_by_id[row.person_id]
        for row in notices
        if row.status == NoticeStatus.UNDELIVERABLE and row.cycle == finding.cycle
    )
    return FindingFacts(
        code=finding.code,
        cycle=finding.cycle,
        status=Status(finding.status),
        clock=Clock(finding.clock),
        due_on=finding.due_on,
        review_on=finding.review_on,
        delivered_on=finding.delivered_on,
        last_substantive_on=finding.last_report_on,
        submitted_on=finding.submitted_at.date() if finding.submitted_at else None,
        endorsed_on=finding.endorsed_on,
        extension_pending_on=extension.asked_on if extension else None,
        people=receivers,
        undelivered_people=undelivered,
        sleeping=finding.to_verify,
    )


def single_facts(ctx: Context, finding: Finding) -> FindingFacts:
    """Read the facts of one finding on its own."""
    notices = post_office.notices_on(ctx.session, finding.key)
    ids = {row.person_id for row in notices}
    return facts_of(
        finding,
        findings.named_on(ctx.session, finding.key),
        read_posts(ctx),
        findings.pending_extension(ctx.session, finding.key),
        notices,
        {key: organisation.person(ctx.session, key).userid for key in ids},
    )


def plan_next_look(ctx: Context, finding: Finding) -> None:
    """Write on the finding when anything could fall due next (decisions.md 15)."""
    notices = post_office.notices_on(ctx.session, finding.key)
    finding.next_look_on = escalation.next_look_on(
        ladder_of(ctx, finding),
        single_facts(ctx, finding),
        known(notices),
        ctx.today,
        ctx.calendar,
    )


def known(notices: Sequence[Notice]) -> dict[str, date]:
    """The keys of what was said or passed over, with their days."""
    return {row.key: row.fires_on or row.created_at.date() for row in notices}


def owe_delivered(ctx: Context, finding: Finding) -> list[str]:
    """Owe the people of a finding the news that it is theirs; return their names."""
    names = []
    for entry in findings.named_on(ctx.session, finding.key):
        key = f"{finding.code}:{finding.cycle}:delivered:{entry.person.userid_key}"
        mail.owe(
            ctx,
            entry.person,
            "delivered",
            finding,
            key=key,
            role=entry.role,
            why="事项已交办",
        )
        names.append(entry.person.name)
    return names


def owe_urge(ctx: Context, finding: Finding) -> list[str]:
    """Owe the responsible people one manual reminder; return their names."""
    people = [
        entry.person
        for entry in findings.named_on(ctx.session, finding.key)
        if entry.role is Role.RESPONSIBLE_PERSON
    ]
    if not people:
        people = [entry.person for entry in findings.named_on(ctx.session, finding.key)]
    for person in people:
        mail.owe(
            ctx,
            person,
            "urge",
            finding,
            role=Role.RESPONSIBLE_PERSON,
            why="巡察办催办",
        )
    return [person.name for person in people]
