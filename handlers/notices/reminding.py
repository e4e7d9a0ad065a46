"""提醒：给经办人的一条，交办的一条（voice.md 1）。"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.context import Context
from handlers.notices import cards, foretold, outage
from handlers.notices.bubble import Bubble, finding_of, fit, urgency
from handlers.notices.cards import Button
from handlers.notices.edition import Edition
from handlers.reading import book, telling
from handlers.reading.waiting import NONE, MoreTime
from models.duty_room import Own
from models.mailbox import Notice
from models.organisation import Person
from rules.telling.receivers import Ahead
from rules.vocabulary import Role
from templates.render import render

PERSON_ROLES = ("", Role.RESPONSIBLE_PERSON.value, Role.LIAISON.value)
HANDED_ROLES = (*PERSON_ROLES, Role.RESPONSIBLE_LEADER.value)
"""Who a finding is handed over to; of them each hears a step of that day with it."""

SILENT = "没有新的进展"


@dataclass(frozen=True)
class Handed:
    """One finding that is handed over, maybe with the step that falls on that day."""

    item: book.Brief
    own: Sequence[Own]
    step: "Line | None"
    leads: bool

    @property
    def ahead(self) -> Ahead | None:
        """Who is told next about it, where a step is told with it."""
        return self.step.ahead if self.step else None


def _handed(
    ctx: Context, person: Person, notice: Notice, step: Notice | None, shared: Edition
) -> Handed:
    key = finding_of(ctx, notice).key
    return Handed(
        item=shared.briefs[key],
        own=shared.own.get((person.key, key), ()),
        step=_line(ctx, person, step, shared) if step else None,
        leads=step is not None and step.role not in PERSON_ROLES,
    )


def _all_handed(
    ctx: Context,
    person: Person,
    notices: Sequence[Notice],
    steps: Sequence[Notice],
    shared: Edition,
) -> list[Handed]:
    step_of = {notice.finding_id: notice for notice in steps}
    return [
        _handed(ctx, person, notice, step_of.get(notice.finding_id), shared)
        for notice in notices
    ]


def delivered(
    ctx: Context,
    person: Person,
    notices: list[Notice],
    steps: list[Notice],
    shared: Edition,
) -> Bubble:
    """What is handed over, each with the step of the ladder that falls on this day."""
    ordered = sorted(notices, key=lambda notice: urgency(ctx, notice))
    items = _all_handed(ctx, person, ordered, steps, shared)
    roles = sorted({Role(notice.role).label for notice in ordered if notice.role})
    mine = [
        one.item.code
        for one, notice in zip(items, ordered, strict=True)
        if notice.role in ("", Role.RESPONSIBLE_PERSON)
    ]

    def words(count: int) -> str:
        return render(
            "delivered",
            today=ctx.today,
            total=len(items),
            address=telling.address(person),
            role="、".join(roles) or "责任人",
            items=items[:count],
            more=len(items) - count,
            reports=bool(mine),
            sample=(mine or [items[0].item.code])[0],
            hand_in=telling.hand_in(ctx, person, items[0].item.code),
            foretold=foretold.by_moment(items[:count]),
            office=shared.office,
        )

    text, codes, rest = fit(person, [one.item.code for one in items], words)
    return Bubble(text, (*notices, *steps), codes, rest)


@dataclass(frozen=True)
class Line:
    """One finding in a reminder."""

    item: book.Brief
    nth: int
    moved: bool
    stalled: str
    dark: outage.Days
    own: Sequence[Own]
    ahead: Ahead | None
    more_time: MoreTime

    @property
    def may_ask(self) -> bool:
        """Whether a request for more time is not refused by rule."""
        left = self.item.due_on is not None and not self.item.late
        return left and not self.more_time.to


def _line(ctx: Context, person: Person, notice: Notice, shared: Edition) -> Line:
    finding = finding_of(ctx, notice)
    resting = finding.due_on is not None and not ctx.calendar.is_workday(finding.due_on)
    return Line(
        item=shared.briefs[finding.key],
        nth=1 + shared.told.get((person.key, finding.key, finding.cycle), 0),
        moved=notice.step == "remind-0" and resting,
        stalled=notice.why if notice.why.endswith(SILENT) else "",
        dark=outage.own(notice),
        own=shared.own.get((person.key, finding.key), ()),
        ahead=foretold.ahead(ctx, notice),
        more_time=shared.more_time.get(finding.key, NONE),
    )


def reminder(
    ctx: Context,
    person: Person,
    own: list[Notice],
    led: list[Notice],
    shared: Edition,
) -> Bubble:
    """What somebody must do, most urgent first; behind it what they lead."""
    lines = _lines(ctx, person, own, shared)
    others = _lines(ctx, person, led, shared)
    codes = [line.item.code for line in (*lines, *others)]
    hand_in = telling.hand_in(ctx, person, codes[0])
    facts = {
        "today": ctx.today,
        "dark": outage.span(own),
        "total": len(codes),
        "address": telling.address(person),
        "hand_in": hand_in,
        "office": shared.office,
    }
    text, shown, rest = fit(
        person,
        codes,
        lambda count: render("reminder", **facts, **_shown(ctx, lines, others, count)),
    )
    alone = len(codes) == 1
    card = _reminder_card(ctx, own[0], lines[0], hand_in) if alone else None
    return Bubble(text, (*own, *led), shown, rest, card)


def _lines(
    ctx: Context, person: Person, notices: list[Notice], shared: Edition
) -> list[Line]:
    ordered = sorted(notices, key=lambda notice: urgency(ctx, notice))
    return [_line(ctx, person, notice, shared) for notice in ordered]


def _shown(
    ctx: Context, lines: Sequence[Line], others: Sequence[Line], count: int
) -> dict[str, object]:
    """What stands in a bubble that has room for so many lines."""
    shown = lines[:count]
    led = others[: max(0, count - len(lines))]
    due = _due_today(ctx, shown)
    return {
        "lines_of": shown,
        "led": led,
        "more": len(lines) + len(others) - len(shown) - len(led),
        "today_due": due,
        "may_ask": any(shown[number - 1].may_ask for number in due),
        "foretold": foretold.by_moment(shown),
    }


def _due_today(ctx: Context, shown: Sequence[Line]) -> list[int]:
    """The numbers of the lines whose day it is."""
    return [
        number for number, line in enumerate(shown, 1) if line.item.due_on == ctx.today
    ]


def _reminder_card(
    ctx: Context, notice: Notice, line: Line, hand_in: str
) -> dict[str, object]:
    item = line.item
    return cards.build(
        ctx,
        f"n{notice.id}",
        "补发提醒：1项" if line.dark else "巡察整改提醒：1项",
        f"{item.code} {item.title}",
        render("card_note", today=ctx.today, line=line, hand_in=hand_in),
        [
            ("期限", render("card_limit", today=ctx.today, item=item)),
            ("提醒", f"第{line.nth}次"),
            ("您的措施", render("card_own", today=ctx.today, own=line.own)),
            ("上次报告", _last(ctx, item)),
            ("尚缺", "、".join(item.missing)),
            ("仍未办结", render("card_ahead", today=ctx.today, ahead=line.ahead)),
        ],
        _buttons(line),
    )


def _buttons(line: Line) -> list[Button]:
    """What can be said with one press; nothing that the rules always refuse."""
    code = line.item.code
    asking = [Button("申请延期", f"延期 {code}")] if line.may_ask else []
    return [
        Button("已完成", f"完成 {code}", 1),
        *asking,
        Button("看详情", f"查 {code}"),
    ]


def _last(ctx: Context, item: book.Brief) -> str:
    if item.last_on is None:
        return "尚未收到进展"
    return f"{telling.short(ctx, item.last_on)}，{item.last_text}"
