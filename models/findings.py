"""向台账提的问题：谁名下有什么，一项的来龙去脉。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models import recall
from models.ledger import Finding, Measure, Progress, Responsibility, Round
from models.organisation import Person, Unit
from models.parts import MOST, parts
from models.prepared import Prepared
from rules.vocabulary import OPEN_STATUSES, Role, Status

ROUNDS = Prepared(select(Round.code), tuple)
OPEN_VALUES = sorted(status.value for status in OPEN_STATUSES)


@dataclass(frozen=True)
class Named:
    """Somebody named on a finding, with the role there.

    `by_measure`: named there for single measures only.
    """

    person: Person
    role: Role
    by_measure: bool = False


def by_code(session: Session, code: str) -> Finding | None:
    """Look up a finding by its code."""
    return session.exec(select(Finding).where(Finding.code == code)).first()


def by_codes(session: Session, codes: Sequence[str]) -> list[Finding]:
    """The findings of these codes, in their order; unknown codes are left out."""
    found: dict[str, Finding] = {}
    for part in parts(codes):
        statement = select(Finding).where(col(Finding.code).in_(part))
        found.update((row.code, row) for row in session.exec(statement))
    return [found[code] for code in codes if code in found]


def by_id(session: Session, finding_id: int) -> Finding:
    """Return the finding of a row id that is known to exist."""
    held = session.identity_map.get((Finding, (finding_id,), None))
    return held or session.get_one(Finding, finding_id)


def open_rounds(session: Session) -> list[Round]:
    """All rounds that still run, oldest first."""
    statement = select(Round).where(col(Round.open)).order_by(col(Round.id))
    return list(session.exec(statement))


def round_codes(session: Session) -> frozenset[str]:
    """The codes of all rounds: what may stand before the dash of a finding's code."""
    return recall.once(session, _round_codes)


def _round_codes(session: Session) -> frozenset[str]:
    return frozenset(code for (code,) in ROUNDS.all(session))


def in_round(session: Session, code: str) -> list[Finding]:
    """All findings of one round, by code."""
    statement = (
        select(Finding)
        .join(Round, col(Round.id) == col(Finding.round_id))
        .where(Round.code == code)
        .order_by(col(Finding.number))
    )
    return list(session.exec(statement))


def in_open_rounds(
    session: Session,
    unit_ids: Iterable[int] | None = None,
    led_by: int | None = None,
) -> list[Finding]:
    """All findings of rounds that run, by code, closed ones too.

    Only of some units, or of one responsible leader, where given.
    """
    statement = (
        select(Finding)
        .join(Round, col(Round.id) == col(Finding.round_id))
        .where(col(Round.open))
        .order_by(col(Finding.round_id), col(Finding.number))
    )
    if unit_ids is not None:
        statement = statement.where(col(Finding.unit_id).in_(list(unit_ids)))
    if led_by is not None:
        led = _named(led_by, [Role.RESPONSIBLE_LEADER])
        statement = statement.where(col(Finding.id).in_(led))
    return list(session.exec(statement))


def all_open(session: Session) -> list[Finding]:
    """Every delivered finding that is not at an end."""
    statement = (
        select(Finding)
        .where(col(Finding.status).in_(OPEN_VALUES))
        .order_by(col(Finding.id))
    )
    return list(session.exec(statement))


def _named(person_id: int, roles: Iterable[Role]) -> SelectOfScalar[int]:
    return (
        select(Responsibility.finding_id)
        .where(Responsibility.person_id == person_id)
        .where(col(Responsibility.ended_at).is_(None))
        .where(col(Responsibility.role).in_([role.value for role in roles]))
    )


def of_person(session: Session, person_id: int, roles: Iterable[Role]) -> list[Finding]:
    """Open findings on which somebody is named in one of `roles`, by due date."""
    statement = (
        select(Finding)
        .where(col(Finding.id).in_(_named(person_id, roles)))
        .where(col(Finding.status).in_(OPEN_VALUES))
        .order_by(
            func.coalesce(Finding.due_on, Finding.review_on).is_(None),
            func.coalesce(Finding.due_on, Finding.review_on),
            col(Finding.code),
        )
    )
    return list(session.exec(statement))


def named_on(session: Session, finding_id: int) -> list[Named]:
    """Everybody named on one finding now, in the order of the ledger."""
    return named_on_many(session, [finding_id]).get(finding_id, [])


