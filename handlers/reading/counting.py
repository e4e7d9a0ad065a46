"""数：一个人看得到的数算在哪些事项上，各有多少，各个率怎么来。"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from handlers import people, units
from handlers.context import Context
from handlers.reading import book, telling
from models import findings, outlines
from models.ledger import Round
from models.organisation import Person, Unit
from models.outlines import Countable, Counted, Outlined
from rules import figures
from rules.calendar import spans
from rules.errors import Refusal
from rules.ledger.cells import read_round
from rules.vocabulary import OPEN_STATUSES, Clock, Light, Role, Status

Row = TypeVar("Row", bound=Outlined)


NAMED = (Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER)
NAMED_UNITS = 3
"""Units that a heading names; of more it says how many."""


@dataclass(frozen=True)
class Scope:
    """Which findings a reader's counts run over, and what to call them."""

    heading: str
    rows: list[Counted]
    wide: bool


def scope(ctx: Context, word: str = "") -> Scope:
    """The findings that the actor's counts may run over (domain.md §3).

    `word` narrows them: a light (红灯), a round (第5轮), a category, or a unit.
    """
    whole = _whole(ctx)
    if not word:
        return whole
    round_ = _round(ctx, word)
    if round_ is not None:
        inside = [row for row in whole.rows if row.round_id == round_.id]
        heading = round_.name if whole.wide else f"{whole.heading}，{round_.name}"
        return Scope(heading, inside, whole.wide)
    for narrowed in (_by_light, _by_category):
        rows = narrowed(ctx, whole.rows, word)
        if rows is not None:
            return Scope(f"{whole.heading}，{word}", rows, whole.wide)
    unit = units.named(ctx, word)
    units.ensure_sees(ctx, unit)
    return Scope(unit.name, _of_units(ctx, [unit]), False)


def scope_in(ctx: Context, word: str, round_word: str) -> Scope:
    """What `word` narrows to, and of that only one round's (教育局第五轮)."""
    seen = scope(ctx, word)
    round_ = _round(ctx, round_word)
    if round_ is None:
        return seen
    inside = [row for row in seen.rows if row.round_id == round_.id]
    return Scope(f"{seen.heading}{round_.name}", inside, seen.wide)


def scope_of(ctx: Context, person: Person, round_word: str = "") -> Scope:
    """What somebody does or answers for, of what the actor may count.

    Of a unit's head it is the unit's: what waits for their signature too.
    """
    rows = outlines.named_in_open_rounds(ctx.session, [person.key], NAMED)
    held = people.whole_units(ctx, person) if not rows else []
    rows += _of_units(ctx, held)
    seen = {row.key for row in _whole(ctx).rows}
    round_ = _round(ctx, round_word)
    inside = [row for row in rows if round_ is None or row.round_id == round_.id]
    rows = [row for row in inside if row.key in seen]
    return Scope(person.name, rows, False)


def _whole(ctx: Context) -> Scope:
    """Everything that the actor may count: all, their units, or what is theirs."""
    if people.sees_all(ctx, ctx.person):
        return Scope(round_names(ctx), outlines.in_open_rounds(ctx.session), True)
    held = people.whole_units(ctx, ctx.person)
    if not held:
        acting = [ctx.person.key, *people.stands_in_for(ctx, ctx.person)]
        rows = outlines.named_in_open_rounds(ctx.session, acting, NAMED)
        return Scope("您名下的事项", people.there(ctx, ctx.person, rows), False)
    rows = _of_units(ctx, held)
    named = "、".join(unit.name for unit in held[:NAMED_UNITS])
    more = f"等{len(held)}个单位" if len(held) > NAMED_UNITS else ""
    return Scope(f"{named}{more}", rows, False)


def _of_units(ctx: Context, held: Sequence[Unit]) -> list[Counted]:
    """What is there for the actor in some units, in the rounds that run."""
    rows = outlines.in_open_rounds(ctx.session, [unit.key for unit in held])
    return people.there(ctx, ctx.person, rows)


