"""催办：一项、一个单位、一个人、所有逾期的；不止一项的先读回，一天不催两次。"""

from dataclasses import replace

from handlers import people, units
from handlers.context import Context
from handlers.ladder import escalating
from handlers.reading import book, counting, naming
from handlers.reply import Asking, Reply
from handlers.wish import Wish
from models import findings, outlines, post_office
from models.ledger import Finding
from rules.errors import Refusal
from rules.speech.urging import EVERY, LATE_ONLY, MOST, NAMED
from rules.vocabulary import (
    OPEN_STATUSES,
    Action,
    Light,
    NoticeStatus,
    Role,
    Status,
)
from templates.render import render

URGED = (Status.DELIVERED, Status.RECTIFYING, Status.SUBMITTED)
"""What of many is urged: what waits for the office is the office's."""


def urge(wish: Wish, ctx: Context) -> Reply:
    """Send one manual reminder about a finding, or about what many have late.

    What goes to many is read back first and waits for 确认 (interface.md §5).
    """
    if wish.bound is None:
        people.require_everywhere(ctx, Action.URGE)
    if wish.bound is None and not wish.confirmed:
        return _confirm_urge(ctx, *_chosen(wish, ctx), wish.said.reason)
    chosen = [wish.bound] if wish.bound else _as_seen(wish, ctx)
    for finding in chosen:
        people.require(ctx, finding, Action.URGE)
    told = [name for finding in chosen for name in _urge(ctx, finding)]
    return _urging(ctx, "urged", chosen, told)


def _chosen(wish: Wish, ctx: Context) -> tuple[list[Finding], int]:
    """What of many would be urged, and how many more there are."""
    chosen = _of_many(wish, ctx)
    for finding in chosen:
        people.require(ctx, finding, Action.URGE)
    if wish.said.value != NAMED:
        chosen = [row for row in chosen if not _urged_recently(ctx, row)]
    if not chosen:
        raise Refusal("nothing_to_urge", code="", why="今天都已催办过")
    most = MOST if wish.said.value == EVERY else len(chosen)
    return chosen[:most], len(chosen[most:])


def _as_seen(wish: Wish, ctx: Context) -> list[Finding]:
    """What was read back and nothing else.

    Raises Refusal `stale` where one of them has changed or was urged since.
    """
    seen = wish.said.value.split(",")
    rows = [book.find(ctx, mark.split()[0]) for mark in seen]
    for mark, row in zip(seen, rows, strict=True):
        if row is None or mark != _mark(row) or _urged_recently(ctx, row):
            raise Refusal("stale", code=mark.split()[0])
    return [row for row in rows if row]


def _mark(finding: Finding) -> str:
    """What makes a finding the one that was read back."""
    return f"{finding.code} {finding.version}"


def _confirm_urge(
    ctx: Context, chosen: list[Finding], rest: int, unsent: str = ""
) -> Reply:
    named = [one.name for row in chosen for one in escalating.urged(ctx, row)]
    return replace(
        _urging(ctx, "confirm_urge", chosen, named, rest, unsent),
        asking=Asking("confirm", {"seen": ",".join(map(_mark, chosen))}),
        outcome="confirm",
    )


def _urging(
    ctx: Context,
    what: str,
    chosen: list[Finding],
    names: list[str],
    rest: int = 0,
    unsent: str = "",
) -> Reply:
    codes = tuple(finding.code for finding in chosen)
    later = ctx.policy.hours.next_open(ctx.now, ctx.calendar)
    text = render(
        "done",
        today=ctx.today,
        what=what,
        codes=codes,
        rest=rest,
        unsent=unsent,
        most=MOST,
        to=list(dict.fromkeys(names)),
        later=later if later != ctx.now else None,
    )
    return Reply(text, outcome="urge", codes=codes)


def _urge(ctx: Context, finding: Finding) -> list[str]:
    _ensure_urgeable(ctx, finding)
    return escalating.owe_urge(ctx, finding)


def _ensure_urgeable(ctx: Context, finding: Finding) -> None:
    """Raise Refusal `nothing_to_urge` of one that has ended, `urge_interval` of one told today."""
    if Status(finding.status) not in OPEN_STATUSES:
        raise Refusal("nothing_to_urge", code=finding.code, why=_label(finding))
    last = post_office.last_notice(ctx.session, finding.key, "urge")
    if last is not None and _urged_recently(ctx, finding):
        raise Refusal("urge_interval", code=finding.code, at=last.created_at)


def _urged_recently(ctx: Context, finding: Finding) -> bool:
    """Say whether a manual reminder went out less than one workday ago."""
    last = post_office.last_notice(ctx.session, finding.key, "urge")
    if last is None or last.status == NoticeStatus.WITHDRAWN:
        return False
    since = ctx.policy.hours.local_date(last.created_at)
    return ctx.calendar.workdays_between(since, ctx.today) < 1


def _of_many(wish: Wish, ctx: Context) -> list[Finding]:
    """What of somebody, a unit or everybody is late; where it need not be, what runs."""
    if wish.said.value == NAMED:
        return [_named(ctx, code) for code in wish.said.text.split()]
    whose, rows = _rows(wish, ctx)
    running = [row for row in rows if row.status in URGED]
    late = [row for row in running if book.is_overdue(ctx, row)]
    if wish.said.value == EVERY:
        return _pressing(ctx, running, late)
    if wish.said.value == LATE_ONLY and not late:
        raise Refusal("nothing_to_urge", code="", why=f"{whose}没有逾期的事项")
    if not running:
        raise Refusal("nothing_to_urge", code="", why=f"{whose}没有在办的事项")
    return late or running


def _pressing(
    ctx: Context, running: list[Finding], late: list[Finding]
) -> list[Finding]:
    """What is late or due within ten workdays, the most urgent first."""
    soon = [row for row in running if book.light(ctx, row) is Light.YELLOW]
    if not late and not soon:
        why = "目前没有逾期的，也没有10个工作日内到期的事项"
        raise Refusal("nothing_to_urge", code="", why=why)
    return counting.by_due(late + soon)


def _named(ctx: Context, code: str) -> Finding:
    """One of several that were named; where one can't be urged, none is."""
    finding = book.find(ctx, code)
    if finding is None:
        raise Refusal("unknown_code", code=code)
    people.require(ctx, finding, Action.URGE)
    _ensure_urgeable(ctx, finding)
    return finding


def _rows(wish: Wish, ctx: Context) -> tuple[str, list[Finding]]:
    """Whose findings are meant, and which they are."""
    said = wish.said
    if said.person and (naming.is_name(ctx, said.person) or not _is_unit(wish, ctx)):
        person = naming.in_office(ctx, said.person)
        own = outlines.of_person(ctx.session, person.key, [Role.RESPONSIBLE_PERSON])
        codes = [row.code for row in own]
        return f"{person.name}作为责任人", findings.by_codes(ctx.session, codes)
    name = said.unit or said.person
    if not name and said.value in (LATE_ONLY, EVERY):
        return "目前", findings.in_open_rounds(ctx.session)
    unit = units.named(ctx, name)
    return unit.name, findings.in_open_rounds(ctx.session, [unit.key])


def _is_unit(wish: Wish, ctx: Context) -> bool:
    return units.is_one(ctx, wish.said.person)


def _label(finding: Finding) -> str:
    return f"该项目前是“{Status(finding.status).label}”"