def named_on_many(
    session: Session, finding_ids: Sequence[int]
) -> dict[int, list[Named]]:
    """Everybody named now on each of many findings."""
    statement = (
        select(
            Responsibility.finding_id,
            Responsibility.role,
            Person,
            Responsibility.by_measure,
        )
        .join(Person, col(Person.id) == col(Responsibility.person_id))
        .where(col(Responsibility.ended_at).is_(None))
        .order_by(
            col(Responsibility.finding_id),
            col(Responsibility.position),
            col(Responsibility.id),
        )
    )
    if len(finding_ids) <= MOST:
        statement = statement.where(col(Responsibility.finding_id).in_(finding_ids))
    wanted = frozenset(finding_ids)
    result: dict[int, list[Named]] = {}
    for finding_id, role, person, by_measure in session.exec(statement):
        if finding_id in wanted:
            named = Named(person, Role(role), by_measure)
            result.setdefault(finding_id, []).append(named)
    return result


def responsibilities(session: Session, finding_id: int) -> list[Responsibility]:
    """The rows of who answers for a finding now."""
    statement = (
        select(Responsibility)
        .where(Responsibility.finding_id == finding_id)
        .where(col(Responsibility.ended_at).is_(None))
        .order_by(col(Responsibility.position), col(Responsibility.id))
    )
    return list(session.exec(statement))


def measures(session: Session, finding_id: int) -> list[Measure]:
    """The measures of a finding in order."""
    statement = (
        select(Measure)
        .where(Measure.finding_id == finding_id)
        .order_by(col(Measure.position))
    )
    return list(session.exec(statement))


def reports(session: Session, finding: Finding, every: bool = False) -> list[Progress]:
    """Reports of the current cycle (or of all), oldest first, without taken-back ones."""
    statement = (
        select(Progress)
        .where(Progress.finding_id == finding.key)
        .where(col(Progress.withdrawn_at).is_(None))
        .order_by(col(Progress.id))
    )
    if not every:
        statement = statement.where(Progress.cycle == finding.cycle)
    return list(session.exec(statement))


def reports_by(
    session: Session, person_id: int, since: datetime, until: datetime
) -> list[Progress]:
    """What somebody reported on any finding between two instants, oldest first."""
    statement = (
        select(Progress)
        .where(Progress.person_id == person_id)
        .where(col(Progress.withdrawn_at).is_(None))
        .where(col(Progress.at).between(since, until))
        .order_by(col(Progress.id))
    )
    return list(session.exec(statement))


def unit_of(session: Session, finding: Finding) -> Unit:
    """The unit that a finding was fed back to."""
    return session.get_one(Unit, finding.unit_id)


def waiting_in(session: Session, statuses: Iterable[Status]) -> list[Finding]:
    """Findings in one of `statuses`, by code."""
    statement = (
        select(Finding)
        .where(col(Finding.status).in_([status.value for status in statuses]))
        .order_by(col(Finding.round_id), col(Finding.number))
    )
    return list(session.exec(statement))


def namings_of(
    session: Session, person_id: int, finding_ids: Sequence[int]
) -> dict[tuple[int, str], Responsibility]:
    """Every naming of somebody on some findings, ended or not: (finding, role) → it."""
    statement = (
        select(Responsibility)
        .where(Responsibility.person_id == person_id)
        .where(col(Responsibility.finding_id).in_(finding_ids))
    )
    return {(row.finding_id, row.role): row for row in session.exec(statement)}


def responsibility(
    session: Session, finding_id: int, person_id: int, role: Role
) -> Responsibility | None:
    """The row that names somebody on a finding in a role, ended or not."""
    statement = (
        select(Responsibility)
        .where(Responsibility.finding_id == finding_id)
        .where(Responsibility.person_id == person_id)
        .where(Responsibility.role == role.value)
    )
    return session.exec(statement).first()


def many(session: Session, finding_ids: Sequence[int]) -> list[Finding]:
    """The findings of many row ids, in the order of their ids."""
    rows: list[Finding] = []
    for part in parts(finding_ids):
        statement = (
            select(Finding).where(col(Finding.id).in_(part)).order_by(col(Finding.id))
        )
        rows.extend(session.exec(statement))
    return rows


def saying(session: Session, word: str) -> set[int]:
    """The row ids of all findings whose text has a word, in large or small letters."""
    holds = col(Finding.text).icontains(word, autoescape=True)
    return {key for key in session.exec(select(Finding.id).where(holds)) if key}


def round_by_code(session: Session, code: str) -> Round | None:
    """The round of a code."""
    return session.exec(select(Round).where(Round.code == code)).first()


def is_told(session: Session, round_id: int) -> bool:
    """Say whether anything of a round was ever handed over."""
    statement = (
        select(Finding.id)
        .where(Finding.round_id == round_id)
        .where(col(Finding.delivered_on).is_not(None))
        .limit(1)
    )
    return session.exec(statement).first() is not None


def round_names(session: Session) -> dict[int, str]:
    """The name of every round, by row id."""
    return {row.key: row.name for row in session.exec(select(Round))}


def round_of(session: Session, finding: Finding) -> Round:
    """The round that a finding belongs to."""
    return session.get_one(Round, finding.round_id)
