"""发送的事：下一个工作日将告诉谁什么，这段日子提醒过谁；只给巡察办看，什么也不写。"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers import people
from handlers.context import Context
from handlers.notices import digest, planning
from handlers.notices.bubble import is_rung
from handlers.notices.planning import Planned
from handlers.reply import Listing, Reply
from handlers.wish import Wish
from models import reminded
from rules.calendar import spans
from rules.errors import Refusal
from rules.speech.sendings import TODAY
from rules.vocabulary import Role
from templates.render import render

PAGE = 5
"""People in one bubble (voice.md 12)."""

LOOKS_AHEAD = 31
"""Days within which the next day with anything to send is looked for."""

CODES = 6
"""Findings that a line names; the others are counted."""

KINDS = 6
"""Kinds of steps that are counted apart, the most frequent ones."""

AHEAD, BEHIND = "planned", "reminded"
"""Lists of people bind no number; what is left of them waits for 更多."""

OF_A_DAY = re.compile(r"^(?:期限|复核日期)[^，]*，")
"""How a reason says which limit it counts from."""

OF_THE_OFFICE = frozenset({Role.OFFICE.value, Role.OFFICE_HEAD.value})
URGE = "urge"


@dataclass(frozen=True)
class Line:
    """Somebody, what it is about, and which of it the office urged itself."""

    userid: str
    name: str
    codes: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    urged: tuple[str, ...] = ()


def planned(wish: Wish, ctx: Context) -> Reply:
    """Say what the next workday brings whom, by the rule of the rehearsal."""
    _ensure_office(ctx, "看拟发清单")
    day = ctx.today if wish.said.value == TODAY else _next_workday(ctx)
    return _ahead(ctx, day)


def reminded_in(wish: Wish, ctx: Context) -> Reply:
    """Say who was reminded in a span that has passed, and who of them was urged."""
    _ensure_office(ctx, "看提醒记录")
    return _behind(ctx, wish.said.value)


def more_ahead(ctx: Context, rest: Sequence[str]) -> Reply:
    """Go on with the people of a rehearsal; the first word is its day."""
    _ensure_office(ctx, "看拟发清单")
    return _ahead(ctx, date.fromisoformat(rest[0]), frozenset(rest[1:]))


def more_behind(ctx: Context, rest: Sequence[str]) -> Reply:
    """Go on with who was reminded; the first word is the span."""
    _ensure_office(ctx, "看提醒记录")
    return _behind(ctx, rest[0], frozenset(rest[1:]))


def _ensure_office(ctx: Context, action: str) -> None:
    if not people.is_office(ctx, ctx.person):
        raise Refusal("not_allowed", action=action, who="巡察办")


def _next_workday(ctx: Context) -> date:
    return ctx.calendar.add_workdays(ctx.today, 1)


def _ahead(ctx: Context, day: date, only: frozenset[str] = frozenset()) -> Reply:
    entries = planning.plan(ctx, day, 1, texts=False)
    lines = _by_person((one.to, one.name, one.code, _kind(one)) for one in entries)
    counted = Counter(_kind(one) for one in entries)
    text, listing = _page(
        lines,
        only,
        AHEAD,
        day.isoformat(),
        on=day,
        kinds=counted.most_common(KINDS),
        findings=len({one.code for one in entries if one.code}),
        provisional=ctx.calendar.is_provisional(day),
        then=None if entries else _next_day(ctx, day),
    )
    return Reply(text, listing=listing, outcome="planned")


def _next_day(ctx: Context, day: date) -> date | None:
    """The first day after one on which anything is said; None within a month."""
    ahead = planning.plan(ctx, day, LOOKS_AHEAD, texts=False)
    return min((one.at.date() for one in ahead), default=None)


def _kind(entry: Planned) -> str:
    """By which rule somebody is told, whatever the day: 提前3个工作日提醒, 周报."""
    if entry.step == digest.STEP:
        return "周报"
    rule = entry.why.removesuffix(planning.PROVISIONAL).partition("：")[0]
    return OF_A_DAY.sub("", rule)


def _behind(ctx: Context, span: str, only: frozenset[str] = frozenset()) -> Reply:
    first, last = spans.past_days(span, ctx.today)
    since, until = (_midnight(ctx, day) for day in (first, last + timedelta(days=1)))
    rows = [
        row
        for row in reminded.between(ctx.session, since, until)
        if is_rung(row.step) and row.role not in OF_THE_OFFICE
    ]
    lines = _by_person(
        (row.userid, row.name, row.code, URGE if row.step == URGE else "")
        for row in rows
    )
    text, listing = _page(lines, only, BEHIND, span, span=span)
    return Reply(text, listing=listing, outcome="reminded")


def _midnight(ctx: Context, day: date) -> datetime:
    return datetime.combine(day, time(), ctx.policy.hours.zone)


Told = tuple[str, str, str, str]
"""An account, its name, a finding's code or none, and by which rule."""


def _by_person(told: Iterable[Told]) -> list[Line]:
    """A line for each person, who has most first."""
    of_each: dict[str, list[Told]] = {}
    for one in told:
        of_each.setdefault(one[0], []).append(one)
    lines = [_line(userid, entries) for userid, entries in of_each.items()]
    return sorted(lines, key=lambda line: -len(line.codes))


def _line(userid: str, entries: Sequence[Told]) -> Line:
    codes = sorted({code for _, _, code, _ in entries if code})
    urged = sorted({code for _, _, code, kind in entries if kind == URGE})
    kinds = dict.fromkeys(kind for *_, kind in entries)
    return Line(userid, entries[0][1], tuple(codes), tuple(kinds), tuple(urged))


def _page(
    lines: Sequence[Line], only: frozenset[str], kind: str, about: str, **facts: object
) -> tuple[str, Listing]:
    """One bubble of people; of the next page `only` those who were not shown."""
    left = [line for line in lines if not only or line.userid in only]
    page, rest = left[:PAGE], left[PAGE:]
    text = render(
        "sendings",
        kind=kind,
        total=len(lines),
        people=page,
        most=CODES,
        more=len(rest),
        **facts,
    )
    kept = (about, *(line.userid for line in rest)) if rest else ()
    return text, Listing((), kept, kind)
