"""撤销和改归属：十分钟内收回上一条，原记录留着，补一笔更正（decisions.md 25）。"""

import re
from datetime import timedelta

from handlers import people
from handlers.acting import deeds, evidence, extensions, office, progress, visits
from handlers.context import Context
from handlers.post import requests
from handlers.reply import Reply
from handlers.wish import Wish
from models import evidence_room, findings, journal, traces, visit_room
from models.ledger import Finding, Measure
from models.traces import Trace
from rules import entries
from rules.errors import Refusal
from rules.vocabulary import Action, ReportKind, Status
from templates.render import render

WINDOW = timedelta(minutes=10)
REQUEST = re.compile(r"延期|销[号账]|申请")
"""Requests are not undone; others decide on them (decisions.md 25)."""

ASKS = frozenset({"extension_asked", Action.EXTEND.value, Action.SUBMIT.value})
DECISIONS = frozenset(
    {
        Action.ACCEPT.value,
        Action.ENDORSE.value,
        Action.RETURN.value,
        Action.AGREE_EXTENSION.value,
        Action.ENDORSE_EXTENSION.value,
        Action.GRANT_EXTENSION.value,
        "check_accept",
        "check_extension",
        "refuse_extension",
        Action.DISSATISFY.value,
        Action.SAMPLE.value,
        Action.SET_DUE.value,
        Action.HOLD.value,
        Action.CORRECT.value,
        "correct_people",
        "reassigned",
        "evidence_reviewed",
    }
)
"""What somebody decided or set is taken back by another deed, and not undone."""

LEAVES = frozenset(
    {
        "refused",
        "undo",
        "moved_here",
        "moved_away",
        "export",
        "file_refused",
        "evidence_bound",
        "evidence_flagged",
        "visit_files",
        Action.ATTACH.value,
        Action.ACKNOWLEDGE.value,
    }
)
"""What leaves the last entry the one that a plain 撤销 means.

Files found their finding by a later message; they came with their own.
"""


def undo(wish: Wish, ctx: Context) -> Reply:
    """Take back the whole last message of the actor, unless somebody acted on it.

    Where a finding is named, it is the last message that wrote on this one, and only
    what it wrote there.
    """
    if REQUEST.search(wish.said.text):
        raise extensions.stays(ctx, wish)
    trace = _last(ctx, wish.bound)
    if wish.bound is None:
        _ensure_newest(ctx, trace)
    touched = [findings.by_id(ctx.session, key) for key in sorted(trace.finding_ids)]
    for finding in touched:
        _ensure_untouched(finding, trace)
    for row in trace.rows():
        row.withdrawn_at = ctx.now
    evidence.answered(ctx, trace.evidence)
    ctx.session.flush()
    waiting = visits.let_go(ctx, trace.visits)
    for finding in touched:
        _restore(ctx, finding, trace)
        ctx.record(
            "undo", finding, {"inbox": trace.inbox_id}, {"withdrawn": _subject(trace)}
        )
    _correct_those_told(ctx, trace)
    codes = [finding.code for finding in touched]
    text = render(
        "done",
        today=ctx.today,
        what="undone",
        code="、".join(codes) or "上一条",
        at=trace.at,
        subject=_subject(trace),
        waiting=waiting,
    )
    return Reply(text, outcome="undo", codes=tuple(codes))


def _ensure_newest(ctx: Context, trace: Trace) -> None:
    """Raise Refusal where the last that the actor did is nothing that 撤销 takes back.

    What was written before it, maybe on another finding, is then not what is meant.
    """
    deed = journal.newest_of(ctx.session, ctx.person.userid, trace.inbox_id, LEAVES)
    if deed is None:
        return
    if deed.action in ASKS:
        raise Refusal("undo_request", code=deed.code)
    codes = [findings.by_id(ctx.session, key).code for key in sorted(trace.finding_ids)]
    raise Refusal(
        "undo_other",
        code=deed.code,
        deed=entries.label(deed.action),
        subject=_subject(trace),
        earlier=codes[0] if codes else "",
    )


def _correct_those_told(ctx: Context, trace: Trace) -> None:
    """Whoever was told of what is taken back gets one correction (decisions.md 25)."""
    for answer in trace.answers:
        if answer.kind == "coordinate":
            finding = findings.by_id(ctx.session, answer.finding_id)
            requests.tell_office(ctx, finding, "correction")


def move(wish: Wish, ctx: Context) -> Reply:
    """Put the last message of the actor under another finding (归到5-006)."""
    finding = wish.finding
    waiting = evidence_room.unbound(ctx.session, ctx.person.key)
    if visits.is_visitor(ctx, finding):
        return visits.bring(ctx, finding, waiting)
    people.require(ctx, finding, Action.REPORT)
    progress.ensure_running(finding)
    if waiting:
        evidence.bind(ctx, waiting, finding)
        return evidence.told(ctx, finding, [row.name for row in waiting])
    trace = _last(ctx)
    former = [findings.by_id(ctx.session, key) for key in sorted(trace.finding_ids)]
    if not former or not (trace.reports or trace.evidence):
        raise Refusal("nothing_to_undo")
    if former == [finding]:
        raise Refusal("already_there", code=finding.code)
    trace, former = _only(ctx, trace, former, wish.said.value, finding)
    for old in former:
        _ensure_untouched(old, trace)
    for report in trace.reports:
        report.finding_id, report.cycle = finding.key, finding.cycle
    for file in trace.evidence:
        file.finding_id, file.cycle = finding.key, finding.cycle
    evidence.answered(ctx, trace.evidence)
    ctx.session.flush()
    claimed = any(_marked(ctx, old, trace) for old in former)
    for old in former:
        _restore(ctx, old, trace)
        ctx.record("moved_away", old, {}, {"to": finding.code})
    _restore(ctx, finding, None)
    before = "、".join(old.code for old in former)
    hashes = [file.sha256 for file in trace.evidence]
    ctx.record("moved_here", finding, {}, {"from": before, "sha256": hashes})
    facts = {"subject": _subject(trace), "before": before, "claimed": claimed}
    return office.done(ctx, finding, "moved", **facts)


