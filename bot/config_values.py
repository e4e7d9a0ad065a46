"""配置里的几种值：密钥、时刻、时段、地址、时区；写错了说清应当怎样写。"""

import os
import re
from datetime import date, time
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field

from bot import ordinary

SPAN = re.compile(r"\d{2}:\d{2}-\d{2}:\d{2}")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Secret:
    """A value that never shows itself; `reveal()` where it is really used."""

    def __init__(self, value: str) -> None:
        """Keep the value."""
        self._value = value

    def reveal(self) -> str:
        """Return the value."""
        return self._value

    def __repr__(self) -> str:
        """Show that there is one."""
        return "Secret(…)"


def _secret(value: object) -> Secret:
    """Read a secret: as it stands, from `env:NAME`, or from `file:PATH`."""
    if isinstance(value, Secret):
        return value
    if not isinstance(value, str):
        raise ValueError("应是文字，或 env:名字、file:路径")  # noqa: TRY004 - pydantic's
    if value.startswith("env:"):
        return Secret(os.environ.get(value[4:], "").strip())
    if value.startswith("file:"):
        return Secret(_written_in(Path(value[5:])))
    return Secret(value)


def _written_in(path: Path) -> str:
    """What a file holds, without blanks around it."""
    if words := ordinary.objection(path):
        raise ValueError(words)
    if "\0" in str(path):
        raise ValueError("里的路径有看不见的字符，请重新输入")
    try:
        return path.read_text("utf-8-sig").strip()
    except OSError as error:
        raise ValueError(f"读不到文件 {path}，请核对路径和权限") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"文件 {path} 不是文字，请另存为 UTF-8") from error


def _time(value: object) -> time:
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{2}:\d{2}", value):
        raise ValueError("应写成 08:30 这样的时刻")
    try:
        return time.fromisoformat(value)
    except ValueError as error:
        raise ValueError("不是一天里的时刻，应写成 08:30 这样") from error


def _are(values: tuple[object, ...], *kinds: type) -> bool:
    """Whether these are what a configuration made by the program itself holds."""
    return [type(value) for value in values] == list(kinds)


def _lunch(value: object) -> tuple[time, time] | None:
    if value == "" or value is None:
        return None
    if isinstance(value, tuple) and _are(value, time, time):
        return value
    if not isinstance(value, str) or not SPAN.fullmatch(value):
        raise ValueError('应写成 12:00-14:00，没有午休写 ""')
    start, end = value.split("-")
    return _time(start), _time(end)


def _weekly(value: object) -> tuple[int, time]:
    if isinstance(value, tuple) and _are(value, int, time):
        return value
    parts = value.split() if isinstance(value, str) else []
    if len(parts) != 2 or parts[0] not in WEEKDAYS:
        raise ValueError("应写成 mon 08:53 这样的星期和时刻")
    return WEEKDAYS.index(parts[0]), _time(parts[1])


def _day(value: object) -> object:
    """An ISO date, with quotation marks or without."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError("应是日期，写成 2026-10-10") from error


def _address(value: str) -> str:
    return _checked(value, ("http", "https"), "https://")


def _line(value: str) -> str:
    return _checked(value, ("ws", "wss", "http", "https"), "wss://")


def _checked(value: str, schemes: tuple[str, ...], usual: str) -> str:
    """The address without a stroke at its end; paths are put behind it."""
    try:
        parsed = urlsplit(value)
        host, _ = parsed.hostname, parsed.port  # a port beyond sense raises here
    except ValueError:
        host = None
    if not host or parsed.scheme not in schemes or re.search(r"[\s?#]", value):
        raise ValueError(f"应是 {usual} 开头的完整地址，不带空格、问号和井号")
    return value.rstrip("/")


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("没有这个时区，一般写 Asia/Shanghai") from error
    return value


SecretField = Annotated[Secret, BeforeValidator(_secret)]
Day = Annotated[date, BeforeValidator(_day)]
Clock = Annotated[time, BeforeValidator(_time)]
Visible = Annotated[str, Field(pattern=r"^[^\x00]*$")]
Filled = Annotated[Visible, Field(min_length=1)]
Url = Annotated[str, AfterValidator(_address)]
LineUrl = Annotated[str, AfterValidator(_line)]
Zone = Annotated[str, AfterValidator(_zone)]
Lunch = Annotated[tuple[time, time] | None, BeforeValidator(_lunch)]
Weekly = Annotated[tuple[int, time], BeforeValidator(_weekly)]
