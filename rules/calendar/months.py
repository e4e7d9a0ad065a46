"""月份的算术：三十一日加两个月是二月底（domain.md §4）。"""

from calendar import monthrange
from datetime import MAXYEAR, date


def month_end(year: int, month: int) -> date:
    """Return the last day of a month; months beyond 12 run into the next years.

    Raises OverflowError behind the last year that there is.
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year > MAXYEAR:
        raise OverflowError("a month outside the years that are counted")
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, count: int) -> date:
    """Return the same day `count` calendar months on, or that month's last day."""
    end = month_end(day.year, day.month + count)
    return end.replace(day=min(day.day, end.day))


def valid(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where no such day exists."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
