"""问过还没答的话：三十分钟内有效，答的时候按原话原时再读一遍（decisions.md 21）。"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from handlers.acting import bulk, leaders, substituting
from handlers.context import Context
from handlers.reading import book
from handlers.talk import heard, ledger_chat
from handlers.wish import Wish
from models import exchange
from models.ledger import Finding
from models.mailbox import Question
from rules.calendar.dates import Kind, Reading
from rules.errors import Refusal
from rules.speech import absence, choices, more_time, replies
from rules.speech.said import Said
from rules.speech.targets import Target
from rules.vocabulary import Action
from rules.writing.text import reason_in

LIVES = timedelta(minutes=30)
REASONS = frozenset({"progress", "chat", "blocked"})
DATES = REASONS | {"extend", "mend"}
"""What a day belongs to that answers; 代办 and others have days of their own."""


@dataclass(frozen=True)
class Resolved:
    """The wish that a question's answer completes, and where its words came from."""

    wish: Wish
    ctx: Context
    origin: dict[str, object]
    others: tuple[Finding, ...] = ()
    """Further findings that the same words are about (1和3)."""


def fresh(ctx: Context) -> Question | None:
    """The actor's unanswered question, while it lives."""
    return exchange.open_question(ctx.session, ctx.person.key, ctx.now - LIVES)


def resolve(ctx: Context, question: Question, said: Said, text: str) -> Resolved | None:
    """Take `said` as the answer to `question`; None where it is something else.

    Raises nothing that was not said: a number out of range is left to the lists.
    """
    if said.command == "cancel":
        if said.target.code not in ("", None, question.payload.get("code")):
            return None
        return Resolved(Wish(said), ctx, {})
    if question.kind in ("confirm", "reason"):
        return _unsettled(ctx, question, said, text)
    picked = choices.chosen(text, len(question.choices)) if question.choices else None
    if picked == choices.NONE_OF_THEM:
        question.state = "cancelled"
        return Resolved(Wish(Said("none_of_them", value=question.kind)), ctx, {})
    if picked is not None and (len(picked) == 1 or not question.payload.get("more")):
        said = Said("choose", Target("number", number=picked[0]), numbers=picked)
    if question.kind == ledger_chat.KIND:
        return _import(ctx, question) if said.command == "confirm" else None
    if question.kind == bulk.QUESTION:
        return _all_agreed(ctx, question) if said.command == "confirm" else None
    if question.kind == "which_item":
        return _chosen(ctx, question, said)
    if question.kind == "which_files":
        return _files(ctx, question, said)
    if question.kind == "which_person":
        return _who(ctx, question, said)
    if question.kind == leaders.QUESTION:
        return _answered(ctx, question, said)
    if question.kind == substituting.DAYS_ASKED:
        return _for_days(ctx, question, text)
    if question.kind == "which_date":
        return _dated(ctx, question, said, text)
    return None


def _unsettled(
    ctx: Context, question: Question, said: Said, text: str
) -> Resolved | None:
    """What answers a request that was read back: 确认, a reason, another day.

    好的 is none of them: then it is said that nothing has been handed in yet.
    """
    if said.command == "confirm" and question.kind == "confirm":
        return _confirmed(ctx, question)
    if said.target.kind != "none":
        return None
    if question.payload.get("action") == Action.EXTEND.value:
        day = replies.other_day(text, ctx.now, ctx.calendar)
        if day is not None and day.on is not None:
            return _on_another_day(ctx, question, day.on.isoformat())
    if question.kind == "reason" and said.command in REASONS:
        if replies.is_reason(text):
            return _reasoned(ctx, question, text)
    elif said.command not in ("receipt", "confirm"):
        return None
    code = str(question.payload.get("code", ""))  # "" where it is about many
    about = _about(ctx, question, code) if code else None
    waits = Said("again", value=question.kind)
    return Resolved(Wish(waits, about), ctx, {})


