"""一项的全部：给命令行和别的程序看的样子，名字不变（interface.md §2 show --json）。"""

from collections.abc import Sequence
from datetime import date, datetime

from handlers import people
from handlers.acting import holding
from handlers.context import Context
from handlers.notices import planning
from handlers.reading import book, reviewing
from models import (
    duty_room,
    evidence_room,
    findings,
    journal,
    petitions,
    post_office,
    visit_room,
)
from models.findings import Named
from models.ledger import Finding
from models.mailbox import Notice
from rules.vocabulary import NoticeStatus


def document(ctx: Context, finding: Finding) -> dict[str, object]:
    """Everything about one finding, in plain values with stable names."""
    return {
        **_what(ctx, finding),
        **_when(ctx, finding),
        "hold": _hold(ctx, finding),
        "missing": list(book.missing(ctx, finding)),
        "people": _people(ctx, finding),
        "measures": _measures(ctx, finding),
        "progress": _progress(ctx, finding),
        "evidence": _evidence(ctx, finding),
        "visits": _visits(ctx, finding),
        "extensions": _extensions(ctx, finding),
        "signatures": _signatures(ctx, finding),
        "answers": _answers(ctx, finding),
        "notices": _notices(ctx, finding),
        "journal_length": journal.length(ctx.session, finding.key),
    }


def _what(ctx: Context, finding: Finding) -> dict[str, object]:
    """What it is and how it stands."""
    light = book.light(ctx, finding)
    return {
        "code": finding.code,
        "title": finding.title,
        "unit": findings.unit_of(ctx.session, finding).name,
        "round": findings.round_of(ctx.session, finding).code,
        "category": finding.category,
        "text": finding.text,
        "status": finding.status,
        "cycle": finding.cycle,
        "sampled": finding.sampled,
        "dissatisfied": finding.dissatisfied,
        "light": light.value if light else None,
    }


def _when(ctx: Context, finding: Finding) -> dict[str, object]:
    """Its limit, and the days of its life."""
    return {
        "clock": finding.clock,
        "due_on": _day(finding.due_on),
        "due_text": finding.due_text,
        "review_on": _day(finding.review_on),
        "overdue_days": book.late(ctx, finding),
        "delivered_on": _day(finding.delivered_on),
        "closed_on": _day(finding.closed_on),
    }


def _hold(ctx: Context, finding: Finding) -> dict[str, object] | None:
    """Until when the office holds what goes higher up, and why; None for no hold."""
    until = holding.standing(ctx, finding)
    if until is None:
        return None
    return {"until": until.isoformat(), "reason": finding.held_reason}


def _people(ctx: Context, finding: Finding) -> list[dict[str, object]]:
    return _plain(findings.named_on(ctx.session, finding.key))


def _plain(named: Sequence[Named]) -> list[dict[str, object]]:
    return [
        {
            "userid": entry.person.userid,
            "name": entry.person.name,
            "role": entry.role.value,
        }
        for entry in named
    ]


def _measures(ctx: Context, finding: Finding) -> list[dict[str, object]]:
    named = duty_room.duties(ctx.session, finding.key)
    return [
        {
            "position": row.position,
            "text": row.text,
            "due_on": _day(row.due_on),
            "done": row.done_at is not None,
            "done_at": _at(ctx, row.done_at),
            "status_text": row.status_text,
            "people": _plain(named.get(row.position, [])),
        }
        for row in findings.measures(ctx.session, finding.key)
    ]


def _signatures(ctx: Context, finding: Finding) -> list[dict[str, object]]:
    return [
        {
            "at": _at(ctx, row.at),
            "by": _userid(ctx, row.person_id),
            "document": row.document,
        }
        for row in petitions.signatures(ctx.session, finding, every=True)
    ]


def _answers(ctx: Context, finding: Finding) -> list[dict[str, object]]:
    return [
        {
            "at": _at(ctx, row.at),
            "by": _userid(ctx, row.person_id),
            "kind": row.kind,
            "text": row.text,
        }
        for row in petitions.answers(ctx.session, finding.key)
    ]


