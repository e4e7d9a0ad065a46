"""核验看什么：把销号一关要看的事实从台账里读出来；回访以最后一次结论为准。"""

from collections.abc import Sequence

from handlers.context import Context
from models import evidence_room, journal, petitions, visit_room
from models.ledger import Finding
from models.supervision import Supervision
from rules import gates
from rules.speech import visit_words
from rules.vocabulary import Action, Means, Verdict

WHOLE_VISIT = visit_words.missing(place=False, seen=False, companion=False, paper=False)
"""Everything that the visit of a sampled finding must say or bring."""


def accept_missing(ctx: Context, finding: Finding) -> tuple[str, ...]:
    """What acceptance still lacks, in words (domain.md §2, accept gate)."""
    visits = _visits(ctx, finding)
    passed = _passed(_standing(visits))
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
        returned_before=_was_returned(ctx, finding),
        visit_passed=passed,
        dissatisfied=bool(finding.dissatisfied),
        to_verify=finding.to_verify,
        visit_failed=any(map(_fails, visits)),
        visit_lacks=visit_lacks(ctx, finding),
    )
    return tuple(gates.accept_missing(facts))


def _was_returned(ctx: Context, finding: Finding) -> bool:
    """Whether a request for closure was ever returned, in an earlier cycle too."""
    if finding.returns or finding.cycle == 1:
        return finding.returns > 0
    return journal.was_done(ctx.session, finding.key, Action.RETURN.value)


def visit_lacks(ctx: Context, finding: Finding) -> tuple[str, ...]:
    """What the visit of a sampled finding still lacks, in words; empty without one.

    Several records may tell it together, as long as the last verdict is 到位.
    """
    visits = _standing(_visits(ctx, finding))
    if not (finding.sampled and _passed(visits)):
        return ()
    papers = evidence_room.of_checks(ctx.session, finding)
    return visit_words.missing(
        place=any(row.place for row in visits),
        seen=any(visit_words.particulars(row.text).seen for row in visits),
        companion=any(row.companion_id for row in visits),
        paper=bool({row.supervision_id for row in papers} & {row.id for row in visits}),
    )


def _visits(ctx: Context, finding: Finding) -> list[Supervision]:
    return [
        row
        for row in visit_room.of_finding(ctx.session, finding)
        if row.kind == Means.VISIT.value
    ]


def _standing(visits: list[Supervision]) -> list[Supervision]:
    """The visits that count: all since the last whose verdict was no 到位."""
    failed = [number for number, row in enumerate(visits, 1) if _fails(row)]
    return visits[failed[-1] :] if failed else visits


def _fails(row: Supervision) -> bool:
    return row.verdict is not None and row.verdict != Verdict.DONE.value


def _passed(visits: Sequence[Supervision]) -> bool:
    return any(row.verdict == Verdict.DONE.value for row in visits)
