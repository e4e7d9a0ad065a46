"""挑一个：列出来问的，答的序号、编号、日子落在哪一个上；不在其中的不算答。"""

from dataclasses import replace
from typing import Any

from handlers.context import Context
from handlers.reading import book
from handlers.talk import heard
from handlers.talk.asked import Resolved, about, close, day_meant, original
from handlers.talk.read_back import REASONS
from handlers.wish import Wish
from models.mailbox import Question
from rules.speech import absence, more_time, replies, titles
from rules.speech.said import Said
from rules.speech.targets import Target
from rules.writing.text import LABEL, reason_in

DATES = REASONS | {"extend", "mend"}
"""What a day belongs to that answers; 代办 and others have days of their own."""


def item(ctx: Context, question: Question, said: Said, text: str) -> Resolved | None:
    """The answer says which finding the words of before were about."""
    codes = _picked(ctx, question, said) or _named(ctx, question, text)
    if not codes:
        return None
    first, asked = original(ctx, question)
    first = _with_its_day(question, first, codes)
    held: Any = question.payload.get("files", ())
    asked = replace(asked, files=tuple(held))
    origin = close(question)
    meant, *others = [about(ctx, question, code) for code in codes]
    return Resolved(Wish(first, meant), asked, origin, tuple(others))


def _with_its_day(question: Question, first: Said, codes: tuple[str, ...]) -> Said:
    """What was read as a code and was none belongs to the words: 10-13已开会."""
    text = str(question.payload.get("text", ""))
    none = first.target.unsure and first.target.code not in codes
    alone = none and text.endswith(first.text)
    return replace(first, text=text) if alone else first


def files(ctx: Context, question: Question, said: Said, text: str) -> Resolved | None:
    """The answer says where the waiting files belong."""
    codes = _picked(ctx, question, said) or _named(ctx, question, text)
    if not codes:
        return None
    question.state = "answered"
    if len(codes) > 1:
        shared = Said("place", Target("several", "|".join(codes)), said.text)
        return Resolved(Wish(shared), ctx, {})
    moved = replace(said, command="move")
    return Resolved(Wish(moved, about(ctx, question, codes[0])), ctx, {})


def person(ctx: Context, question: Question, said: Said, text: str) -> Resolved | None:
    """A number picks one of the people of the same name."""
    if said.command != "choose" or not said.numbers:
        return None
    if not 1 <= said.numbers[0] <= len(question.choices):
        return None
    first, asked = original(ctx, question)
    origin = close(question)
    chosen = replace(first, person=question.choices[said.numbers[0] - 1])
    return Resolved(Wish(chosen), asked, origin)


def leaders_answer(
    ctx: Context, question: Question, said: Said, text: str
) -> Resolved | None:
    """A number says which answer a leader's words are; they are its content."""
    number = said.numbers[0] if said.numbers else 0
    kind = _nth(question, number) if said.command == "choose" else None
    if kind is None:
        return None
    first, asked = original(ctx, question)
    finding = about(ctx, question, str(question.payload["code"]))
    return Resolved(Wish(replace(first, command=kind), finding), asked, close(question))


def day(ctx: Context, question: Question, said: Said, text: str) -> Resolved | None:
    """A number picks one of the dates; a date is the date."""
    iso = ""
    other = replies.other_day(text, ctx.now, ctx.calendar)
    if said.target.kind == "none" and said.due is None and other is not None:
        said = more_time.extension(said, text, ctx.now, ctx.calendar)
    if said.command == "choose" and said.numbers:
        if not 1 <= said.numbers[0] <= len(question.choices):
            return None
        iso = question.choices[said.numbers[0] - 1]
    elif said.command in DATES and said.target.kind == "none":
        iso = day_meant(ctx, question, said.due, text)
    if not iso:
        return _reason_first(ctx, question, said, text)
    question.payload = {**question.payload, "due": iso}
    first, asked = original(ctx, question)
    finding = about(ctx, question, str(question.payload["code"]))
    origin = close(question)
    first = replace(first, reason=first.reason or said.reason)
    return Resolved(Wish(first, finding), asked, {**origin, "reason": first.reason})


def _reason_first(
    ctx: Context, question: Question, said: Said, text: str
) -> Resolved | None:
    """因招标流程未完, where the day is asked: kept, and the day is asked again."""
    told = said.target.kind == "none" and LABEL.match(text.strip())
    if not told or not replies.is_reason(text):
        return None
    question.payload = {**question.payload, "reason": reason_in(text.strip())}
    first, asked = original(ctx, question)
    finding = about(ctx, question, str(question.payload["code"]))
    return Resolved(
        Wish(first, finding), asked, {**close(question), "reason": first.reason}
    )


def days(ctx: Context, question: Question, said: Said, text: str) -> Resolved | None:
    """Days alone say from when to when the deputy that was named acts."""
    if not absence.days_alone(text, ctx.now, ctx.calendar):
        return None
    first, asked = original(ctx, question)
    answer = absence.with_days(replace(first, text=text), ctx.now, ctx.calendar)
    named = replace(
        answer, command="substitute", person=first.person or first.to_person
    )
    return Resolved(Wish(named), asked, close(question))


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
    told = said.numbers if said.command != "move" else ()  # 不是3，是2 picks no 3
    numbers = told or (said.target.number or 0,)
    found = [_nth(question, number) for number in dict.fromkeys(numbers)]
    return () if None in found else tuple(code for code in found if code)


def _named(ctx: Context, question: Question, text: str) -> tuple[str, ...]:
    """台账那个: the one choice whose title holds these words."""
    rows = [about(ctx, question, code) for code in question.choices]
    code = titles.pointed(text, {row.code: row.title for row in rows})
    return (code,) if code else ()


def _nth(question: Question, number: int) -> str | None:
    known = 1 <= number <= len(question.choices)
    return question.choices[number - 1] if known else None
