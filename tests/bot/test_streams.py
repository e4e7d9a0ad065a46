"""标准输出和日志没人读、关了、满了：照样办事，丢的只是那几行。"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import logs
from bot.commands.serve import announce

ROOT = Path(__file__).parent.parent.parent


def test_commands_work_with_closed_streams(tmp_path: Path) -> None:
    """标准输入、输出、错误都关着起动：命令照样办完。"""
    ran = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" -m bot jobs <&- >&- 2>&-', sys.executable],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert ran.returncode == 0
    assert (tmp_path / "data" / "xiaozhang.db").exists()


def test_commands_speak_to_a_terminal_without_chinese(tmp_path: Path) -> None:
    """终端不认得汉字：写成编号，命令照样办完。"""
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "jobs"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0
    assert rb"patrol    \u4e0a\u6b21" in ran.stdout


def test_a_full_disk_under_standard_output_stops_no_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """起动那句话写不出去（输出所在的盘满了）：接着运行，结束时也不报错。"""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        announce("已启动")


def test_a_pipe_that_nobody_reads_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """日志管道满了：不等读的人，丢掉这几行；一有空位就说丢了几行，再写新的。"""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    filled = 0
    try:
        while True:
            filled += os.write(writing, b"x" * 4096)
    except BlockingIOError:
        os.set_blocking(writing, True)
    with (
        os.fdopen(reading, "rb") as reader,
        os.fdopen(writing, "w", encoding="utf-8") as pipe,
    ):
        monkeypatch.setattr(sys, "stderr", pipe)
        logs.STREAM.write("第一行\n")
        logs.STREAM.write("第二行\n")
        assert reader.read(filled) == b"x" * filled
        logs.STREAM.write("第三行\n")
        pipe.close()
        said = reader.read().decode()
    assert said == "\nlevel=warning event=log_lost lines=2\n第三行\n"


def test_a_long_traceback_ends_where_the_pipe_is_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """比管道还长的一段：写到满为止，不等。"""
    reading, writing = os.pipe()
    with (
        os.fdopen(reading, "rb") as reader,
        os.fdopen(writing, "w", encoding="utf-8") as pipe,
    ):
        monkeypatch.setattr(sys, "stderr", pipe)
        logs.STREAM.write("栈" * 100_000)
        pipe.close()
        assert 0 < len(reader.read()) < 300_000
