"""排队问：一条消息引出几个问题，一次问一个，答完一个接着问下一个（decisions.md 21）。"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.context import Context
from handlers.reply import Asking, Reply
from handlers.talk import choosing
from models.mailbox import Question
from templates.render import render

WAITS = frozenset({choosing.WHICH_ITEM, "confirm", "reason", "which_date"})
"""Questions behind which stands something that somebody said and wants done."""


def in_line(replies: Sequence[Reply]) -> tuple[Asking | None, list[str]]:
    """The question that is asked first, with the others behind it, and what is said."""
    asking = [reply for reply in replies if reply.asking is not None]
    later = asking[1:]
    texts = [reply.text for reply in replies if reply not in later]
    if not asking:
        return None, texts
    if later:
        texts.append(render("in_line", count=len(later), said=""))
    return _with(asking[0], [_kept(reply) for reply in later]), texts


def before(ctx: Context, question: Question | None, reply: Reply) -> Reply:
    """Let a question that a new one would close wait behind it, and say so.

    What was said is not lost, and nobody has two questions at once (decisions.md 21).
    """
    new = reply.asking
    if question is None or new is None or question.state != "open":
        return reply
    waiting: Any = question.payload.get("next", [])
    former = [_again(ctx, question), *waiting] if _waits(question, new) else waiting
    if not former:
        return reply
    behind: Any = new.payload.get("next", [])
    said = str(former[0]["payload"].get("text", ""))
    text = f"{reply.text}\n{render('in_line', count=len(former), said=said)}"
    return replace(reply, text=text, asking=_with(reply, [*behind, *former]))


def _waits(question: Question, new: Asking) -> bool:
    """Say whether a question is about something else than the one that follows it."""
    if question.kind not in WAITS:
        return False
    if question.kind == choosing.WHICH_ITEM:
        return bool(question.payload.get("text") != new.payload.get("text"))
    return bool(question.payload.get("code") != new.payload.get("code"))


def _again(ctx: Context, question: Question) -> dict[str, object]:
    """An open question as it is asked once more."""
    payload = {key: one for key, one in question.payload.items() if key != "next"}
    if question.kind == choosing.WHICH_ITEM:
        text = choosing.which_item(ctx, question.choices, payload).text
    else:
        said, code = payload.get("text", ""), payload.get("code", "")
        text = render("asked_again", kind=question.kind, said=said, code=code)
    kept = {"text": text, "kind": question.kind, "payload": payload}
    return {**kept, "choices": list(question.choices)}


def after(question: Question, reply: Reply) -> Reply:
    """Ask what stands behind an answered question, once nothing else is asked."""
    waiting: Any = question.payload.get("next", [])
    if not waiting or question.state == "open":
        return reply
    if reply.asking is not None:
        return replace(reply, asking=_with(reply, waiting))
    entry, *later = waiting
    following = Reply(
        str(entry["text"]),
        asking=Asking(entry["kind"], entry["payload"], tuple(entry["choices"])),
    )
    return replace(
        reply, text=f"{reply.text}\n{following.text}", asking=_with(following, later)
    )


def _with(reply: Reply, waiting: list[dict[str, object]]) -> Asking | None:
    if reply.asking is None or not waiting:
        return reply.asking
    payload = {**reply.asking.payload, "next": waiting}
    return replace(reply.asking, payload=payload)


def _kept(reply: Reply) -> dict[str, object]:
    """A question as it can be kept in a row."""
    asking = reply.asking
    if asking is None:
        return {}
    return {
        "text": reply.text,
        "kind": asking.kind,
        "payload": asking.payload,
        "choices": list(asking.choices),
    }
