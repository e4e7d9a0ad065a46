"""网页上的字：一个人的事项，一项的来龙去脉，将要告诉谁；只读不写。"""

from dataclasses import dataclass
from datetime import date, datetime

from handlers import people
from handlers.acting import evidence, filing
from handlers.context import Context
from handlers.notices import planning
from handlers.reading import book, duties, telling, waiting
from handlers.reading.book import Brief
from handlers.reading.duties import Step
from handlers.reading.waiting import NONE
from models import evidence_room, findings, petitions, post_office, visit_room
from models.ledger import Finding
from rules.errors import NotAdmitted
from rules.vocabulary import (
    Action,
    AnswerKind,
    ExtensionStatus,
    Means,
    ReportKind,
    Role,
    Status,
)

COMING = 6
"""Coming notices that one page lists."""
REPORTS = {
    ReportKind.SUBSTANTIVE: "报进展",
    ReportKind.STATUS_ONLY: "说明情况",
    ReportKind.RECEIPT: "签收",
    ReportKind.BLOCKED: "报受阻",
}


@dataclass(frozen=True)
class Event:
    """One line of a finding's history."""

    at: datetime
    who: str
    what: str
    text: str = ""
    span: tuple[date, date] | None = None
    """From which day to which day a limit was asked to move."""


@dataclass(frozen=True)
class Coming:
    """A notice that the rules will send if nothing changes."""

    at: datetime
    name: str
    role: str
    why: str


@dataclass(frozen=True)
class Proof:
    """A file under the finding."""

    name: str
    who: str
    at: datetime
    size: int
    verdict: str
    reason: str


@dataclass(frozen=True)
class FindingPage:
    """Everything that the page of one finding shows."""

    item: Brief
    title: str
    text: str
    waiting: str
    returned: str
    measures: list[Step]
    events: list[Event]
    evidence: list[Proof]
    coming: list[Coming]
    may_report: bool
    may_attach: bool


def mine(ctx: Context, userid: str) -> tuple[str, list[tuple[Brief, str]]]:
    """The visitor's name and open findings, each with what is said of a request for
    more time that waits; raises NotAdmitted for strangers."""
    me = filing.visitor(ctx, userid)
    own = [row.key for row in people.own_findings(me, me.person)]
    rows = {row.key: row for row in findings.many(me.session, sorted(own))}
    asked = waiting.more_time(me, list(rows.values()))
    said = [waiting.said(me, asked.get(key, NONE)) for key in own]
    briefs = book.briefs(me, [rows[key] for key in own])
    return me.person.name, list(zip(briefs, said, strict=True))


def one(ctx: Context, userid: str, code: str) -> tuple[str, FindingPage]:
    """The visitor's name and one finding.

    Raises NotAdmitted, in the same words for what does not exist and for what the
    visitor may not see.
    """
    me = filing.visitor(ctx, userid)
    finding = book.find(me, code)
    if finding is None or not people.may_see(me, me.person, finding):
        raise NotAdmitted("没有这一项，或者该项不在您名下。", 404)
    return me.person.name, _page(me, finding)


def answered(ctx: Context, userid: str, key: str) -> tuple[str, int] | None:
    """The answer that a form of the visitor got, and its mail; None for no such form."""
    row = post_office.known_message(ctx.session, key)
    if row is None or row.mail_id is None or row.userid != userid:
        return None
    return post_office.mail(ctx.session, row.mail_id).text, row.mail_id


def _page(ctx: Context, finding: Finding) -> FindingPage:
    running = Status(finding.status) not in (Status.CLOSED, Status.WITHDRAWN)
    return FindingPage(
        item=book.brief(ctx, finding),
        title=finding.title,
        text=people.text_for(ctx, finding),
        waiting=telling.waiting_for(ctx, finding),
        returned=finding.return_reason if running else "",
        measures=duties.steps(ctx, finding),
        events=_events(ctx, finding),
        evidence=_proofs(ctx, finding),
        coming=_coming(ctx, finding),
        may_report=running and people.may(ctx, finding, Action.REPORT),
        may_attach=(
            evidence.accepts(finding) and people.may(ctx, finding, Action.ATTACH)
        ),
    )


def _proofs(ctx: Context, finding: Finding) -> list[Proof]:
    return [
        Proof(
            row.name,
            people.load(ctx, row.person_id).name,
            row.at,
            row.size,
            row.verdict,
            row.verdict_reason,
        )
        for row in evidence_room.of_finding(ctx.session, finding, every=True)
    ]


def _coming(ctx: Context, finding: Finding) -> list[Coming]:
    """The next ones; what several people get for one reason is one line."""
    told: dict[tuple[datetime, str, str], list[str]] = {}
    for entry in planning.coming(ctx, finding):
        told.setdefault((entry.at, entry.role, entry.why), []).append(entry.name)
    return [
        Coming(at, "、".join(names), Role(role).label, why)
        for (at, role, why), names in list(told.items())[:COMING]
    ]


def _events(ctx: Context, finding: Finding) -> list[Event]:
    """What happened, newest first."""
    events = [*_reports(ctx, finding), *_decisions(ctx, finding)]
    if finding.delivered_at is not None:
        events.append(Event(finding.delivered_at, "巡察办", "交办"))
    if finding.closed_at is not None:
        events.append(Event(finding.closed_at, "巡察办", "销号"))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _reports(ctx: Context, finding: Finding) -> list[Event]:
    reports = [
        _event(ctx, row.person_id, row.at, REPORTS[ReportKind(row.kind)], row.text)
        for row in findings.reports(ctx.session, finding, every=True)
    ]
    files = [
        _event(ctx, row.person_id, row.at, "交材料", row.name)
        for row in evidence_room.of_finding(ctx.session, finding, every=True)
    ]
    return reports + files


def _decisions(ctx: Context, finding: Finding) -> list[Event]:
    session = ctx.session
    answers = [
        _event(ctx, row.person_id, row.at, AnswerKind(row.kind).label, row.text)
        for row in petitions.answers(session, finding.key)
    ]
    signatures = [
        _event(ctx, row.person_id, row.at, "签字", row.document)
        for row in petitions.signatures(session, finding)
    ]
    extensions = [
        _event(
            ctx,
            row.asked_by,
            row.asked_at,
            f"申请延期（{ExtensionStatus(row.status).label}）",
            row.reason,
            (row.old_due_on, row.new_due_on),
        )
        for row in petitions.extensions(session, finding.key)
    ]
    visits = [
        _event(ctx, row.person_id, row.at, Means(row.kind).label, row.text)
        for row in visit_room.of_finding(session, finding, every=True)
    ]
    return answers + signatures + extensions + visits


def _event(
    ctx: Context,
    person_id: int,
    at: datetime,
    what: str,
    text: str,
    span: tuple[date, date] | None = None,
) -> Event:
    return Event(at, people.load(ctx, person_id).name, what, text, span)
