"""懂：读出说了几件事，各落在哪一项上，逐件办；拿不准的只问一句。"""

from contextlib import nullcontext
from dataclasses import replace

from handlers import people
from handlers.acting import (
    checking,
    deciding,
    extensions,
    granting,
    leaders,
    limiting,
    renaming,
    waiting,
)
from handlers.context import Context
from handlers.notices import releasing
from handlers.reading import book
from handlers.reply import Reply
from handlers.talk import (
    asked,
    choosing,
    echoing,
    heard,
    placing,
    questions,
    queueing,
    repeating,
    seeing,
)
from handlers.talk.table import HANDLERS, Binding
from handlers.wish import Wish
from models import findings
from models.ledger import Finding
from rules.errors import Refusal
from rules.speech import (
    binding,
    command_spec,
    commands,
    leading,
    reading,
)
from rules.speech.binding import AskItem, Bound, Scene, Unknown
from rules.speech.questions import asks
from rules.speech.said import Said
from rules.writing.text import fold
from templates.render import refusal

WHOLE_LIST = frozenset({"receipt", "acknowledged", "urged_on", "look"})
"""What answers a quoted list as a whole."""

FREE = frozenset({"progress", "blocked"})
"""Plain prose: a report, or a leader's answer in words of their own."""


def answer(text: str, quote: str, ctx: Context) -> Reply:
    """Understand one text and do what it says; every part gets its own result."""
    question = asked.fresh(ctx)
    dropped = questions.called_off(ctx, question, text) if not quote else None
    if dropped is not None:
        return _together([answer(words, "", ctx) for words in dropped])
    parts = heard.parts(ctx, text, ctx.now)
    answered = heard.as_one(parts)
    if question is not None and answered is not None:
        resolved = questions.resolve(ctx, question, answered, text)
        if resolved is not None:
            wishes = [resolved.wish]
            wishes += [replace(resolved.wish, bound=one) for one in resolved.others]
            answers = [_run(one, resolved.ctx, resolved.origin) for one in wishes]
            reply = _together(answers)
            releasing.release(ctx)
            return queueing.after(question, reply)
    if not quote:
        text, quote = echoing.apart(ctx, text)
        parts = heard.parts(ctx, text, ctx.now) if quote else parts
    echoed = echoing.heard(ctx, text)
    if echoed is not None:
        return echoed
    if question is not None and questions.picks_nothing(question, text):
        return choosing.which_item(ctx, question.choices, question.payload)
    plain = not quote and question is None
    meant = repeating.spoken(ctx, parts, text) if plain else text
    if meant != text:
        text, parts = meant, heard.parts(ctx, meant, ctx.now)
    parts = _as_one(text, parts, quote, ctx)
    parts = parts if quote else placing.meant(ctx, parts)
    ctx = replace(ctx, parted=len({said.target for said in parts}) > 1)
    replies = [
        attempt(said, quote, ctx, {"text": text, "part": number})
        for number, said in enumerate(parts)
    ]
    releasing.release(ctx)
    return queueing.before(ctx, question, _together(replies))


def _as_one(text: str, parts: list[Said], quote: str, ctx: Context) -> list[Said]:
    """1.补收4人 2.剩1人住院, from somebody with one finding before their eyes, is one
    report with its paragraphs numbered, not one about a second finding."""
    places = [said.target.number for said in parts]
    if len(parts) < 2 or places != list(range(1, len(parts) + 1)):
        return parts
    code = _only_one(seeing.scene(ctx, quote), parts)
    if code is None:
        return parts
    rounds = findings.round_codes(ctx.session)
    return [reading.report(code, text, ctx.now, ctx.calendar, rounds)]


def _only_one(seen: Scene, parts: list[Said]) -> str | None:
    """The one finding before somebody's eyes: quoted alone, or the only one they have."""
    if seen.quoted:
        told = all(said.command == "progress" for said in parts)
        return seen.quoted[0] if told and len(seen.quoted) == 1 else None
    if len(seen.own) != 1 or any(len(shown.items) > 1 for shown in seen.shown):
        return None
    return seen.own[0]


def is_near(text: str) -> bool:
    """Say whether the words ask for the asker's own and for nothing else."""
    said = reading.whole(text)
    return said is not None and HANDLERS[said.command].near


def report(code: str, text: str, ctx: Context) -> Reply:
    """Do what a progress form says, as the same words in chat would be done."""
    rounds = findings.round_codes(ctx.session)
    said = reading.report(code, text, ctx.now, ctx.calendar, rounds)
    reply = attempt(said, "", ctx, {"text": text, "part": 0})
    releasing.release(ctx)
    return reply


def attempt(said: Said, quote: str, ctx: Context, origin: dict[str, object]) -> Reply:
    """Do one part of a message in its own savepoint; a refusal undoes only itself."""
    limited = limiting.spoken(said, ctx) if not quote else None
    if limited is not None:
        return _run(limited, ctx, origin)
    free = said.command in FREE and not asks(fold(said.text))
    if free and said.target.kind == "none" and not quote:
        about = leaders.asked(ctx)
        if about is not None:
            return _with_origin(leaders.which(about, said.text), ctx, origin)
    try:
        bound = _bind(said, quote, ctx)
    except Refusal as error:
        return refused(error, ctx)
    if isinstance(bound, AskItem):
        picked = said.command == "choose"
        return choosing.which_item(ctx, bound.choices, origin, picked=picked)
    return _run(Wish(said, bound), ctx, origin)