def _progress(ctx: Context, finding: Finding) -> list[dict[str, object]]:
    files = evidence_room.of_finding(ctx.session, finding, every=True)
    return [
        {
            "at": _at(ctx, row.at),
            "userid": _userid(ctx, row.person_id),
            "kind": row.kind,
            "text": row.text,
            "evidence": [
                file.sha256
                for file in files
                if file.inbox_id == row.inbox_id or _near(row.at, file.at)
                if file.person_id == row.person_id
            ],
        }
        for row in findings.reports(ctx.session, finding, every=True)
    ]


def _near(first: datetime, second: datetime) -> bool:
    return abs((first - second).total_seconds()) <= 120


def _evidence(ctx: Context, finding: Finding) -> list[dict[str, object]]:
    marks = reviewing.marks(ctx, finding)
    return [
        {
            "sha256": row.sha256,
            "name": row.name,
            "size": row.size,
            "media_type": row.media_type,
            "uploaded_by": _userid(ctx, row.person_id),
            "at": _at(ctx, row.at),
            "source": row.source,
            "number": row.number,
            "version": row.version,
            "taken_on": _day(row.taken_on),
            "verdict": row.verdict,
            "verdict_reason": row.verdict_reason,
            "destroyed_at": _at(ctx, row.destroyed_at),
            "flags": [mark.flag.value for mark in marks.get(row.key, [])],
            "flag_labels": [mark.flag.label for mark in marks.get(row.key, [])],
            "like": [
                {"code": mark.code, "number": mark.number, "name": mark.name}
                for mark in marks.get(row.key, [])
                if mark.name
            ],
        }
        for row in evidence_room.of_finding(ctx.session, finding, every=True)
    ]


def _visits(ctx: Context, finding: Finding) -> list[dict[str, object]]:
    papers = evidence_room.of_checks(ctx.session, finding, every=True)
    return [
        {
            "at": _at(ctx, row.at),
            "kind": row.kind,
            "by": _userid(ctx, row.person_id),
            "text": row.text,
            "verdict": row.verdict,
            "place": row.place,
            "evidence": [
                file.sha256 for file in papers if file.supervision_id == row.id
            ],
        }
        for row in visit_room.of_finding(ctx.session, finding, every=True)
    ]


def _extensions(ctx: Context, finding: Finding) -> list[dict[str, object]]:
    return [
        {
            "asked_at": _at(ctx, row.asked_at),
            "asked_by": _userid(ctx, row.asked_by),
            "old_due_on": _day(row.old_due_on),
            "new_due_on": _day(row.new_due_on),
            "reason": row.reason,
            "status": row.status,
            "decided_at": _at(ctx, row.decided_at),
            "document": row.document,
        }
        for row in petitions.extensions(ctx.session, finding.key)
    ]


def _notices(ctx: Context, finding: Finding) -> list[dict[str, object]]:
    """What was sent, what waits, and what the rules will send next."""
    kept: list[dict[str, object]] = [
        {
            "at": _at(ctx, _moment(row)),
            "to": _userid(ctx, row.person_id),
            "step": row.step,
            "status": row.status,
            "reason": row.reason,
            "why": row.why,
        }
        for row in post_office.notices_on(ctx.session, finding.key)
    ]
    coming: list[dict[str, object]] = [
        {
            "at": entry.at.isoformat(),
            "to": entry.to,
            "step": entry.step,
            "status": NoticeStatus.COMING.value,
            "reason": "",
            "why": entry.why,
        }
        for entry in planning.coming(ctx, finding)
    ]
    return [*kept, *coming]


def _moment(row: Notice) -> datetime:
    if row.sent_at is not None:
        return row.sent_at
    if row.status == NoticeStatus.WAITING:
        return row.release_after
    return row.created_at


def _userid(ctx: Context, person_id: int) -> str:
    return people.load(ctx, person_id).userid


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _at(ctx: Context, value: datetime | None) -> str | None:
    return value.astimezone(ctx.policy.hours.zone).isoformat() if value else None
