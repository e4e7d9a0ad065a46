"""不照办的备份和恢复：坏了的、改过的、别的版本的、放回去的旧库，一句话说清，什么也不动。"""

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.app import begin, open_house
from bot.cli import main
from bot.config import Database
from handlers.incoming import Incoming
from models import everything, journal
from rules.errors import Misconfigured
from tests import databases
from tests.backups import PERSON, backed_up, config, sources
from tests.conftest import APP, staged


async def test_a_filled_target_and_a_damaged_file_are_refused(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """库里有东西、备份被改动过，都说清楚，什么也不动。"""
    out = directory / "备份.zip"
    async with staged(directory, "2026-09-14 09:00") as stage:
        source = sources(stage, directory / "from")
        assert main(["--config", str(source), "backup", str(out)]) == 0
        rows = await stage.house.lane.read(lambda s: len(list(everything.rows(s))))
        assert main(["--config", str(source), "restore", str(out)]) == 1
        assert "不是空的" in capsys.readouterr().err
        after = await stage.house.lane.read(lambda s: len(list(everything.rows(s))))
        assert after == rows
        assert await stage.house.lane.read(journal.verify) is None
    data = bytearray(out.read_bytes())
    data[len(data) // 2] ^= 0xFF
    out.write_bytes(bytes(data))
    empty = config(directory / "to", f"sqlite:///{directory / 'e.db'}")
    assert main(["--config", str(empty), "restore", str(out)]) == 1
    assert "改动" in capsys.readouterr().err


async def test_nothing_is_written_for_an_empty_database_or_over_the_database(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """找错了地方、库是空的，不写一份空备份；写到数据库自己身上，也不写。"""
    empty = config(directory / "to", f"sqlite:///{directory / 'e.db'}")
    assert main(["--config", str(empty), "backup", str(directory / "b.zip")]) == 1
    assert "数据库是空的" in capsys.readouterr().err
    assert not (directory / "b.zip").exists()
    database = directory / "e.db"
    assert main(["--config", str(empty), "migrate"]) == 0
    before = database.read_bytes()
    for command in (["backup"], ["export", "--format", "jsonl"]):
        assert main(["--config", str(empty), *command, str(database)]) == 1
        assert "正是数据库" in capsys.readouterr().err
    assert database.read_bytes() == before


async def test_a_backup_with_something_added_or_of_another_version_changes_nothing(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """多出成员的、别的版本的备份，不恢复，文件夹外不写，空库还是空的。"""
    out, target = await backed_up(directory)
    changed = directory / "改.zip"
    changed.write_bytes(out.read_bytes())
    with zipfile.ZipFile(changed, "a") as pack:
        pack.writestr("evidence/../../outside", b"x")
    assert main(["--config", str(target), "restore", str(changed)]) == 1
    assert "改动" in capsys.readouterr().err
    with zipfile.ZipFile(out) as pack, zipfile.ZipFile(changed, "w") as other:
        for name in pack.namelist():
            data = pack.read(name).replace(b'"schema": "0', b'"schema": "9')
            other.writestr(name, data)
    assert main(["--config", str(target), "restore", str(changed)]) == 1
    assert "请用做备份的那个版本恢复" in capsys.readouterr().err
    with sqlite3.connect(directory / "e.db") as connection:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.close()
    assert tables == (0,)


def forged(source: Path, target: Path, name: str, added: bytes) -> None:
    """A backup with something added to one member, and a manifest that agrees."""
    with zipfile.ZipFile(source) as pack, zipfile.ZipFile(target, "w") as other:
        held = {one: pack.read(one) for one in pack.namelist()}
        manifest = json.loads(held.pop("manifest.json"))
        held[name] = held.get(name, b"") + added
        manifest["members"][name] = hashlib.sha256(held[name]).hexdigest()
        for member, content in held.items():
            other.writestr(member, content)
        other.writestr("manifest.json", json.dumps(manifest))


FORGED = [
    ("tables/person.jsonl", b"{nonsense\n"),
    ("tables/person.jsonl", b"[1, 2]\n"),
    ("tables/person.jsonl", b'{"id": 1, "userid": "a-secret-name"}\n'),
    ("tables/person.jsonl", b'{"id": "a-secret-name", "name": {}}\n'),
    ("tables/finding.jsonl", b'{"id": 9999, "due_on": "a-secret-name"}\n'),
    ("tables/nothing.jsonl", b"{}\n"),
    ("../outside", b"x"),
]


async def test_a_backup_that_somebody_wrote_themselves(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """有人改了内容、连清单也改得对得上：一句话说不完整，不报堆栈，空库还是空的。"""
    out, target = await backed_up(directory)
    changed = directory / "改.zip"
    for name, added in FORGED:
        forged(out, changed, name, added)
        capsys.readouterr()
        assert main(["--config", str(target), "restore", str(changed)]) == 1, name
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert "没有恢复任何东西" in said
        assert "a-secret-name" not in said
    assert main(["--config", str(target), "restore", str(out)]) == 0


def copy(source: Path, target: Path) -> None:
    """Make one database file what another one is."""
    with (
        closing(sqlite3.connect(source)) as one,
        closing(sqlite3.connect(target)) as other,
    ):
        one.backup(other)


def duplicate(url: str, folder: Path) -> str:
    """Copy a database that nobody has open; the address of the copy."""
    if databases.Choice.name == "postgresql":
        return databases.postgres_url(make_url(url).database or "")
    copy(Path(url.removeprefix("sqlite:///")), folder / "old")
    return f"sqlite:///{folder / 'old'}"


async def test_an_older_copy_put_back_is_not_run(directory: Path) -> None:
    """用手把旧的一份库放回去：照它会把说过的再说一遍，不起，一句话说清怎么办。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        settings, clock = stage.house.settings, stage.clock
    older = Database(url=duplicate(settings.database.url, directory))
    async with open_house(settings, clock) as house:
        await begin(house)
        asked = Incoming("asked", "wecom", PERSON, "text", clock.now(), "帮助")
        said = (await house.router.hear(asked)).mail_id
        assert said is not None
        house.spoken.begin(said)
        house.spoken.end(said, written=True)
    async with open_house(settings, clock) as house:
        await begin(house)
    put_back = settings.model_copy(update={"database": older})
    async with open_house(put_back, clock) as house:
        with pytest.raises(Misconfigured, match="像是放回了旧的一份"):
            await begin(house)
