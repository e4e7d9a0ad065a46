"""标题行：表头上面写明的单位、轮次、反馈日期，读得出，也写得出。"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from rules.ledger.cells import find_round, read_integer, read_round

_UNIT_LABEL = (
    r"(?:填报单位|报送单位|整改单位|被巡察党组织|被巡察单位|单位名称|单位)"
    r"(?:名称)?(?:[(][^)]*[)])?"
)
_LABELLED_UNIT = re.compile(rf"{_UNIT_LABEL}:\s*([^\s:,;。]+)")
_LABEL = re.compile(rf"{_UNIT_LABEL}|反馈(?:日期|时间)|(?:巡察)?轮次")
_LABELLED_ROUND = re.compile(r"轮次:\s*第?([0-9一二三四五六七八九十]+)轮?(?![^\s,;。])")
_YEAR, _ONE = (
    r"(\d{4}|[零〇○一二三四五六七八九]{4})",
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})",
)
_DAY = rf"{_YEAR}\s*[年./-]\s*{_ONE}\s*[月./-]\s*{_ONE}"
_FEEDBACK = re.compile(rf"反馈(?:日期|时间):?\s*{_DAY}")
_FED_BACK = re.compile(
    rf"{_DAY}日?(?:(?:集中|正式|统一|巡察组?)*|向[^\s,;。:]{{2,24}})反馈(?!日期|时间)"
)
_NUMERALS = str.maketrans("零〇○一二三四五六七八九", "000123456789")


class Above(NamedTuple):
    """What the lines above a header say of all rows; None where they don't."""

    unit: str | None
    feedback_on: date | None
    round: str | None


def said_in(titles: Iterable[tuple[int, str]]) -> Above:
    """Read title lines, given as (row, text); a round that is labelled comes first."""
    lines = _lines(titles)
    units = (found.group(1) for found in map(_LABELLED_UNIT.search, lines) if found)
    days = filter(None, map(_feedback, lines))
    rounds = (read(line) for read in (_labelled_round, find_round) for line in lines)
    return Above(next(units, None), next(days, None), next(filter(None, rounds), None))


def written(above: Above) -> str:
    """Write a title line that `said_in` reads as `above`; "" where it says nothing."""
    on = above.feedback_on
    labelled = {
        "填报单位": above.unit,
        "轮次": above.round,
        "反馈日期": f"{on.year}年{on.month}月{on.day}日" if on else None,
    }
    return "　".join(f"{label}：{value}" for label, value in labelled.items() if value)


def _lines(titles: Iterable[tuple[int, str]]) -> list[str]:
    """Return the title rows in half width; a label may stand in a cell of its own."""
    rows: dict[int, list[str]] = {}
    for row, text in titles:
        rows.setdefault(row, []).append(unicodedata.normalize("NFKC", text).strip())
    return [" ".join(map(_labelled, texts)) for texts in rows.values()]


def _labelled(text: str) -> str:
    return f"{text}:" if _LABEL.fullmatch(text) else text


def _labelled_round(line: str) -> str | None:
    labelled = _LABELLED_ROUND.search(line)
    return read_round(labelled.group(1)) if labelled else None


def _feedback(line: str) -> date | None:
    found = _FEEDBACK.search(line) or _FED_BACK.search(line)
    if not found:
        return None
    year, *month_and_day = found.groups()
    month, day = (read_integer(part) or 0 for part in month_and_day)
    try:
        return date(int(year.translate(_NUMERALS)), month, day)
    except ValueError:
        return None
