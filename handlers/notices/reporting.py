"""报告：给领导和巡察办的一条，写清为什么找您、提醒过几次、怎样答复（voice.md 2）。"""

from dataclasses import dataclass

from handlers import people, turns
from handlers.context import Context
from handlers.notices import cards, foretold, outage
from handlers.notices.bubble import Bubble, finding_of, fit, is_ladder, urgency
from handlers.notices.cards import Button
from handlers.notices.edition import Edition
from handlers.notices.reminding import PERSON_ROLES
from handlers.reading import book, telling
from handlers.reading.waiting import NONE, MoreTime
from models import findings, petitions, post_office
from models.ledger import Finding
from models.mailbox import Notice
from models.organisation import Person
from rules.telling.ladder import UPPER
from rules.telling.receivers import Ahead
from rules.vocabulary import AnswerKind, NoticeStatus, ReportKind, Role
from templates.render import render

SHOWN = 3
"""Days that fit into a row of a card."""

IN_OFFICE = (Role.OFFICE, Role.OFFICE_HEAD)
DECIDING = ("submitted", "endorsed", "extension")
"""Steps that remind of somebody's own decision (decisions.md 17)."""

VERBS = {
    Role.RESPONSIBLE_LEADER: "请您督促",
    Role.PRINCIPAL: "请您审阅、过问",
    Role.DISTRICT_LEADER: "呈请阅示",
    Role.LEADING_GROUP: "呈请阅示",
    Role.OFFICE: "请办理",
    Role.OFFICE_HEAD: "请审核",
}
ASKS = {
    Role.RESPONSIBLE_LEADER: "请您督促在",
    Role.PRINCIPAL: "请您过问，督促在",
}
"""How a date is asked for; above the principal none is (voice.md 6)."""


@dataclass(frozen=True)
class Overdue:
    """One finding in a message to a leader."""

    item: book.Brief
    reminded: list[str]
    not_reminded: str
    said: str
    answered: str
    vacant: str
    unsaid: outage.Days
    below: str
    draft: str
    deciding: str
    ahead: Ahead | None
    more_time: MoreTime


def _overdue(ctx: Context, person: Person, notice: Notice, shared: Edition) -> Overdue:
    finding = finding_of(ctx, notice)
    sent = [
        row
        for row in post_office.notices_on(ctx.session, finding.key)
        if row.cycle == finding.cycle and is_ladder(row) and row.role in PERSON_ROLES
    ]
    days = [
        telling.short(ctx, ctx.policy.hours.local_date(row.sent_at))
        for row in sent
        if row.status == NoticeStatus.SENT and row.sent_at is not None
    ]
    undelivered = any(row.status == NoticeStatus.UNDELIVERABLE for row in sent)
    return Overdue(
        item=shared.briefs[finding.key],
        reminded=list(dict.fromkeys(days)),
        not_reminded="系统未能送达提醒。" if undelivered else "此前未发提醒。",
        said=_said(ctx, finding),
        answered=_answered(ctx, person, finding, notice),
        vacant=_vacant(notice),
        unsaid=outage.of_persons(notice),
        below=_below(ctx, person, notice),
        draft=str(notice.facts.get("draft", "")),
        deciding=notice.why if _decides(ctx, person, finding, notice) else "",
        ahead=foretold.ahead(ctx, notice),
        more_time=shared.more_time.get(finding.key, NONE),
    )


def _decides(ctx: Context, person: Person, finding: Finding, notice: Notice) -> bool:
    """Say whether a step reminds its receiver of a decision that is theirs.

    The office hears of more time that a leader or the principal has not decided on.
    """
    if notice.step != "extension":
        return notice.step in DECIDING
    pending = petitions.pending_extension(ctx.session, finding.key)
    if pending is None:
        return False
    return person.key in {one.key for one in turns.on(ctx, finding, pending)}


def _newest(days: list[str]) -> str:
    """As many days as a row of a card shows; of more the newest, and how many."""
    if len(days) <= SHOWN:
        return "、".join(days)
    return f"共{len(days)}次，最近{'、'.join(days[-2:])}"


