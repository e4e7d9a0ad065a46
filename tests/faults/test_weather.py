"""天气：磁盘满了、库被占着、库重启、钟跳三天；都说得清，过后照常。"""

import asyncio
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.config import Database, demo_settings
from models import journal
from tests import databases
from tests.conftest import Stage, staged

PERSON, OFFICE = "dengjianing", "feisiyuan"


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file of this process grow, as on a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def reports(stage: Stage, code: str) -> list[str]:
    """What was reported on a finding."""
    shown = await stage.show(code)
    return [one["text"] for one in shown["progress"]]  # type: ignore[attr-defined]


async def test_a_full_disk_loses_nothing_that_was_taken(directory: Path) -> None:
    """磁盘满了：说系统出错、什么也没改；腾出地方后同一条再来，照办，只办一次。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.settle()
        words = "进展 5-006 已修订采购办法"
        with full_disk():
            answer = await stage.simulator.say(PERSON, words, msgid="42")
        assert answer is not None
        assert "系统出错" in answer.text
        again = await stage.simulator.say(PERSON, words, msgid="42")
        assert again is not None
        assert "5-006" in again.text
        await stage.simulator.say(PERSON, words, msgid="42")
        assert len(await reports(stage, "5-006")) == 1
        assert await stage.house.lane.read(journal.verify) is None


async def test_a_writer_that_holds_the_database_only_delays(directory: Path) -> None:
    """别的程序占着库半秒：来话等它放开，照样办好。"""
    if databases.Choice.name == "postgresql":
        pytest.skip("only SQLite has one writer for the whole file")
    async with staged(directory, "2026-09-14 09:00") as stage:
        other = sqlite3.connect(directory / "xiaozhang.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        asyncio.get_running_loop().call_later(0.3, other.rollback)
        answer = await stage.simulator.say(PERSON, "进展 5-006 已修订采购办法")
        other.close()
        assert answer is not None
        assert "5-006" in answer.text
        assert len(await reports(stage, "5-006")) == 1


async def test_three_dark_days_end_in_one_word_each(directory: Path) -> None:
    """停了三天再起：每人每项只补最新的一级，同一级不说两遍。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.go("2026-10-14 08:50")
        before = len(stage.heard(PERSON))
        await stage.go("2026-10-19 08:50")
        await stage.go("2026-10-19 08:51")
        shown = await stage.show("5-006")
        fresh = [
            one
            for one in shown["notices"]  # type: ignore[attr-defined]
            if one["to"] == PERSON
            and one["status"] == "sent"
            and one["at"] >= "2026-10-15"
        ]
        assert len({one["step"] for one in fresh}) == len(fresh) == 1
        assert len(stage.heard(PERSON)) > before


async def test_postgresql_restarts_under_way(directory: Path) -> None:
    """库重启：正说着的话不丢，重启以后接着办、接着发。"""
    made = databases.new_server()
    base = demo_settings(directory, 0)
    settings = base.model_copy(
        update={"database": Database(url=databases.address(made, "postgres"))}
    )
    try:
        async with staged(
            directory, "2026-09-14 09:00", settings=settings, own_database=True
        ) as stage:
            await stage.settle()
            await asyncio.to_thread(made.stop)
            talk = asyncio.create_task(
                stage.simulator.say(PERSON, "进展 5-006 已修订采购办法", msgid="7")
            )
            await asyncio.to_thread(made.start)
            answer = await talk
            assert answer is not None
            assert "系统出错" not in answer.text
            await stage.simulator.say(PERSON, "进展 5-006 已修订采购办法", msgid="7")
            assert len(await reports(stage, "5-006")) == 1
            before = len(stage.heard(OFFICE))
            await stage.say(OFFICE, "催 5-007")
            await stage.say(OFFICE, "确认")
            assert len(stage.heard(OFFICE)) > before
    finally:
        made.cleanup()
