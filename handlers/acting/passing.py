"""转手：一项从谁手里到谁手里，连同单条措施；改派、更正、离任都走这一处。"""

from collections.abc import Sequence

from handlers import people
from handlers.acting import deeds
from handlers.context import Context
from handlers.reading import duties
from models import findings
from models.ledger import Finding, Responsibility
from models.organisation import Person
from rules.vocabulary import Action, Role

VACANT = "空缺"


def reassign(
    ctx: Context,
    finding: Finding,
    rows: Sequence[Responsibility],
    new: Person,
    *,
    by_measure: bool,
) -> list[Person]:
    """Let somebody new report in place of those of `rows`; return who did before."""
    former = hand_on(
        ctx, finding, rows, new, Role.RESPONSIBLE_PERSON, by_measure=by_measure
    )
    deeds.change(ctx, finding, Action.REASSIGN.value)
    before: dict[str, object] = {"person": names(former)}
    ctx.record("reassigned", finding, before, {"person": new.name})
    return former


def correct(
    ctx: Context,
    finding: Finding,
    rows: Sequence[Responsibility],
    new: Person,
    role: Role,
    *,
    by_measure: bool = False,
) -> list[Person]:
    """Name somebody new in a role, as 更正 does; return who was before."""
    former = hand_on(ctx, finding, rows, new, role, by_measure=by_measure)
    deeds.change(ctx, finding, Action.CORRECT.value)
    before: dict[str, object] = {role.value: "、".join(one.name for one in former)}
    ctx.record("correct_people", finding, before, {role.value: new.name})
    return former


def names(former: Sequence[Person]) -> str:
    """Who it was, for the sentence that says so."""
    return "、".join(person.name for person in former) or VACANT


def hand_on(
    ctx: Context,
    finding: Finding,
    rows: Sequence[Responsibility],
    new: Person,
    role: Role,
    *,
    by_measure: bool,
) -> list[Person]:
    """End some namings in a role and name somebody new, on their measures too."""
    former = [people.load(ctx, row.person_id) for row in rows]
    for row in rows:
        row.ended_at = ctx.now
    duties.pass_on(ctx, finding, role, [row.person_id for row in rows], new)
    _name(ctx, finding, new, role, by_measure=by_measure)
    return former


def _name(
    ctx: Context, finding: Finding, person: Person, role: Role, *, by_measure: bool
) -> None:
    """Name somebody on a finding; an earlier, ended naming comes back to life.

    `by_measure`: for single measures only, unless they are named for all of it.
    """
    named = findings.responsibility(ctx.session, finding.key, person.key, role)
    if named is None:
        named = Responsibility(
            finding_id=finding.key, person_id=person.key, role=role.value
        )
        ctx.session.add(named)
        named.by_measure = by_measure
    elif named.ended_at is not None:
        named.ended_at, named.by_measure = None, by_measure
    else:
        named.by_measure = named.by_measure and by_measure
    ctx.session.flush()
