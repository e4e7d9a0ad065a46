"""头一句：不管是哪样消息，第一次打交道的末尾说清记什么、谁看得见、什么不要发（domain.md §3）。"""

from collections.abc import Mapping
from functools import cache

from handlers.context import Context
from models import organisation
from models.mailbox import Mail
from models.organisation import Somebody
from rules.writing.text import split_bytes
from templates.render import TEXT_LIMIT, render


def first(ctx: Context, person: Somebody) -> bool:
    """Say whether somebody was never told what is kept; from now on they are."""
    return not person.greeted and organisation.greet(ctx.session, person.key)


def ended(text: str, *, first: bool) -> str:
    """Return a message that ends in what is kept where it is the first one.

    Words that are said again after they did not arrive may hold the sentence already.
    """
    said = text.removesuffix(_ending())
    return said + _ending() if first else said


def ended_within(text: str, *, first: bool) -> str:
    """The same for an answer, which is one bubble: the sentence is never cut off."""
    room = TEXT_LIMIT - len(_ending().encode()) if first else TEXT_LIMIT
    return ended(split_bytes(text, room)[0], first=first)


def on_card(card: Mapping[str, object], text: str) -> Mapping[str, object]:
    """The card that goes with a text, whose note says the same at its end."""
    if not carries(text):
        return card
    note = f"{card.get('sub_title_text', '')}{_ending()}"
    return {**card, "sub_title_text": note.lstrip()}


def carries(text: str) -> bool:
    """Say whether a message tells what is kept."""
    return text.endswith(_ending())


def room(person: Somebody) -> int:
    """How many characters a message has to leave for the sentence."""
    return 0 if person.greeted else len(_ending())


def unsaid(ctx: Context, row: Mail) -> None:
    """What did not arrive did not tell it: the next message to its reader does."""
    if row.person_id is not None and carries(row.text):
        organisation.greet_again(ctx.session, row.person_id)


def said_again(ctx: Context, row: Mail) -> None:
    """What leaves after all tells it: the next message need not."""
    if row.person_id is not None and carries(row.text):
        organisation.greet(ctx.session, row.person_id)


@cache
def _ending() -> str:
    """The sentence, which never changes while we run, on a line of its own."""
    return f"\n{render('kept')}"
