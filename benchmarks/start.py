"""启动和内存：导入以后多久就绪，两万条消息以后占多少。"""

import os
import subprocess
import sys
import tempfile

from benchmarks.table import Row

MESSAGES = 20_000


def start() -> list[Row]:
    """From imported to ready on an empty database, and what messages leave behind."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.ready", folder, str(MESSAGES)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
        )
    seconds, ready, half, whole = (float(line) for line in done.stdout.split())
    return [
        Row("启动：导入以后到就绪，建空库在内", f"{seconds:.2f} 秒", wanted="2 秒"),
        Row("内存：就绪时", f"{ready:.0f} MB", wanted="150 MB 以内"),
        Row(
            f"内存：{MESSAGES}条消息以后",
            f"{whole:.0f} MB",
            f"{half:.0f} MB（一半时）",
            f"{whole / half:.2f}",
            "1.0",
        ),
    ]
