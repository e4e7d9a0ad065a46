"""查：帮助、我的、一项、状态、逾期、本周到期、一个单位；每个数都数得出来。"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers import book, duties, people, telling
from handlers.context import Context
from handlers.reply import Asking, Listing, Reply
from handlers.wish import Wish
from models import findings, post_office
from models.ledger import Finding
from models.organisation import Person
from models.outlines import Outlined
from rules import figures
from rules.commands import COMMANDS, CommandSpec
from rules.errors import Refusal
from rules.vocabulary import OPEN_STATUSES, Light, Role, Status
from templates.render import render

PAGE = 5
"""Items in one bubble (voice.md 12)."""


def help_(wish: Wish, ctx: Context) -> Reply:
    """Say what the actor can do here, for the roles they have."""
    roles = people.roles(ctx, ctx.person)
    lines = [spec for spec in COMMANDS if _offered(spec, roles)]
    return Reply(render("help", lines_of=lines), outcome="help")


def _offered(spec: CommandSpec, roles: frozenset[Role]) -> bool:
    if spec.later or not spec.help:
        return False
    return spec.who is None or bool(spec.who & roles)


def mine(wish: Wish, ctx: Context) -> Reply:
    """List the actor's open findings by due date, lights and days left."""
    own = people.own_findings(ctx, ctx.person)
    return listing(ctx, "我的事项", own, nothing="您名下目前没有在办事项。")


def show(wish: Wish, ctx: Context) -> Reply:
    """Show one finding to somebody who may see it."""
    finding = wish.finding
    people.ensure_sees(ctx, finding)
    text = render(
        "show",
        today=ctx.today,
        item=book.brief(ctx, finding),
        text=people.text_for(ctx, finding),
        closed_on=finding.closed_on,
        late_closed=_late_closed(finding),
        measures=duties.steps(ctx, finding),
        visits=telling.visit_lines(ctx, finding),
        waiting=telling.waiting_for(ctx, finding),
    )
    return Reply(text, outcome="show", codes=(finding.code,))


def _late_closed(finding: Finding) -> bool:
    if finding.due_on is None or finding.closed_on is None:
        return False
    signed = finding.endorsed_on or finding.closed_on
    return signed > finding.due_on


@dataclass(frozen=True)
class Scope:
    """Which findings a reader's counts run over, and what to call them."""

    heading: str
    rows: list[Finding]
    wide: bool


def scope(ctx: Context, word: str = "") -> Scope:
    """The findings that the actor's counts may run over (domain.md §3).

    `word` narrows them: a light (红灯), a round (第5轮), a category, or a unit.
    """
    whole = _whole(ctx)
    if not word:
        return whole
    for narrowed in (_by_light, _by_round, _by_category):
        rows = narrowed(ctx, whole.rows, word)
        if rows is not None:
            return Scope(f"{whole.heading}，{word}", rows, whole.wide)
    unit = people.unit(ctx, word)
    people.ensure_sees_unit(ctx, unit)
    rows = findings.in_open_rounds(ctx.session, [unit.id or 0])
    return Scope(unit.name, rows, False)


def _whole(ctx: Context) -> Scope:
    """Everything that the actor may count: all, their units, or what is theirs."""
    if people.sees_all(ctx, ctx.person):
        return Scope(round_names(ctx), findings.in_open_rounds(ctx.session), True)
    units = people.units_of(ctx, ctx.person)
    rows = findings.in_open_rounds(ctx.session, [unit.id or 0 for unit in units])
    if not people.sees_unit(ctx, ctx.person):
        own = {row.key for row in people.own_findings(ctx, ctx.person)}
        rows = [row for row in rows if row.key in own]
    heading = "、".join(unit.name for unit in units) or "我的事项"
    return Scope(heading, rows, False)


def _by_light(ctx: Context, rows: list[Finding], word: str) -> list[Finding] | None:
    wanted = next((light for light in Light if light.label == word), None)
    if wanted is None:
        return None
    return [row for row in rows if book.light(ctx, row) is wanted]


def _by_round(ctx: Context, rows: list[Finding], word: str) -> list[Finding] | None:
    match = re.fullmatch(r"第?(\w{1,4})轮", word)
    if match is None:
        return None
    found = findings.round_by_code(ctx.session, match.group(1))
    return [row for row in rows if found is not None and row.round_id == found.id]


def _by_category(ctx: Context, rows: list[Finding], word: str) -> list[Finding] | None:
    if len(word) < 2:
        return None
    return [row for row in rows if row.category and word in row.category] or None


def status(wish: Wish, ctx: Context) -> Reply:
    """Give the counts of the rounds that run, each rate with its two numbers."""
    seen = scope(ctx, wish.said.unit)
    rows = seen.rows
    text = render(
        "status",
        heading=f"巡察整改情况（{seen.heading}）",
        total=len(rows),
        counts=counts(rows),
        figures=rate_lines(ctx, rows),
        overdue=len(overdue_rows(ctx, rows)),
        week=len(week_rows(ctx, rows)),
        unset=len([row for row in rows if row.clock == "unset" and _open(row)]),
        waiting="",
        units=_example_unit(ctx, rows) if seen.wide else "",
    )
    return Reply(text, outcome="status")


def unit_status(wish: Wish, ctx: Context) -> Reply:
    """List what a unit still has open, counts first."""
    seen = scope(ctx, wish.said.unit)
    running = [row for row in seen.rows if _open(row)]
    heading = f"{seen.heading}在办（共{len(seen.rows)}项，已销号{_closed(seen.rows)}）"
    return listing(
        ctx, heading, by_due(running), nothing=f"{seen.heading}没有在办事项。"
    )


