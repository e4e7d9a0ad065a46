"""记号：退回过没补的、重新整改的、缺材料的、回访过的、报过进展的，各是哪几项。"""

from datetime import date

import sqlalchemy
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from models.ledger import Evidence, Finding
from models.supervision import Supervision
from rules.vocabulary import Means

Keys = set[int | None]
"""The row ids of findings."""


def _where(session: Session, condition: ColumnElement[bool]) -> Keys:
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
