"""放行：呈报分管区领导、领导小组的一步，读回、确认以后才发，谁放的留在流水里。"""

from collections.abc import Sequence

from handlers import people
from handlers.acting import deeds, holding, office
from handlers.context import Context
from handlers.ladder import patrol
from handlers.ladder.patrol import Survey
from handlers.post import mail
from handlers.reply import Reply, to_confirm
from handlers.wish import Wish
from models import organisation
from models.ledger import Finding
from models.patrol_room import Bare
from rules.errors import Refusal
from rules.telling import escalation
from rules.telling.receivers import RELEASE, NoticeDue, persons_unheard
from rules.vocabulary import Action, NoticeStatus, Status


def release(wish: Wish, ctx: Context) -> Reply:
    """Release what waits for a person: read back first, said on 确认.

    Raises Refusal `nothing_to_release` with the reason where nothing waits.
    """
    finding = wish.finding
    people.require(ctx, finding, Action.RELEASE)
    people.ensure_fits(finding, Action.RELEASE)
    waiting = _waiting(ctx, finding)
    if not wish.confirmed:
        return _read_back(ctx, finding, waiting)
    return _release(ctx, finding, waiting)


def to_release(ctx: Context, keys: Sequence[int]) -> set[int]:
    """Which of these findings have a step that is due and waits for its release."""
    survey = Survey(ctx, sorted(keys))
    return {row.id for row in survey.rows if _is_due(ctx, survey, row)}


def _is_due(ctx: Context, survey: Survey, row: Bare) -> bool:
    found = escalation.to_release(
        survey.steps(row), survey.facts(row), survey.known(row), ctx.today, ctx.calendar
    )
    return bool(found) and found[0].on <= ctx.today


def _waiting(ctx: Context, finding: Finding) -> list[NoticeDue]:
    """The newest step for each receiver that is due and not released yet."""
    survey = Survey(ctx, [finding.key])
    (row,) = survey.rows
    steps, facts = survey.steps(row), survey.facts(row)
    found = escalation.to_release(
        steps, facts, survey.known(row), ctx.today, ctx.calendar
    )
    due = {one.receiver: one for one in found if one.on <= ctx.today}
    if due:
        return list(due.values())
    if found:
        first = found[0]
        when = f"{first.on.month}月{first.on.day}日起可以呈报{first.role.label}"
        raise _refusal(finding, f"还不到日子，{when}")
    wished = [role for step in steps if step.release for role in step.to]
    vacant = [role.label for role in wished if not facts.people.get(role)]
    if persons_unheard(facts):
        raise _refusal(finding, "经办人的提醒系统未能送达，先不往上报告")
    raise _refusal(finding, _why(finding, bool(wished), vacant))


def _why(finding: Finding, wished: bool, vacant: list[str]) -> str:
    """Why nothing of a finding can be released now."""
    if not wished:
        return "本项的规则里没有要放行的一步"
    if finding.status in (Status.SUBMITTED, Status.ENDORSED):
        return f"该项目前是“{Status(finding.status).label}”，期间不往上报告"
    if vacant:
        missing = "、".join(dict.fromkeys(vacant))
        return f"花名册里没有{missing}，请先补入花名册，再放行"
    return "已经放行过，没有再要放行的一步"


def _refusal(finding: Finding, why: str) -> Refusal:
    return Refusal("nothing_to_release", code=finding.code, why=why)


def _read_back(ctx: Context, finding: Finding, waiting: list[NoticeDue]) -> Reply:
    reply = _done(
        ctx,
        finding,
        "confirm_release",
        waiting,
        held=holding.standing(ctx, finding),
    )
    return to_confirm(reply.text, finding, action=Action.RELEASE.value)


def _release(ctx: Context, finding: Finding, waiting: list[NoticeDue]) -> Reply:
    for due in waiting:
        person = organisation.find_person(ctx.session, due.receiver)
        assert person is not None  # noqa: S101 - receivers are on the roster
        mail.owe(
            ctx,
            person,
            due.step_id,
            finding,
            key=due.key,
            role=due.role,
            why=due.why,
            facts=patrol.facts_of(finding.code, due),
            occurrence=due.occurrence,
            release_after=ctx.morning(holding.next_patrol(ctx)),
        )
    for row in holding.unsent(ctx, finding):
        if row.step.startswith(RELEASE):
            row.status, row.reason = NoticeStatus.WITHDRAWN, "已放行"
    told: dict[str, object] = {
        "steps": sorted({due.step_id for due in waiting}),
        "to": [due.receiver for due in waiting],
    }
    deeds.conclude(ctx, finding, Action.RELEASE.value, {}, told)
    return _done(ctx, finding, "released", waiting)


def _done(
    ctx: Context, finding: Finding, what: str, waiting: list[NoticeDue], **facts: object
) -> Reply:
    """Say to whom it goes and when: with whatever else that leader hears that day."""
    named = [f"{due.role.label}{holding.named(ctx, due.receiver)}" for due in waiting]
    return office.done(
        ctx,
        finding,
        what,
        to="、".join(named),
        at=ctx.morning(holding.next_patrol(ctx)),
        **facts,
    )
