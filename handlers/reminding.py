"""提醒和报告：给经办人的一条，给领导的一条，交办的一条（voice.md 1、2）。"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import book, cards, telling
from handlers.bubble import Bubble, finding_of, fit, is_ladder, urgency
from handlers.cards import Button
from handlers.context import Context
from handlers.edition import Edition
from models import findings, petitions, post_office
from models.duty_room import Own
from models.ledger import Finding
from models.mailbox import Notice
from models.organisation import Person
from rules.vocabulary import NoticeStatus, ReportKind, Role
from templates.render import render

PERSON_ROLES = ("", Role.RESPONSIBLE_PERSON.value, Role.LIAISON.value)

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


def delivered(
    ctx: Context, person: Person, notices: list[Notice], shared: Edition
) -> Bubble:
    ordered = sorted(notices, key=lambda notice: urgency(ctx, notice))
    about = [finding_of(ctx, notice).key for notice in ordered]
    items = [shared.briefs[key] for key in about]
    own = [shared.own.get((person.key, key), ()) for key in about]
    roles = sorted({Role(notice.role).label for notice in ordered if notice.role})
    first_contact = not person.greeted
    person.greeted = True

    def words(count: int) -> str:
        return render(
            "delivered",
            today=ctx.today,
            total=len(items),
            address=telling.address(person),
            role="、".join(roles) or "责任人",
            items=list(zip(items, own, strict=True))[:count],
            more=len(items) - count,
            sample=items[0].code,
            first_contact=first_contact,
            hand_in=telling.hand_in(ctx, person, items[0].code),
            office=shared.office,
        )

    text, codes, rest = fit([item.code for item in items], words)
    return Bubble(text, tuple(notices), codes, rest)


@dataclass(frozen=True)
class Line:
    """One finding in a reminder."""

    item: book.Brief
    nth: int
    moved: bool
    stalled: bool
    dark: str
    own: Sequence[Own]


def _line(ctx: Context, person: Person, notice: Notice, shared: Edition) -> Line:
    finding = finding_of(ctx, notice)
    resting = finding.due_on is not None and not ctx.calendar.is_workday(finding.due_on)
    return Line(
        item=shared.briefs[finding.key],
        nth=1 + shared.told.get((person.key, finding.key, finding.cycle), 0),
        moved=notice.step == "remind-0" and resting,
        stalled=notice.step == "stalled",
        dark=str(notice.facts.get("dark", "")),
        own=shared.own.get((person.key, finding.key), ()),
    )


def reminder(
    ctx: Context,
    person: Person,
    own: list[Notice],
    led: list[Notice],
    shared: Edition,
) -> Bubble:
    ordered = sorted(own, key=lambda notice: urgency(ctx, notice))
    also = sorted(led, key=lambda notice: urgency(ctx, notice))
    lines = [_line(ctx, person, notice, shared) for notice in ordered]
    others = [_line(ctx, person, notice, shared) for notice in also]
    total = len(lines) + len(others)
    hand_in = telling.hand_in(ctx, person, lines[0].item.code)

    def words(count: int) -> str:
        shown = lines[:count]
        more_led = others[: max(0, count - len(lines))]
        return render(
            "reminder",
            today=ctx.today,
            dark="",
            total=total,
            address=telling.address(person),
            lines_of=shown,
            led=more_led,
            more=total - len(shown) - len(more_led),
            today_due=any(line.item.due_on == ctx.today for line in shown),
            hand_in=hand_in,
            office=shared.office,
        )

    codes = [line.item.code for line in (*lines, *others)]
    text, shown, rest = fit(codes, words)
    card = _reminder_card(ctx, own[0], lines[0], hand_in) if total == 1 else None
    return Bubble(text, (*own, *led), shown, rest, card)


def _reminder_card(
    ctx: Context, notice: Notice, line: Line, hand_in: str
) -> dict[str, object]:
    item = line.item
    return cards.build(
        ctx,
        f"n{notice.id}",
        "巡察整改提醒：1项",
        f"{item.code} {item.title}",
        render("card_note", today=ctx.today, line=line, hand_in=hand_in),
        [
            ("期限", render("card_limit", today=ctx.today, item=item)),
            ("提醒", f"第{line.nth}次"),
            ("您的措施", render("card_own", own=line.own)),
            ("上次报告", _last(item)),
            ("尚缺", "、".join(item.missing)),
        ],
        [
            Button("已完成", f"完成 {item.code}", 1),
            Button("申请延期", f"延期 {item.code}"),
            Button("看详情", f"查 {item.code}"),
        ],
    )


def _last(item: book.Brief) -> str:
    if item.last_on is None:
        return "尚未收到进展"
    return f"{telling.short(item.last_on)}，{item.last_text}"


@dataclass(frozen=True)
class Overdue:
    """One finding in a message to a leader."""

    item: book.Brief
    reminded: list[str]
    not_reminded: str
    said: str
    answered: str
    draft: str
    deciding: str


def _overdue(ctx: Context, person: Person, notice: Notice, shared: Edition) -> Overdue:
    finding = finding_of(ctx, notice)
    sent = [
        row
        for row in post_office.notices_on(ctx.session, finding.key)
        if row.cycle == finding.cycle and is_ladder(row) and row.role in PERSON_ROLES
    ]
    days = [
        telling.short(ctx.policy.hours.local_date(row.sent_at))
        for row in sent
        if row.status == NoticeStatus.SENT and row.sent_at is not None
    ]
    undelivered = any(row.status == NoticeStatus.UNDELIVERABLE for row in sent)
    return Overdue(
        item=shared.briefs[finding.key],
        reminded=list(dict.fromkeys(days)),
        not_reminded="系统未能送达提醒。" if undelivered else "此前未发提醒。",
        said=_said(ctx, finding),
        answered=_answered(ctx, person, finding),
        draft=str(notice.facts.get("draft", "")),
        deciding=notice.why if notice.step in DECIDING else "",
    )


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
    return f"{telling.short(ctx.policy.hours.local_date(last.at))}，{last.text}"


def _answered(ctx: Context, person: Person, finding: Finding) -> str:
    given = [
        row
        for row in petitions.answers(ctx.session, finding.key)
        if row.person_id == person.key
    ]
    if not given:
        return ""
    last = given[-1]
    words = {"acknowledged": "已知悉", "urged_on": "已督促", "coordinate": "需协调"}
    on = telling.short(ctx.policy.hours.local_date(last.at))
    return f"{on}回复“{words.get(last.kind, '收到')}”"


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
            next_step="",
            office=shared.office,
        )

    text, shown, rest = fit([line.item.code for line in lines], words)
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
            in_office=in_office,
        ),
        [
            ("期限", render("card_limit", today=ctx.today, item=item)),
            ("经办人", "、".join(item.persons) or "空缺"),
            ("已提醒", "、".join(line.reminded)),
            ("说明", line.said),
            ("尚缺", "、".join(item.missing)),
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
