"""第二个证人：平台的钟和我们的差得远，巡查不开口，巡察办知道，聊天照常。"""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.app import open_house
from bot.clock import LASTING, PushedClock, SystemClock
from bot.config import demo_settings
from bot.witness import Witness
from handlers.clock import jobs
from tests.conftest import APP, Stage, at, staged

PERSON, OFFICE = "dengjianing", "feisiyuan"
DAYS = timedelta(days=3)
"""So far ahead does a machine begin whose battery is empty."""


class Hands:
    """A counter, a clock and a platform, all moved by hand."""

    def __init__(self) -> None:
        self.counted = 0.0
        self.clock = PushedClock(datetime(2026, 9, 14, 1, tzinfo=UTC))
        self.asked = 0
        self.answer: dict[str, str] | None = None
        self.witness = Witness(self.clock, lambda: self.counted)
        self.witness.ask = self.ask

    async def ask(self) -> None:
        """The platform answers, or cannot be reached."""
        self.asked += 1
        if self.answer is not None:
            self.witness.hear(self.answer)

    def told(self, ahead: timedelta = timedelta()) -> dict[str, str]:
        """The head of an answer of a platform that is ahead of us."""
        return {"Date": format_datetime(self.clock.now() + ahead, usegmt=True)}


@pytest.mark.parametrize(
    ("hours", "trusted"), [(0.9, True), (-0.9, True), (1.1, False), (-72.0, False)]
)
async def test_a_clock_is_gone_by_where_the_platform_agrees(
    hours: float, trusted: bool
) -> None:
    """差一小时以内照自己的钟走，问过一次不再问；快了慢了超过一小时都不走。"""
    hands = Hands()
    hands.answer = hands.told(timedelta(hours=hours))
    assert [await hands.witness.trusts() for _ in range(2)] == [trusted] * 2
    assert hands.asked == (1 if trusted else 2)


async def test_the_platform_is_waited_for_at_the_start() -> None:
    """一开机平台连不上：等它，最多十分钟，然后照自己的钟走。"""
    hands = Hands()
    assert not await hands.witness.trusts()
    hands.counted = LASTING
    assert await hands.witness.trusts()
    assert hands.asked == 2


@pytest.mark.parametrize(
    "head",
    [
        {},
        {"Date": "昨天"},
        {"Date": "Sun, 01 Mar 2026 00:00:00 GMT", "Age": "9"},
        {"Date": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"Date": "Fri, 31 Dec 9999 23:59:59 GMT"},
    ],
)
async def test_an_answer_without_a_time_is_no_witness(head: dict[str, str]) -> None:
    """答话里没写几点、写得不像、是存下的旧话、说的是没上过弦的年份：不算证人。"""
    hands = Hands()
    hands.answer = head
    assert await hands.witness.trusts()
    assert hands.witness.doubted() is None


async def test_a_clock_that_leaps_later_is_seen_without_an_answer() -> None:
    """跑着的时候钟跳快三天：平台这会儿连不上，它说过的时间自己往前走，也看得出来。"""
    hands = Hands()
    hands.answer = hands.told()
    assert await hands.witness.trusts()
    hands.counted = 60.0
    hands.clock.push(hands.clock.now() + DAYS)
    hands.answer = None
    assert hands.witness.apart
    assert not await hands.witness.trusts()
    hands.clock.push(hands.clock.now() - DAYS)
    assert await hands.witness.trusts()


async def test_a_platform_put_right_is_believed_within_a_minute() -> None:
    """平台那边一时报错了钟，后来好了：停着的时候每回敲门都再问，不等谁来发消息。"""
    hands = Hands()
    hands.answer = hands.told(DAYS)
    assert not await hands.witness.trusts()
    assert hands.asked == 1
    hands.answer = hands.told()
    assert await hands.witness.trusts()
    assert not hands.witness.apart
    assert hands.asked == 2


async def test_a_witness_gone_is_believed_as_long_as_it_was() -> None:
    """停着的时候平台又连不上：说过的照旧算数，不敢说话。"""
    hands = Hands()
    hands.answer = hands.told(DAYS)
    assert not await hands.witness.trusts()
    hands.answer, hands.counted = None, LASTING
    hands.clock.push(hands.clock.now() + timedelta(seconds=LASTING))
    assert not await hands.witness.trusts()


