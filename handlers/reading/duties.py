"""措施各有各的责任人：写下、转手、看是谁的。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers import people
from handlers.context import Context
from models import duty_room, findings
from models.findings import Named
from models.ledger import Finding, Measure, MeasureResponsibility
from models.organisation import Person
from rules.ledger.duties import CLAIMED, is_done
from rules.ledger.values import FindingRow
from rules.vocabulary import Role, Status


@dataclass(frozen=True)
class Step:
    """A measure as people read it; `words` is its state in the ledger's own words."""

    position: int
    text: str
    done: bool
    leaders: tuple[str, ...]
    persons: tuple[str, ...]
    words: str


def steps(ctx: Context, finding: Finding) -> list[Step]:
    """The measures of a finding, each with whose it is and how it stands."""
    named = duty_room.duties(ctx.session, finding.key)
    return [
        Step(
            row.position,
            row.text,
            row.done_at is not None,
            _names(named.get(row.position, []), Role.RESPONSIBLE_LEADER),
            _names(named.get(row.position, []), Role.RESPONSIBLE_PERSON),
            "" if row.done_at or is_done(row.status_text) else row.status_text,
        )
        for row in findings.measures(ctx.session, finding.key)
    ]


def _names(named: Sequence[Named], role: Role) -> tuple[str, ...]:
    return tuple(one.person.name for one in named if one.role is role)


def rows_of(
    finding_id: int, row: FindingRow, keys: Mapping[str, int]
) -> list[dict[str, object]]:
    """What to write of the measures' people; `keys`: row ids by folded account."""
    return [
        {
            "finding_id": finding_id,
            "measure": number,
            "person_id": keys[entry.userid.casefold()],
            "role": entry.role.value,
            "position": position,
        }
        for number, measure in enumerate(row.measures, 1)
        for position, entry in enumerate(measure.people)
        if entry.userid.casefold() in keys
    ]


def of_row(row: FindingRow) -> set[tuple[int, str, str]]:
    """(position, folded account, role) of the measures' people in a ledger row."""
    return {
        (number, entry.userid.casefold(), entry.role.value)
        for number, measure in enumerate(row.measures, 1)
        for entry in measure.people
    }


def claims_done(row: FindingRow) -> bool:
    """Say whether the finding says it is done, or without a word all its measures do.

    A status word in a ledger closes nothing: the office verifies (decisions.md 29).
    """
    if (row.status_text or "").strip():
        return is_done(row.status_text)
    return bool(row.measures) and all(is_done(m.status_text) for m in row.measures)


def state_of(finding: Finding, measures: Sequence[Measure]) -> str:
    """A finding's status as an export says it: a claim stays a claim when read again."""
    status = Status(finding.status)
    claimed = finding.to_verify and status is Status.RECTIFYING
    done = all(measure.done_at for measure in measures)
    return CLAIMED if claimed and done else status.label


def done_positions(row: FindingRow) -> frozenset[int]:
    """The positions of measures that a ledger claims done, by themselves or with all."""
    whole = claims_done(row)
    return frozenset(
        position
        for position, measure in enumerate(row.measures, 1)
        if (is_done(measure.status_text) if measure.status_text else whole)
    )


def pass_on(
    ctx: Context,
    shares: Iterable[MeasureResponsibility],
    role: Role,
    former: Iterable[int],
    new: Person,
) -> None:
    """Let those measures of `shares` that are of `former` (row ids), in a role, be
    those of somebody new.
    """
    entries = [entry for entry in shares if entry.role == role.value]
    given = set(former)
    held = {entry.measure for entry in entries if entry.person_id == new.key}
    for entry in entries:
        if entry.person_id not in given or entry.person_id == new.key:
            continue
        if entry.measure in held:
            ctx.session.delete(entry)
        else:
            entry.person_id = new.key
            held.add(entry.measure)


def rewrite(
    ctx: Context, finding: Finding, entries: Sequence[Mapping[str, object]]
) -> None:
    """Name on the measures of a finding those, and only those, of `entries`."""
    for entry in duty_room.rows(ctx.session, finding.key):
        ctx.session.delete(entry)
    ctx.session.flush()
    for values in entries:
        ctx.session.add(MeasureResponsibility(**values))  # type: ignore[arg-type]
    ctx.session.flush()


def own(ctx: Context, finding: Finding) -> frozenset[int]:
    """The positions of the actor's own measures; none where they answer for all.

    A substitute's are those of whom they act for. Somebody named for the whole
    finding, or not at all, has no measures of their own.
    """
    acting = {ctx.person.key, *people.stands_in_for(ctx, ctx.person)}
    named = [
        entry
        for entry in findings.responsibilities(ctx.session, finding.key)
        if entry.person_id in acting
    ]
    if not named or not all(entry.by_measure for entry in named):
        return frozenset()
    return frozenset(
        entry.measure
        for entry in duty_room.rows(ctx.session, finding.key)
        if entry.person_id in acting
    )