def _by_light(ctx: Context, rows: list[Counted], word: str) -> list[Counted] | None:
    wanted = next((light for light in Light if light.label == word), None)
    if wanted is None:
        return None
    return [row for row in rows if book.light(ctx, row) is wanted]


def _round(ctx: Context, word: str) -> Round | None:
    """The round of a name (第5轮); raises Refusal `unknown_round` where there is none."""
    if not re.fullmatch(r"第?\w{1,4}轮", word):
        return None
    found = findings.round_by_code(ctx.session, read_round(word))
    if found is None or not _is_told(ctx, found):
        running = findings.open_rounds(ctx.session)
        names = [one.name for one in running if _is_told(ctx, one)]
        raise Refusal("unknown_round", name=word, rounds=names)
    return found


def _is_told(ctx: Context, one: Round) -> bool:
    """Say whether a round is there for the actor: something of it was handed over."""
    return people.sees_all(ctx, ctx.person) or findings.is_told(ctx.session, one.key)


def _by_category(ctx: Context, rows: list[Counted], word: str) -> list[Counted] | None:
    if len(word) < 2:
        return None
    return [row for row in rows if row.category and word in row.category] or None


def counts(rows: Sequence[Countable]) -> list[dict[str, object]]:
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


@dataclass(frozen=True)
class Rates:
    """Rates with their two numbers (销号率35.0%（21/60）), and how each is reckoned."""

    lines: tuple[str, ...]
    definitions: tuple[str, ...]
    late: int
    """How many were closed late: shown apart from what was closed in time."""

    def first(self) -> "Rates":
        """The first rate alone, for who reads about a few findings."""
        return Rates(self.lines[:1], self.definitions[:1], self.late)


def rates(ctx: Context, rows: Sequence[Countable]) -> Rates:
    """The rates of some findings; one without a denominator is left out."""
    facts = [telling.figure_facts(ctx, row) for row in rows]
    known = [figure for figure in figures.rates(facts) if figure.denominator]
    return Rates(
        tuple(f"{figure.name}{figure.text}" for figure in known),
        tuple(f"{figure.name}为{figure.definition}" for figure in known),
        sum(map(figures.closed_late, facts)),
    )


def overdue_rows(ctx: Context, rows: Sequence[Row]) -> list[Row]:
    """What is late, longest first."""
    late = [row for row in rows if is_open(row) and book.is_overdue(ctx, row)]
    return sorted(late, key=lambda row: (row.due_on or date.max, row.code))


def at_the_office(rows: Sequence[Row]) -> int:
    """How many of these are signed and wait for the office: its time, not the unit's."""
    return sum(1 for row in rows if row.status == Status.ENDORSED)


def week_rows(ctx: Context, rows: Sequence[Row]) -> list[Row]:
    """What falls due from today to Sunday, by date."""
    return due_rows(ctx, rows, spans.THIS_WEEK)


def due_rows(ctx: Context, rows: Sequence[Row], span: str) -> list[Row]:
    """What falls due in a span (下周), by date."""
    first, last = spans.days(span, ctx.today)
    due = [
        row
        for row in rows
        if is_open(row) and (day := book.limit(row)) and first <= day <= last
    ]
    return by_due(due)


def undated_rows(rows: Sequence[Row]) -> list[Row]:
    """What runs without a time limit that anybody could read."""
    return [row for row in rows if row.clock == Clock.UNSET and is_open(row)]


def by_due(rows: Sequence[Row]) -> list[Row]:
    """Sort by due date, undated last."""
    return sorted(rows, key=lambda row: (book.limit(row) or date.max, row.code))


def round_names(ctx: Context) -> str:
    """第5轮, or the names of all rounds that run."""
    return "、".join(entry.name for entry in findings.open_rounds(ctx.session)) or "无"


def is_open(row: Outlined) -> bool:
    """Say whether a finding is delivered and not yet at an end."""
    return Status(row.status) in OPEN_STATUSES


def closed(rows: Sequence[Countable]) -> int:
    """How many are closed."""
    return sum(1 for row in rows if row.status == Status.CLOSED)
