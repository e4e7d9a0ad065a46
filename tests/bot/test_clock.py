"""钟：一下子快出许多的，等它站住了再信；拨回来的，当时就跟。"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import clock
from bot.anchor import Anchor
from bot.clock import LASTING, Memory, PushedClock, SteadyClock

NOON = datetime(2026, 10, 16, 4, 0, tzinfo=UTC)
FORTY_DAYS = timedelta(days=40)


class Hands:
    """A clock on the wall and a counter, moved by hand."""

    def __init__(self, memory: Memory | None = None) -> None:
        """Begin at noon."""
        self.wall, self.seconds = PushedClock(NOON), 7.0
        self.clock = self.begin(memory)

    def begin(self, memory: Memory | None = None) -> SteadyClock:
        """What a process goes by that begins now."""
        return SteadyClock(self.wall, lambda: self.seconds, memory)

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


def beside(folder: Path, boot: str = "first") -> Anchor:
    """What a process of this machine finds, booted as `boot`."""
    return Anchor(folder / "clock.json", boot)


def test_whoever_begins_while_the_clock_is_ahead_is_no_wiser(tmp_path: Path) -> None:
    """一个进程看出钟快了四十天，同时起的另一个也不信；十分钟后一起信，不从头算。"""
    hands = Hands(beside(tmp_path))
    hands.run(60)
    hands.run(60, FORTY_DAYS)
    other = hands.begin(beside(tmp_path))
    assert other.now() == NOON + timedelta(seconds=120)
    hands.run(LASTING - 1)
    third = hands.begin(beside(tmp_path))
    assert third.now() == NOON + timedelta(seconds=119 + LASTING)
    hands.run(1)
    right = NOON + FORTY_DAYS + timedelta(seconds=120 + LASTING)
    assert other.now() == third.now() == hands.clock.now() == right


def test_whoever_begins_goes_back_with_the_clock(tmp_path: Path) -> None:
    """钟拨回来了，后起的跟着；重启过的机器、停了很久的，按看到的走。"""
    hands = Hands(beside(tmp_path))
    back = hands.run(60, -FORTY_DAYS)
    assert hands.begin(beside(tmp_path)).now() == back
    ahead = hands.wall.now() + FORTY_DAYS
    hands.wall.push(ahead)
    assert hands.begin(beside(tmp_path)).now() == back
    assert hands.begin(beside(tmp_path, "second")).now() == ahead
    hands.seconds += LASTING
    hands.wall.push(ahead + timedelta(seconds=LASTING))
    assert hands.begin(beside(tmp_path, "second")).now() == hands.wall.now()


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", '{"zero": 1}', '{"zero": "x"}', "[" * 100_000),
        '{"zero": "0001-01-01T00:00+08:00", "leapt": null, "at": 1, "boot": "first"}',
    ],
)
def test_a_note_that_makes_no_sense_is_none(tmp_path: Path, text: str) -> None:
    """记的东西坏了、写不进，钟照走。"""
    (tmp_path / "clock.json").write_text(text)
    assert Hands(beside(tmp_path)).run(60) == NOON + timedelta(seconds=60)
    (tmp_path / "file").touch()
    assert Hands(beside(tmp_path / "file")).run(60) == NOON + timedelta(seconds=60)
