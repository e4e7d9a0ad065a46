"""巡查：一万、十万、一百万项里看一眼，和其中一千项到期要说的。"""

import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from benchmarks.book import START, fill
from benchmarks.table import Row
from bot.app import House
from handlers.clock import jobs
from handlers.ladder import patrol
from handlers.post import outbox
from handlers.talk import preparing
from models import patrol_room
from rules.vocabulary import Way
from scripts.theatre import open_theatre

SIZES = (10_000, 100_000, 1_000_000)
DUE = 1000
FLOOR = text("SELECT id FROM finding WHERE next_look_on <= '2026-10-15'")


async def patrols() -> list[Row]:
    """An idle look beside its one SQL statement; a thousand due among so many."""
    rows = []
    seconds: dict[int, float] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            async with open_theatre(Path(folder), START) as theatre:
                house = theatre.house
                await house.lane.run(lambda s, size=size: fill(s, size, DUE))  # type: ignore[misc]
                idle, floor = await _idle(house)
                seconds[size], processor = await _due(house)
        rows.append(
            Row(
                f"巡查：{size}项，无一到期",
                f"{idle * 1000:.2f} 毫秒",
                f"{floor * 1000:.2f} 毫秒",
                f"{idle / floor:.1f}",
                "5 毫秒以内",
            )
        )
        rows.append(
            Row(
                f"巡查：{size}项里{DUE}项到期，到写好消息",
                f"{seconds[size]:.2f} 秒（处理器 {processor:.2f} 秒）",
                f"{seconds[SIZES[0]]:.2f} 秒（{SIZES[0]}项时）",
                f"{seconds[size] / seconds[SIZES[0]]:.2f}",
                "1 秒以内，不随总数涨",
            )
        )
    return rows


async def _idle(house: House) -> tuple[float, float]:
    """Seconds of a look on a day when nothing is due, and of the bare statement."""
    yesterday = START.date().replace(day=15)

    def ours(session):  # type: ignore[no-untyped-def]
        return patrol_room.to_look_at(session, yesterday)

    def bare(session):  # type: ignore[no-untyped-def]
        return list(session.connection().execute(FLOOR))

    return await _best(house, ours), await _best(house, bare)


async def _best(house: House, command) -> float:  # type: ignore[no-untyped-def]
    taken = []
    for _ in range(20):
        begun = time.perf_counter()
        found = house.lane.read_sync(command)
        taken.append(time.perf_counter() - begun)
        if found:
            raise RuntimeError("something was due")
    return min(taken)


async def _due(house: House) -> tuple[float, float]:
    """Seconds on the wall and of the processor until everything due is written."""
    begun, used = time.perf_counter(), time.process_time()
    await house.scheduler.run("patrol", START)
    while await house.lane.run(
        lambda s: preparing.prepare(house.context(s), house.spoken.begun)
    ):
        pass
    taken, used = time.perf_counter() - begun, time.process_time() - used
    left = await house.lane.run(lambda s: len(patrol.to_look_at(house.context(s))))
    if left:
        raise RuntimeError(f"{left} findings were not looked at")
    waiting = await house.lane.run(
        lambda s: len(outbox.turn(house.context(s), {}, 1, [Way.APP]).parcels)
    )
    if not waiting or "patrol" not in jobs.NAMES:
        raise RuntimeError("nothing was owed")
    return taken, used
