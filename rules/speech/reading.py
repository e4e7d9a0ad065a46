"""读懂：把一条消息读成一串命令；逐条对规矩，不猜，也从不因为哪句话而出错。"""

import re
from dataclasses import replace
from datetime import datetime

from rules.calendar.workdays import Calendar
from rules.speech import (
    absence,
    beside,
    checks,
    claims,
    corrections,
    entrusting,
    leading,
    manners,
    more_time,
    phrases,
    placing,
    plain,
    questions,
    sentences,
    ticks,
    unmeant,
    wholes,
)
from rules.speech.parts import Part, done_codes, split
from rules.speech.said import Said
from rules.speech.targets import (
    NONE,
    TOGETHER,
    Target,
    code_of,
    codes_in,
    half_spelt_in,
    spelt_alone,
    spelt_in,
)
from rules.speech.tone import UNDONE
from rules.speech.wholes import FOR_ALL, whole
from rules.vocabulary import ReportKind
from rules.writing.text import UNSEEN, fold, join_spaced, tidy

__all__ = ["Said", "Target", "codes_in", "file_only", "read", "whole"]

SHARED = frozenset({"progress", "extend", "supervise", "hold"})
"""Commands whose word stands for every finding that follows it."""

DAYS = re.compile(r"(?<!\d)\d-\d{1,2}号(?!问题|事项)")
"""A code that may as well say from which day to which."""

MOST_ITEMS = 50
"""Parts of a message that are read; of more it is asked, so one more is enough."""

LONGEST = 20000
"""Characters that are read for commands; a longer text is a report as it stands."""

POINTED = re.compile(r"(?:[那这]?一?[个项条]|[那这])?的?[吧啊呀哈呢]?[?]?")
"""Words that only point (5-006那个): the code is all that is said."""


def read(
    text: str, now: datetime, calendar: Calendar, rounds: frozenset[str]
) -> list[Said]:
    """Return what a message says, one entry a part, in the order of the words.

    `rounds` are the codes of the rounds that exist. Never raises, whatever the text.
    Nobody means more than `MOST_ITEMS` findings at once: then it is asked which.
    """
    said = _read(text, now, calendar, rounds)
    if len(said) <= MOST_ITEMS:
        return said
    folded = fold(text)
    return [plain.free(text, folded, _mentioned(folded, rounds))]


def _read(
    text: str, now: datetime, calendar: Calendar, rounds: frozenset[str]
) -> list[Said]:
    if len(text) > LONGEST:
        return [plain.free(text, fold(text), NONE)]
    text = manners.put_aside(FOR_ALL.sub("", ticks.spoken(join_spaced(text))))
    alone = absence.revoked(text) or whole(text)
    if alone is not None:
        return [alone]
    where = corrections.moved(text, rounds) or placing.placed(text, rounds)
    where = where or corrections.retracted(text, rounds) or corrections.mended(text)
    if where is not None:
        return [where]
    folded = fold(text)
    doubted = corrections.doubted(text, folded, rounds)
    if doubted is not None:
        return [claims.awaited(plain.free(text, folded, doubted), now, calendar)]
    both = _two_things(text, folded, now, calendar, rounds)
    if both:
        return both
    pieces = sentences.apart(text, folded)[: MOST_ITEMS + 1]
    if len(pieces) > 1:
        return [one for piece in pieces for one in _read(piece, now, calendar, rounds)]
    done = _done_first(text, folded, now, calendar, rounds)
    if done:
        return done
    led = _divided(text, folded, now, calendar, rounds)
    led = led or _commanded(text, folded, NONE, now, calendar, rounds)
    if led:
        return more_time.share_reason(led)
    said: list[Said] = []
    parts = split(text, rounds)
    pointed = [target for part in parts for target in part.targets]
    if len(pointed) > MOST_ITEMS:  # they are only counted, not read one by one
        return [Said("show", target) for target in pointed]
    for part in parts:
        said += _part(part, now, calendar, rounds)
        if len(said) > MOST_ITEMS:
            break
    return more_time.share_reason(_undisputed(said))


def _two_things(
    text: str, folded: str, now: datetime, calendar: Calendar, rounds: frozenset[str]
) -> list[Said]:
    """A report and the question behind it; a request taken back and what follows."""
    back = wholes.taken_back(text)
    if back is not None and beside.tells(back[1]):
        return [back[0], *_read(back[1], now, calendar, rounds)]
    if back is not None:
        return [replace(back[0], target=_mentioned(fold(back[1]), rounds))]
    asked = questions.asked_behind(text, folded)
    told = _read(asked[0], now, calendar, rounds) if asked else []
    if asked is None or not beside.are_reports(told):
        return []
    return [*told, *beside.answered(told, _read(asked[1], now, calendar, rounds))]


def _undisputed(said: list[Said]) -> list[Said]:
    """Nothing is done of which the same message says that it is not."""
    open_ = {
        one.target
        for one in said
        if one.command == "progress" and UNDONE.search(fold(one.text))
    }
    return [
        replace(one, command="progress", report=ReportKind.STATUS_ONLY)
        if one.command == "complete" and one.target in open_
        else one
        for one in said
    ]


def file_only() -> Said:
    """What a file without words says: bind me."""
    return Said("progress")


def report(
    code: str, text: str, now: datetime, calendar: Calendar, rounds: frozenset[str]
) -> Said:
    """What a progress form says: the same as 进展 before the same words in chat."""
    parts = read(f"进展 {code} {text}", now, calendar, rounds)
    made = parts[0]
    if len(parts) > 1 or made.command != "progress" or made.target.code != code:
        kind = ReportKind.SUBSTANTIVE
        return Said("progress", Target("code", code), text, report=kind)
    return replace(made, text=text.strip())


