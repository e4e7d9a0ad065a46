"""文件给谁看：库、导出、归档、备份，落在盘上的只有属主能读。"""

from pathlib import Path

from tests.bot.conftest import filled


def test_whatever_is_written_is_its_owners(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """命令行写出来的每个文件，别的账号都读不到。"""
    filled(run)
    out = tmp_path / "out"
    out.mkdir()
    for command in (
        ("export", "--format", "jsonl", str(out / "a.jsonl")),
        ("export", "--format", "xlsx", str(out / "a.xlsx")),
        ("archive", "5-006", str(out / "a.zip")),
        ("backup", str(out / "a.backup")),
    ):
        assert run(*command)[0] == 0, command
    written = [one for one in tmp_path.rglob("*") if one.is_file()]
    mine = [one.name for one in written if one.name != "config.toml"]
    assert {"x.db", "a.jsonl", "a.xlsx", "a.zip", "a.backup"} <= set(mine)
    opened = [
        one.name
        for one in written
        if one.name != "config.toml" and one.stat().st_mode & 0o077
    ]
    assert opened == []
