"""试读：老格式的表先在另一个进程里读一遍，坏文件带倒的是它，不是我们。"""

import subprocess

from bot.formats import interpreter

MOST_MEMORY = 2 << 30
MOST_SECONDS = 60
SCATTERED = 3
_TRIAL = """
import io, resource, sys
import python_calamine as calamine
memory, seconds, cells, scattered = map(int, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
try:
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > cells:
                sys.exit(scattered)
except Exception:
    pass
"""
"""Only what no handler can catch counts: what it refuses, it refuses here once more."""


def outcome(content: bytes, most_cells: int) -> int:
    """Read a workbook in a process of its own that has little memory and time.

    Returns 0 where reading it is safe, `SCATTERED` where a sheet spans more than
    `most_cells` cells, anything else where the reader broke down. Raises Stopped.
    """
    limits = (MOST_MEMORY, MOST_SECONDS, most_cells, SCATTERED)
    try:
        return interpreter.run(_TRIAL, content, MOST_SECONDS, *limits).returncode
    except subprocess.TimeoutExpired:
        return -1
