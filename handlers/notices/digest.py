"""周报：先说变化，再说逾期最久的，每个率带着两个数，各看各的范围（domain.md §6）。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers import people, turns
from handlers.context import Context
from handlers.reading import book, counting, telling, waiting
from handlers.reading.waiting import NONE, MoreTime
from handlers.reply import Listing, Reply
from handlers.wish import Wish
from models import clock_room, findings, organisation, petitions, post_office
from models.ledger import Finding
from models.organisation import Person, Somebody
from rules.errors import Refusal
from rules.vocabulary import (
    OFFICE_ROLES,
    OPEN_STATUSES,
    Action,
    ExtensionStatus,
    Role,
    Status,
)
from templates.render import render

WIDE = (Role.OFFICE, Role.OFFICE_HEAD, Role.LEADING_GROUP)
WORST = 4
STEP = "digest"
WHY = "每周第一个工作日的周报"


@dataclass(frozen=True)
class Digest:
    """A digest's text and the numbered findings in it."""

    text: str
    codes: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def on_demand(wish: Wish, ctx: Context) -> Reply:
    """Give the digest now to whoever may have it."""
    made = digest_for(ctx, ctx.person)
    if made is None:
        raise Refusal("not_allowed", action="周报", who="巡察办、领导小组、单位负责人")
    listing = Listing(made.codes, made.rest, "list", "周报") if made.codes else None
    return Reply(made.text, listing=listing, outcome="digest", codes=made.codes)


def receivers(ctx: Context) -> list[Person]:
    """Office, leading group, principals, and leaders with open findings."""
    posts = organisation.holders(ctx.session, [*WIDE, Role.PRINCIPAL])
    rows = findings.all_open(ctx.session)
    named = findings.named_on_many(ctx.session, [row.key for row in rows])
    leaders = [
        entry.person
        for group in named.values()
        for entry in group
        if entry.role is Role.RESPONSIBLE_LEADER and entry.person.active
    ]
    unique = {person.key: person for person in (*posts, *leaders)}
    return list(unique.values())


def digest_for(
    ctx: Context, person: Somebody, issue: date | None = None
) -> Digest | None:
    """The digest as somebody may see it; None for people without one.

    It tells what has changed since the issue before that of `issue`, or of today.
    """
    previous = previous_issue(ctx, issue or ctx.today)
    if people.sees_all(ctx, person):
        return _wide(ctx, person, previous)
    roles = people.roles(ctx, person)
    if Role.PRINCIPAL in roles:
        units = [
            unit
            for unit in people.units_of(ctx, person)
            if _is_principal(ctx, person, unit.id)
        ]
        rows = findings.in_open_rounds(ctx.session, [unit.id or 0 for unit in units])
        scope = "、".join(unit.name for unit in units)
        return _narrow(ctx, person, rows, scope, "过问", scope, previous)
    if Role.RESPONSIBLE_LEADER in roles:
        rows = findings.in_open_rounds(ctx.session, led_by=person.key)
        whose, ask = "您负责的事项", "我的"
        return _narrow(ctx, person, rows, whose, "督促", ask, previous)
    return None


def _is_principal(ctx: Context, person: Somebody, unit_id: int | None) -> bool:
    holders = organisation.holders(ctx.session, [Role.PRINCIPAL], unit_id)
    return person.key in {one.key for one in holders}


def _wide(ctx: Context, person: Somebody, previous: date | None) -> Digest:
    rows = findings.in_open_rounds(ctx.session)
    overdue = counting.overdue_rows(ctx, rows)
    asked = waiting.more_time(ctx, overdue[:WORST])
    text = render(
        "digest_office",
        today=ctx.today,
        rounds=counting.round_names(ctx),
        at=ctx.now,
        previous=previous,
        changes=changes(ctx, rows, previous),
        total=len(rows),
        counts=counting.counts(rows),
        figures=counting.rates(ctx, rows),
        overdue=[
            f"{number}. {_late_line(ctx, row, asked)}"
            for number, row in enumerate(overdue[:WORST], 1)
        ],
        overdue_total=len(overdue),
        at_office=counting.at_the_office(overdue),
        week=len(counting.week_rows(ctx, rows)),
        unset=sum(1 for row in rows if row.clock == "unset" and _open(row)),
        waiting=_waiting_for_office(ctx, rows) if _in_office(ctx, person) else [],
        coordinate=[row.code for row in rows if row.blocked and _open(row)],
        unreached=_unreached(ctx) if _in_office(ctx, person) else [],
    )
    codes = tuple(row.code for row in overdue)
    return Digest(text, codes[:WORST], codes[WORST:])


def _in_office(ctx: Context, person: Somebody) -> bool:
    return bool(people.roles(ctx, person) & OFFICE_ROLES)


def _late_line(ctx: Context, row: Finding, asked: Mapping[int, MoreTime]) -> str:
    name = findings.unit_of(ctx.session, row).name
    said = _asked(ctx, asked, row)
    signed = "，已签字，等核验" if row.status == Status.ENDORSED else ""
    late = f"{row.code} {name} {book.late(ctx, row)}个工作日{signed}"
    return f"{late}。{said}" if said else late


def _asked(ctx: Context, asked: Mapping[int, MoreTime], row: Finding) -> str:
    """What is said of a late finding on whose request for more time nobody decided."""
    return waiting.said(ctx, asked.get(row.key, NONE))


