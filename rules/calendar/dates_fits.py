"""哪里能是日子：光一个月、一个日子、几个数字，站得住才算。"""

import re

from rules.calendar.dates_base import alone, before_it, behind_year, free
from rules.calendar.dates_events import after_event

NUMBERED = re.compile(r"[文楼令机线院桥井房]")


def coming_fits(folded: str, match: re.Match[str]) -> bool:
    """Say whether a month may be the coming one: no year that we can't read before it."""
    said = match.groupdict().get("year") or match.groupdict().get("rel")
    return free(folded, match) and bool(said or not behind_year(folded, match))


def month_fits(folded: str, match: re.Match[str]) -> bool:
    """A bare month (10月) is a limit only where a limit stands."""
    if not coming_fits(folded, match):
        return False
    if match.group("part") or match.group("before") or match.group("inside"):
        return True
    noun = "的" in folded[match.end() - 1 : match.end() + 1]
    return alone(folded, match) and not noun


def month_range_fits(folded: str, match: re.Match[str]) -> bool:
    """3-5月 without a year may as well be three to five months."""
    year = match.group("year") or match.group("rel")
    if year:
        return free(folded, match)
    return "月" in match.group()[:3] and month_fits(folded, match)


def numeric_month_fits(folded: str, match: re.Match[str]) -> bool:
    """2026.12 alone is a month; inside a sentence only 2026.12底 is."""
    return alone(folded, match) or bool(match.group("part") and free(folded, match))


def behind_year_fits(folded: str, match: re.Match[str]) -> bool:
    """2026年6.30前 is a day; 2026年3.5 within a sentence may be a figure."""
    return alone(folded, match) or bool(
        match.group().endswith(("日", "前")) and free(folded, match)
    )


def day_fits(folded: str, match: re.Match[str]) -> bool:
    return (
        free(folded, match)
        and before_it(folded, match).rstrip()[-1:] != "月"
        and not (match.group().endswith("日") and after_event(folded, match))
        and not NUMBERED.match(folded, match.end())
    )
