"""嫌延期太久：同意只能按申请的日子，别的日子读回成退回，确认了才退。"""

from dataclasses import replace

from handlers import people
from handlers.acting import deciding, waiting
from handlers.acting.waiting import Request
from handlers.context import Context
from handlers.post import requests
from handlers.reply import Reply, to_confirm
from handlers.wish import Wish
from models.ledger import Finding
from rules.calendar import dates
from rules.speech import capping
from rules.speech.said import Said
from rules.vocabulary import Action
from templates.render import render

FREE = frozenset({"progress", "blocked", "extend", "receipt", "chat"})
"""As what a plain sentence is read that may find a request too long."""

SHOWN = 5


def spoken(said: Said, ctx: Context) -> Wish | None:
    """The wish of somebody whose word a request for more time waits for; else None."""
    named = said.target.code if said.target.kind != "none" else ""
    if said.command not in FREE or not capping.caps(said.text):
        return None
    asked = [one for one in _asked(ctx) if named in ("", one.finding.code)]
    if not asked or (said.target.kind != "none" and not named):
        return None
    only = asked[0].finding if len(asked) == 1 else None
    return Wish(replace(said, command="limited"), only)


def told(wish: Wish, ctx: Context) -> Wish | None:
    """The same of a finding that is known, as after a read-back."""
    if wish.bound is None or people.may(ctx, wish.bound, Action.REPORT):
        return None
    if wish.said.command not in FREE or not capping.caps(wish.said.text):
        return None
    if not _of(ctx, wish.bound):
        return None
    return replace(wish, said=replace(wish.said, command="limited", report=None))


def limited(wish: Wish, ctx: Context) -> Reply:
    """Read a request for more time back as sent back; agreed to where the day is the same."""
    if wish.bound is None:
        return _which(wish, ctx)
    request = _of(ctx, wish.bound)[0]
    day = dates.read(wish.said.text, ctx.now, ctx.calendar).on
    if day is not None and day == request.new:
        return deciding.agree(replace(wish, said=replace(wish.said, value="")), ctx)
    if wish.confirmed:
        reason = replace(wish.said, command="return_", reason=wish.said.text)
        return deciding.return_(replace(wish, said=replace(reason, led=True)), ctx)
    return _read_back(wish, ctx, request)


def _read_back(wish: Wish, ctx: Context, request: Request) -> Reply:
    text = render(
        "confirm_return",
        today=ctx.today,
        code=request.finding.code,
        label=request.label,
        new=request.new,
        text=wish.said.text,
        paper=request.needs_paper,
    )
    return to_confirm(text, request.finding)


def _which(wish: Wish, ctx: Context) -> Reply:
    asked = _asked(ctx)
    text = render(
        "undecided", requests=asked[:SHOWN], total=len(asked), said=wish.said.text
    )
    codes = tuple(one.finding.code for one in asked[:SHOWN])
    return Reply(text, outcome="undecided", codes=codes)


def _asked(ctx: Context) -> list[Request]:
    """The requests for more time that wait for the actor."""
    return [one for one in waiting.pending(ctx) if one.steps == requests.EXTENSION]


def _of(ctx: Context, finding: Finding) -> list[Request]:
    return [one for one in _asked(ctx) if one.finding.key == finding.key]
