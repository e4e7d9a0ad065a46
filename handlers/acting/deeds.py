"""改一项问题的唯一办法：改值、记流水、排下次查看，一处做完。"""

from collections.abc import Mapping
from datetime import date, datetime

from handlers.context import Context
from handlers.ladder import escalating
from models.ledger import Finding
from rules import workflow
from rules.vocabulary import Action, Status


def change(ctx: Context, finding: Finding, action: str, **values: object) -> None:
    """Set columns of a finding, journal before and after, and plan the next look.

    `values` are column names of `Finding`; unchanged ones are left out of the
    journal. Every change counts up `version`, which questions are checked against.
    """
    conclude(ctx, finding, action, *put(finding, values))


def put(
    finding: Finding, values: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """Set columns of a finding; what those that changed held before, and hold now."""
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for name, value in values.items():
        old = getattr(finding, name)
        if old != value:
            before[name], after[name] = _plain(old), _plain(value)
            setattr(finding, name, value)
    return before, after


def conclude(
    ctx: Context,
    finding: Finding,
    action: str,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    """Journal a change that was just made, and plan the next look."""
    note(ctx, finding, action, before, after)
    escalating.plan_next_look(ctx, finding)


def note(
    ctx: Context,
    finding: Finding,
    action: str,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    """Journal a change; whoever changes many plans their next looks together."""
    finding.version += 1
    ctx.record(action, finding, before, after)


def move(ctx: Context, finding: Finding, action: Action, **values: object) -> None:
    """Take the step of the status table, or raise its Refusal (domain.md §2)."""
    step = workflow.decide(Status(finding.status), action)
    if step.to is not None:
        values["status"] = step.to.value
    change(ctx, finding, action.value, **values)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
