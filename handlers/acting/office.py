"""巡察办的规矩：两人四眼，先核后定；以及办成之后怎么读回。"""

from handlers import people
from handlers.context import Context
from handlers.post import requests
from handlers.reading import book
from handlers.reply import Reply
from models import organisation, petitions, visit_room
from models.ledger import Finding
from models.supervision import Proposal
from rules.errors import Refusal
from rules.vocabulary import Means, Role, Verdict
from templates.render import render


def done(ctx: Context, finding: Finding, what: str, **facts: object) -> Reply:
    """Read back a finished deed and say what comes next."""
    text = render(
        "done", today=ctx.today, item=book.brief(ctx, finding), what=what, **facts
    )
    return Reply(text, outcome=what, codes=(finding.code,))


def must_check_first(ctx: Context, checked_by: int | None, code: str) -> bool:
    """Say whether the actor's 同意 is the check and not yet the decision.

    Where the roster names an office head, a staff member checks and the head decides
    (domain.md §2); a head who has staff waits for their check.
    """
    heads = organisation.holders(ctx.session, [Role.OFFICE_HEAD])
    staff = organisation.checkers(ctx.session)
    if not heads or not staff:
        return False
    is_head = ctx.person.key in {person.key for person in heads}
    if is_head and checked_by is None:
        raise Refusal("four_eyes", code=code, rule="由工作人员先审核，再由您决定。")
    if not is_head and checked_by is not None:
        raise Refusal("four_eyes", code=code, rule="已审核，等负责人决定。")
    if is_head and checked_by == ctx.person.key:
        raise Refusal("four_eyes", code=code, rule="审核和决定须由两人办理。")
    return not is_head


def ensure_other_eyes(ctx: Context, finding: Finding) -> None:
    """Raise Refusal `four_eyes` where whoever visited would accept alone.

    Another who was there and found it done is a second pair of eyes; one who found it
    not done is none.
    """
    staff = organisation.office_staff(ctx.session)
    visits = [
        row
        for row in visit_room.of_finding(ctx.session, finding)
        if row.kind == Means.VISIT
    ]
    visited = any(row.person_id == ctx.person.key for row in visits)
    vouched = any(
        row.person_id != ctx.person.key and row.verdict == Verdict.DONE
        for row in visits
    )
    checked = finding.checked_by not in (None, ctx.person.key)
    if visited and not (vouched or checked) and len(staff) > 1:
        raise Refusal(
            "four_eyes", code=finding.code, rule="回访人不能独自核验，请由另一人办理。"
        )


def ensure_proposes(ctx: Context, finding: Finding, subject: str) -> None:
    """Raise Refusal `four_eyes` for a head whose staff proposes what they decide."""
    if people.is_head(ctx, ctx.person) and organisation.checkers(ctx.session):
        raise Refusal(
            "four_eyes",
            code=finding.code,
            rule=f"{subject}由工作人员提出，再由您决定。",
        )


def propose(
    ctx: Context,
    finding: Finding,
    kind: str,
    subject: str,
    detail: str,
    payload: dict[str, object],
) -> Reply | None:
    """Leave a deed to the head; None where the actor may decide it at once."""
    heads = organisation.holders(ctx.session, [Role.OFFICE_HEAD])
    staff = organisation.checkers(ctx.session)
    if not heads or not staff:
        return None
    ensure_proposes(ctx, finding, subject)
    _ensure_one(ctx, finding, kind, [head.name for head in heads])
    proposal = Proposal(
        finding_id=finding.key,
        cycle=finding.cycle,
        kind=kind,
        subject=subject,
        detail=detail,
        payload=payload,
        proposed_by=ctx.person.key,
        proposed_at=ctx.now,
        state="open",
    )
    ctx.session.add(proposal)
    ctx.session.flush()
    ctx.record("propose", finding, {}, {"kind": kind, "detail": detail})
    names = requests.ask_decide(ctx, finding, proposal)
    return done(
        ctx, finding, "proposed", subject=subject, detail=detail, to="、".join(names)
    )


def _ensure_one(ctx: Context, finding: Finding, kind: str, heads: list[str]) -> None:
    """Raise Refusal `pending_proposal` where the same waits for the head already.

    Of two alike nobody could tell which one a 同意 meant.
    """
    for before in petitions.open_proposals(ctx.session):
        if (before.finding_id, before.kind) == (finding.key, kind):
            raise Refusal(
                "pending_proposal",
                code=finding.code,
                asked=ctx.policy.hours.local_date(before.proposed_at),
                subject=before.subject,
                detail=before.detail,
                whom=heads,
            )
