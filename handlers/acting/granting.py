"""补办延期：逾期以后、再次延期的，巡察办凭领导小组的文件办（domain.md §4）。"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers import people
from handlers.acting import deeds, extensions, office
from handlers.context import Context
from handlers.post import requests
from handlers.reading import book
from handlers.reply import Asking, Reply, to_confirm
from handlers.wish import Wish
from models import petitions
from models.ledger import Extension, Finding
from rules import gates
from rules.calendar import dates
from rules.calendar.dates import Reading
from rules.deadlines import add_months
from rules.errors import Refusal
from rules.speech import late_grants
from rules.vocabulary import Action, Clock, ExtensionStatus, Role
from templates.render import render

SUBJECT = "补办延期"
CONCERNED = [Role.RESPONSIBLE_PERSON, Role.RESPONSIBLE_LEADER, Role.PRINCIPAL]


def late(wish: Wish, ctx: Context) -> Reply:
    """Record an extension by the leading group's paper: read back, then decided on."""
    finding = wish.finding
    people.require(ctx, finding, Action.LATE_GRANT)
    people.ensure_fits(finding, Action.LATE_GRANT)
    office.ensure_proposes(ctx, finding, SUBJECT)
    days = _ends(wish, ctx)
    if len(days) > 1 and gates.names_groups_paper(wish.said.reason):
        return _which_day(wish, ctx, days)
    old, new = _days(wish, days)
    if not wish.confirmed:
        return _read_back(wish, ctx, old, new)
    payload: dict[str, object] = {
        "old": old.isoformat(),
        "new": new.isoformat(),
        "basis": wish.said.reason,
        "by": ctx.person.key,
    }
    detail = f"{old}延到{new}。{wish.said.reason}"
    kind = Action.LATE_GRANT.value
    proposed = office.propose(ctx, finding, kind, SUBJECT, detail, payload)
    return proposed or record(ctx, finding, payload)


def instead(wish: Wish, ctx: Context) -> Reply:
    """期限 of a finding that has one: a late grant where the paper is named."""
    finding = wish.finding
    if not gates.names_groups_paper(wish.said.text):
        sample = add_months(finding.due_on, 1) if finding.due_on else None
        raise Refusal(
            "has_due", code=finding.code, due_on=finding.due_on, sample=sample
        )
    chosen = wish.said.due  # another day, said to the read-back, stands
    said = late_grants.split(wish.said, wish.said.text, ctx.now, ctx.calendar)
    if chosen is not None and chosen.rule == "chosen":
        said = replace(said, due=chosen)
    return late(replace(wish, said=said), ctx)


def of_limit(wish: Wish, ctx: Context) -> Wish:
    """更正 … 期限 …, as 期限 says it."""
    said, value = wish.said, wish.said.value
    due = said.due or dates.read(value, ctx.now, ctx.calendar)
    return replace(wish, said=replace(said, text=value, due=due, reason=value))


def limit(wish: Wish, ctx: Context) -> Reading | None:
    """The day that is set where there was none; the day of a paper is none."""
    said, due = wish.said, wish.said.due
    chosen = due is not None and due.rule == "chosen"
    if chosen or not gates.names_document(said.text):
        return due
    own = late_grants.split(said, said.text, ctx.now, ctx.calendar).due
    return due if own and due and own.on == due.on else own


def meant(wish: Wish, ctx: Context) -> Wish | None:
    """The late grant that somebody of the office means, however little is said of it."""
    said, finding = wish.said, wish.bound
    made = late_grants.meant(said, ctx.now, ctx.calendar)
    if made is None or finding is None or people.may(ctx, finding, Action.REPORT):
        return None
    grants = people.may(ctx, finding, Action.LATE_GRANT)
    return replace(wish, said=made) if grants else None


def _ends(wish: Wish, ctx: Context) -> list[date]:
    """The new limit that is named; of 一个月 the days that it may end on."""
    due_on, due = wish.finding.due_on, wish.said.due
    if due is None or due.on is None:
        return []
    if due_on is None or due.rule not in extensions.SPANS:
        return [due.on]
    from_limit = dates.read(due.text, ctx.morning(due_on), ctx.calendar).on
    return sorted({one for one in (from_limit, due.on) if one and one > due_on})


