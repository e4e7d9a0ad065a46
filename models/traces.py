"""一条消息留下的痕迹：撤销和改归属要找回它写过的每一行。"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, col, select

from models.ledger import Answer, Evidence, Progress
from models.supervision import Supervision


@dataclass(frozen=True)
class Trace:
    """What one message wrote and has not been taken back."""

    inbox_id: int
    reports: list[Progress]
    evidence: list[Evidence]
    visits: list[Supervision]
    answers: list[Answer]

    @property
    def at(self) -> datetime:
        """Return when the message was worked."""
        return self.rows()[0].at

    @property
    def finding_ids(self) -> set[int]:
        """Return the findings that the message wrote on."""
        return {row.finding_id for row in self.rows() if row.finding_id is not None}

    def rows(self) -> list[Progress | Evidence | Supervision | Answer]:
        """Return every row, reports first."""
        return [*self.reports, *self.evidence, *self.visits, *self.answers]


def of_message(session: Session, inbox_id: int, finding_id: int | None = None) -> Trace:
    """Everything that one message wrote, or what it wrote on one finding."""
    return Trace(
        inbox_id,
        _rows(session, Progress, inbox_id, finding_id),
        _rows(session, Evidence, inbox_id, finding_id),
        _rows(session, Supervision, inbox_id, finding_id),
        _rows(session, Answer, inbox_id, finding_id),
    )


Row = TypeVar("Row", Progress, Evidence, Supervision, Answer)


def _rows(
    session: Session, table: type[Row], inbox_id: int, finding_id: int | None
) -> list[Row]:
    statement = (
        select(table)
        .where(table.inbox_id == inbox_id)
        .where(col(table.withdrawn_at).is_(None))
    )
    if finding_id is not None:
        statement = statement.where(table.finding_id == finding_id)
    return list(session.exec(statement))


def last_message(
    session: Session, person_id: int, since: datetime, finding_id: int | None = None
) -> int | None:
    """The inbox id of somebody's last message that wrote anything, or on one finding."""
    newest: int | None = None
    for table in (Progress, Evidence, Supervision, Answer):
        statement = (
            select(table.inbox_id)
            .where(table.person_id == person_id)
            .where(table.at >= since)
            .where(col(table.withdrawn_at).is_(None))
            .order_by(col(table.inbox_id).desc())
            .limit(1)
        )
        if finding_id is not None:
            statement = statement.where(table.finding_id == finding_id)
        found = session.exec(statement).first()
        if found is not None and (newest is None or found > newest):
            newest = found
    return newest
