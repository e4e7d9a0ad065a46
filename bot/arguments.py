"""参数各是什么样：日期、时刻、号码、要读的文件；不是的，说清应当怎样写。"""

import argparse
import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from bot import ordinary
from rules.calendar import workdays

Moment = TypeVar("Moment", bound=date)
FIRST_YEAR, LAST_YEAR = 1970, workdays.LAST_YEAR - 1
"""Beyond them no workday can be counted, nor what follows a year later."""
YEARS = f"{FIRST_YEAR} 到 {LAST_YEAR} 年"
LONGEST_WORD = 60


def source(text: str) -> Path:
    """Read the path of a file to be read; one that is not there is named later."""
    path = target(text)
    if words := ordinary.objection(path):
        raise argparse.ArgumentTypeError(words)
    return path


def target(text: str) -> Path:
    """Read a path; "" is what a script leaves that has lost its value."""
    if not text.strip():
        raise argparse.ArgumentTypeError("是空的，请写明文件名")
    return Path(text)


def overwritten(options: argparse.Namespace) -> str:
    """Say which file a command would read and write over; "" where it is none."""
    out: Path | None = getattr(options, "out", None)
    read = [getattr(options, name, None) for name in ("config", "file")]
    if out and any(one and ordinary.is_same(out, one) for one in read):
        return f"{out} 正是要读的文件，没有覆盖；请换一个文件名"
    return ""


def word(text: str) -> str:
    """Read a short word: a code, a round, the name of a job."""
    if not text.strip():
        raise argparse.ArgumentTypeError("是空的，请写明")
    if len(text) > LONGEST_WORD or not all(map(_is_readable, text)):
        raise argparse.ArgumentTypeError("太长，或者里有乱码、换行，请重新输入")
    return text


def _is_readable(letter: str) -> bool:
    """Say whether a letter can be seen, or is a blank as Chinese keyboards write it."""
    return letter.isprintable() or unicodedata.category(letter) == "Zs"


def pair(text: str) -> tuple[str, str]:
    """Read 承办同志=责任人; argparse names the argument where it is none."""
    header, sign, name = text.partition("=")
    if not (sign and header.strip() and name.strip()):
        raise argparse.ArgumentTypeError("应写成 表头=字段，例如 承办同志=责任人")
    return header.strip(), name.strip()


def port(text: str) -> int:
    """Read a port; what is shown must be known before anybody listens, so none is 0."""
    return _between(text, 1, 65535)


def days(text: str) -> int:
    """Read how many days are looked at, up to ten years."""
    return _between(text, 1, 3660)


def number(text: str) -> int:
    """Read the number of a row; no database has more of them."""
    return _between(text, 1, 999_999_999)


def _between(text: str, least: int, most: int) -> int:
    figures = text.lstrip("0") if text.isascii() and text.isdigit() else ""
    if len(figures) <= len(str(most)) and least <= int(figures or "0") <= most:
        return int(figures or "0")
    raise argparse.ArgumentTypeError(f"应是 {least} 到 {most} 之间的整数")


def day(text: str) -> date:
    """Read 2026-10-16; argparse names the argument where it is none."""
    try:
        return _sensible(date.fromisoformat(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"应写成 2026-10-16 这样的日期，{YEARS}"
        ) from error


def _sensible(found: Moment) -> Moment:
    """One zone back must still be a date, and workdays be counted from it."""
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError
    return found


def instant(text: str) -> datetime:
    """Read 2026-10-16T08:47:00+08:00; without an offset it cannot be known when."""
    try:
        moment = _sensible(datetime.fromisoformat(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"应写成 2026-10-16T08:47:00+08:00 这样的时刻，{YEARS}"
        ) from error
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("请带上时区，例如 2026-10-16T08:47:00+08:00")
    return moment
