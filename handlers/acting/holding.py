"""暂缓：往上告知的一步，巡察办写明原因缓到哪天；到那天再看，仍未办结的照发。"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers import people
from handlers.acting import deeds, office
from handlers.context import Context
from handlers.ladder.patrol import Survey
from handlers.reply import Reply
from handlers.wish import Wish
from models import organisation, post_office
from models.ledger import Finding
from models.mailbox import Notice
from rules.errors import Refusal
from rules.telling import escalation, holding
from rules.telling.ladder import Step
from rules.telling.receivers import RELEASE, UPCOMING
from rules.vocabulary import OPEN_STATUSES, Action, NoticeStatus, Role, Status

HORIZON = 400
"""Days within which a finding's next step is looked for."""

LATER = 3
"""Workdays behind the step to be held, for the day in an example."""


@dataclass(frozen=True)
class Climb:
    """A step to the principal or above that will be said: when, and to whom."""

    on: date
    role: Role
    name: str

    asks: bool = False
    """Only asked of the office, to be released."""

    @property
    def deed(self) -> str:
        """What is done then: 告知主要负责人梁振邦."""
        verb = "请您放行、呈报" if self.asks else "告知"
        return f"{verb}{self.role.label}{self.name}"


def hold(wish: Wish, ctx: Context) -> Reply:
    """Hold what goes to the principal or above until a day, with the reason.

    The person's and the leader's reminders go on, the limit stays as it is. Raises
    Refusal `hold_date`, `needs_reason` or `nothing_to_hold`.
    """
    finding = wish.finding
    people.require(ctx, finding, Action.HOLD)
    people.ensure_fits(finding, Action.HOLD)
    ahead = climbs(ctx, finding)
    if not ahead:
        raise Refusal("nothing_to_hold", code=finding.code, why=_none(ctx, finding))
    _ensure_within_reach(ctx, finding, ahead[0])
    sample = _sample(ctx, ahead[0])
    until = holding.day_in(finding.code, wish.said.due, sample, ctx.today, ctx.calendar)
    _ensure_in_time(ctx, finding, ahead, until)
    if not wish.said.reason:
        example = f"暂缓 {finding.code} 到{sample.month}月{sample.day}日 因单位已说明"
        raise Refusal("needs_reason", code=finding.code, example=example)
    return _hold(ctx, finding, ahead, until, wish.said.reason)


def _hold(
    ctx: Context, finding: Finding, ahead: list[Climb], said: date, reason: str
) -> Reply:
    until = ctx.calendar.on_or_after(said)
    before = standing(ctx, finding)
    deeds.change(ctx, finding, Action.HOLD.value, held_until=until, held_reason=reason)
    _put_off(ctx, finding, ctx.morning(until))
    first = ahead[0].on
    return office.done(
        ctx,
        finding,
        "held",
        on=first,
        deed=_deeds_on(first, ahead),
        until=until,
        moved=said if said != until else None,
        before=before,
        listed=_listed_on(ctx, ahead, until),
        reason=reason,
    )


def _deeds_on(day: date | None, ahead: list[Climb]) -> str:
    return "，".join(dict.fromkeys(one.deed for one in ahead if one.on == day))


def _listed_on(ctx: Context, ahead: list[Climb], until: date) -> date | None:
    """The workday before a hold ends, where a list can still be made on it.

    What is only asked of the office is asked on the day itself.
    """
    told = any(one.on < until and not one.asks for one in ahead)
    on = ctx.calendar.add_workdays(until, -1)
    return on if told and on >= next_patrol(ctx) else None


def lift(wish: Wish, ctx: Context) -> Reply:
    """End a hold before its day; what is due by then is said the next morning."""
    finding = wish.finding
    people.require(ctx, finding, Action.HOLD)
    before, reason = standing(ctx, finding), finding.held_reason
    if before is None:
        sample = ctx.calendar.add_workdays(ctx.today, LATER)
        raise Refusal("not_held", code=finding.code, sample=sample)
    deeds.change(ctx, finding, "lift", held_until=None, held_reason="")
    _put_off(ctx, finding, ctx.morning(next_patrol(ctx)))
    ahead = climbs(ctx, finding)
    first = ahead[0].on if ahead else None
    return office.done(
        ctx,
        finding,
        "lifted",
        on=first,
        deed=_deeds_on(first, ahead),
        until=before,
        reason=reason,
    )


def standing(ctx: Context, finding: Finding) -> date | None:
    """The day to which a finding is held now, if it is."""
    until = finding.held_until
    running = Status(finding.status) in OPEN_STATUSES
    return until if running and until is not None and until > ctx.today else None


