"""备份和恢复：照常运行时备出来，恢复到空库里一行不差，说过的不再说。"""

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, make_url, text, update
from sqlmodel import Session, col, select

from bot.app import begin, open_house
from bot.cli import main
from bot.config import Database
from handlers.clock import restoring
from handlers.incoming import Incoming
from models import everything, journal
from models.mailbox import Notice
from rules.errors import Misconfigured
from tests import databases
from tests.conftest import APP, Stage, at, staged

PERSON, OFFICE = "dengjianing", "feisiyuan"
SCAN = Path(__file__).parent.parent / "data" / "evidence" / "scan.png"


def config(folder: Path, url: str) -> Path:
    """A configuration that points to a database and a folder for evidence."""
    folder.mkdir(exist_ok=True)
    path = folder / "config.toml"
    path.write_text(
        f'[database]\nurl = "{url}"\n'
        f'[files]\ndirectory = "{folder / "evidence"}"\n'
        '[wecom]\napi_base = "http://127.0.0.1:9"\n',
        "utf-8",
    )
    return path


async def lived(stage: Stage) -> None:
    """Let a reminder, a report, a file and a visit with its picture happen."""
    await stage.go("2026-10-15 08:50")
    await stage.say(PERSON, "进展 5-006 已修订采购办法，正在公示")
    await stage.send_file(PERSON, "扫描件.png", SCAN.read_bytes())
    await stage.say(OFFICE, "回访 5-006 现场 正在整改 看了公示栏")
    await stage.send_file(OFFICE, "公示栏.png", SCAN.read_bytes())


def sources(stage: Stage, folder: Path) -> Path:
    """The configuration of the stage's own database."""
    settings = stage.house.settings
    path = config(folder, settings.database.url)
    text = path.read_text("utf-8").replace(
        str(folder / "evidence"), settings.files.directory
    )
    path.write_text(text, "utf-8")
    return path


def whole(
    path: Path, capsys: pytest.CaptureFixture[str], out: Path
) -> list[dict[str, object]]:
    """Every row of a database, without what restoring itself writes."""
    assert main(["--config", str(path), "export", "--format", "jsonl", str(out)]) == 0
    capsys.readouterr()
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    for row in rows:
        row.pop("next_look_on", None)
    return [row for row in rows if row["table"] not in LIVING]


LIVING = ("notice", "mail", "journal", "job_run")


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


async def backed_up(directory: Path) -> tuple[Path, Path]:
    """A backup of a book, and the configuration of an empty place to restore it to."""
    out = directory / "备份.zip"
    async with staged(directory, "2026-09-14 09:00") as stage:
        source = sources(stage, directory / "from")
        assert main(["--config", str(source), "backup", str(out)]) == 0
    return out, config(directory / "to", f"sqlite:///{directory / 'e.db'}")


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
