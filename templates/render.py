"""开口的地方：按模板说话，只排版，不计算。"""

import json
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

WEEKDAYS = "一二三四五六日"
TEXT_LIMIT = 2048
"""Bytes that a WeCom text holds."""


def render(name: str, /, **facts: object) -> str:
    """Return the chat message `name` (`templates/chat/NAME.jinja`) about `facts`.

    Blank lines and trailing spaces are taken out: a bubble on a phone has none.
    Raises jinja2.UndefinedError where a sentence misses a fact.
    """
    text = environment().get_template(f"chat/{name}.jinja").render(**facts)
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def refusal(reason: str, facts: dict[str, object], today: date) -> str:
    """Return the sentence that teaches why a wish was not granted."""
    return render("refusals", reason=reason, facts=facts, today=today)


def card(name: str, /, **facts: object) -> dict[str, object]:
    """Return the template card `name` (`templates/cards/NAME.json.jinja`)."""
    text = environment().get_template(f"cards/{name}.json.jinja").render(**facts)
    loaded: dict[str, object] = json.loads(text)
    return loaded


def page(name: str, /, **facts: object) -> str:
    """Return the page `name` (`templates/pages/NAME.jinja`), every value escaped."""
    return page_environment().get_template(f"pages/{name}.jinja").render(**facts)


@cache
def environment() -> Environment:
    """Return the environment of chat: strict, no autoescape, it is plain text."""
    return _environment(escape=False)


@cache
def page_environment() -> Environment:
    """Return the environment of pages: the same, and everything is escaped."""
    return _environment(escape=True)


def _environment(*, escape: bool) -> Environment:
    created = Environment(
        autoescape=escape,  # noqa: S701 - chat is plain text, pages are escaped
        loader=PackageLoader("templates", ""),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )
    created.filters.update(
        day=day,
        moment=moment,
        short_day=short_day,
        clip=clip,
        quoted=json_text,
        bytes=size,
    )
    return created


@pass_context
def day(context: Context, value: date) -> str:
    """10月16日（周五）; with the year where it is not the one of `today`."""
    return f"{short_day(context, value)}（周{WEEKDAYS[value.weekday()]}）"


@pass_context
def short_day(context: Context, value: date) -> str:
    """10月16日, or 2027年10月16日 where it is not the year of `today`."""
    today = context.get("today")
    year = "" if today is None or today.year == value.year else f"{value.year}年"
    return f"{year}{value.month}月{value.day}日"


@pass_context
def moment(context: Context, value: datetime) -> str:
    """10月19日（周一）10:12, on the office's wall (the zone of `clock_zone`)."""
    local = value.astimezone(ZoneInfo(context.get("clock_zone") or "Asia/Shanghai"))
    return f"{day(context, local.date())}{local:%H:%M}"


def clip(value: str, length: int = 40) -> str:
    """Shorten to `length` characters, on one line, and show that something is left."""
    flat = " ".join(value.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def size(value: int) -> str:
    """860字节, 312KB, 1.4MB."""
    if value < 1024:
        return f"{value}字节"
    kilobytes = value / 1024
    return f"{kilobytes:.0f}KB" if kilobytes < 1000 else f"{kilobytes / 1024:.1f}MB"


def json_text(value: object) -> str:
    """Put a value into a JSON template."""
    return json.dumps(value, ensure_ascii=False)
