"""翻台账：把一项问题的行，读成说话和判断要用的样子。"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from handlers.context import Context
from handlers.people import is_there
from handlers.reading import reviewing, waiting
from handlers.reading.waiting import NONE, MoreTime
from models import findings, outlines, shelf
from models.findings import Named
from models.ledger import Finding
from models.organisation import Person
from models.outlines import Outlined
from models.shelf import Details
from rules import deadlines, gates
from rules.vocabulary import Clock, Light, ReportKind, Role, Status


class Line(NamedTuple):
    """One finding as a list shows it."""

    code: str
    title: str
    status: Status
    clock: Clock
    light: Light | None
    due_on: date | None
    review_on: date | None
    left: int | None
    late: int
    more_time: MoreTime = NONE
    unit: str = ""
    persons: tuple[str, ...] = ()


class Brief(NamedTuple):
    """One finding as a message about it needs it."""

    code: str
    title: str
    unit: str
    category: str
    status: Status
    clock: Clock
    light: Light | None
    due_on: date | None
    due_text: str
    then_long_term: bool
    review_on: date | None
    left: int | None
    late: int
    last_on: date | None
    last_text: str
    missing: tuple[str, ...]
    blocked: str
    leaders: tuple[str, ...]
    persons: tuple[str, ...]
    done: int
    measures: int
    files: int


def lines(ctx: Context, rows: Sequence[Outlined], *, whose: bool) -> list[Line]:
    """Read the findings of a list; units and people only where it says `whose`."""
    asked = waiting.pending(ctx, rows)
    made = [_line(ctx, row, asked.get(row.key, NONE)) for row in rows]
    if not whose:
        return made
    units = outlines.units(ctx.session, rows)
    named = findings.named_on_many(ctx.session, [row.key for row in rows])
    return [
        line._replace(
            unit=units[row.unit_id],
            persons=names(named.get(row.key, []), Role.RESPONSIBLE_PERSON),
        )
        for line, row in zip(made, rows, strict=True)
    ]


def _line(ctx: Context, row: Outlined, asked: MoreTime) -> Line:
    return Line(
        code=row.code,
        title=ctx.policy.shown(row.title),
        status=Status(row.status),
        clock=Clock(row.clock),
        light=light(ctx, row),
        due_on=limit(row),
        review_on=row.review_on,
        left=_left(ctx, row),
        late=late(ctx, row),
        more_time=asked,
    )


def _left(ctx: Context, row: Outlined) -> int | None:
    """Workdays until the due date, or the review date where there is none."""
    target = limit(row) or row.review_on
    return deadlines.workdays_left(ctx.calendar, target, ctx.today) if target else None


def brief(ctx: Context, finding: Finding) -> Brief:
    """Read one finding into what a message about it needs."""
    return briefs(ctx, [finding])[0]


def briefs(ctx: Context, rows: Sequence[Finding]) -> list[Brief]:
    """Read the findings of one message with a handful of questions."""
    details = shelf.details(ctx.session, rows)
    units = outlines.units(ctx.session, rows)
    return [_brief(ctx, row, details, units[row.unit_id]) for row in rows]


def _brief(ctx: Context, finding: Finding, details: Details, unit: str) -> Brief:
    measures = details.measures.get(finding.key, [])
    named = details.named.get(finding.key, [])
    facts = _submit_facts(finding, details)
    return Brief(
        code=finding.code,
        title=ctx.policy.shown(finding.title),
        unit=unit,
        category=finding.category,
        status=Status(finding.status),
        clock=Clock(finding.clock),
        light=light(ctx, finding),
        due_on=limit(finding),
        due_text=finding.due_text,
        then_long_term=finding.then_long_term,
        review_on=finding.review_on,
        left=_left(ctx, finding),
        late=late(ctx, finding),
        last_on=finding.last_report_on,
        last_text=finding.last_report_text,
        missing=tuple(gates.submit_missing(facts)),
        blocked=finding.blocked,
        leaders=names(named, Role.RESPONSIBLE_LEADER),
        persons=names(named, Role.RESPONSIBLE_PERSON),
        done=sum(1 for measure in measures if measure.done_at),
        measures=len(measures),
        files=len(details.evidence.get(finding.key, [])),
    )


OFF_THE_CLOCK = (Status.RECORDED, Status.CLOSED, Status.WITHDRAWN)
"""What is never late: nobody was asked for it yet, or it has ended."""


def late(ctx: Context, finding: Outlined) -> int:
    """Workdays after the due date; 0 for what is off the clock, undated or in time."""
    due_on = limit(finding)
    if due_on is None or finding.status in OFF_THE_CLOCK:
        return 0
    return deadlines.overdue_days(ctx.calendar, due_on, ctx.today)


def is_overdue(ctx: Context, finding: Outlined) -> bool:
    """Say whether the due date is past; on a rest day too, as the light has it."""
    runs, due_on = finding.status not in OFF_THE_CLOCK, limit(finding)
    return runs and due_on is not None and ctx.today > due_on


def limit(finding: Outlined) -> date | None:
    """The due date as long as it counts; what went over to long term has none."""
    gone_on = deadlines.is_long_term(finding.status, finding.clock)
    return None if gone_on else finding.due_on


def light(ctx: Context, finding: Outlined) -> Light | None:
    """The light that a finding shows today (domain.md §5)."""
    return deadlines.light(
        finding.status,
        finding.clock,
        finding.due_on,
        finding.review_on,
        ctx.today,
        ctx.calendar,
    )


def names(named: list[Named], role: Role) -> tuple[str, ...]:
    """The names of everybody named in `role`."""
    return tuple(entry.person.name for entry in named if entry.role is role)


def people(ctx: Context, finding: Finding, *roles: Role) -> list[Person]:
    """Everybody named on a finding in one of `roles`, in ledger order, active only."""
    return [
        entry.person
        for entry in findings.named_on(ctx.session, finding.key)
        if entry.role in roles and entry.person.active
    ]


def _submit_facts(finding: Finding, details: Details) -> gates.SubmitFacts:
    """Read what the gate of 申请销号 looks at."""
    reports = details.reports.get(finding.key, [])
    evidence = details.evidence.get(finding.key, [])
    measures = details.measures.get(finding.key, [])
    return gates.SubmitFacts(
        substantive_reports=sum(
            1 for row in reports if row.kind == ReportKind.SUBSTANTIVE
        ),
        evidence=reviewing.counted(evidence),
        evidence_required=finding.evidence_required,
        measures=tuple(
            (row.position, row.text, row.done_at is not None) for row in measures
        ),
        open_return=bool(finding.return_reason),
    )


def missing(ctx: Context, finding: Finding) -> tuple[str, ...]:
    """What a closure request still lacks, in words (domain.md §2, submit gate)."""
    details = shelf.details(ctx.session, [finding])
    return tuple(gates.submit_missing(_submit_facts(finding, details)))


def find(ctx: Context, code: str) -> Finding | None:
    """Look up a finding by its code; None too where it is not there for the actor."""
    found = findings.by_code(ctx.session, code)
    if found is None or ctx.actor is None or is_there(ctx, ctx.actor, found):
        return found
    return None
