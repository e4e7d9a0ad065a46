"""同意和退回：等谁办的，谁来答；没写编号又不止一件，就问。"""

from collections.abc import Callable
from dataclasses import replace

from handlers import people, turns
from handlers.acting import bulk, closing, visits
from handlers.acting.waiting import Decide, Request, pending
from handlers.context import Context
from handlers.notices import cards
from handlers.post import requests
from handlers.reply import Asking, Reply, to_confirm
from handlers.wish import Wish
from models import petitions
from models.ledger import Finding
from rules import gates
from rules.errors import Refusal
from rules.speech import agreeing, rulings
from rules.vocabulary import Action, Role, Status
from templates.render import render

FREE = frozenset({"progress", "blocked", "complete", "extend"})
"""As what a plain sentence is read that may be a decision."""


def agree(wish: Wish, ctx: Context) -> Reply:
    """Grant the request that waits for the actor on this finding, or the only one.

    What is said beside it and may take it back (但要补原件) is read back first: a
    request is agreed to as it is, or not. All that waits (都同意) is read back too,
    and so is what is left of it (除了5-001都同意).
    """
    if wish.said.value == agreeing.BATCH and wish.bound is None:
        waiting = _of_subject(pending(ctx), wish)
        if len(waiting) > 1:
            return bulk.read_back(ctx, waiting)
        wish = replace(wish, said=replace(wish.said, value=""))
    if wish.said.value == agreeing.REST and wish.bound is None:
        left_out = wish.said.text.split()
        return bulk.read_back(ctx, _of_subject(pending(ctx), wish), left_out)
    return _decide(wish, ctx, _agreed)


def too_many(wish: Wish, ctx: Context) -> Reply:
    """Refuse what agrees to more at once than anybody looks at (domain.md §2)."""
    raise Refusal("too_many", most=agreeing.MOST, said=wish.said.numbers[0])


def _agreed(request: Request) -> Decide:
    def act(wish: Wish, ctx: Context) -> Reply:
        besides = wish.said.text.replace(request.finding.code, "")
        if request.needs_paper:
            besides = gates.without_paper(besides)
        if wish.confirmed or agreeing.is_plain(besides, request.label):
            return request.agree(wish, ctx)
        return _read_back(ctx, request, wish.said.text)

    return act


def _read_back(ctx: Context, request: Request, words: str) -> Reply:
    finding = request.finding
    text = render(
        "which",
        today=ctx.today,
        about="condition",
        code=finding.code,
        label=request.label,
        new=request.new,
        text=words,
    )
    return to_confirm(text, finding)


def return_(wish: Wish, ctx: Context) -> Reply:
    """Send the request that waits for the actor back, with its reason.

    5-005退回多收款3万元, from whoever reports on it, is the own work.
    """
    if _is_own_work(wish, ctx):
        return visits.own_work(replace(wish, said=replace(wish.said, text="")), ctx)
    if wish.bound is not None and _leads_what_is_to_be_signed(ctx, wish.bound):
        reply = closing.return_submission(wish, ctx)
        done = f"{ctx.person.name}已办理"
        cards.refresh(ctx, wish.bound, {requests.ENDORSE}, done)
        return reply
    return _decide(wish, ctx, lambda request: request.refuse)


def _leads_what_is_to_be_signed(ctx: Context, finding: Finding) -> bool:
    """Say whether the responsible leader may still send a request for closure back.

    It waits for the principal's signature, and for nobody else (domain.md §2).
    """
    if finding.status != Status.SUBMITTED or _waiting_on(ctx, finding):
        return False
    leaders = people.in_role(ctx, finding, Role.RESPONSIBLE_LEADER)
    return ctx.person.key in {one.key for one in leaders}


def _is_own_work(wish: Wish, ctx: Context) -> bool:
    """Say whether 退回 behind the finding tells what the actor gave back."""
    if wish.bound is None or wish.said.led:
        return False
    reports = people.may(ctx, wish.bound, Action.REPORT)
    return reports and not _waiting_on(ctx, wish.bound)


def _waiting_on(ctx: Context, finding: Finding) -> list[Request]:
    return [entry for entry in pending(ctx) if entry.finding.id == finding.id]


def ruled(wish: Wish, ctx: Context) -> Wish | None:
    """The decision that words behind a finding's code are (5-004可以销号); else None.

    Whoever reports on the finding speaks of the own work, and so does who decides
    nothing on it.
    """
    said, finding = wish.said, wish.bound
    if said.command not in FREE or finding is None or said.target.kind == "none":
        return None
    ruling = rulings.ruled(said.text)
    decides = people.may(ctx, finding, Action.RETURN)
    if ruling is None or not decides or people.may(ctx, finding, Action.REPORT):
        return None
    made = replace(
        said,
        command=ruling.command,
        text=ruling.words,
        reason=ruling.words,
        field=ruling.subject,
        report=None,
        led=True,
    )
    return replace(wish, said=made)


def _decide(wish: Wish, ctx: Context, pick: Callable[[Request], Decide]) -> Reply:
    waiting = pending(ctx)
    if wish.bound is not None:
        waiting = [entry for entry in waiting if entry.finding.id == wish.bound.id]
    waiting = _of_subject(waiting, wish)
    if not waiting:
        if wish.bound is None:
            raise Refusal("nothing_waiting", code="")
        people.ensure_sees(ctx, wish.bound)
        people.ensure_not_anothers(ctx, wish.bound)
        _ensure_not_on_its_way(ctx, wish.bound)
        situation = people.situation(wish.bound)
        raise Refusal("nothing_waiting", code=wish.bound.code, **situation)
    if len(waiting) > 1:
        return _which(waiting)
    request = waiting[0]
    reply = pick(request)(replace(wish, bound=request.finding), ctx)
    if reply.asking is not None:
        return reply
    done = f"{ctx.person.name}已办理"
    cards.refresh(ctx, request.finding, request.steps, done)
    return reply


def _ensure_not_on_its_way(ctx: Context, finding: Finding) -> None:
    """Raise Refusal `not_allowed` where more time is asked for, but of somebody else."""
    extension = petitions.pending_extension(ctx.session, finding.key)
    if extension is not None:
        who = turns.whom(ctx, finding, extension)
        action = "同意或退回延期申请"
        raise Refusal("not_allowed", code=finding.code, action=action, who=who)


def _of_subject(waiting: list[Request], wish: Wish) -> list[Request]:
    """What waits of the kind that the words name: 可以销号 grants nobody more time."""
    named = [entry for entry in waiting if wish.said.field in entry.label]
    if waiting and not named:
        code = wish.bound.code if wish.bound else ""
        facts = {"subject": wish.said.field, "waits": waiting[0].label}
        raise Refusal("nothing_waiting", code=code, **facts)
    return named


def _which(waiting: list[Request]) -> Reply:
    shown = waiting[:5]
    text = render(
        "which",
        about="request",
        choices=[f"{entry.finding.code} {entry.label}" for entry in shown],
        sample=shown[0].finding.code,
    )
    codes = tuple(entry.finding.code for entry in shown)
    return Reply(text, asking=Asking("which_item", {}, codes), outcome="ask_item")
