"""就绪检查：库文件没了就说没了，放回来就好；库不作声，两秒内就说。"""

import shutil
import sqlite3
from pathlib import Path

import aiohttp
import pytest

from bot.web import health
from tests import databases
from tests.conftest import APP, Stage, staged
from tests.faults.test_weather import full_disk
from tests.stories.test_promises import ready


async def test_a_database_that_was_taken_away_is_said(directory: Path) -> None:
    """运行中库文件被拿走，/readyz 说库不行，/metrics 不拿旧数充数；放回来就好。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        assert "database" not in (await ready(stage))[1]
        assert await _metrics(stage) == 200
        path, away = stage.house.engine.url.database or "", directory / "away.db"
        shutil.move(path, away)
        assert (await ready(stage))[1]["database"] == "FileNotFoundError"
        assert await _metrics(stage) == 503
        shutil.move(away, path)
        assert "database" not in (await ready(stage))[1]
        assert await _metrics(stage) == 200


async def test_a_database_that_keeps_silent_is_said_soon(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """别的程序占着库不放：/readyz 不等它，到时候就说库不行；放开就好。"""
    if databases.Choice.name == "postgresql":
        pytest.skip("only SQLite has one writer for the whole file")
    assert health.WITHIN <= 2
    monkeypatch.setattr(health, "WITHIN", 0.05)
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        other = sqlite3.connect(directory / "xiaozhang.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert (await ready(stage))[1]["database"] == "TimeoutError"
        other.rollback()
        other.close()
        monkeypatch.setattr(health, "WITHIN", 60)
        assert "database" not in (await ready(stage))[1]


async def _metrics(stage: Stage) -> int:
    """How /metrics answers."""
    address = stage.simulator.caller.url.removesuffix("/wecom/callback")
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{address}/metrics") as answer,
    ):
        return answer.status


async def test_another_file_under_the_databases_name_is_said(directory: Path) -> None:
    """运行中库文件被另一个换掉，开着的还是旧的：/readyz 说换过了。"""
    if databases.Choice.name == "postgresql":
        pytest.skip("only SQLite is a file")
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        path = Path(stage.house.engine.url.database or "")
        shutil.copy(path, directory / "other.db")
        shutil.move(directory / "other.db", path)
        assert (await ready(stage))[1]["database"] == "Replaced"


async def test_a_disk_that_takes_nothing_is_said(directory: Path) -> None:
    """盘满了，只读还读得出：/readyz 说库写不进、材料收不下；有了地方就好。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        with full_disk():
            reasons = (await ready(stage))[1]
        assert reasons["files"] == "EFBIG"
        if databases.Choice.name == "sqlite":
            assert reasons["database"] == "OperationalError"
        after = (await ready(stage))[1]
        assert "database" not in after
        assert "files" not in after
