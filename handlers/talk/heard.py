"""听出来的几件事：人人一样的读法，加上只有巡察办说了才算的话。"""

from dataclasses import replace
from datetime import datetime

from handlers import people
from handlers.acting import waiting
from handlers.context import Context
from handlers.talk import handing, inquiring, seeing, topics
from models import findings
from rules.speech import (
    agreeing,
    command_spec,
    departures,
    excepting,
    issues,
    reading,
    remaining,
    states,
    subjects,
    tables,
    titles,
    urging,
    visited,
)
from rules.speech.said import Said
from rules.speech.targets import NONE, Target


def parts(ctx: Context, text: str, at: datetime) -> list[Said]:
    """What a message of the actor says, read as of a moment.

    张三调走了，李四接手 is a wish only where the office says it; from anybody else it
    is a report. So are 催一下邓佳宁, and what was seen of several findings at one visit;
    需协调 is a leader's answer.
    """
    sending = inquiring.of_sending(ctx, text) or handing.asked(ctx, text)
    if sending is not None:
        return [sending]
    told = departures.told(text) or urging.urged(text) or states.for_the_office(text)
    if told is not None and people.is_office(ctx, ctx.person):
        return [told]
    table = tables.asked(text)
    if table is not None and people.roles(ctx, ctx.person) & command_spec.COUNTERS:
        return [table]
    issue = issues.asked(text)
    readers = command_spec.COUNTERS | command_spec.DIGESTED
    if issue is not None and people.roles(ctx, ctx.person) & readers:
        return [issue]
    inquiry = topics.asked(ctx, text) or inquiring.asked(ctx, text)
    if inquiry is not None:
        return [inquiry]
    if agreeing.is_of_all(text) and waiting.pending(ctx):
        subject = subjects.subject_in(text)
        return [Said("agree", text=subject, field=subject, value=agreeing.BATCH)]
    rounds = findings.round_codes(ctx.session)
    rest = excepting.of_rest(text)
    if rest is not None and waiting.pending(ctx):
        sent_back = reading.read(rest.ruling, at, ctx.calendar, rounds)
        agreed = Said("agree", text=" ".join(rest.codes), value=agreeing.REST)
        agreed = replace(agreed, field=rest.subject)
        return [*(sent_back if rest.ruling else []), agreed]
    said = _read(ctx, text, at, rounds)
    if [one.target.kind for one in said] == ["several"] and _of_a_visit(ctx, text):
        return [Said("supervise_all", text=text)]
    return _in_bulk(said)


def _read(ctx: Context, text: str, at: datetime, rounds: frozenset[str]) -> list[Said]:
    """Read a text; a title of the actor's that it names in full is as good as a code.

    What is counted beside a title that is only spoken of (1.关于X的问题) is no place in
    a list: it is asked.
    """
    if titles.may_name(text) and reading.whole(text) is None:
        text = titles.coded(text, _own_titles(ctx))
    rest = remaining.told(text, rounds)
    if rest is not None:
        told = _read(ctx, rest[0], at, rounds) if rest[0] else []
        return [*told, rest[1]]
    said = reading.read(text, at, ctx.calendar, rounds)
    placed = [one for one in said if one.target.kind == "number"]
    if all(len(one.text) < titles.SHORTEST for one in placed):
        return said
    own = _own_titles(ctx)
    return [
        replace(one, target=NONE)
        if one in placed and titles.speaks_of(one.text, own)
        else one
        for one in said
    ]


def _own_titles(ctx: Context) -> dict[str, str]:
    return {one.code: one.title for one in seeing.own_of(ctx)}


def _in_bulk(said: list[Said]) -> list[Said]:
    """Mark what agrees to several at once; more than ten at once are none."""
    many = [one for one in said if one.command == "agree"]
    if len(many) > agreeing.MOST:
        return [Said("too_many", numbers=(len(many),))]
    if len(many) < 2:
        return said
    return [
        replace(one, value=agreeing.BATCH) if one.command == "agree" else one
        for one in said
    ]


def _of_a_visit(ctx: Context, text: str) -> bool:
    """Say whether a checker tells what each of several findings was like."""
    checks = people.roles(ctx, ctx.person) & command_spec.CHECKERS
    return bool(checks and visited.told(text, findings.round_codes(ctx.session)))


def is_bare(said: Said) -> bool:
    """Say whether a part is nothing but a code; 查 5-005 is more: a wish to look."""
    return said.command == "show" and not said.text and not said.led


def as_one(parts: list[Said]) -> Said | None:
    """The one answer that a message may be: one part, or nothing but codes (5-005、5-006)."""
    if len(parts) == 1:
        return parts[0]
    bare = all(is_bare(one) for one in parts)
    codes = [one.target.code for one in parts]
    return Said("show", Target("several", "|".join(codes))) if bare else None
