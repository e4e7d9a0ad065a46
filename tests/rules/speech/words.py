"""读话的各页都用的：说话的时刻、样本、眼前的列表。"""

from datetime import datetime, timedelta
from pathlib import Path

from rules.calendar.workdays import statutory_calendar
from rules.speech.binding import Scene, Shown
from rules.speech.reading import read
from rules.speech.said import Said

NOW = datetime.fromisoformat("2026-10-20T09:00:00+08:00")
CALENDAR = statutory_calendar()
ROUNDS = frozenset({"5"})
SAMPLE = Path(__file__).parents[2] / "data" / "chat.jsonl"


def scene(*codes: str, own: tuple[str, ...] = (), minutes: int = 5) -> Scene:
    """Somebody who got a list of these codes a while ago."""
    items = tuple(enumerate(codes, 1))
    shown = (Shown(NOW - timedelta(minutes=minutes), "list", items),) if codes else ()
    return Scene(own or codes, shown)


def said_of(words: str) -> Said:
    """The single part of a text."""
    return read(words, NOW, CALENDAR, ROUNDS)[0]


def one_part(words: str) -> str:
    """What a text says in its only part, as the tables have it: words|command|code."""
    (said,) = read(words, NOW, CALENDAR, ROUNDS)
    return f"{words}|{said.command}|{said.target.code}"


def all_parts(words: str) -> str:
    """Every part of a text: the code or number and the command, one after the other."""
    parts = read(words, NOW, CALENDAR, ROUNDS)
    seen = [f"{one.target.code or one.target.number}{one.command}" for one in parts]
    return " ".join(seen)