def _only(
    ctx: Context, trace: Trace, former: list[Finding], wrong: str, right: Finding
) -> tuple[Trace, list[Finding]]:
    """What a message wrote on the one finding that it is to leave; `wrong` names it.

    Raises Refusal where it is not said which of several that is.
    """
    if len(former) > 1 and not wrong:
        codes = [old.code for old in former]
        raise Refusal("move_which", code=right.code, codes=codes)
    meant = [old for old in former if wrong in ("", old.code)]
    if not meant:
        raise Refusal("nothing_to_undo")
    return traces.of_message(ctx.session, trace.inbox_id, meant[0].key), meant


def _last(ctx: Context, named: Finding | None = None) -> Trace:
    since, only = ctx.now - WINDOW, named.key if named else None
    inbox_id = traces.last_message(ctx.session, ctx.person.key, since, only)
    if named is None:
        evidence.ensure_here(ctx, inbox_id or 0)
    if inbox_id is None:
        if named is not None:
            people.ensure_sees(ctx, named)
        _ensure_no_decision(ctx, named)
        raise Refusal("nothing_to_undo", code=named.code if named else "")
    return traces.of_message(ctx.session, inbox_id, only)


def _ensure_no_decision(ctx: Context, named: Finding | None) -> None:
    """Raise Refusal `undo_other` where what was just done is no entry but a decision."""
    deed = journal.newest_of(ctx.session, ctx.person.userid, 0, LEAVES)
    if deed is None or deed.at < ctx.now - WINDOW:
        return
    if deed.action in ASKS and named is None:
        raise Refusal("undo_request", code=deed.code)
    same = deed.code and deed.code == (named.code if named else deed.code)
    if same and deed.action in DECISIONS:
        facts = {"deed": entries.label(deed.action), "action": deed.action}
        raise Refusal("undo_other", code=deed.code, subject="", earlier="", **facts)


def _ensure_untouched(finding: Finding, trace: Trace) -> None:
    """Raise Refusal `acted_upon` where a signature or request builds on the message."""
    building = finding.status in (Status.SUBMITTED, Status.ENDORSED, Status.CLOSED)
    after = finding.submitted_at is not None and finding.submitted_at >= trace.at
    if building and after:
        raise Refusal("acted_upon", code=finding.code, by=Status(finding.status).label)


def _restore(ctx: Context, finding: Finding, trace: Trace | None) -> None:
    """Make the finding say again what its remaining rows say."""
    reports = findings.reports(ctx.session, finding)
    last = next(
        (row for row in reversed(reports) if row.kind == ReportKind.SUBSTANTIVE), None
    )
    if trace is not None:
        _unmark(ctx, finding, trace)
    blocked = next(
        (row.text for row in reversed(reports) if row.kind == ReportKind.BLOCKED), ""
    )
    values: dict[str, object] = {
        "last_report_on": ctx.policy.hours.local_date(last.at) if last else None,
        "last_report_text": last.text if last else "",
        "to_verify": finding.to_verify or _is_unverified(ctx, finding, trace),
        "blocked": blocked if not last or not blocked else finding.blocked,
    }
    worked = reports or evidence_room.of_finding(ctx.session, finding)
    unworked = trace is not None and bool(trace.reports or trace.evidence)
    unworked = unworked and not worked and finding.cycle == 1
    if finding.status == Status.RECTIFYING and unworked:
        values["status"] = Status.DELIVERED.value
    elif finding.status == Status.DELIVERED and worked:
        values["status"] = Status.RECTIFYING.value
    deeds.change(ctx, finding, "undo", **values)


def _is_unverified(ctx: Context, finding: Finding, trace: Trace | None) -> bool:
    """Say whether a claim of the ledger waits for its answer again."""
    if trace is None or not trace.visits:
        return False
    kept = journal.of_finding(ctx.session, finding.key)
    return any(entry.action == "claimed_done" for entry in kept) and not any(
        visits.answers(row) for row in visit_room.of_finding(ctx.session, finding)
    )


def _unmark(ctx: Context, finding: Finding, trace: Trace) -> None:
    for measure in _marked(ctx, finding, trace):
        measure.done_at = None
        measure.done_by = None


def _marked(ctx: Context, finding: Finding, trace: Trace) -> list[Measure]:
    """The measures that a message marked as done."""
    return [
        measure
        for measure in findings.measures(ctx.session, finding.key)
        if measure.done_by == ctx.person.key and measure.done_at == trace.at
    ]


def _subject(trace: Trace) -> str:
    parts = []
    if trace.reports:
        parts.append("进展")
    if trace.evidence:
        parts.append(f"材料{len(trace.evidence)}份")
    if trace.visits:
        parts.append("督查记录")
    if trace.answers:
        parts.append("答复")
    return "、".join(parts)