def overdue(wish: Wish, ctx: Context) -> Reply:
    """List what is overdue, longest first."""
    seen = scope(ctx, wish.said.unit)
    rows = overdue_rows(ctx, seen.rows)
    return listing(ctx, "逾期事项", rows, nothing="目前没有逾期事项。", unit=True)


def due_this_week(wish: Wish, ctx: Context) -> Reply:
    """List what falls due from today to the end of this week."""
    seen = scope(ctx, wish.said.unit)
    rows = week_rows(ctx, seen.rows)
    return listing(ctx, "本周到期", rows, nothing="本周没有到期事项。", unit=True)


def person_status(wish: Wish, ctx: Context) -> Reply:
    """List what somebody has open, as far as the reader may see it."""
    if not people.sees_all(ctx, ctx.person) and not people.sees_unit(ctx, ctx.person):
        raise Refusal("not_allowed", action="查他人事项", who="巡察办、单位负责人")
    try:
        found = people.named(ctx, wish.said.person)
    except Refusal:
        if not people.is_unit(ctx, wish.said.person):
            raise
        said = replace(wish.said, unit=wish.said.person)
        return unit_status(replace(wish, said=said), ctx)
    if len(found) > 1:
        return _which_person(ctx, found)
    rows = [
        row
        for row in people.own_findings(ctx, found[0])
        if people.may_see(ctx, ctx.person, row)
    ]
    heading = f"{found[0].name}的事项"
    return listing(ctx, heading, rows, nothing="没有在办事项。", unit=True)


def _which_person(ctx: Context, found: list[Person]) -> Reply:
    shown = found[:PAGE]
    choices = []
    for person in shown:
        units = "、".join(unit.name for unit in people.units_of(ctx, person))
        choices.append(f"{person.name}（{units or person.userid}）")
    text = render("which", about="person", choices=choices)
    asking = Asking("which_person", {}, tuple(person.userid for person in shown))
    return Reply(text, asking=asking, outcome="ask_person")


def more(wish: Wish, ctx: Context) -> Reply:
    """Go on with the last list; numbers continue over pages (decisions.md 11)."""
    since = ctx.now - timedelta(days=1)
    lists = post_office.recent_lists(ctx.session, ctx.person.key, since)
    if not lists or not lists[0].rest:
        raise Refusal("no_more")
    last = lists[0]
    return listing(
        ctx,
        last.heading or "接上页",
        findings.by_codes(ctx.session, last.rest),
        nothing="",
        unit=people.sees_all(ctx, ctx.person),
        before=tuple(last.codes),
    )


def listing(
    ctx: Context,
    heading: str,
    rows: Sequence[Outlined],
    *,
    nothing: str,
    unit: bool = False,
    before: tuple[str, ...] = (),
) -> Reply:
    """A numbered list of findings, one page of it; the rest waits for 更多."""
    page, rest = rows[:PAGE], rows[PAGE:]
    text = render(
        "mine",
        today=ctx.today,
        heading=heading,
        total=len(rows) + len(before),
        items=list(enumerate(book.lines(ctx, page, whose=unit), len(before) + 1)),
        sample=page[0].code if page else "",
        more=len(rest),
        nothing=nothing,
        show_unit=unit,
    )
    codes = before + tuple(row.code for row in page)
    kept = Listing(codes, tuple(row.code for row in rest), "list", heading)
    return Reply(text, listing=kept if page else None, outcome="list", codes=codes)


def counts(rows: Sequence[Finding]) -> list[dict[str, object]]:
    """How many findings stand in each status, in the order of their life."""
    found = Counter(row.status for row in rows)
    order = (
        Status.CLOSED,
        Status.ENDORSED,
        Status.SUBMITTED,
        Status.RECTIFYING,
        Status.DELIVERED,
        Status.LONG_TERM,
        Status.RECORDED,
        Status.WITHDRAWN,
    )
    return [
        {"label": item.label, "count": found[item.value]}
        for item in order
        if found[item.value]
    ]


def rate_lines(ctx: Context, rows: Sequence[Finding]) -> list[str]:
    """The rates with their definitions' numbers: 销号率35.0%（21/60）."""
    facts = [telling.figure_facts(ctx, row) for row in rows]
    return [
        f"{figure.name}{figure.text}"
        for figure in figures.rates(facts)
        if figure.denominator
    ]


def overdue_rows(ctx: Context, rows: Sequence[Finding]) -> list[Finding]:
    """What is late, longest first."""
    late = [row for row in rows if _open(row) and book.late(ctx, row)]
    return sorted(late, key=lambda row: (row.due_on or date.max, row.code))


def week_rows(ctx: Context, rows: Sequence[Finding]) -> list[Finding]:
    """What falls due from today to Sunday, by date."""
    sunday = ctx.today + timedelta(days=6 - ctx.today.weekday())
    due = [
        row
        for row in rows
        if _open(row) and row.due_on is not None and ctx.today <= row.due_on <= sunday
    ]
    return by_due(due)


def by_due(rows: Sequence[Finding]) -> list[Finding]:
    """Sort by due date, undated last."""
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.code))


def round_names(ctx: Context) -> str:
    """第5轮, or the names of all rounds that run."""
    return "、".join(entry.name for entry in findings.open_rounds(ctx.session)) or "无"


def _open(row: Finding) -> bool:
    return Status(row.status) in OPEN_STATUSES


def _closed(rows: Sequence[Finding]) -> int:
    return sum(1 for row in rows if row.status == Status.CLOSED)


def _example_unit(ctx: Context, rows: Sequence[Finding]) -> str:
    return findings.unit_of(ctx.session, rows[0]).name if rows else ""
