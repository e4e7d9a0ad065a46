"""一个气泡：一条消息的字、它的编号、也许还有卡片；装不下的留给“更多”。"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.context import Context
from handlers.post import contact
from handlers.reading import book
from models import findings
from models.ledger import Finding
from models.mailbox import Notice
from models.organisation import Person

CHARACTERS, BYTES, ITEMS = 600, 2048, 5
"""What one bubble may hold (voice.md 12, WeCom's text limit)."""

OTHER = ("news-", "request-", "office-", "delivered", "digest")


@dataclass(frozen=True)
class Bubble:
    """One message ready to leave: text, its list of codes, maybe a card."""

    text: str
    notices: tuple[Notice, ...]
    codes: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    card: dict[str, object] | None = None
    kind: str = "notice"


def is_ladder(notice: Notice) -> bool:
    """Say whether a notice is a step of the ladder (and not news or a request)."""
    return is_rung(notice.step)


def is_rung(step: str) -> bool:
    """Say whether a step's id is one of the ladder's."""
    return not step.startswith(OTHER)


def fit(
    person: Person, codes: Sequence[str], render_first: Callable[[int], str]
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Render as many of the most urgent items as one bubble holds (decisions.md 11).

    Whoever was never told what is kept here is told it below them.
    """
    most = CHARACTERS - contact.room(person)
    for count in range(min(len(codes), ITEMS), 0, -1):
        text = render_first(count)
        small = len(text) <= most and len(text.encode()) <= BYTES
        if small or count == 1:
            return text, tuple(codes[:count]), tuple(codes[count:])
    return render_first(0), (), ()


def finding_of(ctx: Context, notice: Notice) -> Finding:
    """Return the finding that a notice is about."""
    assert notice.finding_id is not None  # noqa: S101 - only called where it is named
    return findings.by_id(ctx.session, notice.finding_id)


def urgency(ctx: Context, notice: Notice) -> tuple[date, str]:
    """Sort key: the earliest limit first."""
    finding = finding_of(ctx, notice)
    due_on = book.limit(finding)
    return (due_on or finding.review_on or date.max, finding.code)