def _below(ctx: Context, person: Person, notice: Notice) -> str:
    """What a leader below the reader answered last: it is passed on (domain.md §5).

    What those above the unit answered is theirs, and told to nobody in it.
    """
    if notice.role == Role.RESPONSIBLE_LEADER:
        return ""
    finding = finding_of(ctx, notice)
    others = {one.key for role in UPPER for one in people.in_role(ctx, finding, role)}
    answers = petitions.answers(ctx.session, finding.key)
    given = [row for row in answers if row.person_id not in {*others, person.key}]
    if not given:
        return ""
    last = given[-1]
    on = telling.short(ctx, ctx.policy.hours.local_date(last.at))
    name = people.load(ctx, last.person_id).name
    return f"{name}{on}回复“{AnswerKind(last.kind).label}”"


def _said(ctx: Context, finding: Finding) -> str:
    """What the person gave as the state or the reason, always passed on (voice.md 5)."""
    reports = [
        row
        for row in findings.reports(ctx.session, finding)
        if row.kind != ReportKind.RECEIPT
    ]
    if not reports:
        return ""
    last = reports[-1]
    return f"{telling.short(ctx, ctx.policy.hours.local_date(last.at))}，{last.text}"


def _vacant(notice: Notice) -> str:
    """The vacant post for which the reader is told (domain.md §5)."""
    role = notice.facts.get("vacant")
    return Role(str(role)).label if role else ""


def _answered(ctx: Context, person: Person, finding: Finding, notice: Notice) -> str:
    given = [
        row
        for row in petitions.answers(ctx.session, finding.key)
        if row.person_id == person.key
    ]
    if not given:
        return ""
    last = given[-1]
    on = telling.short(ctx, ctx.policy.hours.local_date(last.at))
    since = "，此后没有新的进展" if notice.step == "answered" else ""
    return f"{on}回复“{AnswerKind(last.kind).label}”{since}"


def escalation(
    ctx: Context, person: Person, notices: list[Notice], shared: Edition
) -> Bubble:
    ordered = sorted(notices, key=lambda notice: urgency(ctx, notice))
    lines = [_overdue(ctx, person, notice, shared) for notice in ordered]
    highest = max(ordered, key=lambda notice: list(VERBS).index(Role(notice.role)))
    role = Role(highest.role)

    def words(count: int) -> str:
        return render(
            "escalation",
            today=ctx.today,
            verb=VERBS[role],
            ask=ASKS.get(role, ""),
            in_office=role in IN_OFFICE,
            deciding=all(line.deciding for line in lines),
            role=role.label,
            total=len(lines),
            address=telling.address(person),
            lines_of=lines[:count],
            more=len(lines) - count,
            by=ctx.calendar.add_workdays(ctx.today, 2),
            late=any(line.item.late for line in lines),
            foretold=foretold.by_moment(lines[:count]),
            office=shared.office,
        )

    text, shown, rest = fit(person, [line.item.code for line in lines], words)
    card = _leader_card(ctx, notices[0], lines[0], role) if len(lines) == 1 else None
    return Bubble(text, tuple(notices), shown, rest, card)


def _leader_card(
    ctx: Context, notice: Notice, line: Overdue, role: Role
) -> dict[str, object]:
    item = line.item
    in_office = role in IN_OFFICE
    return cards.build(
        ctx,
        f"n{notice.id}",
        f"巡察整改情况：{VERBS[role]}1项",
        f"{item.code} {item.title}",
        render(
            "card_leader",
            today=ctx.today,
            line=line,
            role=role.label,
            ask=ASKS.get(role, ""),
            in_office=in_office,
        ),
        [
            ("期限", render("card_limit", today=ctx.today, item=item)),
            ("经办人", "、".join(item.persons) or "空缺"),
            ("已提醒", _newest(line.reminded) or line.not_reminded),
            ("说明", line.said),
            ("尚缺", "、".join(item.missing)),
            ("仍未办结", render("card_ahead", today=ctx.today, ahead=line.ahead)),
        ],
        _buttons(item.code, line, in_office),
    )


def _buttons(code: str, line: Overdue, in_office: bool) -> list[Button]:
    """What can be answered with one press; each says a word that its reader may say."""
    if line.deciding:
        return [Button("同意", f"同意 {code}", 1), Button("看详情", f"查 {code}")]
    if in_office:
        return [Button("催办", f"催 {code}", 1), Button("看详情", f"查 {code}")]
    return [
        Button("已知悉", f"已知悉 {code}"),
        Button("已督促", f"已督促 {code}", 1),
        Button("需协调", f"需协调 {code}"),
        Button("看详情", f"查 {code}"),
    ]
