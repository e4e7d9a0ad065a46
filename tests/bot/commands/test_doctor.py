"""体检：只看不动，起不来的先说。"""

from pathlib import Path

import pytest

from bot.cli import main


def looked(folder: Path, database: Path) -> int:
    """Look at a database that is not there yet."""
    config = folder / "config.toml"
    config.write_text(
        f'[database]\nurl = "sqlite:///{database}"\n'
        '[aibot]\nenabled = true\nbot_id = "b"\nsecret = "s"\n'
        '[server]\nsecret_key = "k"\n',
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
