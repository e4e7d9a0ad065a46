"""排队问：一条消息引出几个问题，一次问一个，答完一个接着问下一个（decisions.md 21）。"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.reply import Asking, Reply
from models.mailbox import Question
from templates.render import render


def in_line(replies: Sequence[Reply]) -> tuple[Asking | None, list[str]]:
    """The question that is asked first, with the others behind it, and what is said."""
    asking = [reply for reply in replies if reply.asking is not None]
    later = asking[1:]
    texts = [reply.text for reply in replies if reply not in later]
    if not asking:
        return None, texts
    if later:
        texts.append(render("in_line", count=len(later)))
    return _with(asking[0], [_kept(reply) for reply in later]), texts


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
