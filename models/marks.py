"""记号：退回过没补的、重新整改的、报没报过进展的、抽查的、缺材料的，各是哪几项。"""

from datetime import date

import sqlalchemy
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlmodel import Session, col, select

from models.ledger import Evidence, Finding, Responsibility
from models.organisation import Person
from models.supervision import Supervision
from rules.vocabulary import Means, Role

Keys = set[int | None]
"""The row ids of findings."""


def _where(session: Session, condition: SQLCoreOperations[bool]) -> Keys:
    return set(session.exec(select(col(Finding.id)).where(condition)))


def returned(session: Session) -> Keys:
    """Findings that were sent back for a reason that is not answered yet."""
    return _where(session, col(Finding.return_reason) != "")


def reopened(session: Session) -> Keys:
    """Findings in their second cycle, or a later one."""
    return _where(session, col(Finding.cycle) > 1)


def reported(session: Session) -> Keys:
    """Findings on which something of substance was reported."""
    return _where(session, col(Finding.last_report_on).is_not(None))


def unreported(session: Session) -> Keys:
    """Findings on which nothing of substance was reported."""
    return _where(session, col(Finding.last_report_on).is_(None))


def blocked(session: Session) -> Keys:
    """Findings whose people say that they are blocked."""
    return _where(session, col(Finding.blocked) != "")


def sampled(session: Session) -> Keys:
    """Findings in the visit sample."""
    return _where(session, col(Finding.sampled))


def complained_of(session: Session) -> Keys:
    """Findings of which a complaint was not dealt with yet."""
    return _where(session, col(Finding.dissatisfied) != "")


def heard_since(session: Session, day: date) -> Keys:
    """Findings on which something of substance was reported, or that were handed over,
    since a day."""
    late = col(Finding.last_report_on) >= day
    return _where(session, sqlalchemy.or_(late, col(Finding.delivered_on) > day))


def without_evidence(session: Session) -> Keys:
    """Findings that need evidence and have none in this cycle."""
    kept = (
        sqlalchemy.exists()
        .where(col(Evidence.finding_id) == col(Finding.id))
        .where(col(Evidence.cycle) == col(Finding.cycle))
        .where(col(Evidence.supervision_id).is_(None))
        .where(col(Evidence.withdrawn_at).is_(None))
        .where(col(Evidence.destroyed_at).is_(None))
        .correlate(Finding)
    )
    needs = col(Finding.evidence_required) > 0
    return _where(session, sqlalchemy.and_(needs, ~kept))


def visited(session: Session) -> Keys:
    """Findings that the office went to see in this cycle."""
    seen = (
        sqlalchemy.exists()
        .where(col(Supervision.finding_id) == col(Finding.id))
        .where(col(Supervision.cycle) == col(Finding.cycle))
        .where(col(Supervision.kind) == Means.VISIT.value)
        .where(col(Supervision.withdrawn_at).is_(None))
        .correlate(Finding)
    )
    return _where(session, seen)


def attended(session: Session) -> Keys:
    """Findings on which somebody in office is the 责任人."""
    named = (
        sqlalchemy.select(col(Responsibility.finding_id))
        .join(Person, col(Person.id) == col(Responsibility.person_id))
        .where(col(Responsibility.ended_at).is_(None))
        .where(col(Responsibility.role) == Role.RESPONSIBLE_PERSON.value)
        .where(col(Person.active))
    )
    return set(session.connection().execute(named).scalars())
