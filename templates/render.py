"""开口的地方：按模板说话，只排版，不计算。"""

import json
from collections.abc import Mapping, MutableMapping
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

WEEKDAYS = "一二三四五六日"
TEXT_LIMIT = 2048
"""Bytes that a WeCom text holds."""


FACTS: ContextVar[Mapping[str, object]] = ContextVar("facts")
"""What is being said right now: days are named as seen from its `today`."""


def render(name: str, /, **facts: object) -> str:
    """Return the chat message `name` (`templates/chat/NAME.jinja`) about `facts`.

    Blank lines and trailing spaces are taken out: a bubble on a phone has none.
    Raises jinja2.UndefinedError where a sentence misses a fact.
    """
    text = _written(environment(), f"chat/{name}.jinja", facts)
    return "\n".join([line.rstrip() for line in text.splitlines() if line.strip()])


def refusal(reason: str, facts: dict[str, object], today: date) -> str:
    """Return the sentence that teaches why a wish was not granted."""
    return render("refusals", reason=reason, facts=facts, today=today)


def card(name: str, /, **facts: object) -> dict[str, object]:
    """Return the template card `name` (`templates/cards/NAME.json.jinja`)."""
    text = _written(environment(), f"cards/{name}.json.jinja", facts)
    loaded: dict[str, object] = json.loads(text)
    return loaded


def page(name: str, /, **facts: object) -> str:
    """Return the page `name` (`templates/pages/NAME.jinja`), every value escaped."""
    return _written(page_environment(), f"pages/{name}.jinja", facts)


def _written(environment: Environment, path: str, facts: dict[str, object]) -> str:
    said = FACTS.set(facts)
    try:
        return _template(environment, path).render(facts)
    finally:
        FACTS.reset(said)


@cache
def _template(environment: Environment, path: str) -> Template:
    """Return a template, which never changes while we run."""
    return environment.get_template(path)


class Words(Environment):
    """Every template has the same few globals, in a dictionary that is quick to copy."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> dict[str, Any]:
        """Return the globals of a template."""
        return {**self.globals, **(d or {})}


@cache
def environment() -> Environment:
    """Return the environment of chat: strict, no autoescape, it is plain text.

    The sentences that messages share are at hand everywhere as `lines`.
    """
    made = _environment(escape=False)
    made.globals["lines"] = made.get_template("chat/lines.jinja").module
    return made


@cache
def page_environment() -> Environment:
    """Return the environment of pages: the same, and everything is escaped."""
    return _environment(escape=True)


def _environment(*, escape: bool) -> Environment:
    created = Words(
        autoescape=escape,
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
    created.tests["today"] = is_today
    created.tests["past"] = is_past
    return created


def _today() -> date | None:
    today = FACTS.get({}).get("today")
    return today if isinstance(today, date) else None


def is_today(value: date) -> bool:
    """Say whether a day is the one on which we speak."""
    return value == _today()


def is_past(value: date) -> bool:
    """Say whether a day lies before the one on which we speak."""
    today = _today()
    return today is not None and value < today


def day(value: date) -> str:
    """10月16日（周五）; with the year where it is not the one of `today`."""
    return f"{short_day(value)}（周{WEEKDAYS[value.weekday()]}）"


def short_day(value: date) -> str:
    """10月16日, or 2027年10月16日 where it is not the year of `today`."""
    today = _today()
    year = "" if today is None or today.year == value.year else f"{value.year}年"
    return f"{year}{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """10月19日（周一）10:12, on the office's wall (the zone of `clock_zone`)."""
    zone = FACTS.get({}).get("clock_zone") or "Asia/Shanghai"
    local = value.astimezone(ZoneInfo(str(zone)))
    return f"{day(local.date())}{local:%H:%M}"


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