def _narrow(
    ctx: Context,
    person: Somebody,
    rows: Sequence[Finding],
    scope: str,
    verb: str,
    ask: str,
    previous: date | None,
) -> Digest:
    matters, codes = _matters(ctx, person, rows)
    overdue = counting.overdue_rows(ctx, rows)
    week = [row.code for row in counting.week_rows(ctx, rows) if row.code not in codes]
    text = render(
        "digest_leader",
        today=ctx.today,
        scope=scope,
        address=telling.address(person),
        matters=matters[:WORST],
        matters_total=len(matters),
        verb=verb,
        total=len(rows),
        counts=counting.counts(rows),
        overdue_total=len(overdue),
        at_office=counting.at_the_office(overdue),
        figures=counting.rates(ctx, rows).first(),
        previous=previous,
        changes=changes(ctx, rows, previous),
        week=week,
        ask=ask,
        at=ctx.now,
        office=telling.office(ctx),
    )
    return Digest(text, tuple(codes[:WORST]), tuple(codes[WORST:]))


def _matters(
    ctx: Context, person: Somebody, rows: Sequence[Finding]
) -> tuple[list[str], list[str]]:
    """What waits for the reader: late findings first, then what they must sign.

    What is signed waits for the office: of that the reader is asked nothing.
    """
    lines, codes = [], []
    unsigned = [row for row in rows if row.status != Status.ENDORSED]
    late = counting.overdue_rows(ctx, unsigned)
    asked = waiting.more_time(ctx, late)
    for row in late:
        said = f"上次报告：{row.last_report_text[:30]}" if row.last_report_text else ""
        reason = f"受阻：{row.blocked[:30]}" if row.blocked else said
        due = telling.short(ctx, row.due_on) if row.due_on else ""
        lines.append(
            f"{row.code} 期限{due}，已逾期{book.late(ctx, row)}个工作日。"
            + (f"{reason}。" if reason else "尚未收到进展。")
            + _asked(ctx, asked, row)
        )
        codes.append(row.code)
    for row in rows:
        mine = person.key in {one.key for one in people.signers(ctx, row)}
        if row.status == Status.SUBMITTED and mine and row.submitted_at:
            on = telling.short(ctx, ctx.policy.hours.local_date(row.submitted_at))
            lines.append(f"{row.code} 已申请销号，{on}起待您审签。")
            codes.append(row.code)
    return lines, list(dict.fromkeys(codes))


def previous_issue(ctx: Context, day: date) -> date | None:
    """The day of the issue before that of a day; None before the first."""
    last = clock_room.last_run(ctx.session, STEP, before=_midnight(ctx, day))
    return ctx.policy.hours.local_date(last.slot) if last else None


def _midnight(ctx: Context, day: date) -> datetime:
    return datetime.combine(day, time(), ctx.policy.hours.zone)


def changes(ctx: Context, rows: Sequence[Finding], since: date | None) -> str:
    """What changed since the issue before: new, closed, returned, extended, late."""
    if since is None:
        return ""
    start = _midnight(ctx, since)
    ids = {row.key for row in rows}
    new = sum(1 for row in rows if _is_new(row, since))
    closed, returned, reopened = (
        clock_room.deeds_since(ctx.session, deed.value, start, ids)
        for deed in (Action.ACCEPT, Action.RETURN, Action.REOPEN)
    )
    granted = sum(
        1
        for row in petitions.extensions_decided_since(ctx.session, start)
        if row.finding_id in ids and row.status in petitions.GRANTED
    )
    late = sum(
        1
        for row in counting.overdue_rows(ctx, rows)
        if row.due_on and ctx.calendar.workdays_between(row.due_on, since) <= 0
    )
    parts = [
        ("新交办", new),
        ("新销号", closed),
        ("重新整改", reopened),
        ("退回", returned),
        ("获批延期", granted),
        ("新增逾期", late),
    ]
    said = [f"{name}{count}项" for name, count in parts if count]
    return "，".join(said) or "没有新销号，没有新增逾期"


def _is_new(row: Finding, since: date) -> bool:
    """Whether a finding was handed over since; one that begins anew was so before."""
    return row.cycle == 1 and row.delivered_on is not None and row.delivered_on >= since


def _waiting_for_office(ctx: Context, rows: Sequence[Finding]) -> list[str]:
    ready = [row for row in rows if row.status == Status.ENDORSED]
    asked = [
        row
        for row in petitions.pending_extensions(ctx.session)
        if turns.stage(ctx, findings.by_id(ctx.session, row.finding_id), row)
        is ExtensionStatus.AGREED
    ]
    lines = []
    if ready:
        longest = max(
            ctx.calendar.workdays_between(row.endorsed_on, ctx.today)
            for row in ready
            if row.endorsed_on is not None
        )
        lines.append(f"核验{len(ready)}项（最久{longest}个工作日）")
    if asked:
        lines.append(f"延期申请{len(asked)}项")
    return lines


def _unreached(ctx: Context) -> list[str]:
    """People whom a message could not reach in the last week."""
    since = ctx.now - timedelta(days=7)
    ids = [
        row.person_id
        for row in post_office.outbox(ctx.session, undeliverable=True)
        if row.person_id is not None and row.created_at >= since
    ]
    return [people.load(ctx, key).name for key in dict.fromkeys(ids)]


def _open(row: Finding) -> bool:
    return Status(row.status) in OPEN_STATUSES