def climbs(ctx: Context, finding: Finding) -> list[Climb]:
    """What will be said to the principal or above if nothing is held, soonest first."""
    survey = Survey(ctx, [finding.key])
    (row,) = survey.rows
    steps = survey.steps(row)
    day = next_patrol(ctx)
    planned = escalation.plan(
        steps,
        replace(survey.facts(row), held_until=None),
        survey.known(row),
        day,
        day + timedelta(days=HORIZON),
        ctx.calendar,
    )
    owed = _owed(ctx, finding, steps)
    found = [Climb(day, Role(one.role), _name(ctx, one.person_id)) for one in owed]
    found += [
        Climb(on, one.role, named(ctx, one.receiver))
        for on, one in planned
        if not one.holds and _may_wait(steps, one.step_id, one.role)
    ]
    found += [Climb(on, one.asks, "", asks=True) for on, one in planned if one.asks]
    return sorted(found, key=lambda one: one.on)


def _owed(ctx: Context, finding: Finding, steps: tuple[Step, ...]) -> list[Notice]:
    """Steps that are owed to the principal or above already and have not left."""
    return [
        row
        for row in unsent(ctx, finding)
        if not row.step.startswith((UPCOMING, RELEASE))
        and row.role
        and _may_wait(steps, row.step, Role(row.role))
    ]


def unsent(ctx: Context, finding: Finding) -> list[Notice]:
    """What is owed about a finding in its cycle and has not been put into a mail."""
    return [
        row
        for row in post_office.notices_on(ctx.session, finding.key)
        if row.status == NoticeStatus.WAITING
        and row.mail_id is None
        and row.cycle == finding.cycle
    ]


def _may_wait(steps: tuple[Step, ...], step_id: str, role: Role) -> bool:
    return any(holding.may_wait(step, role) for step in steps if step.id == step_id)


def _put_off(ctx: Context, finding: Finding, at: datetime) -> None:
    """Let what is owed already leave at this moment; a list that it stood in is void."""
    survey = Survey(ctx, [finding.key])
    steps = survey.steps(survey.rows[0])
    for row in _owed(ctx, finding, steps):
        row.release_after = at
    for row in unsent(ctx, finding):
        if row.step.startswith((UPCOMING, RELEASE)):
            row.status, row.reason = NoticeStatus.WITHDRAWN, "暂缓有变"


def next_patrol(ctx: Context) -> date:
    """The day of the next patrol: today's until it has spoken, else the next workday."""
    spoken = ctx.now >= ctx.morning(ctx.today)
    return ctx.calendar.on_or_after(ctx.today + timedelta(days=1 if spoken else 0))


def _ensure_in_time(
    ctx: Context, finding: Finding, ahead: list[Climb], until: date
) -> None:
    """Raise Refusal `nothing_to_hold` where the day comes before any step does.

    Whoever shortens a hold may say so: then the step comes on its own day.
    """
    first = ahead[0]
    if first.on < ctx.calendar.on_or_after(until) or standing(ctx, finding):
        return
    raise Refusal(
        "nothing_to_hold",
        code=finding.code,
        until=until,
        on=first.on,
        deed=first.deed,
        sample=_sample(ctx, first),
        why="",
    )


def _ensure_within_reach(ctx: Context, finding: Finding, first: Climb) -> None:
    """Raise Refusal `nothing_to_hold` where the next step lies beyond any hold of today."""
    last = holding.last_day(ctx.today, ctx.calendar)
    if first.on >= last and standing(ctx, finding) is None:
        facts = {"until": last, "on": first.on, "deed": first.deed, "why": ""}
        raise Refusal("nothing_to_hold", code=finding.code, **facts)


def _sample(ctx: Context, first: Climb) -> date:
    last = holding.last_day(ctx.today, ctx.calendar)
    return min(ctx.calendar.add_workdays(first.on, LATER), last)


def _none(ctx: Context, finding: Finding) -> str:
    """Why nothing of a finding will be said to the principal or above."""
    if finding.status in (Status.SUBMITTED, Status.ENDORSED):
        return f"该项目前是“{Status(finding.status).label}”，期间不往上报告"
    told = [
        row
        for row in post_office.notices_on(ctx.session, finding.key)
        if row.status == NoticeStatus.SENT
        and row.role in holding.ABOVE
        and row.cycle == finding.cycle
        and row.due_on == finding.due_on
        and row.sent_at is not None
    ]
    if told and told[-1].sent_at is not None:
        on = ctx.policy.hours.local_date(told[-1].sent_at)
        role = Role(told[-1].role).label
        return f"{on.month}月{on.day}日已告知{role}，此后按规则没有再往上的一步"
    return "按规则没有要告知主要负责人及以上的一步"


def _name(ctx: Context, person_id: int) -> str:
    return people.load(ctx, person_id).name


def named(ctx: Context, userid: str) -> str:
    """The name of an account."""
    person = organisation.find_person(ctx.session, userid)
    return person.name if person else ""
