"""出门：过了租约的不送，送到租约完还没回音的，不再占着手。"""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import PushedClock
from bot.departure import depart
from handlers.post import parcel
from handlers.post.parcel import LEASE, Parcel
from rules.post.outcomes import NotSent, Outcome, Sent, Uncertain
from rules.vocabulary import Way

NOON = datetime(2026, 10, 16, 4, 0, tzinfo=UTC)
MINE = Parcel(1, Way.APP, "file", "{}", NOON)


class Road:
    """A way out on which time passes, and which may never answer."""

    is_open = True

    def __init__(self, clock: PushedClock, sleeps: timedelta, *, answers: bool) -> None:
        """Stop for `sleeps` before the mail leaves."""
        self.clock, self.sleeps, self.answers = clock, sleeps, answers
        self.left, self.named = 0, ""

    async def ready(self, request: str) -> str | Outcome:
        """Be stopped here, and go on as if nothing had been."""
        self.clock.push(self.clock.now() + self.sleeps)
        return self.named or request

    async def send(self, kind: str, request: str) -> Outcome:
        """Let it leave."""
        self.left += 1
        if not self.answers:
            await asyncio.Event().wait()
        return Sent("m")

    async def fetch(self, media_id: str, limit: int) -> tuple[bytes, str]:
        """Bring nothing."""
        return b"", ""


async def keep(parcel: Parcel, request: str) -> None:
    """Nothing is written anew here."""


@pytest.mark.parametrize(
    ("sleeps", "left"), [(timedelta(seconds=1), 1), (LEASE, 0), (5 * LEASE, 0)]
)
async def test_whoever_was_stopped_on_the_way_does_not_send(
    sleeps: timedelta, left: int
) -> None:
    """出门路上被停住，醒来租约已过：别人接手了，不送；没过的照送。"""
    clock = PushedClock(NOON)
    road = Road(clock, sleeps, answers=True)
    end = await depart(road, MINE, clock, keep)
    assert road.left == left
    assert end == (Sent("m") if left else NotSent(reached=True))


async def test_no_send_outlives_its_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """送出去迟迟没有回音：租约一完就算说不准，停机、别的路不等它。"""
    monkeypatch.setattr(parcel, "LEASE", timedelta(seconds=0.05))
    monkeypatch.setattr(parcel, "SENDING", timedelta())
    clock = PushedClock(NOON)
    road = Road(clock, timedelta(), answers=False)
    assert await depart(road, MINE, clock, keep) == Uncertain()
    assert road.left == 1


async def test_what_could_not_be_kept_was_certainly_not_sent() -> None:
    """文件传上去了，改好的请求没记下来：不送，算没送成，下回再来。"""
    clock = PushedClock(NOON)
    road = Road(clock, timedelta(), answers=True)

    async def away(parcel: Parcel, request: str) -> None:
        """The database is not there."""
        raise OSError

    other = Parcel(1, Way.APP, "file", '{"table": {}}', NOON)
    road.named = "{}"
    assert await depart(road, other, clock, away) == NotSent(reached=True)
    assert road.left == 0
