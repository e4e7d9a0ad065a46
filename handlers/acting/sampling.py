"""抽查和群众反映：列入抽查的要回访到位，群众不满意的要有处理结果，才能销号（domain.md §2）。"""

import secrets

from handlers import people
from handlers.acting import deeds, office, visits
from handlers.acting.office_deeds import CONCERNED
from handlers.context import Context
from handlers.post import requests
from handlers.reading import closing_facts
from handlers.reply import Reply
from handlers.wish import Wish
from models import findings
from models.ledger import Finding, Round
from rules.drawing import is_drawn
from rules.errors import Refusal
from rules.ledger.cells import read_round
from rules.vocabulary import Action, Status
from templates.render import render


def sample(wish: Wish, ctx: Context) -> Reply:
    """Take a finding into the visit sample; its people are not told.

    Refusals: `not_possible` at its end, `already_sampled`.
    """
    finding = wish.finding
    people.require(ctx, finding, Action.SAMPLE)
    people.ensure_fits(finding, Action.SAMPLE)
    if finding.sampled:
        raise Refusal("already_sampled", code=finding.code)
    deeds.change(ctx, finding, Action.SAMPLE.value, sampled=True)
    return office.done(ctx, finding, "sampled", needs=closing_facts.WHOLE_VISIT)


def unsample(wish: Wish, ctx: Context) -> Reply:
    """Take a finding out of the sample again, with the reason in the journal."""
    finding = wish.finding
    people.require(ctx, finding, Action.SAMPLE)
    if not finding.sampled:
        raise Refusal("not_sampled", code=finding.code)
    reason = _words(wish, finding, f"取消抽查 {finding.code} 同类问题已抽查两项")
    deeds.change(ctx, finding, Action.SAMPLE.value, sampled=False)
    ctx.record("unsampled", finding, {}, {"reason": reason})
    return office.done(ctx, finding, "unsampled", reason=reason)


def share(wish: Wish, ctx: Context) -> Reply:
    """Set how much of a round is drawn for a visit from now on, by a new seed.

    Refusals: `not_allowed`, `needs_share`, `which_round`.
    """
    if not people.is_office(ctx, ctx.person):
        raise Refusal("not_allowed", action="定抽查比例", who="巡察办")
    given = wish.said.numbers
    if not given or not 0 <= given[0] <= 100:
        raise Refusal("needs_share")
    of = _round(ctx, wish.said.unit)
    before = of.sample_share
    of.sample_share, of.sample_seed = given[0], secrets.token_hex(8)
    after: dict[str, object] = {"share": given[0], "seed": of.sample_seed}
    ctx.record("sample_share", None, {"share": before}, {"round": of.code, **after})
    text = render("done", what="sample_share", round=of.name, before=before, **after)
    return Reply(text, outcome="sample_share")


def _round(ctx: Context, said: str) -> Round:
    """The round that was named, or the only one that runs."""
    running = findings.open_rounds(ctx.session)
    wanted = [one for one in running if not said or one.code == read_round(said)]
    if len(wanted) != 1:
        raise Refusal("which_round", rounds=[one.name for one in running])
    return wanted[0]


def draw(ctx: Context, finding: Finding) -> None:
    """Draw a finding that was just signed, by the share and the seed of its round."""
    of = findings.round_of(ctx.session, finding)
    if finding.sampled or not is_drawn(
        of.sample_seed, finding.code, finding.cycle, of.sample_share
    ):
        return
    deeds.change(ctx, finding, Action.SAMPLE.value, sampled=True)
    drawn = {"share": of.sample_share, "seed": of.sample_seed}
    ctx.record("drawn", finding, {}, drawn)


def dissatisfied(wish: Wish, ctx: Context) -> Reply:
    """Note what the public says; closure waits until it was dealt with.

    Who is named on the finding is told. What is closed stays closed: only a person
    reopens it.
    """
    finding = wish.finding
    if visits.is_own_work(wish, ctx, Action.DISSATISFY):
        return visits.own_work(wish, ctx)
    people.require(ctx, finding, Action.DISSATISFY)
    people.ensure_fits(finding, Action.DISSATISFY)
    said = _words(wish, finding, f"群众不满意 {finding.code} 反映仍在收费")
    before = finding.dissatisfied
    both = f"{before}；{said}" if before else said
    deeds.change(ctx, finding, Action.DISSATISFY.value, dissatisfied=both)
    closed = finding.status == Status.CLOSED
    told = (
        []
        if closed
        else requests.tell_people(ctx, finding, "dissatisfied", CONCERNED, reason=said)
    )
    return office.done(
        ctx, finding, "dissatisfied", text=said, to="、".join(told), closed=closed
    )


def satisfied(wish: Wish, ctx: Context) -> Reply:
    """Note how what the public said was dealt with; closure no longer waits for it."""
    finding = wish.finding
    if visits.is_own_work(wish, ctx, Action.DISSATISFY):
        return visits.own_work(wish, ctx)
    people.require(ctx, finding, Action.DISSATISFY)
    if not finding.dissatisfied:
        raise Refusal("not_dissatisfied", code=finding.code)
    result = _words(wish, finding, f"群众满意 {finding.code} 已退费并当面答复")
    before = finding.dissatisfied
    deeds.change(ctx, finding, Action.DISSATISFY.value, dissatisfied="")
    ctx.record("satisfied", finding, {}, {"result": result})
    return office.done(ctx, finding, "satisfied", before=before, text=result)


def _words(wish: Wish, finding: Finding, example: str) -> str:
    """What was said beside the code; raises Refusal `needs_reason` for nothing."""
    if not wish.said.text:
        raise Refusal("needs_reason", code=finding.code, example=example)
    return wish.said.text
