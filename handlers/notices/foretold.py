"""下一步：不办结会在哪一天告知哪一级，写在这一条里，不让人从上级那里第一次听说。"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from handlers.context import Context
from handlers.notices.bubble import finding_of
from models.mailbox import Notice
from rules.telling.holding import ABOVE
from rules.telling.receivers import Ahead
from rules.vocabulary import Role


class Told(Protocol):
    """A line of a message, about one finding."""

    @property
    def ahead(self) -> Ahead | None:
        """Who is told next about it."""


def ahead(ctx: Context, notice: Notice) -> Ahead | None:
    """Who is told next by rule, as long as that lies ahead (voice.md 4)."""
    kept = notice.facts.get("ahead")
    if not isinstance(kept, list):
        return None
    told = Ahead(date.fromisoformat(kept[0]), Role(kept[1]), *kept[2:])
    until = finding_of(ctx, notice).held_until
    if until is not None and told.role in ABOVE:
        told = told._replace(on=max(told.on, until))
    return told if told.on > ctx.today else None


def by_moment(lines: Sequence[Told]) -> list[tuple[Ahead, list[int]]]:
    """What lies ahead, soonest first, each with the numbers of the lines it is for."""
    groups: dict[Ahead, list[int]] = {}
    for number, line in enumerate(lines, 1):
        if line.ahead is not None:
            groups.setdefault(line.ahead, []).append(number)
    return sorted(groups.items())