def _done_first(
    text: str, folded: str, now: datetime, calendar: Calendar, rounds: frozenset[str]
) -> list[Said]:
    """完成5-005，5-006还没: what is done stands first, the others say how they stand."""
    codes, end = done_codes(folded, rounds)
    rest = split(text[end:], rounds) if codes else []
    worded = all(one.folded and one.targets[0].kind == "code" for one in rest)
    if not codes or not worded:
        return []
    said = [Said("complete", Target("code", code)) for code in codes]
    for part in rest:
        said += _part(part, now, calendar, rounds)
    return said


def _divided(
    text: str, folded: str, now: datetime, calendar: Calendar, rounds: frozenset[str]
) -> list[Said]:
    """One command word before several findings (进展 5-005 …；5-006 …): each its own."""
    spec, word, position = leading.led(folded)
    if spec is None or spec.name not in SHARED:
        return []
    parts = split(text[position:], rounds)
    if len({part.targets for part in parts}) < 2 or not all(
        part.folded for part in parts
    ):
        return []
    result: list[Said] = []
    for part in parts:
        if spec.name == "progress":
            result += _part(part, now, calendar, rounds)
            continue
        for target in part.targets:
            made = Said(spec.name, target, part.text)
            filled = phrases.fill(made, word, part.folded, now, calendar)
            result += [] if filled is None else [filled]
    return result


def _part(
    part: Part, now: datetime, calendar: Calendar, rounds: frozenset[str]
) -> list[Said]:
    if not part.folded or POINTED.fullmatch(part.folded):
        return _bare(part)
    result: list[Said] = []
    targets = part.targets
    alone = spelt_alone(part.folded) if targets == (NONE,) else ""
    if alone:
        return [Said("show", Target("code", alone))]
    if targets == (NONE,):
        targets = (_mentioned(part.folded, rounds),)
    for target in targets[: MOST_ITEMS + 1]:
        led = _commanded(part.text, part.folded, target, now, calendar, rounds)
        if led:
            result += led
            continue
        free = claims.awaited(plain.free(part.text, part.folded, target), now, calendar)
        asked = absence.deputy_in(free, part.folded, now, calendar)
        asked = entrusting.entrusted(asked, part.folded, now, calendar)
        if asked is free:
            asked = more_time.extension_in(free, part.folded, now, calendar)
        result.append(asked)
    return result


def _mentioned(folded: str, rounds: frozenset[str]) -> Target:
    """A code in the middle of a sentence; several leave it open which is meant.

    So does what may as well be days: 我5-6号有空 (decisions.md 22).
    """
    codes = tuple(dict.fromkeys((*codes_in(folded, rounds), *spelt_in(folded))))
    if len(codes) == 1 and not DAYS.search(folded):
        return Target("code", codes[0], unsure=True)
    codes = codes or half_spelt_in(folded)
    if codes:
        return Target("several", "|".join(codes))
    beside = TOGETHER.search(folded)
    return Target("with", code_of(beside)) if beside else NONE


def _bare(part: Part) -> list[Said]:
    """Only numbers or codes: a choice, or a look at the finding."""
    if all(target.kind == "number" for target in part.targets):
        numbers = tuple(target.number or 0 for target in part.targets)
        return [Said("choose", part.targets[0], part.text, numbers=numbers)]
    if part.targets == (NONE,) and not UNSEEN.sub("", part.text).strip():
        return [Said("chat")]
    if part.targets == (NONE,):
        return [plain.free(part.text, part.folded, NONE)]
    text = "" if POINTED.fullmatch(part.folded) else part.text
    return [Said("show", target, text) for target in part.targets[: MOST_ITEMS + 1]]


def _commanded(
    text: str,
    folded: str,
    target: Target,
    now: datetime,
    calendar: Calendar,
    rounds: frozenset[str],
) -> list[Said]:
    """A part that begins with a command word, its target before or after it."""
    spec, word, position = leading.led(folded)
    if spec is None:
        return []
    tail, length = folded[position:], _length_first(spec.name, folded, position)
    begin = position + length
    targets, end = leading.targets_after(folded, begin, target, rounds, spec)
    position = position if length else end
    rest, kept = folded[position:], text[position:] if len(text) == len(folded) else ""
    rest, kept = _align(rest, kept, text)
    if targets == (NONE,) and spec.name in leading.ANSWERS:
        targets = leading.named_in(kept or rest, rounds)
    if unmeant.is_unmeant(spec, tail, rest):
        return []
    if not checks.is_command(spec, word, folded, rest, targets):
        return []
    made = Said(spec.name, targets[0], tidy(kept), led=targets != (target,))
    if spec.name == "return_":  # 5-005退回，多收款3万元: a report, with its word
        made = replace(made, value=f"{word}{kept}".strip())
    filled = phrases.fill(made, word, tidy(rest), now, calendar)
    return [] if filled is None else [replace(filled, target=one) for one in targets]


def _length_first(command: str, folded: str, position: int) -> int:
    """How many characters say how much longer, where the finding stands behind them."""
    asked = command == "extend"
    found = more_time.LENGTH_FIRST.match(folded, position) if asked else None
    return found.end() - position if found else 0


def _align(rest: str, kept: str, text: str) -> tuple[str, str]:
    return (rest, kept) if kept or not rest else (rest, text[-len(rest) :])