def beside(stage: Stage, ahead: timedelta) -> None:
    """Put a platform beside a stage whose time is so far behind the stage's."""
    witness = stage.house.scheduler.witness
    witness.ask = nobody
    told = stage.clock.now() - ahead
    witness.hear({"Date": format_datetime(told, usegmt=True)})


async def nobody() -> None:
    """Nobody needs to be asked."""


async def ran(stage: Stage) -> bool:
    """Whether the patrol has run for what our clock calls today."""
    house = stage.house
    missing = await house.lane.read(
        lambda s: jobs.missing_slot(
            house.context(s), house.timetable, "patrol", house.clock.now()
        )
    )
    return missing is None


async def test_nothing_is_due_while_the_clock_is_in_doubt(directory: Path) -> None:
    """快了三天：巡查不跑，欠着的不放行，巡察办听到一次，聊天照答；校准了接着跑。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.go("2026-09-14 09:05")
        stage.clock.push(at("2026-09-17 09:05"))
        beside(stage, DAYS)
        before = len(stage.heard(PERSON))
        for _ in range(3):
            await stage.house.scheduler._knock()
            await stage.settle()
        assert not await ran(stage)
        assert stage.house.scheduler.doubt
        (told,) = [one for one in stage.heard(OFFICE) if "钟不准" in one]
        assert "比企业微信快3天" in told
        assert len(stage.heard(PERSON)) == before
        assert "5-005" in await stage.say(PERSON, "我的")
        beside(stage, timedelta())
        await stage.house.scheduler._knock()
        assert await ran(stage)


async def test_what_is_owed_waits_while_the_clock_is_in_doubt(directory: Path) -> None:
    """慢了一天：催办照记，先不放行；校准以后说一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        beside(stage, -timedelta(days=1))
        before = len(stage.heard(PERSON))
        await stage.say(OFFICE, "催 5-005")
        assert len(stage.heard(PERSON)) == before
        beside(stage, timedelta())
        await stage.wait(seconds=61)
        (told,) = stage.heard(PERSON)[before:]
        assert "5-005" in told


async def test_a_clock_put_right_by_night_is_not_complained_of(directory: Path) -> None:
    """夜里不准、没到上班就校准了的：早上不再说“巡查停着”；当天又不准，照样说一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()

        async def complaints(text: str, ahead: timedelta) -> int:
            """How often the office has heard of the clock, after a knock at a moment."""
            stage.clock.push(at(text))
            beside(stage, ahead)
            await stage.house.scheduler._knock()
            await stage.settle()
            return sum("钟不准" in one for one in stage.heard(OFFICE))

        assert await complaints("2026-09-15 02:00", timedelta(hours=6)) == 0
        assert await complaints("2026-09-15 09:05", timedelta()) == 0
        assert await complaints("2026-09-15 10:30", timedelta(minutes=80)) == 1
        assert await complaints("2026-09-15 10:31", timedelta(minutes=80)) == 1


async def test_a_running_house_asks_the_platform_for_the_time(directory: Path) -> None:
    """真的钟：一敲门就问平台，差三天的看得出；推着走的钟不问。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        assert stage.house.scheduler.witness.ask is None
        settings = stage.house.settings
        for ahead, doubted in ((timedelta(), False), (DAYS, True)):
            stage.simulator.ahead = ahead
            async with open_house(settings, SystemClock()) as house:
                witness = house.scheduler.witness
                house.attest(witness)
                assert await witness.trusts() is not doubted
                assert bool(house.scheduler.doubt) is doubted
                stage.simulator.ahead = timedelta()
                assert await witness.trusts()


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({"api_base": "https://platform.example.org"}, True),
        ({"api_base": "https://platform.example.org", "check_clock": False}, False),
        ({}, False),
    ],
)
async def test_whether_the_platform_is_asked_for_the_time(
    directory: Path, changed: dict[str, object], asked: bool
) -> None:
    """在别处的平台问它几点；写明不问的不问，就在这台机器上的和我们是同一只钟，也不问。"""
    settings = demo_settings(directory, 0)
    wecom = settings.wecom.model_copy(update=changed)
    aibot = settings.aibot.model_copy(update={"enabled": False})
    whole = settings.model_copy(update={"wecom": wecom, "aibot": aibot})
    async with open_house(whole, SystemClock()) as house:
        assert (house.scheduler.witness.ask is not None) is asked
