"""共同的钟：几台机器一个库，都按库的钟走；推着走的钟不动它。"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.app import House, open_house
from bot.clock import Clock, PushedClock, SystemClock
from bot.config import Database, demo_settings
from tests import databases
from tests.conftest import at
from tests.faults.worker import WrongClock

NEAR = timedelta(seconds=30)
HOUR = 3600.0


@asynccontextmanager
async def housed(folder: Path, clock: Clock, url: str) -> AsyncIterator[House]:
    """A house on a database, built by a machine with this clock."""
    settings = demo_settings(folder, 0)
    changed = settings.model_copy(update={"database": Database(url=url)})
    async with open_house(changed, clock) as house:
        yield house


def error(clock: Clock) -> timedelta:
    """How wrong a clock is."""
    return abs(clock.now() - SystemClock().now())


async def test_a_machine_whose_clock_is_wrong_goes_by_the_databases(
    directory: Path,
) -> None:
    """机器的钟快一小时，办事按库的钟；走偏了，敲门以前对回来。"""
    wrong = WrongClock(HOUR)
    async with housed(directory, wrong, databases.postgres_url()) as house:
        assert error(wrong) > NEAR
        assert error(house.clock) < NEAR
        assert isinstance(house.clock, PushedClock)
        house.clock.push(wrong.now())
        await house.scheduler.first()
        assert error(house.clock) < NEAR


async def test_a_clock_that_is_pushed_stays_where_it_is(directory: Path) -> None:
    """演练、测试推着走的钟，库不来对它。"""
    clock = PushedClock(at("2026-09-14 09:00"))
    async with housed(directory, clock, databases.postgres_url()) as house:
        await house.scheduler.first()
        assert house.clock.now() == at("2026-09-14 09:00")


async def test_a_database_that_is_a_file_has_no_clock(directory: Path) -> None:
    """库是一个文件的，就是这台机器的钟。"""
    own = SystemClock()
    async with housed(directory, own, databases.sqlite_url(directory)) as house:
        await house.scheduler.first()
        assert house.clock is own