def _on_another_day(ctx: Context, question: Question, iso: str) -> Resolved:
    """改成11月30日: the same request again with this day, to be read back anew."""
    question.payload = {**question.payload, "due": iso}
    first, asked = original(ctx, question)
    finding = _about(ctx, question, str(question.payload["code"]))
    return Resolved(Wish(first, finding), asked, _close(question))


def original(ctx: Context, question: Question) -> tuple[Said, Context]:
    """Read the question's words again as of the moment they were said."""
    at = datetime.fromisoformat(str(question.payload["at"]))
    text = str(question.payload.get("text", ""))
    part = int(str(question.payload.get("part", 0)))
    said = heard.parts(ctx, text, at)[part]
    if question.payload.get("due"):
        said = replace(said, due=_on(str(question.payload["due"])))
    if question.payload.get("reason"):
        said = replace(said, reason=str(question.payload["reason"]))
    return said, replace(ctx, asked_at=at)


def _on(iso: str) -> Reading:
    return Reading(
        kind=Kind.DATE,
        on=datetime.fromisoformat(iso).date(),
        then_long_term=False,
        text=iso,
        span=(0, 0),
        rule="chosen",
        provisional=False,
        alternatives=(),
    )


def _about(ctx: Context, question: Question, code: str) -> Finding:
    finding = book.find(ctx, code)
    if finding is None:
        raise LookupError("a question about a finding that is gone")
    return finding


def _close(question: Question) -> dict[str, object]:
    question.state = "answered"
    return {
        key: question.payload[key]
        for key in ("text", "part", "due", "reason")
        if key in question.payload
    }


def _confirmed(ctx: Context, question: Question) -> Resolved:
    if "code" not in question.payload:  # a wish about many: looked at anew as it is
        said, asked = original(ctx, question)
        if "seen" in question.payload:
            said = replace(said, value=str(question.payload["seen"]))
        return Resolved(Wish(said, confirmed=True), asked, _close(question))
    code = str(question.payload["code"])
    finding = _about(ctx, question, code)
    said, asked = original(ctx, question)
    origin = _close(question)
    if finding.version != question.payload.get("version"):
        stale = replace(said, command="stale")
        return Resolved(Wish(stale, finding), asked, origin)
    return Resolved(Wish(said, finding, confirmed=True), asked, origin)


def _all_agreed(ctx: Context, question: Question) -> Resolved:
    """确认 of several requests: each as it was read back; none where one has changed."""
    seen: Any = question.payload["seen"]
    first, asked = original(ctx, question)
    origin = _close(question)
    gone = bulk.changed(ctx, seen, question.choices)
    if gone:
        stale = Wish(replace(first, command="stale"), _about(ctx, question, gone))
        return Resolved(stale, asked, origin)
    meant, *others = [_about(ctx, question, code) for code in question.choices]
    return Resolved(Wish(first, meant, confirmed=True), asked, origin, tuple(others))


def _import(ctx: Context, question: Question) -> Resolved:
    """确认 of a ledger's preview: the kept file is to be imported."""
    question.state = "answered"
    name, sha256 = (str(question.payload[key]) for key in ("name", "sha256"))
    return Resolved(Wish(Said("import_file", text=name, value=sha256)), ctx, {})


def _files(ctx: Context, question: Question, said: Said) -> Resolved | None:
    """The answer says where the waiting files belong."""
    codes = _picked(ctx, question, said)
    if not codes:
        return None
    question.state = "answered"
    if len(codes) > 1:
        shared = Said("place", Target("several", "|".join(codes)), said.text)
        return Resolved(Wish(shared), ctx, {})
    moved = replace(said, command="move")
    return Resolved(Wish(moved, _about(ctx, question, codes[0])), ctx, {})


def _chosen(ctx: Context, question: Question, said: Said) -> Resolved | None:
    """The answer says which finding the words of before were about."""
    codes = _picked(ctx, question, said)
    if not codes:
        return None
    first, asked = original(ctx, question)
    files: Any = question.payload.get("files", ())
    asked = replace(asked, files=tuple(files))
    origin = _close(question)
    meant, *others = [_about(ctx, question, code) for code in codes]
    return Resolved(Wish(first, meant), asked, origin, tuple(others))


