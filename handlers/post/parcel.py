"""在手上的一条：领来时备好的，送它的人只看这些；从何时起归他，到何时为止。"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.vocabulary import Way

LEASE = timedelta(seconds=60)
"""How long whoever sends a mail has it alone."""

FRESH = timedelta(seconds=20)
"""Longest time between the lease of a mail and its leaving; later it waits anew."""

SENDING = timedelta(seconds=22)
"""Longest time that a send takes, once everything for it is at hand."""


ENCLOSING = "file"
"""The kind of mail whose file is uploaded before it leaves."""


@dataclass(frozen=True, eq=False)
class Parcel:
    """One mail on its way: what the pump needs, and no more. Each lease is its own."""

    mail_id: int
    way: Way
    kind: str
    request: str
    leased_at: datetime

    @property
    def ends_at(self) -> datetime:
        """Until when nobody else may send it."""
        return self.leased_at + LEASE

    def is_fresh(self, now: datetime) -> bool:
        """Say whether it may still leave under its lease."""
        return now - self.leased_at <= FRESH

    def time_left(self, now: datetime) -> timedelta:
        """How long it may be made ready, so that its send still ends under its lease."""
        return self.lease_left(now) - SENDING

    def lease_left(self, now: datetime) -> timedelta:
        """How long nobody else may send it."""
        return self.ends_at - now
