"""读得完的文件：设备、管道、套接字没有尽头，也读不了第二遍，先认出来，不去读。"""

from pathlib import Path

NO_FILE = "{path} 不是普通的文件（是设备、管道或套接字）：请先把内容存成文件，再写那个文件的路径"
FOLDER = "{path} 是文件夹，请写明是哪个文件"


def objection(path: Path) -> str:
    """Say why a path is no file that can be read to its end; "" where it may be one.

    Most files are read more than once, which a pipe (`<(…)`) does not bear. What is not
    there, or may not be looked at, is for whoever opens it to say.
    """
    try:
        if path.is_dir():
            return FOLDER.format(path=path)
        return NO_FILE.format(path=path) if path.exists() and not path.is_file() else ""
    except (OSError, ValueError):
        return ""


def is_same(one: Path, other: Path) -> bool:
    """Say whether two paths lead to one file, or would."""
    try:
        return one.resolve() == other.resolve() or one.samefile(other)
    except (OSError, ValueError, RuntimeError):  # one of them: a ring of links
        return False
