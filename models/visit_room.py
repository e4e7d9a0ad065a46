"""向督查记录提的问题：一项的，一个人刚记的。"""

from datetime import datetime

from sqlmodel import Session, col, select

from models.ledger import Finding
from models.supervision import Supervision


def of_finding(
    session: Session, finding: Finding, every: bool = False
) -> list[Supervision]:
    """Supervision records of the current cycle (or of all), oldest first."""
    statement = (
        select(Supervision)
        .where(Supervision.finding_id == finding.key)
        .where(col(Supervision.withdrawn_at).is_(None))
        .order_by(col(Supervision.id))
    )
    if not every:
        statement = statement.where(Supervision.cycle == finding.cycle)
    return list(session.exec(statement))


def by(
    session: Session, person_id: int, since: datetime, until: datetime
) -> list[Supervision]:
    """What somebody recorded on any finding between two instants, oldest first."""
    statement = (
        select(Supervision)
        .where(Supervision.person_id == person_id)
        .where(col(Supervision.withdrawn_at).is_(None))
        .where(col(Supervision.at).between(since, until))
        .order_by(col(Supervision.id))
    )
    return list(session.exec(statement))


def newest_by(session: Session, person_id: int) -> Supervision | None:
    """What somebody recorded last, on any finding."""
    statement = (
        select(Supervision)
        .where(Supervision.person_id == person_id)
        .where(col(Supervision.withdrawn_at).is_(None))
        .order_by(col(Supervision.id).desc())
        .limit(1)
    )
    return session.exec(statement).first()
