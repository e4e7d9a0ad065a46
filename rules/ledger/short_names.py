"""花名册写明的单位简称：一格可以写几个；无、同左、横线不是简称。"""

import re
from collections.abc import Iterable, Mapping

from rules.calendar.limit_words import BLANK
from rules.ledger.cells import plain

SHORTEST = 2
"""One character or a mark alone says of no unit that it is meant."""

_PARTS = re.compile(r"[、,;/]")
_NO_NAME = BLANK | {"没有", "同左", "同右", "同上", "同全称", "同单位", "相同"}
_BODY = re.compile(r"(?:党组|党委|党工委|党总支|党支部)$")


def names_in(written: object) -> tuple[str, ...]:
    """Return the short names that a cell of the roster says."""
    parts = _PARTS.split(plain(written))
    return tuple(
        part
        for part in parts
        if len(part) >= SHORTEST and part not in _NO_NAME and not part.isdigit()
    )


def by_short_name(short: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the units that are called so, by each short name of theirs."""
    called: dict[str, list[str]] = {}
    for unit, written in short.items():
        for one in dict.fromkeys(names_in(written)):
            called.setdefault(one, []).append(unit)
    return called


def said_as(words: str) -> Iterable[str]:
    """How words may say a short name: as they stand, or for the party body of it."""
    whole = plain(words)
    return whole, _BODY.sub("", whole.removeprefix("中共"))


def called(words: str, units: Mapping[str, list[str]]) -> list[str]:
    """Return the units that words call by a short name of the roster's."""
    return next((units[one] for one in said_as(words) if one in units), [])
