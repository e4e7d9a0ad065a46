"""一份归几项：说了几项都用的材料，项项都归到，答一句哪几项；少一项就一项也不归。"""

import re
from dataclasses import replace
from datetime import timedelta

from handlers import people
from handlers.acting import evidence, progress
from handlers.context import Context
from handlers.reading import book
from handlers.reply import Reply
from handlers.talk import heard, seeing
from handlers.wish import Wish
from models import evidence_room, findings, traces
from models.ledger import Evidence, Finding
from rules.errors import Refusal
from rules.speech import binding
from rules.speech.binding import Bound
from rules.speech.said import Said
from rules.speech.targets import Target
from rules.vocabulary import Action
from rules.writing.numerals import NUMERAL, number
from rules.writing.text import fold
from templates.render import render

WINDOW = timedelta(minutes=10)
"""How long what came last may still be put elsewhere, as with 归到."""


def meant(ctx: Context, parts: list[Said]) -> list[Said]:
    """Nothing but codes or numbers, right after files that wait, says where they belong.

    不是3，是2 puts the last message elsewhere, where it can only be that.
    """
    if len(parts) == 1 and parts[0].command == "move" and parts[0].numbers:
        return [_elsewhere(ctx, parts[0])]
    only = len(parts) == 1 and parts[0].command == "choose"
    if not (only or all(map(heard.is_bare, parts))) or not evidence.waits(ctx):
        return parts
    if only:
        many = len(parts[0].numbers) > 1
        return [replace(parts[0], command="place" if many else "move")]
    codes = [one.target.code for one in parts]
    if not all(_takes(ctx, code) for code in codes):
        return parts
    return [Said("place", Target("several", "|".join(codes)))]


def _elsewhere(ctx: Context, said: Said) -> Said:
    """The last message put under another place in the list; a figure that may as well
    be one in its words, or a place where it never was, is only answered."""
    unsure = Said("mend", text=said.text)
    places = (*said.numbers, said.target.number or 0)
    try:
        wrong, right = (_code(ctx, place) for place in places)
    except Refusal:
        return unsure
    since = ctx.now - WINDOW
    inbox_id = traces.last_message(ctx.session, ctx.person.key, since)
    there = book.find(ctx, wrong)
    if inbox_id is None or there is None:
        return unsure
    trace = traces.of_message(ctx.session, inbox_id)
    told = any(_holds(row.text, said.numbers[0]) for row in trace.reports)
    if told or there.key not in trace.finding_ids:
        return unsure
    return Said("move", Target("code", right), said.text, value=wrong)


def _holds(text: str, figure: int) -> bool:
    """Say whether words have a figure (3个, 三人) that may be meant."""
    told = re.finditer(NUMERAL, fold(text))
    return any(number(one.group()) == figure for one in told)


def _code(ctx: Context, place: int) -> str:
    """The one code that a place stands for in the lists. Raises Refusal `unknown_item`."""
    return _codes(Said("place", numbers=(place,)), ctx)[0]


def _takes(ctx: Context, code: str) -> bool:
    finding = book.find(ctx, code)
    if finding is None or not evidence.accepts(finding):
        return False
    return people.may(ctx, finding, Action.ATTACH)


def place(wish: Wish, ctx: Context) -> Reply:
    """Put the files that wait, or the last ones, under every finding that was named."""
    chosen = [_open(ctx, code) for code in _codes(wish.said, ctx)]
    codes = tuple(finding.code for finding in chosen)
    rows = _files(ctx)
    if not rows:
        raise Refusal("nothing_to_bring", code="、".join(codes))
    former = [row.finding_id for row in rows if row.finding_id is not None]
    for finding in chosen:
        evidence.share(ctx, rows, finding)
    left = set(former) - {finding.key for finding in chosen}
    text = render(
        "placed",
        today=ctx.today,
        items=book.briefs(ctx, chosen),
        kept=[row.name for row in rows],
        left=[findings.by_id(ctx.session, key).code for key in sorted(left)],
    )
    return Reply(text, outcome="evidence", codes=codes)


def _files(ctx: Context) -> list[Evidence]:
    waiting = evidence_room.unbound(ctx.session, ctx.person.key)
    since = ctx.now - WINDOW
    last = evidence_room.newest_by(ctx.session, ctx.person.key, since)
    if not waiting:
        evidence.ensure_here(ctx, max((row.inbox_id or 0 for row in last), default=0))
    rows = waiting or [row for row in last if row.supervision_id is None]
    return list({row.sha256: row for row in rows}.values())


def _open(ctx: Context, code: str) -> Finding:
    """A finding that takes files of the actor. Raises Refusal where it does not."""
    finding = book.find(ctx, code)
    if finding is None:
        raise Refusal("unknown_code", code=code)
    people.require(ctx, finding, Action.ATTACH)
    progress.ensure_running(finding)
    return finding


def _codes(said: Said, ctx: Context) -> tuple[str, ...]:
    """The codes that were named, or those that the numbers stand for in the last list."""
    if said.target.kind == "several":
        return tuple(said.target.code.split("|"))
    scene = seeing.scene(ctx, "")
    found = []
    for place in said.numbers:
        one = Said("choose", Target("number", number=place))
        bound = binding.bind(one, scene, ctx.now)
        if not isinstance(bound, Bound):
            raise Refusal("unknown_item", number=place)
        found.append(bound.code)
    return tuple(dict.fromkeys(found))
