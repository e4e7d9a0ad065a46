"""阶梯：把台账的事实递给规则，把规则说该告诉谁的记成欠条（domain.md §5）。"""

from collections.abc import Iterable

from handlers.context import Context
from handlers.ladder.patrol import Survey
from handlers.post import mail
from models import findings
from models.ledger import Finding
from models.organisation import Person
from rules.telling import escalation, ladder
from rules.vocabulary import Role


def frozen_ladder(ctx: Context) -> list[dict[str, object]]:
    """The ladder of the day as it is kept on a finding when its clock starts."""
    return ladder.to_json(ctx.policy.ladder)


def plan_next_look(ctx: Context, finding: Finding) -> None:
    """Write on the finding when anything could fall due next (decisions.md 15)."""
    plan_next_looks(ctx, [finding])


def plan_next_looks(ctx: Context, rows: Iterable[Finding]) -> None:
    """The same for many findings: what the rules look at is read once for all."""
    ctx.session.flush()
    by_id = {row.key: row for row in rows}
    survey = Survey(ctx, sorted(by_id))
    for row in survey.rows:
        by_id[row.id].next_look_on = escalation.next_look_on(
            survey.steps(row),
            survey.facts(row),
            survey.known(row),
            ctx.today,
            ctx.calendar,
        )


def owe_delivered(ctx: Context, finding: Finding) -> list[str]:
    """Owe the people of a finding the news that it is theirs; return their names."""
    names = []
    for entry in findings.named_on(ctx.session, finding.key):
        if not entry.person.active:
            continue
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


def urged(ctx: Context, finding: Finding) -> list[Person]:
    """Whom a manual reminder goes to: the responsible people, else whoever is named."""
    named = findings.named_on(ctx.session, finding.key)
    here = [one for one in named if one.person.active]
    people = [one.person for one in here if one.role is Role.RESPONSIBLE_PERSON]
    return people or [one.person for one in here]


def owe_urge(ctx: Context, finding: Finding) -> list[str]:
    """Owe the responsible people one manual reminder; return their names."""
    people = urged(ctx, finding)
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
