"""把台账一行里的措施和人写进册子：次序照表，名字终止过的重新生效。"""

from handlers.context import Context
from handlers.reading import duties
from models import findings, organisation
from models.ledger import Finding, Measure, Responsibility
from rules.ledger.values import FindingRow


def write_measures(ctx: Context, finding: Finding, row: FindingRow) -> None:
    """Write the measures of a ledger row, in its order."""
    for position, measure in enumerate(row.measures, 1):
        ctx.session.add(
            Measure(
                finding_id=finding.key,
                position=position,
                text=measure.text,
                due_on=measure.due.on if measure.due else None,
                due_text=measure.due_text,
                status_text=measure.status_text,
            )
        )
    ctx.session.flush()


def write_people(ctx: Context, finding: Finding, row: FindingRow) -> None:
    """Name the people of a ledger row; an ended naming comes back to life."""
    for position, entry in enumerate(row.people):
        person = organisation.find_person(ctx.session, entry.userid)
        if person is None:
            continue
        named = findings.responsibility(
            ctx.session, finding.key, person.key, entry.role
        )
        if named is None:
            named = Responsibility(
                finding_id=finding.key, person_id=person.key, role=entry.role.value
            )
            ctx.session.add(named)
        named.ended_at = None
        named.position = position
        named.by_measure = entry in row.by_measure
    ctx.session.flush()


def write_duties(ctx: Context, finding: Finding, row: FindingRow) -> None:
    """Name the people of single measures as a ledger row does."""
    named = findings.named_on(ctx.session, finding.key)
    keys = {one.person.userid_key: one.person.key for one in named}
    duties.rewrite(ctx, finding, duties.rows_of(finding.key, row, keys))
