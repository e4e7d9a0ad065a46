"""每个动作手里都有的几样东西：谁、何时、哪扇门进来、按什么规矩。"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Protocol

from sqlmodel import Session

from models.journal import Entry
from models.ledger import Finding, touch
from models.organisation import Somebody
from rules.calendar.hours import WorkingHours
from rules.calendar.slots import Timetable
from rules.calendar.workdays import Calendar
from rules.telling.ladder import Step
from rules.vocabulary import Way

SYSTEM = "system"
"""The userid under which the clock's own deeds stand in the journal."""


class Subject(Protocol):
    """Whatever a journal entry can be about: a finding, or its row id and code."""

    @property
    def id(self) -> int | None:
        """Return the row id of the finding."""

    @property
    def code(self) -> str:
        """Return the code of the finding."""


@dataclass(frozen=True)
class Policy:
    """What the configuration says about how we work; the same for every command."""

    hours: WorkingHours
    ladder: tuple[Step, ...]
    calendar: Calendar
    timetable: Timetable
    titled: bool = True
    rehearsal: bool = False
    agent_id: int = 0
    ways: tuple[Way, ...] = (Way.APP,)
    max_bytes: int = 20 * 1024 * 1024
    preset: str = "2017"
    public_url: str = ""
    link_key: bytes = field(default=b"", repr=False)

    def shown(self, words: str) -> str:
        """A finding's own words (title, text, measures) as chat may show them, or ""."""
        return words if self.titled else ""


@dataclass(frozen=True)
class Context:
    """What a handler may use; nothing else reaches it (design decision 1)."""

    session: Session
    now: datetime
    policy: Policy
    calendar: Calendar
    door: str
    actor: Somebody | None = None
    inbox_id: int | None = None
    asked_at: datetime | None = None
    files: tuple[int, ...] = ()
    """Row ids of the waiting files that the question just answered was asked with."""
    parted: bool = False
    """Whether the message speaks of several findings: files beside it are for none alone."""
    came_by: str = ""
    """The channel by which the actor has just written; "" where nobody did."""

    told: datetime | None = None
    """What time others have, where `now` cannot be believed: then nothing is due."""

    @cached_property
    def today(self) -> date:
        """Return the date on the wall of the office."""
        return self.policy.hours.local_date(self.now)

    @property
    def person(self) -> Somebody:
        """Return who acts; only called where somebody does."""
        if self.actor is None:
            raise LookupError("a deed of a person without a person")
        return self.actor

    @property
    def wished_on(self) -> date:
        """The date of the message that asked, not of its 确认 (decisions.md 17)."""
        return self.policy.hours.local_date(self.asked_at or self.now)

    def morning(self, day: date) -> datetime:
        """The moment at which the patrol of a day speaks."""
        return datetime.combine(
            day, self.policy.timetable.patrol, self.policy.hours.zone
        )

    def by(self, actor: Somebody) -> "Context":
        """Return the same context with `actor` acting."""
        return replace(self, actor=actor)

    def record(
        self,
        action: str,
        finding: Subject | None = None,
        before: dict[str, object] | None = None,
        after: dict[str, object] | None = None,
    ) -> None:
        """Collect a journal entry; the lane chains it right before its commit."""
        if isinstance(finding, Finding):
            touch(finding)
        entry = Entry(
            at=self.now,
            userid=self.actor.userid if self.actor else SYSTEM,
            door=self.door,
            action=action,
            finding_id=finding.id if finding else None,
            inbox_id=self.inbox_id,
            code=finding.code if finding else "",
            before=_plain(before or NOTHING),
            after=_plain(after or NOTHING),
        )
        self.session.info.setdefault("journal", []).append(entry)


NOTHING: dict[str, object] = {}
"""What an entry without a before or an after says; shared, never written to."""


def _plain(values: dict[str, object]) -> dict[str, object]:
    """Make days plain text; what holds none is kept as it is, shared by many entries."""
    if not any(isinstance(value, date) for value in values.values()):
        return values
    return {
        key: value.isoformat() if isinstance(value, date | datetime) else value
        for key, value in values.items()
    }
