"""备份和恢复：照常运行时备出来，恢复到空库里一行不差，说过的不再说。"""

import hashlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, text, update
from sqlmodel import Session, col, select

from bot.cli import main
from handlers.clock import restoring
from models.mailbox import Notice
from tests import databases
from tests.backups import SCAN, config, lived, sources, whole
from tests.conftest import at, staged


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
async def test_what_was_backed_up_comes_back_whole(
    directory: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    """运行中备份，恢复到空库（哪一种都行），每一行、每份材料都在，流水相链。"""
    out = directory / "备份.zip"
    async with staged(directory, "2026-09-14 09:00") as stage:
        await lived(stage)
        source = sources(stage, directory / "from")
        assert main(["--config", str(source), "backup", str(out)]) == 0
        before = whole(source, capsys, directory / "before.jsonl")
    url = f"sqlite:///{directory / 'restored.db'}"
    if target == "postgresql":
        url = databases.empty_postgres_url()
    restored = config(directory / "to", url)
    assert main(["--config", str(restored), "restore", str(out)]) == 0
    assert "不再发送" in capsys.readouterr().out
    assert whole(restored, capsys, directory / "after.jsonl") == before
    kept = [
        path for path in (directory / "to" / "evidence").rglob("*") if path.is_file()
    ]
    assert [path.read_bytes() for path in kept] == [SCAN.read_bytes()]
    assert main(["--config", str(restored), "audit", "--verify"]) == 0


async def test_a_backup_is_for_its_owner_alone(directory: Path) -> None:
    """备份里什么都有，只有备的那个用户读得到，覆盖旧的也一样。"""
    out = directory / "备份.zip"
    out.write_text("一份旧的", "utf-8")
    async with staged(directory, "2026-09-14 09:00") as stage:
        source = sources(stage, directory / "from")
        assert main(["--config", str(source), "backup", str(out)]) == 0
    assert out.stat().st_mode & 0o777 == 0o600


async def test_a_restored_system_says_nothing_twice(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """恢复以后巡查再跑，备份以后可能说过的一句也不发；要发得写明。"""
    out = directory / "备份.zip"
    async with staged(directory, "2026-09-14 09:00") as stage:
        source = sources(stage, directory / "from")
        assert main(["--config", str(source), "backup", str(out)]) == 0
    for name, waiting in (("quiet", False), ("again", True)):
        url = f"sqlite:///{directory / name}.db"
        more = ["--resend"] if waiting else []
        path = config(directory / name, url)
        assert main(["--config", str(path), "restore", str(out), *more]) == 0
        with sqlite3.connect(directory / f"{name}.db") as connection:
            rows = connection.execute(
                "SELECT count(*) FROM notice WHERE status = 'waiting'"
            )
            assert (rows.fetchone()[0] > 0) is waiting
        connection.close()
    capsys.readouterr()


async def test_what_waits_for_a_later_hour_is_still_owed_after_a_restore(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """恢复的时候还没到点的通知，谁也没听过，照样等着；到过点的不再发。"""
    out, later = directory / "备份.zip", datetime(2099, 1, 2, 1, tzinfo=UTC)
    async with staged(directory, "2026-09-14 09:00") as stage:
        source = sources(stage, directory / "from")
        with stage.house.engine.begin() as connection:
            first = select(func.min(Notice.id)).scalar_subquery()
            put_off = update(Notice).where(col(Notice.id) == first)
            connection.execute(put_off.values(status="waiting", release_after=later))
        assert main(["--config", str(source), "backup", str(out)]) == 0
    path = config(directory / "to", f"sqlite:///{directory / 'later.db'}")
    assert main(["--config", str(path), "restore", str(out)]) == 0
    with sqlite3.connect(directory / "later.db") as restored:
        owed = "SELECT release_after > '2099' FROM notice WHERE status = 'waiting'"
        assert restored.execute(owed).fetchall() == [(1,)]
    restored.close()
    capsys.readouterr()


async def test_what_falls_due_on_the_morning_of_a_restore_is_said(
    directory: Path,
) -> None:
    """一大早恢复的，当天的巡查还没跑过：当天该说的照说，前一天巡查可能说过的不再说。"""
    async with staged(
        directory, "2026-10-14 20:00", imported="2026-10-13 09:00"
    ) as stage:
        stage.clock.push(at("2026-10-15 07:00"))

        def settle(session: Session) -> int:
            """A backup of two evenings ago has come back."""
            ctx, timetable = stage.house.context(session), stage.house.timetable
            backed_up_at = at("2026-10-13 20:00")
            return restoring.settle(ctx, timetable, backed_up_at, resend=False)

        await stage.house.lane.run(settle)
        before = len(stage.heard("dengjianing"))
        await stage.go("2026-10-15 09:00")
        said = stage.heard("dengjianing")[before:]
        assert [one for one in said if "5-006" in one and "今天" in one] != []


async def test_damaged_evidence_does_not_spoil_the_backup(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """材料坏了或不见了：点名、退出码 1，其余照样备好，恢复得出来；销毁的不算缺。"""
    out = directory / "备份.zip"
    async with staged(directory, "2026-09-14 09:00") as stage:
        await lived(stage)
        source = sources(stage, directory / "from")
        kept = stage.house.files.path(hashlib.sha256(SCAN.read_bytes()).hexdigest())
        kept.write_bytes(b"damaged")
        assert main(["--config", str(source), "backup", str(out)]) == 1
        assert (
            f"1份材料不在或已损坏，没有备进去，请从以前的备份里找回：{kept.name}"
            in (capsys.readouterr().err)
        )
        kept.unlink()
        assert main(["--config", str(source), "backup", str(out)]) == 1
        with stage.house.engine.begin() as connection:
            connection.execute(text("UPDATE evidence SET destroyed_at = at"))
        assert main(["--config", str(source), "backup", str(out)]) == 0
    restored = config(directory / "to", f"sqlite:///{directory / 'r.db'}")
    assert main(["--config", str(restored), "restore", str(out)]) == 0
    assert "0份材料" in capsys.readouterr().out
