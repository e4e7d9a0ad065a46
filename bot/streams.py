"""标准输入输出：起动时被关掉的接到虚空，终端不认得的字写编号，照样办事。"""

import io
import os
import sys


def fill() -> None:
    """Open what was closed before we began (`>&-`), onto nothing.

    The database or a connection would take its number, and be written into by whoever
    still writes to standard error. A character that the terminal does not know is
    written by its number, as standard error does of its own.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number: this one
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8"))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
