"""一次取齐：几项问题底下的措施、人、进展、材料，四问取来。"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.findings import Named, named_on_many
from models.ledger import Evidence, Finding, Measure, Progress


@dataclass(frozen=True)
class Details:
    """What stands under some findings, read with four questions, by finding."""

    measures: dict[int, list[Measure]]
    named: dict[int, list[Named]]
    reports: dict[int, list[Progress]]
    evidence: dict[int, list[Evidence]]


def details(session: Session, rows: Sequence[Finding]) -> Details:
    """Measures, people, and this cycle's reports and files of a few findings."""
    ids = [row.key for row in rows]
    cycles = {row.key: row.cycle for row in rows}
    measured = session.exec(
        select(Measure)
        .where(col(Measure.finding_id).in_(ids))
        .order_by(col(Measure.position))
    )
    reported = session.exec(
        select(Progress)
        .where(col(Progress.finding_id).in_(ids))
        .where(col(Progress.withdrawn_at).is_(None))
        .order_by(col(Progress.id))
    )
    kept = session.exec(
        select(Evidence)
        .where(col(Evidence.finding_id).in_(ids))
        .where(col(Evidence.withdrawn_at).is_(None))
        .where(col(Evidence.supervision_id).is_(None))
        .order_by(col(Evidence.id))
    )
    result = Details({}, named_on_many(session, ids), {}, {})
    for measure in measured:
        result.measures.setdefault(measure.finding_id, []).append(measure)
    for report in reported:
        if report.cycle == cycles[report.finding_id]:
            result.reports.setdefault(report.finding_id, []).append(report)
    for file in kept:
        if file.finding_id is not None and file.cycle == cycles[file.finding_id]:
            result.evidence.setdefault(file.finding_id, []).append(file)
    return result
