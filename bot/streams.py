"""标准输入输出：起动时被关掉的，接到虚空，免得库或连接占了它的号。"""

import os
import sys


def fill() -> None:
    """Open what was closed before we began (`>&-`), onto nothing.

    The database or a connection would take its number, and be written into by whoever
    still writes to standard error.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number: this one
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8"))
