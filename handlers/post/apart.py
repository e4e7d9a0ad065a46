"""又一次：一天里同样的话再说，开头写明第几次；平台会把一字不差的当作重发丢掉。"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from handlers.context import Context
from handlers.post.parcel import ENCLOSING
from models import exchange
from models.mailbox import Mail
from templates.render import TEXT_LIMIT

WINDOW = timedelta(days=1)
"""How far back equal requests count: WeCom's own four hours, and any wait before."""

ROOM = 20
"""Bytes that a mark takes, with up to four digits."""


def told(ctx: Context, userid: str, write: Callable[[str], str]) -> tuple[str, str]:
    """The mark before words that were sent within a day, and the request with it.

    `write` makes the request with a mark; it is empty the first time, then 【第2次】 and
    so on. Another fact in the same words must neither be dropped by the platform as a
    copy nor be taken for one by whoever reads it.
    """
    since, times, mark = ctx.now - WINDOW, 1, ""
    while exchange.is_asked(ctx.session, userid, request := write(mark), since):
        times += 1
        mark = f"【第{times}次】"
    return mark, request


def has_room(text: str) -> bool:
    """Say whether a mark fits before these words: those of full length stay as they are.

    Whoever got the same words within hours has them.
    """
    return len(text.encode()) + ROOM <= TEXT_LIMIT


def rewritten(
    ctx: Context, row: Mail, write: Callable[[str], str | None]
) -> str | None:
    """The request of a mail that is written anew, with its mark in the mail's words too.

    None where `write` cannot. In another form or by another way it may be equal to what
    it was not equal to before; a file never is. What is of full length has no room.
    """
    request = write("")
    if request is None or row.kind == ENCLOSING or not has_room(row.text):
        return request
    mark, request = told(ctx, row.userid, lambda mark: write(mark) or "")
    row.text = mark + row.text
    return request


def marked_card(card: Mapping[str, object], prefix: str) -> Mapping[str, object]:
    """The card with the mark before its title."""
    title = card.get("main_title")
    if not prefix or not isinstance(title, Mapping):
        return card
    return {**card, "main_title": {**title, "title": f"{prefix}{title['title']}"}}
