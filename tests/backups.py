"""备份的底子：一本有过来往的账，从哪里备、恢复到哪里。"""

import json
from pathlib import Path

import pytest

from bot.cli import main
from tests.conftest import Stage, staged

PERSON, OFFICE = "dengjianing", "feisiyuan"

SCAN = Path(__file__).parent / "data" / "evidence" / "scan.png"


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


async def backed_up(directory: Path) -> tuple[Path, Path]:
    """A backup of a book, and the configuration of an empty place to restore it to."""
    out = directory / "备份.zip"
    async with staged(directory, "2026-09-14 09:00") as stage:
        source = sources(stage, directory / "from")
        assert main(["--config", str(source), "backup", str(out)]) == 0
    return out, config(directory / "to", f"sqlite:///{directory / 'e.db'}")
