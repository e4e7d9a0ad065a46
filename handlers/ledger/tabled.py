"""推进表里的进展：逐条记到编号所指的问题上，记在责任人名下，流水写明出自哪张表。"""

from collections.abc import Sequence

from handlers.acting import progress
from handlers.context import Context
from handlers.ladder import escalating
from handlers.ledger.reimporting import Report
from models import findings, ledger_room
from models.findings import Named
from models.ledger import Finding
from models.organisation import Person
from models.parts import parts
from rules import workflow
from rules.ledger.hints import hint
from rules.ledger.values import ProgressRow, Refused, Warned
from rules.speech.worth import report_kind
from rules.vocabulary import Action, Role, Status

BATCH = 500

ENDED = frozenset({Status.CLOSED, Status.WITHDRAWN})

TELLERS = (Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER)
"""In whose name a unit's table is written down: the first of these that is named."""

BROUGHT = "import_progress"
"""The journal's word for a report that an import brought."""


def known(ctx: Context, code: str) -> tuple[str, str] | None:
    """Title and text of a finding in the book; None where there is none."""
    found = findings.by_code(ctx.session, code)
    return (found.title, found.text) if found else None


def write(
    ctx: Context, rows: Sequence[ProgressRow], report: Report, run_id: int
) -> None:
    """Write each row as a report; the same words again count as unchanged.

    The journal says of each which import brought it.
    """
    for row in rows:
        finding = findings.by_code(ctx.session, row.code)
        if finding is None:
            report.refused.append(_refused(row, "unknown_number"))
        elif (Status(finding.status), Action.REPORT) not in workflow.TRANSITIONS:
            report.refused.append(_refused(row, "not_open"))
        elif any(
            one.text == row.text for one in findings.reports(ctx.session, finding)
        ):
            report.unchanged += 1
        else:
            _tell(ctx, finding, row, report, run_id)


def write_beside(
    ctx: Context, rows: Sequence[ProgressRow], report: Report, run_id: int
) -> None:
    """Write what a ledger says was done so far; what can't be is said, not refused.

    The same words again, and those about what has ended, are left alone. A ledger has
    hundreds of them: each batch is read and planned together.
    """
    for part in parts(rows, BATCH):
        _write_batch(ctx, part, report, run_id)


def _write_batch(
    ctx: Context, rows: Sequence[ProgressRow], report: Report, run_id: int
) -> None:
    known = findings.by_codes(ctx.session, [row.code for row in rows])
    by_code = {finding.code: finding for finding in known}
    ids = [finding.key for finding in known]
    told, named = (
        ledger_room.told_of(ctx.session, ids),
        findings.named_on_many(ctx.session, ids),
    )
    written = []
    for row in rows:
        finding = by_code.get(row.code)
        if finding is None or finding.status in ENDED:
            continue
        if (finding.key, row.text) in told:
            continue
        teller = _first(named.get(finding.key, []))
        if (Status(finding.status), Action.REPORT) not in workflow.TRANSITIONS:
            _left_out(row, report, "还没有交办，进展没有记入；交办后再导入一次")
        elif teller is None:
            _left_out(row, report, "没有责任人，进展记不到人名下，没有记入")
        else:
            _note(ctx, finding, row, teller, run_id)
            told.add((finding.key, row.text))
            written.append(finding)
    report.progress += len(written)
    escalating.plan_next_looks(ctx, written)


def _left_out(row: ProgressRow, report: Report, why: str) -> None:
    text = f"{row.code} {why}"
    warned = Warned(row.sheet, row.row, "progress_left", text, "整改进展")
    report.warnings.append(warned)


def _note(
    ctx: Context, finding: Finding, row: ProgressRow, teller: Person, run_id: int
) -> None:
    """Write a report in somebody's name; the journal says which import brought it."""
    progress.note(ctx, finding, report_kind(row.text), row.text, teller)
    source = f"{row.sheet}!{row.row}"
    about = {"source": source, "teller": teller.userid, "import": run_id}
    ctx.record(BROUGHT, finding, {}, about)


def _tell(
    ctx: Context, finding: Finding, row: ProgressRow, report: Report, run_id: int
) -> None:
    teller = _teller(ctx, finding)
    if teller is None:
        report.refused.append(_refused(row, "no_person"))
        return
    _note(ctx, finding, row, teller, run_id)
    escalating.plan_next_look(ctx, finding)
    report.progress += 1


def _teller(ctx: Context, finding: Finding) -> Person | None:
    return _first(findings.named_on(ctx.session, finding.key))


def _first(everybody: Sequence[Named]) -> Person | None:
    named = [one for one in everybody if one.person.active]
    return next((one.person for r in TELLERS for one in named if one.role is r), None)


def _refused(row: ProgressRow, reason: str) -> Refused:
    place = (row.sheet, row.row, "编号", row.code)
    return Refused(*place, reason, hint(reason, code=row.code))
