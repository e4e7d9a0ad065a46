"""再看一期周报：周报 9月14日、上周的周报；说的是哪一天所在的那一期。"""

import re
from datetime import date, timedelta

from rules.speech.said import Said
from rules.writing.text import fold, tidy

DAY = r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]"
LAST = r"(?P<last>上一?期|上个?(?:周|星期|礼拜))"
LEAD = r"(?:请|麻烦|再|看|查|发|要|给我|来|一下|一份|[\s,])*"
END = r"(?:再?(?:发|看|给)?(?:我|一下|一遍|一份)*|[\s,。!])*"
BEFORE = re.compile(rf"{LEAD}(?:{DAY}|{LAST})(?:那一?期)?的?周报{END}")
BEHIND = re.compile(rf"{LEAD}周报[\s,:]*(?:{DAY}|{LAST})(?:那一?期|的)*{END}")


def asked(text: str) -> Said | None:
    """Return the wish to see an issue again; None for other words."""
    folded = tidy(fold(text))
    found = BEFORE.fullmatch(folded) or BEHIND.fullmatch(folded)
    if found is None:
        return None
    parts = [found[name] or "" for name in ("year", "month", "day")]
    return Said("digest", value="last" if found["last"] else "-".join(parts))


def day_of(value: str, today: date) -> date | None:
    """The day in whose week the issue lies; None where there is no such day.

    Without a year it is the newest such day that is not ahead.
    """
    if value == "last":
        return today - timedelta(days=7)
    year, month, day = value.split("-")
    years = [int(year)] if year else [today.year, today.year - 1]
    days = [found for one in years if (found := _day(one, int(month), int(day)))]
    return next((one for one in days if one <= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
