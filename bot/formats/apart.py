"""另一个进程里验收：一份文件再怪再大，拖倒的、拖慢的也不是我们（domain.md §9）。"""

import json
import os
import resource
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.formats import fingerprint, inspection, interpreter
from bot.formats.fingerprint import Fingerprint
from rules.errors import Refusal

MOST_MEMORY = 1 << 30
MOST_SECONDS = 20
"""Seconds of the processor that one file may take; ordinary ones take under one."""
MOST_WAITED = 300
"""Seconds by the clock after which a look is given up, however busy the machine."""
YIELDING = 10
"""How far the look stands back behind those who answer people."""
TOO_MUCH = 3
"""Exit status of a look that ran out of memory."""
VAST = "文件内容过于庞杂，系统看不完，没有保存。请拆开，或打印成 PDF、拍照再发。"
_LOOK = "from bot.formats import apart; apart.serve()"


@dataclass(frozen=True)
class Seen:
    """What is known of a file that may be kept."""

    media_type: str
    fingerprint: Fingerprint


def look(data: bytes, max_bytes: int, name: str) -> Seen:
    """Inspect a file and take its fingerprint in a process of its own.

    Raises Refusal `file` like `inspection.inspect`, and where the file takes more than
    `MOST_SECONDS` or `MOST_MEMORY`: what cannot be looked into is not kept.
    """
    if not data or len(data) > max_bytes:
        inspection.inspect(data, max_bytes, name)
    asked = json.dumps({"max_bytes": max_bytes, "name": name}).encode() + b"\n"
    limits = (MOST_MEMORY, MOST_SECONDS)
    try:
        done = interpreter.run(_LOOK, asked + data, MOST_WAITED, *limits)
    except subprocess.TimeoutExpired as error:
        raise _vast() from error
    if 0 < done.returncode != TOO_MUCH:
        raise RuntimeError(f"look ended with {done.returncode}")
    if done.returncode:
        raise _vast()
    return _read(json.loads(done.stdout))


def _read(told: dict[str, Any]) -> Seen:
    if "why" in told:
        raise Refusal("file", **told)
    media_type, day = told.pop("media_type"), told.pop("taken_on")
    taken_on = date.fromisoformat(day) if day else None
    return Seen(media_type, Fingerprint(**told, taken_on=taken_on))


def _vast() -> Refusal:
    return Refusal("file", kind="archive_bomb", why=VAST)


def serve() -> None:
    """Look at what stands in the standard input and tell it; the other end of `look`."""
    memory, seconds = map(int, sys.argv[1:])
    os.nice(YIELDING)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_AS, memory)
    try:
        asked = json.loads(sys.stdin.buffer.readline())
        told = _told(sys.stdin.buffer.read(), asked["max_bytes"], asked["name"])
    except MemoryError:
        os._exit(TOO_MUCH)
    sys.stdout.write(json.dumps(told))


def _limit(what: int, most: int) -> None:
    """Set the soft limit only: what this process starts may set one of its own."""
    with suppress(ValueError, OSError):  # not every system knows every limit
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _told(data: bytes, max_bytes: int, name: str) -> dict[str, Any]:
    try:
        seen = inspection.inspect(data, max_bytes, name)
    except Refusal as stop:
        return {key: str(value) for key, value in stop.facts.items()}
    taken = fingerprint.take(data, seen.media_type, seen.words)
    told = {"media_type": seen.media_type, **asdict(taken)}
    day = taken.taken_on.isoformat() if taken.taken_on else ""
    return {**told, "taken_on": day, "unread": taken.unread or seen.unread}
