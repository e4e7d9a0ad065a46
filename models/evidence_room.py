"""向材料提的问题：同样的文件、同样的照片还在哪里，这一项的第几份。"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from models.columns import columns
from models.ledger import Evidence, Finding

BUNDLE = timedelta(minutes=2)
"""Files that came this near to each other are spoken of as one (decisions.md 26)."""


@dataclass(frozen=True)
class Place:
    """A file that looks like another one, and where it stands; code '' if nowhere."""

    evidence_id: int
    finding_id: int | None
    code: str
    number: int
    name: str
    sha256: str
    picture_hash: str
    words_hash: str


_PLACE = (
    Evidence.id,
    Evidence.finding_id,
    func.coalesce(Finding.code, ""),
    Evidence.number,
    Evidence.name,
    Evidence.sha256,
    Evidence.picture_hash,
    Evidence.words_hash,
)


def of_finding(
    session: Session, finding: Finding, every: bool = False
) -> list[Evidence]:
    """The unit's evidence of the current cycle (or of all), oldest first.

    Without what was taken back, and without what the office brought from visits.
    """
    return _of_finding(session, finding, every, col(Evidence.supervision_id).is_(None))


def of_checks(
    session: Session, finding: Finding, every: bool = False
) -> list[Evidence]:
    """What the office brought from its visits in the current cycle (or in all)."""
    brought = col(Evidence.supervision_id).is_not(None)
    return _of_finding(session, finding, every, brought)


def _of_finding(
    session: Session, finding: Finding, every: bool, whose: ColumnElement[bool]
) -> list[Evidence]:
    statement = (
        select(Evidence)
        .where(Evidence.finding_id == finding.key)
        .where(col(Evidence.withdrawn_at).is_(None))
        .where(whose)
        .order_by(col(Evidence.id))
    )
    if not every:
        statement = statement.where(Evidence.cycle == finding.cycle)
    return list(session.exec(statement))


def brought_by(session: Session, visit_ids: Collection[int | None]) -> list[Evidence]:
    """What was brought from these visits and not taken back."""
    statement = (
        select(Evidence)
        .where(col(Evidence.supervision_id).in_(list(visit_ids)))
        .where(col(Evidence.withdrawn_at).is_(None))
        .order_by(col(Evidence.id))
    )
    return list(session.exec(statement))


def unbound(session: Session, person_id: int) -> list[Evidence]:
    """Files that somebody sent and nobody knows yet to which finding."""
    statement = (
        select(Evidence)
        .where(Evidence.person_id == person_id)
        .where(col(Evidence.finding_id).is_(None))
        .where(col(Evidence.withdrawn_at).is_(None))
        .order_by(col(Evidence.id))
    )
    return list(session.exec(statement))


def by_ids(session: Session, ids: Collection[int]) -> list[Evidence]:
    """Files of these row ids that were not taken back, oldest first."""
    statement = (
        select(Evidence)
        .where(col(Evidence.id).in_(ids))
        .where(col(Evidence.withdrawn_at).is_(None))
        .order_by(col(Evidence.id))
    )
    return list(session.exec(statement)) if ids else []


def sent_by(session: Session, person_id: int) -> list[Evidence]:
    """All that somebody sent and did not take back, newest first."""
    statement = (
        select(Evidence)
        .where(Evidence.person_id == person_id)
        .where(col(Evidence.withdrawn_at).is_(None))
        .order_by(col(Evidence.at).desc(), col(Evidence.id).desc())
    )
    return list(session.exec(statement))


def newest_by(session: Session, person_id: int, moment: datetime) -> list[Evidence]:
    """The bundle of somebody's newest file since an instant: what came with it."""
    rows = since(session, person_id, moment)
    last = max((row.at for row in rows), default=moment)
    return [row for row in rows if last - row.at <= BUNDLE]


def since(session: Session, person_id: int, moment: datetime) -> list[Evidence]:
    """Files that somebody sent since an instant, oldest first."""
    statement = (
        select(Evidence)
        .where(Evidence.person_id == person_id)
        .where(Evidence.at >= moment)
        .where(col(Evidence.withdrawn_at).is_(None))
        .order_by(col(Evidence.id))
    )
    return list(session.exec(statement))


def alike(session: Session, rows: Iterable[Evidence]) -> list[Place]:
    """Files of the same bytes or the same words as one of `rows`, themselves too."""
    files = list(rows)
    hashes = {row.sha256 for row in files}
    words = {row.words_hash for row in files if row.words_hash}
    same = col(Evidence.sha256).in_(hashes) | col(Evidence.words_hash).in_(words)
    return _places(session, same)


def pictures(session: Session) -> list[Place]:
    """Every picture that can be compared, oldest first."""
    return _places(session, col(Evidence.picture_hash) != "")


def _places(session: Session, which: ColumnElement[bool]) -> list[Place]:
    statement = (
        columns(*_PLACE)
        .join(Finding, col(Finding.id) == col(Evidence.finding_id), isouter=True)
        .where(col(Evidence.withdrawn_at).is_(None))
        .where(which)
        .order_by(col(Evidence.id))
    )
    session.flush()
    return [Place(*row) for row in session.connection().execute(statement)]


def highest_number(session: Session, finding_id: int) -> int:
    """The highest number that a file of a finding ever had; 0 for none."""
    statement = select(func.max(Evidence.number)).where(
        Evidence.finding_id == finding_id
    )
    return session.exec(statement).first() or 0


def versions(session: Session, finding: Finding, row: Evidence) -> int:
    """How many files of this name the finding had before in this cycle."""
    statement = (
        select(func.count())
        .where(Evidence.finding_id == finding.key)
        .where(Evidence.cycle == finding.cycle)
        .where(Evidence.name == row.name)
        .where(Evidence.source == row.source)
        .where(col(Evidence.withdrawn_at).is_(None))
        .where(col(Evidence.id) < row.key)
    )
    return session.exec(statement).one()


def by_number(session: Session, finding: Finding, number: int) -> Evidence | None:
    """The file of a number on a finding, unless it was taken back."""
    statement = (
        select(Evidence)
        .where(Evidence.finding_id == finding.key)
        .where(Evidence.number == number)
        .where(col(Evidence.withdrawn_at).is_(None))
    )
    return session.exec(statement).first()


def of_bytes(session: Session, sha256: str) -> list[Evidence]:
    """Every row that stands for the same bytes, taken back or not."""
    statement = select(Evidence).where(Evidence.sha256 == sha256)
    return list(session.exec(statement))


def destroyed(session: Session) -> list[str]:
    """The hashes of all contents that were destroyed."""
    statement = (
        select(Evidence.sha256)
        .where(col(Evidence.destroyed_at).is_not(None))
        .distinct()
    )
    return list(session.exec(statement))
