"""改一项问题的唯一办法：改值、记流水、排下次查看，一处做完。"""

from datetime import date, datetime

from handlers import escalating
from handlers.context import Context
from models.ledger import Finding
from rules import workflow
from rules.vocabulary import Action, Status


def change(ctx: Context, finding: Finding, action: str, **values: object) -> None:
    """Set columns of a finding, journal before and after, and plan the next look.

    `values` are column names of `Finding`; unchanged ones are left out of the
    journal. Every change counts up `version`, which questions are checked against.
    """
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for name, value in values.items():
        old = getattr(finding, name)
        if old != value:
            before[name], after[name] = _plain(old), _plain(value)
            setattr(finding, name, value)
    finding.version += 1
    ctx.session.flush()
    ctx.record(action, finding, before, after)
    escalating.plan_next_look(ctx, finding)


def move(ctx: Context, finding: Finding, action: Action, **values: object) -> None:
    """Take the step of the status table, or raise its Refusal (domain.md §2)."""
    step = workflow.decide(Status(finding.status), action)
    if step.to is not None:
        values["status"] = step.to.value
    change(ctx, finding, action.value, **values)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