def _which_day(wish: Wish, ctx: Context, days: Sequence[date]) -> Reply:
    """Ask where 一个月 ends: the paper may count it from the limit or from now."""
    finding, due = wish.finding, wish.said.due
    text = render(
        "which",
        today=ctx.today,
        about="late_date",
        code=finding.code,
        text=wish.said.text,
        span=due.text if due else "",
        choices=days,
        from_today=due.on if due else None,
        due_on=finding.due_on,
    )
    chosen = tuple(one.isoformat() for one in days)
    asking = Asking("which_date", {"code": finding.code}, chosen)
    return Reply(text, asking=asking, outcome="ask_date", codes=(finding.code,))


def _days(wish: Wish, days: Sequence[date]) -> tuple[date, date]:
    """The present limit and the new one; raises Refusal with all that is missing."""
    finding, due = wish.finding, wish.said.due
    if finding.due_on is None:
        clock = Clock(finding.clock)
        raise Refusal(
            "no_deadline", code=finding.code, clock=clock.value, clock_label=clock.label
        )
    new, sample = days[0] if len(days) == 1 else None, add_months(finding.due_on, 1)
    missing = gates.late_grant_missing(
        new_due_on=new,
        basis=wish.said.reason,
        span=due.text if due and due.on else "",
    )
    if missing or new is None:
        facts = {"missing": missing, "sample": sample}
        raise Refusal("late_grant", code=finding.code, **facts)
    if new <= finding.due_on:
        facts = {"due_on": finding.due_on, "to": new, "sample": sample}
        raise Refusal("late_not_later", code=finding.code, **facts)
    return finding.due_on, new


def _read_back(wish: Wish, ctx: Context, old: date, new: date) -> Reply:
    finding = wish.finding
    pending = petitions.pending_extension(ctx.session, finding.key)
    text = render(
        "confirm_late_grant",
        today=ctx.today,
        item=book.brief(ctx, finding),
        old=old,
        new=new,
        basis=wish.said.reason,
        pending=pending,
        deciders=_heads(ctx),
    )
    said = {"action": Action.LATE_GRANT.value, "to": new.isoformat()}
    return to_confirm(text, finding, **said)


def _heads(ctx: Context) -> list[str]:
    """Whoever decides where it is not the actor."""
    turn = people.deciders(ctx, ctx.person.key)
    return [one.name for one in turn if people.is_head(ctx, one)]


def record(ctx: Context, finding: Finding, payload: dict[str, object]) -> Reply:
    """Move the limit; the old one stays in the history, the ladder is armed anew."""
    people.ensure_fits(finding, Action.LATE_GRANT)
    old, new = (date.fromisoformat(str(payload[name])) for name in ("old", "new"))
    if finding.due_on != old:
        raise Refusal("stale", code=finding.code)
    basis = str(payload["basis"])
    extensions.end(ctx, finding, SUBJECT, "已凭文件补办")
    extension = Extension(
        finding_id=finding.key,
        cycle=finding.cycle,
        asked_by=int(str(payload["by"])),
        asked_at=ctx.asked_at or ctx.now,
        asked_on=ctx.today,
        old_due_on=old,
        new_due_on=new,
        reason=basis,
        progress=finding.last_report_text,
        status=ExtensionStatus.LATE_GRANT,
        decided_by=ctx.person.key,
        decided_at=ctx.now,
    )
    ctx.session.add(extension)
    ctx.session.flush()
    deeds.change(ctx, finding, Action.LATE_GRANT.value, due_on=new)
    ctx.record("late_grant_basis", finding, {}, {"reason": basis})
    days = {"old": old.isoformat(), "new": new.isoformat()}
    told = requests.tell_people(
        ctx, finding, "late_granted", CONCERNED, basis=basis, **days
    )
    return office.done(
        ctx, finding, "late_granted", old=old, new=new, basis=basis, to="、".join(told)
    )
