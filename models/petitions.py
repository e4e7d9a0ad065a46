"""向申请和签字提的问题：谁在等谁，定了没有。"""

from collections.abc import Collection
from datetime import datetime
from operator import itemgetter

import sqlalchemy
from sqlalchemy import ColumnElement, and_, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, col, select

from models.findings import OPEN_VALUES
from models.ledger import Answer, Extension, Finding, Signature
from models.prepared import Prepared, among
from models.supervision import Proposal
from rules.vocabulary import ExtensionStatus

PENDING = (
    ExtensionStatus.ASKED.value,
    ExtensionStatus.AT_PRINCIPAL.value,
    ExtensionStatus.AGREED.value,
)
GRANTED = (ExtensionStatus.GRANTED.value, ExtensionStatus.LATE_GRANT.value)


def waits() -> ColumnElement[bool]:
    """The condition by which a request for more time, joined to its finding, waits.

    None outlives the cycle that it was asked for in, nor the finding.
    """
    return and_(
        col(Extension.status).in_(PENDING),
        col(Extension.cycle) == col(Finding.cycle),
        col(Finding.status).in_(OPEN_VALUES),
    )


def extensions(session: Session, finding_id: int) -> list[Extension]:
    """All requests for an extension, oldest first."""
    statement = (
        select(Extension)
        .where(Extension.finding_id == finding_id)
        .order_by(col(Extension.id))
    )
    return list(session.exec(statement))


def extensions_of(session: Session, finding_ids: Collection[int]) -> list[Extension]:
    """All requests for an extension of some findings, oldest first."""
    statement = (
        select(Extension)
        .where(col(Extension.finding_id).in_(finding_ids))
        .order_by(col(Extension.id))
    )
    return list(session.exec(statement))


def granted(session: Session, finding: Finding) -> int:
    """How often the limit has been moved in this cycle."""
    rows = extensions(session, finding.key)
    return sum(row.status in GRANTED and row.cycle == finding.cycle for row in rows)


def pending_extension(session: Session, finding_id: int) -> Extension | None:
    """The request for an extension that still waits for somebody, if any."""
    statement = (
        select(Extension)
        .join(Finding, col(Finding.id) == col(Extension.finding_id))
        .where(Extension.finding_id == finding_id)
        .where(waits())
        .order_by(col(Extension.id).desc())
    )
    return session.exec(statement).first()


def pending_extensions(session: Session) -> list[Extension]:
    """All requests for an extension that still wait for somebody."""
    statement = (
        select(Extension)
        .join(Finding, col(Finding.id) == col(Extension.finding_id))
        .where(waits())
        .order_by(col(Extension.id))
    )
    return list(session.exec(statement))


PENDING_NOW = Prepared(
    sqlalchemy.select(col(Extension.finding_id))
    .join(Finding, col(Finding.id) == col(Extension.finding_id))
    .where(col(Finding.cycle) == col(Extension.cycle))
    .where(among(col(Extension.status), PENDING)),
    itemgetter(0),
)


def pending_now(session: Session) -> set[int]:
    """The findings, by row id, of whose cycle a request for an extension waits."""
    return set(PENDING_NOW.all(session))


def open_proposals(session: Session) -> list[Proposal]:
    """What a staff member of the office proposed and the head has not decided."""
    statement = (
        select(Proposal).where(Proposal.state == "open").order_by(col(Proposal.id))
    )
    return list(session.exec(statement))


def decide(session: Session, proposal: Proposal, state: str) -> None:
    """Close a proposal; raises StaleDataError where somebody decided it first."""
    statement = (
        update(Proposal)
        .where(col(Proposal.id) == proposal.id)
        .where(col(Proposal.state) == "open")
        .values(state=state)
    )
    if session.connection().execute(statement).rowcount != 1:
        raise StaleDataError("somebody decided this proposal first")
    set_committed_value(proposal, "state", state)


def extensions_decided_since(session: Session, since: datetime) -> list[Extension]:
    """Requests for an extension that were decided since an instant."""
    statement = select(Extension).where(col(Extension.decided_at) >= since)
    return list(session.exec(statement))


def signatures(
    session: Session, finding: Finding, *, every: bool = False
) -> list[Signature]:
    """Signatures of the current cycle, or of `every` one, oldest first."""
    statement = (
        select(Signature)
        .where(Signature.finding_id == finding.key)
        .order_by(col(Signature.id))
    )
    if not every:
        statement = statement.where(Signature.cycle == finding.cycle)
    return list(session.exec(statement))


def answers(session: Session, finding_id: int) -> list[Answer]:
    """What leaders answered to notices about a finding, oldest first."""
    statement = (
        select(Answer)
        .where(Answer.finding_id == finding_id)
        .where(col(Answer.withdrawn_at).is_(None))
        .order_by(col(Answer.id))
    )
    return list(session.exec(statement))