def _nth(question: Question, number: int) -> str | None:
    known = 1 <= number <= len(question.choices)
    return question.choices[number - 1] if known else None


def _picked(ctx: Context, question: Question, said: Said) -> tuple[str, ...]:
    """The codes that an answer picks; empty where it picks none, or one that is not there.

    A number picks a choice; a bare code, or 是5-006的, picks any finding. Who asks how a
    finding stands (5-006什么时候到期, 查 5-006) has not answered.
    """
    if said.command not in ("choose", "show", "move", "place"):
        return ()
    if said.command == "show" and not heard.is_bare(said):
        return ()
    if said.target.code:
        codes = said.target.code.split("|")
        known = all(book.find(ctx, code) is not None for code in codes)
        return tuple(dict.fromkeys(codes)) if known else ()
    numbers = said.numbers or (said.target.number or 0,)
    found = [_nth(question, number) for number in dict.fromkeys(numbers)]
    return () if None in found else tuple(code for code in found if code)


def _who(ctx: Context, question: Question, said: Said) -> Resolved | None:
    """A number picks one of the people of the same name."""
    if said.command != "choose" or not said.numbers:
        return None
    if not 1 <= said.numbers[0] <= len(question.choices):
        return None
    first, asked = original(ctx, question)
    origin = _close(question)
    chosen = replace(first, person=question.choices[said.numbers[0] - 1])
    return Resolved(Wish(chosen), asked, origin)


def _answered(ctx: Context, question: Question, said: Said) -> Resolved | None:
    """A number says which answer a leader's words are; they are its content."""
    number = said.numbers[0] if said.numbers else 0
    kind = _nth(question, number) if said.command == "choose" else None
    if kind is None:
        return None
    first, asked = original(ctx, question)
    finding = _about(ctx, question, str(question.payload["code"]))
    return Resolved(
        Wish(replace(first, command=kind), finding), asked, _close(question)
    )


def _dated(ctx: Context, question: Question, said: Said, text: str) -> Resolved | None:
    """A number picks one of the dates; a date is the date."""
    iso = ""
    day = replies.other_day(text, ctx.now, ctx.calendar)
    if said.target.kind == "none" and said.due is None and day is not None:
        said = more_time.extension(said, text, ctx.now, ctx.calendar)
    if said.command == "choose" and said.numbers:
        if not 1 <= said.numbers[0] <= len(question.choices):
            return None
        iso = question.choices[said.numbers[0] - 1]
    elif said.command in DATES and said.target.kind == "none":
        iso = said.due.on.isoformat() if said.due and said.due.on else ""
    if not iso:
        return None
    question.payload = {**question.payload, "due": iso}
    first, asked = original(ctx, question)
    finding = _about(ctx, question, str(question.payload["code"]))
    origin = _close(question)
    first = replace(first, reason=first.reason or said.reason)
    return Resolved(Wish(first, finding), asked, {**origin, "reason": first.reason})


def _for_days(ctx: Context, question: Question, text: str) -> Resolved | None:
    """Days alone say from when to when the deputy that was named acts."""
    if not absence.days_alone(text, ctx.now, ctx.calendar):
        return None
    first, asked = original(ctx, question)
    answer = absence.with_days(replace(first, text=text), ctx.now, ctx.calendar)
    named = replace(
        answer, command="substitute", person=first.person or first.to_person
    )
    return Resolved(Wish(named), asked, _close(question))


def _reasoned(ctx: Context, question: Question, text: str) -> Resolved:
    """A plain sentence without a code is the reason that was asked for."""
    question.payload = {**question.payload, "reason": reason_in(text.strip())}
    first, asked = original(ctx, question)
    finding = _about(ctx, question, str(question.payload["code"]))
    if finding.version != question.payload.get("version"):
        raise Refusal("stale", code=finding.code)
    origin = _close(question)
    return Resolved(Wish(first, finding, confirmed=True), asked, origin)
