"""参数各是什么样：日期、时刻、号码、要读的文件；不是的，说清应当怎样写。"""

import argparse
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from bot import ordinary

Moment = TypeVar("Moment", bound=date)


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


def pair(text: str) -> tuple[str, str]:
    """Read 承办同志=责任人; argparse names the argument where it is none."""
    header, sign, name = text.partition("=")
    if not (sign and header.strip() and name.strip()):
        raise argparse.ArgumentTypeError("应写成 表头=字段，例如 承办同志=责任人")
    return header.strip(), name.strip()


def port(text: str) -> int:
    """Read a port; 0 lets the system choose one."""
    return _between(text, 0, 65535)


def days(text: str) -> int:
    """Read how many days are looked at, up to ten years."""
    return _between(text, 1, 3660)


def number(text: str) -> int:
    """Read the number of a row; no database has more of them."""
    return _between(text, 1, 999_999_999)


def _between(text: str, least: int, most: int) -> int:
    if text.isascii() and text.isdigit() and least <= int(text[:10]) <= most:
        return int(text)
    raise argparse.ArgumentTypeError(f"应是 {least} 到 {most} 之间的整数")


def day(text: str) -> date:
    """Read 2026-10-16; argparse names the argument where it is none."""
    try:
        return _sensible(date.fromisoformat(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError("应写成 2026-10-16 这样的日期") from error


def _sensible(found: Moment) -> Moment:
    """Ten years on or one zone back must still be a date."""
    if not 1970 <= found.year <= 9900:
        raise ValueError
    return found


def instant(text: str) -> datetime:
    """Read 2026-10-16T08:47:00+08:00; without an offset it cannot be known when."""
    try:
        moment = _sensible(datetime.fromisoformat(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            "应写成 2026-10-16T08:47:00+08:00 这样的时刻"
        ) from error
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("请带上时区，例如 2026-10-16T08:47:00+08:00")
    return moment
