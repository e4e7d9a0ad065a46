"""屋里：每间网页屋手上都有的几样，谁进来、怎样答、从哪里读、往哪里写。"""

from dataclasses import dataclass

from bot.clock import Clock
from bot.lane import Lane
from bot.router import MakeContext, Router
from bot.web.auth import Gate
from bot.web.pages import Frame


@dataclass(frozen=True)
class Inside:
    """What a page has in its hands: it reads through `lane`, writes through `router`."""

    gate: Gate
    frame: Frame
    lane: Lane
    router: Router
    context: MakeContext
    clock: Clock
    max_bytes: int
    """Bytes that one file may have."""
