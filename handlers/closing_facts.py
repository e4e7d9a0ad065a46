"""核验看什么：把销号一关要看的事实从台账里读出来。"""

from handlers.context import Context
from models import evidence_room, findings, petitions
from models.ledger import Finding
from rules import gates


def accept_missing(ctx: Context, finding: Finding) -> tuple[str, ...]:
    """What acceptance still lacks, in words (domain.md §2, accept gate)."""
    visits = findings.visits(ctx.session, finding)
    passed = [row for row in visits if row.kind == "visit" and row.verdict == "到位"]
    evidence = evidence_room.of_finding(ctx.session, finding)
    rejected = [row for row in evidence if row.verdict == "returned"]
    last = max((row.at for row in evidence if row.verdict != "returned"), default=None)
    facts = gates.AcceptFacts(
        endorsed=bool(petitions.signatures(ctx.session, finding)),
        rejected_unreplaced=sum(
            1
            for row in rejected
            if row.verdict_at and (last is None or last <= row.verdict_at)
        ),
        sampled=finding.sampled,
        returned_before=finding.returns > 0,
        visit_passed=bool(passed),
        dissatisfied=bool(finding.dissatisfied),
        to_verify=finding.to_verify,
    )
    return tuple(gates.accept_missing(facts))
