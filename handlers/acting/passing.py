"""转手：一项从谁手里到谁手里，连同单条措施；改派、更正、离任都走这一处。"""

from collections.abc import Sequence

from handlers import people
from handlers.acting import deeds
from handlers.context import Context
from handlers.ladder import escalating
from handlers.reading import duties
from models import duty_room, findings
from models.ledger import Finding, MeasureResponsibility, Responsibility
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
    role = Role.RESPONSIBLE_PERSON
    former = _pass(ctx, finding, rows, new, role, by_measure=by_measure)
    _note_reassigned(ctx, finding, former, new)
    escalating.plan_next_look(ctx, finding)
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
    former = _pass(ctx, finding, rows, new, role, by_measure=by_measure)
    _note_corrected(ctx, finding, role, former, new)
    escalating.plan_next_look(ctx, finding)
    return former


def pass_all(
    ctx: Context, held: Sequence[tuple[Responsibility, Finding]], new: Person
) -> None:
    """Move many namings to somebody new, each as 改派 and 更正 do; ladders stay.

    What is known of all of them is read once.
    """
    ids = [finding.key for _, finding in held]
    named = findings.namings_of(ctx.session, new.key, ids)
    shares = duty_room.rows_on_many(ctx.session, ids)
    for entry, finding in held:
        role, known = Role(entry.role), named.get((finding.key, entry.role))
        _end(ctx, [entry], shares.get(finding.key, []), role, new)
        _name(ctx, known, finding, new, role, by_measure=entry.by_measure)
    ctx.session.flush()
    for entry, finding in held:
        role, former = Role(entry.role), [people.load(ctx, entry.person_id)]
        if role is Role.RESPONSIBLE_PERSON:
            _note_reassigned(ctx, finding, former, new)
        else:
            _note_corrected(ctx, finding, role, former, new)
    escalating.plan_next_looks(ctx, [finding for _, finding in held])


def names(former: Sequence[Person]) -> str:
    """Who it was, for the sentence that says so."""
    return "、".join(person.name for person in former) or VACANT


def _pass(
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
    named = findings.responsibility(ctx.session, finding.key, new.key, role)
    shares = duty_room.rows(ctx.session, finding.key)
    _end(ctx, rows, shares, role, new)
    _name(ctx, named, finding, new, role, by_measure=by_measure)
    ctx.session.flush()
    return former


def _note_reassigned(
    ctx: Context, finding: Finding, former: Sequence[Person], new: Person
) -> None:
    deeds.note(ctx, finding, Action.REASSIGN.value, {}, {})
    before: dict[str, object] = {"person": names(former)}
    ctx.record("reassigned", finding, before, {"person": new.name})


def _note_corrected(
    ctx: Context, finding: Finding, role: Role, former: Sequence[Person], new: Person
) -> None:
    deeds.note(ctx, finding, Action.CORRECT.value, {}, {})
    before: dict[str, object] = {role.value: "、".join(one.name for one in former)}
    ctx.record("correct_people", finding, before, {role.value: new.name})


def _end(
    ctx: Context,
    rows: Sequence[Responsibility],
    shares: Sequence[MeasureResponsibility],
    role: Role,
    new: Person,
) -> None:
    """End some namings in a role; their measures are somebody new's."""
    for row in rows:
        row.ended_at = ctx.now
    duties.pass_on(ctx, shares, role, [row.person_id for row in rows], new)


def _name(
    ctx: Context,
    named: Responsibility | None,
    finding: Finding,
    person: Person,
    role: Role,
    *,
    by_measure: bool,
) -> None:
    """Name somebody on a finding; an earlier, ended naming comes back to life.

    `by_measure`: for single measures only, unless they are named for all of it.
    """
    if named is None:
        ctx.session.add(
            Responsibility(
                finding_id=finding.key,
                person_id=person.key,
                role=role.value,
                by_measure=by_measure,
            )
        )
    elif named.ended_at is not None:
        named.ended_at, named.by_measure = None, by_measure
    else:
        named.by_measure = named.by_measure and by_measure
