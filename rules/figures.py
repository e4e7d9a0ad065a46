"""数：每个率都带着分子、分母和口径（domain.md §6）。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rules.vocabulary import Clock, Light, Status


@dataclass(frozen=True)
class FindingFigures:
    """What the rates look at in one finding."""

    code: str
    status: Status
    clock: Clock
    due_on: date | None
    endorsed_on: date | None
    closed_on: date | None
    returned: bool
    overdue_days: int
    light: Light | None


@dataclass(frozen=True)
class Figure:
    """A rate with its two numbers and its definition."""

    name: str
    numerator: int
    denominator: int
    definition: str

    @property
    def text(self) -> str:
        """35.0%（21/60）; a dash where the denominator is 0."""
        if not self.denominator:
            return "—（0/0）"
        share = self.numerator * 100 / self.denominator
        return f"{share:.1f}%（{self.numerator}/{self.denominator}）"


def counted(facts: Sequence[FindingFigures]) -> list[FindingFigures]:
    """What stands in a rate: withdrawn findings never do (domain.md §2)."""
    return [entry for entry in facts if entry.status is not Status.WITHDRAWN]


def rates(facts: Sequence[FindingFigures]) -> list[Figure]:
    """销号率, 按期销号率 and 立行立改率 of some findings."""
    rows = counted(facts)
    closed = [entry for entry in rows if entry.status is Status.CLOSED]
    dated = [entry for entry in closed if entry.due_on is not None]
    on_time = [entry for entry in dated if in_time(entry)]
    at_once = [entry for entry in rows if entry.clock is Clock.IMMEDIATE]
    done = [entry for entry in at_once if entry.status is Status.CLOSED]
    return [
        Figure("销号率", len(closed), len(rows), "已销号项数除以总项数，核减不计"),
        Figure(
            "按期销号率",
            len(on_time),
            len(dated),
            "有期限的已销号项中，主要负责人到期前签字且未被退回的",
        ),
        Figure("立行立改率", len(done), len(at_once), "立行立改项中已销号的"),
    ]


def closed_late(entry: FindingFigures) -> bool:
    """逾期销号: closed after its limit, and not in time (domain.md §2).

    What was signed in time and closed later waited for the office only.
    """
    if entry.due_on is None or entry.closed_on is None:
        return False
    return entry.closed_on > entry.due_on and not in_time(entry)


def in_time(entry: FindingFigures) -> bool:
    """Signed by the principal by the due date and accepted without a return."""
    if entry.due_on is None or entry.endorsed_on is None:
        return False
    return entry.endorsed_on <= entry.due_on and not entry.returned
