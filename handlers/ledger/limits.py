"""时限怎样写回表里：原话还读得出现在的期限就写原话，改过的写现在的日子。"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from models.ledger import Finding, Measure
from rules import deadlines
from rules.calendar.workdays import Calendar

Reader = Callable[[str, date | None], date | None]


def reader(calendar: Calendar) -> Reader:
    """Return what reads the last day of a written limit, each once; None for none."""

    @cache
    def read(text: str, feedback_on: date | None) -> date | None:
        found = [deadlines.read_due(one, feedback_on, calendar) for one in _parts(text)]
        return max((due.on for due in found if due and due.on), default=None)

    return read


def _parts(text: str) -> list[str]:
    return text.split("|")


def written(row: Finding, read: Reader, feedback_on: date | None) -> date | str:
    """The limit as it was written, as long as an importer would read today's from it.

    `feedback_on`: what the sheet itself will say; relative limits count from it.
    """
    on = row.due_on
    if on is None or (not _is_bare(row.due_text, on) and _says(row, read, feedback_on)):
        return row.due_text
    return f"{on.isoformat()}前并长期坚持" if row.then_long_term else on


def _is_bare(text: str, on: date) -> bool:
    """Say whether a limit is only a day: its date, or a cell's number (46203)."""
    return text == on.isoformat() or text.isdigit()


def _says(row: Finding, read: Reader, feedback_on: date | None) -> bool:
    seen = read(row.due_text, feedback_on)
    # What only the whole sheet makes sense of (one limit a measure) is left alone.
    return seen == row.due_on or (
        seen is None and read(row.due_text, row.feedback_on) is None
    )


def of_measure(row: Finding, measure: Measure, all_: Iterable[Measure]) -> str:
    """A measure's own limit; the last of them follows the finding's when that moved."""
    days = [one.due_on for one in all_ if one.due_on is not None]
    last = max(days, default=None)
    moved = row.due_on is not None and last is not None and row.due_on > last
    if moved and measure.due_on == last and row.due_on is not None:
        return row.due_on.isoformat()
    return measure.due_text
