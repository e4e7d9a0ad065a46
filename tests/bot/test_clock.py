"""钟：一下子快出许多的，等它站住了再信；拨回来的，当时就跟。"""

from datetime import UTC, datetime, timedelta

import pytest

from bot import clock
from bot.clock import LASTING, PushedClock, SteadyClock

NOON = datetime(2026, 10, 16, 4, 0, tzinfo=UTC)
FORTY_DAYS = timedelta(days=40)


class Hands:
    """A clock on the wall and a counter, moved by hand."""

    def __init__(self) -> None:
        """Begin at noon."""
        self.wall, self.seconds = PushedClock(NOON), 7.0
        self.clock = SteadyClock(self.wall, lambda: self.seconds)

    def run(self, seconds: float, leap: timedelta = timedelta()) -> datetime:
        """Let time pass, set the clock on the wall as well; what is believed then."""
        self.seconds += seconds
        self.wall.push(self.wall.now() + timedelta(seconds=seconds) + leap)
        return self.clock.now()


def test_a_clock_ahead_for_two_minutes_is_not_believed() -> None:
    """快四十天、两分钟后拨回来：中间的每一刻都按原来的钟走，一刻不差。"""
    hands = Hands()
    assert hands.run(60, FORTY_DAYS) == NOON + timedelta(seconds=60)
    assert hands.run(60) == NOON + timedelta(seconds=120)
    assert hands.run(60, -FORTY_DAYS) == NOON + timedelta(seconds=180)
    assert hands.run(LASTING) == NOON + timedelta(seconds=180 + LASTING)


def test_a_clock_that_was_put_right_is_believed_in_the_end() -> None:
    """原来慢了四十天、如今拨对了的：站住十分钟，就按它走。"""
    hands = Hands()
    hands.run(60, FORTY_DAYS)
    right = NOON + FORTY_DAYS + timedelta(seconds=60 + LASTING)
    assert hands.run(LASTING) == right


def test_small_steps_and_steps_back_are_followed_at_once() -> None:
    """校准的一小步、拨回去的一天，当时就跟；两次快出去，各等各的。"""
    hands = Hands()
    minute = timedelta(minutes=1)
    assert hands.run(0, minute) == NOON + minute
    assert hands.run(0, -timedelta(days=1)) == NOON + minute - timedelta(days=1)
    hands.run(1, FORTY_DAYS)
    hands.run(1, -FORTY_DAYS)
    assert hands.run(LASTING, FORTY_DAYS) < NOON


def test_a_clock_set_back_while_another_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """一处正看出快了，另一处看到已经拨回来：两处都照原来的钟走。"""
    hands = Hands()

    class Log:
        """Where the leap is told of, just as the clock is set back."""

        def warning(self, event: str, **facts: object) -> None:
            """Look at the clock from elsewhere."""
            assert event == "clock_leapt_ahead"
            assert hands.run(0, -FORTY_DAYS) == NOON + timedelta(seconds=60)

    monkeypatch.setattr(clock, "log", Log())
    assert hands.run(60, FORTY_DAYS) == NOON + timedelta(seconds=60)
