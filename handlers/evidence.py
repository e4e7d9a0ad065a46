"""佐证材料：文件先妥存，再归到一项；归不准就问（domain.md §9，decisions.md 26）。"""

from dataclasses import dataclass
from datetime import timedelta

from handlers import deeds
from handlers.context import Context
from models import findings
from models.ledger import Evidence, Finding
from rules.vocabulary import Action, Status

TOGETHER = timedelta(minutes=2)
"""A file and a text this near to each other belong together (decisions.md 26)."""


@dataclass(frozen=True)
class Stored:
    """A file that lies in the evidence folder already."""

    sha256: str
    name: str
    size: int
    media_type: str
    source: str


def keep(ctx: Context, stored: Stored, finding: Finding | None) -> Evidence:
    """Write the row of a stored file; `finding` None waits until it is known."""
    row = Evidence(
        finding_id=finding.id if finding else None,
        person_id=ctx.person.key,
        cycle=finding.cycle if finding else 1,
        sha256=stored.sha256,
        name=stored.name,
        size=stored.size,
        media_type=stored.media_type,
        source=stored.source,
        at=ctx.now,
        inbox_id=ctx.inbox_id,
    )
    ctx.session.add(row)
    ctx.session.flush()
    if finding is not None:
        _note(ctx, finding, [row])
    return row


def bind(ctx: Context, rows: list[Evidence], finding: Finding) -> None:
    """Put files that were waiting under a finding."""
    for row in rows:
        row.finding_id = finding.id
        row.cycle = finding.cycle
    if rows:
        _note(ctx, finding, rows)


def join_recent(ctx: Context, finding: Finding) -> list[str]:
    """Bind the actor's waiting files of the last two minutes; return their names."""
    rows = [
        row
        for row in findings.unbound_evidence(ctx.session, ctx.person.key)
        if ctx.now - row.at <= TOGETHER
    ]
    bind(ctx, rows, finding)
    return [row.name for row in rows]


def accepts(finding: Finding) -> bool:
    """Say whether files may still come in (decisions.md 28)."""
    return Status(finding.status) in (
        Status.DELIVERED,
        Status.RECTIFYING,
        Status.SUBMITTED,
        Status.ENDORSED,
        Status.LONG_TERM,
    )


def _note(ctx: Context, finding: Finding, rows: list[Evidence]) -> None:
    effects: dict[str, object] = {}
    if finding.status == Status.DELIVERED:
        effects["status"] = Status.RECTIFYING.value
    if finding.return_reason:
        effects["return_reason"] = ""
    deeds.change(ctx, finding, Action.ATTACH.value, **effects)
    hashes = [row.sha256 for row in rows]
    ctx.record("evidence_bound", finding, {}, {"sha256": hashes})
