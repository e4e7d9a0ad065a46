"""体检：只看不动，起不来的先说。"""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli import main
from bot.clock import SystemClock
from models import pulse
from tests import databases


def looked(folder: Path, database: Path | str) -> int:
    """Look at a database, by its file that is not there yet or by its address."""
    url = database if isinstance(database, str) else f"sqlite:///{database}"
    config = folder / "config.toml"
    config.write_text(
        f'[database]\nurl = "{url}"\n'
        '[aibot]\nenabled = true\nbot_id = "b"\nsecret = "s"\n'
        '[server]\nsecret_key = "long-enough-to-sign"\n',
        "utf-8",
    )
    return main(["--config", str(config), "doctor", "--offline"])


def test_a_database_is_not_made_by_looking(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """库还没有，体检也不建：建在看的人名下，运行的用户就写不进去了。"""
    looked(tmp_path, tmp_path / "data" / "x.db")
    assert "好　数据库：空库" in capsys.readouterr().out
    assert not (tmp_path / "data").exists()


def test_a_place_that_takes_no_database_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """库该在的地方不是文件夹，体检点名。"""
    file = tmp_path / "config.toml"
    assert looked(tmp_path, file / "x.db") == 1
    said = capsys.readouterr().out
    assert f"不好　数据库：[database] url 所在的 {file} 不能写" in said


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://a:b@h:port/x", "sqlite+aiosqlite:///a.db"]
)
def test_an_address_that_leads_nowhere_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    """数据库地址写错，体检一句话说清，不抛错。"""
    assert looked(tmp_path, url) == 1
    assert "不好　数据库：[database] url " in capsys.readouterr().out


def test_an_option_that_no_database_knows_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """数据库地址后面写了不认得的选项，说的是选项，不是连不上。"""
    assert looked(tmp_path, "postgresql+psycopg://a@127.0.0.1:1/x?nonsense=1") == 1
    assert "不好　数据库：[database] url 问号后面" in capsys.readouterr().out


def test_a_place_that_takes_no_evidence_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """材料该在的地方是个文件，体检点名；文件夹还没有，看了也不建。"""
    monkeypatch.chdir(tmp_path)
    looked(tmp_path, tmp_path / "x.db")
    assert "好　材料：文件夹还没有" in capsys.readouterr().out
    assert not (tmp_path / "data").exists()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "evidence").touch()
    assert looked(tmp_path, tmp_path / "x.db") == 1
    assert "不好　材料：files.directory 的 " in capsys.readouterr().out


def test_a_machine_whose_clock_is_not_the_databases_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """几台机器一个库：钟和库的差了十分钟，体检说差多少、怎么办；不差的不说。"""
    url = databases.postgres_url()
    looked(tmp_path, url)
    assert "好　时间：20" in capsys.readouterr().out
    ahead = SystemClock().now() + timedelta(minutes=10)
    monkeypatch.setattr(pulse, "time", lambda session: ahead)
    assert looked(tmp_path, url) == 1
    assert "不好　时间：这台机器和数据库的时间相差" in capsys.readouterr().out


def test_the_time_is_that_of_the_clock_on_the_wall(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """时间一行写当地的时刻和时区，和墙上的钟对得上。"""
    looked(tmp_path, tmp_path / "x.db")
    (line,) = [w for w in capsys.readouterr().out.splitlines() if "时间" in w]
    assert line.endswith("（Asia/Shanghai）")
    zone = ZoneInfo("Asia/Shanghai")
    said = datetime.fromisoformat(line.partition("：")[2][:16]).replace(tzinfo=zone)
    assert abs(SystemClock().now() - said) < timedelta(minutes=2)
