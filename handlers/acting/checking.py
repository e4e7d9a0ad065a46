"""平常话里的督查：巡察办说去看了、打电话问了，读回来请他确认，确认了才记。"""

from collections.abc import Callable
from dataclasses import replace

from handlers import people
from handlers.acting import entrusting, visits
from handlers.context import Context
from handlers.reading import book
from handlers.reply import Asking, Reply, to_confirm
from handlers.wish import Wish
from models import findings
from models.ledger import Finding
from rules.errors import Refusal
from rules.speech import visit_means, visited
from rules.speech.said import Said
from rules.speech.verdicts import verdict_in
from rules.vocabulary import Action, Means
from rules.writing.text import fold
from templates.render import render

TOLD = frozenset({"progress", "complete", "blocked"})
"""As what a plain sentence is read that may tell of a check."""


def told(wish: Wish, ctx: Context) -> Wish | None:
    """The check that a visitor tells of in words of their own; None for anything else."""
    if wish.said.command not in TOLD or wish.bound is None:
        return None
    means = visit_means.means_in(wish.said.text)
    if means is None or not visits.is_visitor(ctx, wish.bound):
        return None
    verdict = verdict_in(fold(wish.said.text))
    said = replace(
        wish.said, command="supervise", means=means, verdict=verdict, report=None
    )
    return replace(wish, said=said)


def sounds_like(said: Said) -> bool:
    """Say whether a sentence tells of a check, or what came of one."""
    verdict = verdict_in(fold(said.text))
    return said.command in TOLD and bool(verdict or visit_means.means_in(said.text))


def goes_on(
    said: Said, ctx: Context, spoken_of: Callable[[Context], Finding | None]
) -> Finding | None:
    """The finding just spoken of, where a visitor goes on with a check (现场，基本到位).

    What is told of as a check is read back before it is kept.
    """
    if said.command not in TOLD or visit_means.means_in(said.text) is None:
        return None
    finding = spoken_of(ctx)
    return finding if finding and visits.is_visitor(ctx, finding) else None


def read_back(wish: Wish, ctx: Context) -> Reply:
    """Say as what it would be kept; nothing is written before 确认."""
    means, verdict = wish.said.means, wish.said.verdict
    label = means.label if means else ""
    text = render(
        "confirm_check",
        code=wish.finding.code,
        label=label,
        visited=means is Means.VISIT,
        verdict=verdict.value if verdict else "",
        text=wish.said.text,
        reassign=entrusting.beside(ctx, wish.finding, wish.said.text),
    )
    return to_confirm(text, wish.finding)


def several(wish: Wish, ctx: Context) -> Reply:
    """Keep what was seen of several findings at once, each on its own, after 确认.

    A photo belongs to one of them: which, is said by whoever sends it. Raises Refusal
    where one is unknown, not the actor's to check, or has changed since they were read
    back; then none is kept.
    """
    rounds = findings.round_codes(ctx.session)
    each = [_about(ctx, said) for said in visited.told(wish.said.text, rounds)]
    for one in each:
        people.require(ctx, one.finding, Action.VISIT)
        people.ensure_fits(one.finding, Action.VISIT)
    if not wish.confirmed:
        return _read_all_back(each, wish.said.text)
    _ensure_unchanged(each, wish.said.value)
    apart = replace(ctx, parted=True)
    replies = [visits.supervise(one, apart) for one in each]
    codes = tuple(one.finding.code for one in each)
    text = render("checked", checks=_lines(each), label=_label(each))
    return Reply(text, outcome=replies[0].outcome, codes=codes)


def _ensure_unchanged(each: list[Wish], seen: str) -> None:
    """Raise Refusal `stale` unless all still are as they were `seen`."""
    then = set(seen.split(","))
    changed = [one.finding.code for one in each if _mark(one) not in then]
    if changed:
        raise Refusal("stale", code="、".join(changed))


def _mark(one: Wish) -> str:
    """What makes a finding the one that was seen."""
    return f"{one.finding.code} {one.finding.version}"


def _about(ctx: Context, said: Said) -> Wish:
    code = said.target.code or ""
    finding = book.find(ctx, code)
    if finding is None:
        raise Refusal("unknown_code", code=code)
    return Wish(said, finding)


def _lines(each: list[Wish]) -> list[tuple[str, str]]:
    return [
        (one.finding.code, one.said.verdict.value if one.said.verdict else "")
        for one in each
    ]


def _label(each: list[Wish]) -> str:
    means = each[0].said.means
    return means.label if means else ""


def _read_all_back(each: list[Wish], words: str) -> Reply:
    text = render("confirm_checks", checks=_lines(each), label=_label(each), text=words)
    codes = tuple(one.finding.code for one in each)
    asking = Asking("confirm", {"seen": ",".join(map(_mark, each))})
    return Reply(text, asking=asking, outcome="confirm", codes=codes)
