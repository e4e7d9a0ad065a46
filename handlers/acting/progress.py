"""报进展：责任人说的话原样记下，该推进的推进，读回给他听。"""

from datetime import timedelta

from handlers import people
from handlers.acting import deeds, evidence
from handlers.context import Context
from handlers.ladder import escalating
from handlers.reading import book
from handlers.reply import Reply
from handlers.wish import Wish
from models import findings, traces
from models.ledger import Finding, Progress
from models.organisation import Person, Somebody
from rules.errors import Refusal
from rules.speech import tone
from rules.vocabulary import Action, ReportKind, Role, Status
from rules.writing import likeness
from templates.render import render

JUST = timedelta(minutes=10)
"""How long a receipt answers what we said of somebody's own entry."""


def progress(wish: Wish, ctx: Context) -> Reply:
    """Keep a report on one finding and read it back (voice.md 4).

    The same words as last time are kept but stop no clock (domain.md §2).
    """
    finding = wish.finding
    people.require(ctx, finding, Action.REPORT)
    ensure_running(finding)
    people.ensure_possible(finding, Action.REPORT)
    if not wish.said.text:
        example = f"进展 {finding.code} 已开会研究，明确2人办理"
        raise Refusal("needs_reason", code=finding.code, example=example)
    kind = wish.said.report or ReportKind.SUBSTANTIVE
    repeated = _repeated(ctx, finding, wish.said.text)
    if kind is ReportKind.SUBSTANTIVE and repeated:
        kind = ReportKind.STATUS_ONLY
    write(ctx, finding, kind, wish.said.text)
    joined = evidence.join_recent(ctx, finding)
    return read_back(ctx, finding, kind, wish.said.text, joined, repeated)


def receipt(wish: Wish, ctx: Context) -> Reply:
    """Note a 收到; without a code it answers the whole last reminder.

    It counts as no progress and stops no clock (decisions.md 24).
    """
    if wish.bound is not None:
        people.require(ctx, wish.bound, Action.ACKNOWLEDGE)
        ensure_running(wish.bound)
        write(ctx, wish.bound, ReportKind.RECEIPT, wish.said.text)
        return read_back(ctx, wish.bound, ReportKind.RECEIPT, wish.said.text, [])
    ctx.record(Action.ACKNOWLEDGE.value, None, {}, {})
    own = people.own_findings(ctx, ctx.person)
    first = book.find(ctx, own[0].code) if own else None
    told = traces.last_message(ctx.session, ctx.person.key, ctx.now - JUST)
    if told is not None:  # 好的 to our own answer: what was done is just told
        return Reply(render("receipt", sample="", reports=False), outcome="receipt")
    reports = first is not None and people.may(ctx, first, Action.REPORT)
    sample = first.code if first else ""
    text = render("receipt", sample=sample, reports=reports)
    return Reply(text, outcome="receipt")


def caption(wish: Wish, ctx: Context) -> Reply:
    """Words that only name files (5-024退款凭证): the files go there.

    Without files yet the words are kept as a note, so that files that follow within
    two minutes find their place.
    """
    finding = wish.finding
    people.require(ctx, finding, Action.ATTACH)
    ensure_running(finding)
    joined = evidence.join_recent(ctx, finding)
    if joined:
        return evidence.told(ctx, finding, joined)
    write(ctx, finding, ReportKind.STATUS_ONLY, wish.said.text)
    return read_back(ctx, finding, ReportKind.STATUS_ONLY, wish.said.text, [])


def write(
    ctx: Context,
    finding: Finding,
    kind: ReportKind,
    text: str,
    teller: Person | None = None,
) -> Progress:
    """Write one report and let the finding know of it.

    `teller` is whose words they are where somebody else brings them in.
    """
    report = note(ctx, finding, kind, text, teller or ctx.person)
    escalating.plan_next_look(ctx, finding)
    return report


def note(
    ctx: Context, finding: Finding, kind: ReportKind, text: str, teller: Somebody
) -> Progress:
    """The same without the next look: whoever writes many plans them together."""
    report = Progress(
        finding_id=finding.key,
        person_id=teller.key,
        cycle=finding.cycle,
        kind=kind.value,
        text=text,
        at=ctx.now,
        inbox_id=ctx.inbox_id,
    )
    ctx.session.add(report)
    changed = deeds.put(finding, _effects(ctx, finding, kind, text))
    deeds.note(ctx, finding, Action.REPORT.value, *changed)
    return report


def _effects(
    ctx: Context, finding: Finding, kind: ReportKind, text: str
) -> dict[str, object]:
    effects: dict[str, object] = {}
    if kind is ReportKind.RECEIPT:
        return effects
    if finding.status == Status.DELIVERED:
        effects["status"] = Status.RECTIFYING.value
    if kind is ReportKind.BLOCKED:
        effects["blocked"] = text
    if kind is ReportKind.SUBSTANTIVE:
        effects |= {
            "last_report_on": ctx.today,
            "last_report_text": text,
            "return_reason": "",
            "blocked": "",
        }
    return effects


def read_back(
    ctx: Context,
    finding: Finding,
    kind: ReportKind,
    text: str,
    files: list[str],
    repeated: bool = False,
) -> Reply:
    """Say what was written, and what the finding still lacks."""
    text = render(
        "progress",
        today=ctx.today,
        item=book.brief(ctx, finding),
        kind=kind.value,
        text=text,
        at=ctx.now,
        files=files,
        repeated=repeated,
        deciders=_deciders(ctx, finding) if _gives_up(kind, text) else [],
        person=ctx.person.name,
        other=_other(ctx, finding),
    )
    return Reply(text, outcome="progress", codes=(finding.code,))


def ensure_running(finding: Finding) -> None:
    """Raise Refusal `closed` on a finding that is at its end."""
    if finding.status in (Status.CLOSED, Status.WITHDRAWN):
        raise Refusal(
            "closed", code=finding.code, status=finding.status, on=finding.closed_on
        )


def _gives_up(kind: ReportKind, text: str) -> bool:
    return kind is ReportKind.STATUS_ONLY and tone.is_not_mine(text)


def _deciders(ctx: Context, finding: Finding) -> list[str]:
    """Who can name somebody else for a finding that is not the actor's any more."""
    return [one.name for one in people.leaders(ctx, finding)]


def _repeated(ctx: Context, finding: Finding, text: str) -> bool:
    """Whether these are the words of last time; a 收到 or 正在办 between hides none."""
    earlier = findings.reports(ctx.session, finding)
    told = [row for row in earlier if row.kind == ReportKind.SUBSTANTIVE]
    last = [*earlier[-1:], *told[-1:]]
    return any(likeness.same_words(row.text, text) for row in last)


def _other(ctx: Context, finding: Finding) -> str:
    """Another open finding of the same person: what a mistaken report may belong to."""
    own = findings.of_person(ctx.session, ctx.person.key, [Role.RESPONSIBLE_PERSON])
    codes = [entry.code for entry in own if entry.code != finding.code]
    return codes[0] if codes else ""
