"""锚：这台机器上的各个进程信同一只钟；一个看出快了，后起的也不信（开机一次记一次）。"""

import json
import os
import socket
import threading
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import Clock, Held, SteadyClock, SystemClock
from bot.spoken import UNSAFE

BOOT = Path("/proc/sys/kernel/random/boot_id")
"""Tells one run of a machine from the next: its counter begins anew with each."""

FILE = "clock-{}.json"
ODD = (ValueError, KeyError, TypeError, OverflowError, RecursionError)
MARGIN = 1.0
"""Seconds of difference that are not worth a note."""
AGAIN = 60.0
"""Seconds after which it is noted again that the same is still believed."""


class Anchor:
    """A little file that says when this machine's counter began, as is believed.

    It is no truth on its own: without it a clock is believed as it is found.
    """

    def __init__(self, path: Path, boot: str) -> None:
        """Keep it in `path` for as long as the machine runs that has booted as `boot`."""
        self._path, self._boot = path, boot
        self._kept: Held | None = None
        self._one = threading.Lock()

    def read(self) -> Held | None:
        """Return what the processes before this one have believed."""
        try:
            facts = json.loads(self._path.read_text("utf-8"))
            zero = datetime.fromisoformat(facts["zero"]).astimezone(UTC)
            leapt = None if facts["leapt"] is None else float(facts["leapt"])
            held = Held(zero, leapt, float(facts["at"]))
        except (OSError, *ODD):
            return None
        self._kept = held if facts["boot"] == self._boot else None
        return self._kept

    def keep(self, held: Held) -> None:
        """Note what is believed now, where it is news; a full disk stops no clock."""
        if self._kept is not None and not _differ(self._kept, held):
            return
        with self._one, suppress(OSError):
            self._kept = held
            self._path.parent.mkdir(parents=True, exist_ok=True)
            partial = self._path.with_name(f"{self._path.name}.{os.getpid()}")
            facts = {**asdict(held), "zero": held.zero.isoformat()}
            partial.write_text(json.dumps({"boot": self._boot, **facts}), "utf-8")
            partial.replace(self._path)


def _differ(one: Held, other: Held) -> bool:
    apart = abs((one.zero - other.zero).total_seconds())
    late = other.at - one.at > AGAIN
    return late or apart > MARGIN or one.leapt != other.leapt


def steady(folder: Path, wall: Clock | None = None) -> Clock:
    """The clock of whoever works for long, or beside others, on what lies in `folder`.

    `wall` is this machine's own, unless somebody says otherwise.
    """
    wall = wall or SystemClock()
    try:
        boot = BOOT.read_text("ascii").strip()
    except OSError:  # no such system: each process believes for itself
        return SteadyClock(wall)
    name = UNSAFE.sub("_", socket.gethostname())
    return SteadyClock(wall, memory=Anchor(folder / FILE.format(name), boot))
