"""停机：哪几天本该说而没有说出去，写在补发的这一条里（voice.md 12）。"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from models.mailbox import Notice

Days = tuple[date, ...]


class Span(NamedTuple):
    """The first and the last day of an outage."""

    first: date
    last: date


def own(notice: Notice) -> Days:
    """The days on which the reader was to be told, and was not."""
    return _days(notice, "dark")


def of_persons(notice: Notice) -> Days:
    """The days on which the responsible people were not reminded."""
    return _days(notice, "unsaid")


def span(notices: Iterable[Notice]) -> Span | None:
    """The outage that these notices come after, where their readers missed something."""
    found = [_days(one, "outage") for one in notices if own(one)]
    days = sorted({day for ends in found for day in ends})
    return Span(days[0], days[-1]) if days else None


def _days(notice: Notice, name: str) -> Days:
    kept = notice.facts.get(name)
    found = kept if isinstance(kept, list) else []
    return tuple(date.fromisoformat(str(day)) for day in found)