def _run(wish: Wish, ctx: Context, origin: dict[str, object]) -> Reply:
    """Call the handler of a wish, inside a savepoint if it writes (decisions.md 1)."""
    check = checking.told(wish, ctx)
    if check is not None and not check.confirmed:
        return _with_origin(checking.read_back(check, ctx), ctx, origin)
    wish = check or _meant(wish, ctx) or wish
    entry = HANDLERS[wish.said.command]
    collected = len(ctx.session.info.setdefault("journal", []))
    apart = ctx.session.begin_nested() if entry.writes else nullcontext()
    try:
        with apart:
            reply = entry.handler(wish, ctx)
    except Refusal as error:
        del ctx.session.info["journal"][collected:]
        instead = _of_a_leader(wish, error, ctx)
        return _with_origin(instead, ctx, origin) if instead else refused(error, ctx)
    return _with_origin(reply, ctx, origin)


def _meant(wish: Wish, ctx: Context) -> Wish | None:
    """What the words are from somebody in the actor's role; None where as they stand."""
    for meaning in (
        deciding.ruled,
        limiting.told,
        renaming.told,
        extensions.wondered,
        extensions.called_off,
        granting.meant,
    ):
        wished = meaning(wish, ctx)
        if wished is not None:
            return wished
    return None


def _of_a_leader(wish: Wish, error: Refusal, ctx: Context) -> Reply | None:
    """What a leader says of a finding in words of their own is no report, but may be
    an answer: it is asked which; None for everybody else."""
    free = wish.said.command in FREE and error.reason == "not_allowed"
    if not free or not leaders.answers(ctx, wish.finding):
        return None
    return leaders.which(wish.finding, wish.said.text)


def _with_origin(reply: Reply, ctx: Context, origin: dict[str, object]) -> Reply:
    """Let a question remember the words that it is about, and when they were said."""
    if reply.asking is None:
        return reply
    at = (ctx.asked_at or ctx.now).isoformat()
    payload = {"at": at, **origin, **reply.asking.payload}
    return replace(reply, asking=replace(reply.asking, payload=payload))


def refused(error: Refusal, ctx: Context) -> Reply:
    """Turn a refusal into the sentence that teaches."""
    reason = error.reason
    if reason == "unknown_code" and not people.sees_all(ctx, ctx.person):
        reason = "not_yours"  # whoever may not see the book hears not what is in it
    text = refusal(reason, error.facts, ctx.today)
    code = str(error.facts.get("code", ""))
    ctx.record("refused", None, {}, {"reason": error.reason, "code": code})
    return Reply(text, outcome=f"refused:{error.reason}", codes=(code,) if code else ())


def _bind(said: Said, quote: str, ctx: Context) -> Finding | AskItem | None:
    """Find the one finding that the words are about, ask, or refuse."""
    how = HANDLERS[said.command].binding
    if how is Binding.NONE:
        return None
    if how is Binding.EXPLICIT and said.target.kind == "none" and not quote:
        return None
    result = binding.bind(said, seeing.scene(ctx, quote), ctx.now)
    if isinstance(result, AskItem):
        about = (
            None if result.choices else checking.goes_on(said, ctx, seeing.spoken_of)
        )
        if about is not None:
            return about
        if not result.choices:
            raise Refusal("which_item", example=_example(said, ctx))
        _ensure_sees_one(ctx, result)
        return None if said.command in WHOLE_LIST else result
    if isinstance(result, Unknown):
        missing = result.missing or said.target
        raise Refusal(result.reason, code=missing.code or "", number=missing.number)
    assert isinstance(result, Bound)  # noqa: S101 - the third of three
    finding = book.find(ctx, result.code)
    instead = seeing.other_than_said(said, finding, ctx)
    if instead is not None:
        return instead
    if finding is None:
        raise Refusal("unknown_code", code=result.code)
    return finding


def _ensure_sees_one(ctx: Context, ask: AskItem) -> None:
    """Raise Refusal where nothing could be offered: what may be meant is another's."""
    rows = [book.find(ctx, code) for code in ask.choices]
    known = [row for row in rows if row is not None]
    if not any(people.may_see(ctx, ctx.person, row) for row in known):
        reason = "not_yours" if known else "unknown_code"
        raise Refusal(reason, code=ask.choices[0])


def _example(said: Said, ctx: Context) -> str:
    """What to say instead; the office reports on nothing itself."""
    begun, _, _ = leading.led(fold(said.text))
    if begun is not None and begun.name == "urge":
        return commands.example("urge")
    if checking.sounds_like(said) and people.is_office(ctx, ctx.person):
        return commands.example("supervise")
    spoken = said.command in ("progress", "blocked", "caption", "complete")
    if spoken and people.is_office(ctx, ctx.person):
        return "查 5-023，或看总体情况：状态"
    if spoken and command_spec.LEADERS & people.roles(ctx, ctx.person):
        requests = waiting.pending(ctx)
        if requests:
            code = requests[0].finding.code
            return f"同意 {code}，或：退回 {code} 原因"
        return commands.example("urged_on")
    return commands.example(said.command)


def _together(replies: list[Reply]) -> Reply:
    """One bubble for all parts; the last list in it is kept, questions wait in line.

    What would be said twice in the same words is said once.
    """
    if len(replies) == 1:
        return replies[0]
    listing = next((one.listing for one in reversed(replies) if one.listing), None)
    asking, texts = queueing.in_line(replies)
    return Reply(
        "\n".join(dict.fromkeys(texts)),
        listing=listing,
        asking=asking,
        outcome="+".join(reply.outcome for reply in replies),
        codes=tuple(code for reply in replies for code in reply.codes),
    )
