"""读回的答话：确认、补一个原因、改一个日子；变了的不办，好的不算确认。"""

from dataclasses import replace
from datetime import date
from typing import Any

from handlers.acting import bulk
from handlers.context import Context
from handlers.talk.asked import Resolved, about, close, day_meant, original
from handlers.wish import Wish
from models.ledger import Finding
from models.mailbox import Question
from rules.calendar import dates
from rules.errors import Refusal
from rules.speech import agreeing, more_time, pending, replies, worth
from rules.speech.said import Said
from rules.vocabulary import Action
from rules.writing.text import fold, reason_in, tidy

REASONS = frozenset({"progress", "chat", "blocked"})


def settle(ctx: Context, question: Question, said: Said, text: str) -> Resolved | None:
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
            why = more_time.extension(said, text, ctx.now, ctx.calendar).reason
            why = "" if replies.only_corrects(why) else why
            if not (why and _is_of_the_past(ctx, question, day.on)):
                iso = day_meant(ctx, question, day, text)
                return _on_another_day(ctx, question, iso, why)
    if question.kind == "reason" and _may_be_reason(said):
        if replies.is_reason(text):
            return _reasoned(ctx, question, text)
    elif said.command not in ("receipt", "confirm") and not _puts_off(text):
        return None
    return again(ctx, question)


def _may_be_reason(said: Said) -> bool:
    """因评审推迟 says the request once more, with the reason that was asked for."""
    repeated = said.command == "extend" and said.due is None and bool(said.reason)
    return repeated or said.command in REASONS


def _puts_off(text: str) -> bool:
    """等一下我问问领导: neither yes nor no, and no report of the work."""
    return pending.is_checked_first(tidy(fold(text)))


def again(ctx: Context, question: Question) -> Resolved:
    """What was read back still waits, and that is said."""
    code = str(question.payload.get("code", ""))  # "" where it is about many
    finding = about(ctx, question, code) if code else None
    waits = Said("again", value=question.kind)
    return Resolved(Wish(waits, finding), ctx, {})


def _is_of_the_past(ctx: Context, question: Question, day: date) -> bool:
    """Say whether a day beside a reason is no later than the limit: it is part of why.

    9月20日因组织部出差没开成会 asks for no 20 September.
    """
    due_on = about(ctx, question, str(question.payload["code"])).due_on
    return question.kind == "reason" and due_on is not None and day <= due_on


def _on_another_day(ctx: Context, question: Question, iso: str, why: str) -> Resolved:
    """改成11月30日: the same request again with this day, to be read back anew.

    A reason beside the day (12月25号吧 批复慢) is the reason that was asked for.
    """
    given = {"reason": why} if why else {}
    question.payload = {**question.payload, "due": iso, **given}
    first, asked = original(ctx, question)
    finding = about(ctx, question, str(question.payload["code"]))
    return Resolved(Wish(first, finding), asked, close(question))


def _confirmed(ctx: Context, question: Question) -> Resolved:
    if "code" not in question.payload:  # a wish about many
        said, asked = original(ctx, question)
        if "seen" in question.payload:
            said = replace(said, value=str(question.payload["seen"]))
        return Resolved(Wish(said, confirmed=True), asked, close(question))
    code = str(question.payload["code"])
    finding = about(ctx, question, code)
    said, asked = original(ctx, question)
    origin = close(question)
    if finding.version != question.payload.get("version"):
        stale = replace(said, command="stale")
        return Resolved(Wish(stale, finding), asked, origin)
    return Resolved(Wish(said, finding, confirmed=True), asked, origin)


def all_agreed(
    ctx: Context, question: Question, said: Said, text: str
) -> Resolved | None:
    """确认 of several requests: each as it was read back; none where one has changed."""
    if said.command != "confirm":
        return None
    seen: Any = question.payload["seen"]
    first, asked = original(ctx, question)
    origin = close(question)
    gone = bulk.changed(ctx, seen, question.choices)
    if gone:
        stale = Wish(replace(first, command="stale"), about(ctx, question, gone))
        return Resolved(stale, asked, origin)
    many = len(question.choices) > 1
    first = replace(first, text="", value=agreeing.BATCH if many else "")
    meant, *others = [about(ctx, question, code) for code in question.choices]
    return Resolved(Wish(first, meant, confirmed=True), asked, origin, tuple(others))


def take_ledger(
    ctx: Context, question: Question, said: Said, text: str
) -> Resolved | None:
    """确认 of a ledger's preview: the kept file is to be imported.

    Where the round was asked for, the round: then it is previewed anew.
    """
    name, sha256 = (str(question.payload[key]) for key in ("name", "sha256"))
    meant = Said("import_file", text=name, value=sha256)
    asked = "round" in question.payload
    code = replies.round_said(text) if asked else None
    confirmed = said.command == "confirm"
    if code is None and not confirmed:
        return None
    if asked and not code and not (confirmed and question.payload["round"]):
        return Resolved(Wish(replace(meant, value="")), ctx, {})
    if code:
        question.payload = {**question.payload, "round": code, "read": False}
        meant = replace(meant, field=code)
    question.state = "answered"
    return Resolved(Wish(meant), ctx, {})


def _reasoned(ctx: Context, question: Question, text: str) -> Resolved:
    """A plain sentence without a code is the reason that was asked for."""
    question.payload = {**question.payload, "reason": reason_in(text.strip())}
    first, asked = original(ctx, question)
    finding = about(ctx, question, str(question.payload["code"]))
    if finding.version != question.payload.get("version"):
        raise Refusal("stale", code=finding.code)
    unsure = _may_ask_for_another_day(ctx, question, finding, text)
    unsure = unsure or worth.may_report(fold(text))
    origin = close(question)
    return Resolved(Wish(first, finding, confirmed=not unsure), asked, origin)


def _may_ask_for_another_day(
    ctx: Context, question: Question, finding: Finding, text: str
) -> bool:
    """Say whether a reason names a day that may be what is really asked for.

    批复慢，12月10号比较稳妥: what was understood is read back before it is handed in.
    """
    found = dates.find(text, ctx.now, ctx.calendar)
    days = {one.on for one in found if one.on is not None}
    asked = question.payload.get("to")
    return any(
        day.isoformat() != asked and (finding.due_on is None or day > finding.due_on)
        for day in days
    )
