"""几台机器的钟各走各的：都按库的钟办，一句也不说两遍。"""

import asyncio
from pathlib import Path

from bot.clock import SystemClock
from tests import databases
from tests.faults.torture import Rack

AHEAD = ("0", "600")
"""Seconds by which the clocks of the two machines are ahead."""

ROUNDS = 40


class Apart(Rack):
    """Two machines whose clocks nobody has set, on one database."""

    def hands(self, number: int) -> dict[str, str]:
        """Each has the time of its own, and no disk together with the other."""
        own = self.folder / str(number)
        own.mkdir(exist_ok=True)
        return {"ahead": AHEAD[number], "folder": str(own)}


async def test_two_machines_with_clocks_apart_say_nothing_twice(tmp_path: Path) -> None:
    """两台机器的钟差十分钟：几百句话，每句答一次，不多不少。"""
    now = SystemClock().now()
    rack = Apart(tmp_path, databases.postgres_url(), 7, len(AHEAD), start=now)
    async with rack.standing():
        await rack.serve_all()
        for number in range(ROUNDS):
            asked = enumerate(rack.speakers[:5])
            talk = [
                rack.say(userid, f"进展 {code} 第{number}天第{n}条已办")
                for n, (userid, code) in asked
            ]
            await asyncio.gather(*talk)
        for _ in range(100):
            if not rack.pending():
                break
            await asyncio.sleep(0.1)
        result = rack.weigh()
    assert sum(result.kept.values()) == ROUNDS * 5
    assert (result.missing, result.doubled) == ([], [])
