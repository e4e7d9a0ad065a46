"""只看不写的命令：别人正写着，照样看、照样备份。"""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bot.conftest import filled


def test_whoever_only_reads_waits_for_no_writer(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """大台账正在导入、锁一直占着：备份、看、导出、验流水都不等它。"""
    filled(run)
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for command in (
            ("show", "5-006"),
            ("mail",),
            ("audit", "--verify"),
            ("backup", str(tmp_path / "saved.zip")),
            ("export", "--format", "jsonl", str(tmp_path / "all.jsonl")),
        ):
            assert run(*command)[0] == 0, command
