"""请人决定：一件一条，写明事实、怎么答，配一张按钮说话的卡片（voice.md 7）。"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from handlers import people, turns
from handlers.context import Context
from handlers.notices import cards
from handlers.notices.bubble import Bubble, finding_of
from handlers.notices.cards import Button
from handlers.reading import book, closing_facts, reviewing, telling
from models import evidence_room, findings, petitions
from models.ledger import Evidence, Extension, Finding
from models.mailbox import Notice
from models.organisation import Person
from models.supervision import Proposal
from templates.render import render

Rows = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Matter:
    """What a request is about: its template word, title, facts and card rows."""

    what: str
    title: str
    note: str
    rows: Rows
    facts: dict[str, object] = field(default_factory=dict)
    pressed: bool = True
    """A button can say 同意; else it takes words."""


def request(ctx: Context, person: Person, notice: Notice) -> Bubble:
    """One request as text and card; both say the same."""
    finding = finding_of(ctx, notice)
    item = book.brief(ctx, finding)
    matter = MATTERS[notice.step](ctx, finding, notice)
    text = render(
        "request",
        today=ctx.today,
        what=matter.what,
        address=telling.address(person),
        item=item,
        office=telling.office(ctx),
        **matter.facts,
    )
    card = cards.build(
        ctx,
        f"n{notice.id}",
        matter.title,
        f"{item.code} {item.title}",
        matter.note,
        matter.rows,
        _buttons(item.code, matter),
    )
    return Bubble(text, (notice,), (finding.code,), (), card)


def _buttons(code: str, matter: Matter) -> list[Button]:
    others = [Button("退回", f"退回 {code}"), Button("看详情", f"查 {code}")]
    return [Button("同意", f"同意 {code}", 1), *others] if matter.pressed else others


def _due(ctx: Context, finding: Finding) -> str:
    return render("card_limit", today=ctx.today, item=book.brief(ctx, finding))


def _endorse(ctx: Context, finding: Finding, notice: Notice) -> Matter:
    shown = ctx.policy.shown
    measures = findings.measures(ctx.session, finding.key)
    files = [row.name for row in evidence_room.of_finding(ctx.session, finding)]
    return Matter(
        "endorse",
        "请您审签：销号申请1项",
        render("card_promise"),
        [
            ("期限", _due(ctx, finding)),
            ("措施", f"{len(measures)}条，均报告完成"),
            ("材料", f"{len(files)}份"),
            ("最近进展", finding.last_report_text),
        ],
        {
            "measure_texts": [one for row in measures if (one := shown(row.text))],
            "file_names": files,
        },
    )


def _accept(ctx: Context, finding: Finding, notice: Notice) -> Matter:
    needs = closing_facts.accept_missing(ctx, finding)
    checked = _name(ctx, finding.checked_by)
    files = evidence_room.of_finding(ctx.session, finding)
    doubts = _doubts(ctx, finding, files)
    own = _is_own(ctx, finding)
    signatures = petitions.signatures(ctx.session, finding)
    signer = _name(ctx, signatures[-1].person_id) if signatures else ""
    paper = signatures[-1].document if signatures else ""
    return Matter(
        "accept",
        "请核验：销号申请1项",
        f"销号前尚缺：{'、'.join(needs)}" if needs else "同意即销号；退回请写明原因。",
        [
            ("单位", findings.unit_of(ctx.session, finding).name),
            ("期限", _due(ctx, finding)),
            ("签字", _signed(ctx, finding, own=own)),
            ("主持工作", f"{signer}，{paper}" if paper else ""),
            ("材料", f"{len(files)}份{_seen(doubts)}"),
            ("审核", checked),
        ],
        {
            "signed": finding.endorsed_on,
            "own": own,
            "signer": signer,
            "paper": paper,
            "checked": checked,
            "needs": needs,
            "doubts": doubts,
        },
    )


def _is_own(ctx: Context, finding: Finding) -> bool:
    """Say whether who signed had asked as well: in a small unit one does both."""
    signatures = petitions.signatures(ctx.session, finding)
    return finding.submitted_by in {one.person_id for one in signatures}


def _signed(ctx: Context, finding: Finding, *, own: bool) -> str:
    if finding.endorsed_on is None:
        return ""
    return telling.short(ctx, finding.endorsed_on) + ("，申请的也是本人" if own else "")


def _seen(doubts: list[str]) -> str:
    return f"，疑点{len(doubts)}处" if doubts else ""


def _doubts(ctx: Context, finding: Finding, files: list[Evidence]) -> list[str]:
    """What a reviewer should look at before agreeing, file by file."""
    marks = reviewing.marks(ctx, finding)
    return [
        f"文件{row.number}{mark.flag.label}" + (f"（{mark.code}）" if mark.code else "")
        for row in files
        for mark in marks.get(row.key, [])
    ]


def _extension(ctx: Context, finding: Finding, notice: Notice) -> Matter:
    row = _row(ctx, finding, notice)
    agreed, endorsed = _name(ctx, row.agreed_by), _name(ctx, row.endorsed_by)
    what, greeting = EXTENSION_WORDS[notice.step]
    earlier = petitions.granted(ctx.session, finding)
    unnamed = what == "grant_extension" and earlier > 0 and not row.document
    paper = render("card_paper", today=ctx.today, code=finding.code)
    return Matter(
        what,
        f"{greeting}：{'再次延期' if earlier else '延期'}申请1项",
        paper if unnamed else row.reason,
        [
            ("原因", row.reason if unnamed else ""),
            ("申请人", _name(ctx, row.asked_by)),
            ("原期限", telling.short(ctx, row.old_due_on)),
            ("延到", telling.short(ctx, row.new_due_on)),
            ("此前", f"已延期{earlier}次" if earlier else ""),
            ("已同意", "、".join(dict.fromkeys(filter(None, (agreed, endorsed))))),
            ("文件", row.document),
            ("进展", row.progress),
        ],
        {
            **_extension_facts(ctx, finding, row),
            "agreed": agreed,
            "endorsed": endorsed,
            "earlier": earlier,
        },
        pressed=not unnamed,
    )


def _extension_facts(
    ctx: Context, finding: Finding, row: Extension
) -> dict[str, object]:
    """What a request for more time is about, and who comes after whose turn it is."""
    turn = turns.on(ctx, finding, row)
    return {
        "asker": _name(ctx, row.asked_by),
        "old": row.old_due_on,
        "new": row.new_due_on,
        "reason": row.reason,
        "progress": row.progress,
        "document": row.document,
        "principal": [one.name for one in turns.after(ctx, finding, turn)],
        "checked": _name(ctx, row.checked_by),
    }


def _row(ctx: Context, finding: Finding, notice: Notice) -> Extension:
    rows = petitions.extensions(ctx.session, finding.key)
    return next(row for row in rows if row.id == notice.facts["extension"])


def _decide(ctx: Context, finding: Finding, notice: Notice) -> Matter:
    rows: list[Proposal] = petitions.open_proposals(ctx.session)
    row = next(entry for entry in rows if entry.id == notice.facts["proposal"])
    asker = _name(ctx, row.proposed_by)
    return Matter(
        "decide",
        f"请决定：{row.subject}1项",
        row.detail,
        [
            ("单位", findings.unit_of(ctx.session, finding).name),
            ("报请人", asker),
            ("期限", _due(ctx, finding)),
        ],
        {"subject": row.subject, "detail": row.detail, "asker": asker},
    )


def _name(ctx: Context, person_id: int | None) -> str:
    return people.load(ctx, person_id).name if person_id else ""


EXTENSION_WORDS = {
    "request-agree-extension": ("agree_extension", "请您审阅"),
    "request-second-extension": ("second_extension", "请您审阅"),
    "request-grant-extension": ("grant_extension", "请审核"),
}
"""What each turn of a request for more time is called, and how its title begins."""

MATTERS = {
    "request-endorse": _endorse,
    "request-accept": _accept,
    **dict.fromkeys(EXTENSION_WORDS, _extension),
    "request-decide": _decide,
}
"""What each step of asking is about."""
