"""屋里：每间网页屋手上都有的几样，谁进来、怎样答、从哪里读、往哪里写。"""

from dataclasses import dataclass

from bot.arrivals import Arrivals, MakeContext
from bot.clock import Clock
from bot.lane import Lane
from bot.router import Router
from bot.web.auth import Gate
from bot.web.pages import Frame


@dataclass(frozen=True)
class Inside:
    """What a page has in its hands: it reads through `lane`, writes through `router`,
    and hands files to `arrivals`."""

    gate: Gate
    frame: Frame
    lane: Lane
    router: Router
    arrivals: Arrivals
    context: MakeContext
    clock: Clock
    max_bytes: int
    """Bytes that one file may have."""
