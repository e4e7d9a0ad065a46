"""周报：先说变化，再说逾期最久的，每个率带着两个数，各看各的范围（domain.md §6）。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers import people, turns
from handlers.context import Context
from handlers.notices import changes
from handlers.reading import book, counting, standings, telling, waiting
from handlers.reading.standings import Standing
from handlers.reading.waiting import NONE, MoreTime
from handlers.reply import Listing, Reply
from models import findings, organisation, petitions, post_office, recurring
from models.ledger import Finding
from models.organisation import Person, Somebody
from models.recurring import Earlier
from rules.errors import Refusal
from rules.vocabulary import (
    OFFICE_ROLES,
    ExtensionStatus,
    Role,
    Status,
)
from templates.render import clip, render

WIDE = (Role.OFFICE, Role.OFFICE_HEAD, Role.LEADING_GROUP)
READERS = "巡察办、领导小组、主要负责人、责任领导"
WORST = 4
UNITS = 3
NAME = 30
"""Characters of a unit's name in a line: four of them stand in one bubble."""

STEP = changes.STEP
WHY = "每周第一个工作日的周报"


@dataclass(frozen=True)
class Digest:
    """A digest's text and the numbered findings in it."""

    text: str
    codes: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """How a leader's digest calls what it is about, and what is asked of them."""

    scope: str
    verb: str
    ask: str
    exports: bool
    """Whether they may have a table of it all."""


def on_demand(ctx: Context) -> Reply:
    """Give the digest now to whoever may have it."""
    made = digest_for(ctx, ctx.person)
    if made is None:
        raise Refusal("not_allowed", action="周报", who=READERS)
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
    day = issue or ctx.today
    if people.sees_all(ctx, person):
        return _wide(ctx, person, day)
    roles = people.roles(ctx, person)
    if Role.PRINCIPAL in roles:
        units = [
            unit
            for unit in people.units_of(ctx, person)
            if _is_principal(ctx, person, unit.id)
        ]
        rows = findings.in_open_rounds(ctx.session, [unit.key for unit in units])
        scope = "、".join(unit.name for unit in units)
        words = Words(scope, "过问", scope, exports=True)
        return _narrow(ctx, person, people.there(ctx, person, rows), words, day)
    if Role.RESPONSIBLE_LEADER in roles:
        rows = findings.in_open_rounds(ctx.session, led_by=person.key)
        words = Words("您负责的事项", "督促", "我的", exports=False)
        return _narrow(ctx, person, people.there(ctx, person, rows), words, day)
    return None


def _is_principal(ctx: Context, person: Somebody, unit_id: int | None) -> bool:
    holders = organisation.holders(ctx.session, [Role.PRINCIPAL], unit_id)
    return person.key in {one.key for one in holders}


def _wide(ctx: Context, person: Somebody, day: date) -> Digest:
    rows = findings.in_open_rounds(ctx.session)
    overdue = counting.overdue_rows(ctx, rows)
    ours = _in_office(ctx, person)
    text = render(
        "digest_office",
        **_common(ctx, person, rows, overdue, day),
        rounds=counting.round_names(ctx),
        figures=counting.rates(ctx, rows),
        overdue=_late_lines(ctx, overdue[:WORST]),
        units=_worst_units(ctx, rows),
        week=len(counting.week_rows(ctx, rows)),
        unset=len(counting.undated_rows(rows)),
        ours=ours,
        waiting=_waiting_for_office(ctx, rows) if ours else [],
        unreached=_unreached(ctx) if ours else [],
    )
    codes = tuple(row.code for row in overdue)
    return Digest(text, codes[:WORST], codes[WORST:])


def _common(
    ctx: Context,
    person: Somebody,
    rows: Sequence[Finding],
    overdue: Sequence[Finding],
    day: date,
) -> dict[str, object]:
    """What every digest says of the findings that it is about."""
    compared = changes.compared(ctx, rows, day)
    return {
        "today": ctx.today,
        "at": ctx.now,
        "compared": compared,
        "quiet": changes.is_quiet(compared),
        "total": len(rows),
        "counts": counting.counts(rows),
        "overdue_total": len(overdue),
        "at_office": counting.at_the_office(overdue),
        "again": _again(ctx, person, rows),
        "coordinate": [
            row.code for row in rows if row.blocked and counting.is_open(row)
        ],
    }


def _worst_units(ctx: Context, rows: Sequence[Finding]) -> list[Standing]:
    """The units with most that is late, where there is more than one unit at all."""
    each = standings.of_units(ctx, rows)
    return [one for one in each if one.late][:UNITS] if len(each) > 1 else []


def _again(ctx: Context, person: Somebody, rows: Sequence[Finding]) -> list[str]:
    """What runs once more: closed and opened anew, or told in an earlier round.

    Of an earlier round only what the reader may see is named.
    """
    running = [row for row in rows if counting.is_open(row)]
    before = recurring.alike_before(
        ctx.session, [row for row in running if row.cycle == 1]
    )
    named = []
    for row in running:
        if row.cycle > 1:
            named.append(f"{row.code}（第{row.cycle}次整改）")
        elif then := _seen(ctx, person, before.get(row.key, [])):
            named.append(f"{row.code}（同{then}）")
    return named


def _seen(ctx: Context, person: Somebody, alike: Sequence[Earlier]) -> str:
    """The code of the newest that the reader may see; "" where they may see none."""
    return next((one.code for one in alike if people.may_see(ctx, person, one)), "")


def _in_office(ctx: Context, person: Somebody) -> bool:
    return bool(people.roles(ctx, person) & OFFICE_ROLES)


def _late_lines(ctx: Context, rows: Sequence[Finding]) -> list[str]:
    asked = waiting.more_time(ctx, rows)
    return [
        f"{number}. {_late_line(ctx, row, asked)}" for number, row in enumerate(rows, 1)
    ]


def _late_line(ctx: Context, row: Finding, asked: Mapping[int, MoreTime]) -> str:
    name = findings.unit_of(ctx.session, row).name
    said = _asked(ctx, asked, row)
    signed = "，已签字，等核验" if row.status == Status.ENDORSED else ""
    late = f"{row.code} {clip(name, NAME)} {book.late(ctx, row)}个工作日{signed}"
    return f"{late}。{said}" if said else late


def _asked(ctx: Context, asked: Mapping[int, MoreTime], row: Finding) -> str:
    """What is said of a late finding on whose request for more time nobody decided."""
    return waiting.said(ctx, asked.get(row.key, NONE))


def _narrow(
    ctx: Context,
    person: Somebody,
    rows: Sequence[Finding],
    words: Words,
    day: date,
) -> Digest:
    matters, codes = _matters(ctx, person, rows)
    overdue = counting.overdue_rows(ctx, rows)
    week = [row.code for row in counting.week_rows(ctx, rows) if row.code not in codes]
    text = render(
        "digest_leader",
        **_common(ctx, person, rows, overdue, day),
        words=words,
        address=telling.address(person),
        matters=matters[:WORST],
        matters_total=len(matters),
        figures=counting.rates(ctx, rows).first(),
        week=week,
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
