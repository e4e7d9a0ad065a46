"""长连接的快慢：多久一次心跳，断了等多久再连，一分钟传几份（wecom-protocol §5.6、5.7）。"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rules.post.limits import ROBOT_UPLOADS

JITTER = 0.25
"""Up to this share is taken off a pause, so that what fell together parts again."""


@dataclass(frozen=True)
class Pause:
    """Seconds before the first new attempt, and at most between two."""

    first: float
    longest: float

    def wait(self, tries: int, share: float) -> float:
        """Seconds to wait after `tries` ends in a row; `share` (0 to 1) is the jitter.

        Twice as long each time; never shorter than `first`.
        """
        full = min(self.first * (1 << min(tries - 1, 30)), self.longest)
        return max(self.first, full * (1 - JITTER * share))


@dataclass(frozen=True)
class Pace:
    """All intervals of a connection, in seconds; tests pass shorter ones."""

    ping_every: float = 30
    answer_within: float = 5
    connect_within: float = 10
    close_within: float = 2
    lost: Pause = Pause(1, 30)
    kicked: Pause = Pause(60, 3600)
    refused: Pause = Pause(60, 3600)


UNANSWERED = 2
"""So many pings in a row without an answer: the line is dead."""

REPLY_LIVES = timedelta(hours=24)
"""How long after a callback its req_id can be answered (protocol §5.4)."""


@dataclass
class Count:
    """When this process began uploads; another one, before it, is not known of."""

    _times: deque[datetime] = field(default_factory=deque)

    def is_full(self, now: datetime) -> bool:
        """Say whether one more at `now` would be over one of the limits."""
        longest = max(length for length, _ in ROBOT_UPLOADS)
        while self._times and now - self._times[0] >= longest:
            self._times.popleft()
        return any(
            sum(1 for at in self._times if now - at < length) >= most
            for length, most in ROBOT_UPLOADS
        )

    def add(self, at: datetime) -> None:
        """Note one more."""
        self._times.append(at)
