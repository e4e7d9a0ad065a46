"""已开口的答复：写进套接字之前先记一笔在本机，进程被杀也知道哪些说过了。"""

import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import structlog

log = structlog.get_logger()

ROTATE_BYTES = 1 << 20
FILES = "answers-*.log"
UNSAFE = re.compile(r"[^\w.-]")


class Spoken:
    """A little file of the mail ids whose passive answers were begun to be written.

    A killed process leaves it as it was: whoever starts next knows which answers the
    platform has (begun), and which it surely has not. It is no truth on its own, only
    what bridges the moment until the database knows; losing it at most says something
    twice.
    """

    def __init__(self, path: Path) -> None:
        """Keep the ids in `path`."""
        self.path = path
        self._handle: int | None = None
        self._size = 0
        self._begun: set[int] = set()
        self._written: list[int] = []
        self.stir: Callable[[], None] = _nobody

    def open(self) -> list[int]:
        """Return the ids that the last process left, and begin to write.

        The door is open already: what was answered meanwhile is kept as well.
        """
        left: list[int] = []
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists():
                left = _read(self.path.read_text("ascii", "ignore"))
            self._handle = os.open(
                self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600
            )
            self._size = self.path.stat().st_size
        except OSError as error:
            log.warning("spoken_unwritable", error=error.strerror)
        self._begun.update(left)
        self._written = left + self._written
        return left

    def newest(self) -> int:
        """The highest mail id that this file knows of, whatever became of it; or 0."""
        try:
            text = self.path.read_text("ascii", "ignore")
        except OSError:  # there is none yet, or opening it will say so
            return 0
        numbers = (line.removeprefix("-") for line in text.splitlines())
        return max((int(one) for one in numbers if one.isdigit()), default=0)

    def close(self) -> None:
        """Stop writing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def begin(self, mail_id: int) -> None:
        """Note that this answer is about to be written to its socket."""
        self._begun.add(mail_id)
        self._append(f"{mail_id}\n")

    def end(self, mail_id: int, *, written: bool) -> None:
        """Note how that went."""
        if written:
            self._written.append(mail_id)
            self.stir()
        else:
            self.forget(mail_id)

    def forget(self, *mail_ids: int) -> None:
        """Forget answers that were not written, or that the database knows about.

        Their numbers may come again where another database begins to count anew. When
        the page is full and nothing stands on it any more, a new one begins.
        """
        self._begun.difference_update(mail_ids)
        if self._handle is not None and self._size > ROTATE_BYTES and not self._begun:
            os.ftruncate(self._handle, 0)
            self._size = 0
        self._append("".join(f"-{one}\n" for one in mail_ids))

    def take(self) -> list[int]:
        """Return what was written since the last time, to be noted in the database."""
        written, self._written = self._written, []
        return written

    def put_back(self, written: list[int]) -> None:
        """Keep for the next time what could not be noted in the database."""
        self._written = written + self._written

    def begun(self) -> set[int]:
        """Return what this process and others beside its file have begun to say.

        Whoever was away for long finds here what the others said before all stopped;
        and where the database could not be told, it stands in our own.
        """
        found: set[int] = set()
        for path in self.path.parent.glob(FILES):
            try:
                found.update(_read(path.read_text("ascii", "ignore")))
            except OSError as error:
                log.warning("spoken_unreadable", error=error.strerror)
        return found

    def _append(self, line: str) -> None:
        if self._handle is None:
            return
        try:
            self._size += os.write(self._handle, line.encode("ascii"))
        except OSError as error:
            log.warning("spoken_unwritable", error=error.strerror)


def path_of(folder: Path, port: int, machine: str = "") -> Path:
    """Where the process that listens on `port` keeps its ids.

    Machines that share the folder mostly listen on the same port.
    """
    name = UNSAFE.sub("_", machine or socket.gethostname())
    return folder / FILES.replace("*", f"{name}-{port}")


def clear(folder: Path) -> None:
    """Forget everything: a restored database counts its mail anew."""
    for path in folder.glob(FILES):
        path.unlink(missing_ok=True)


def _nobody() -> None:
    """Until somebody listens."""


def _read(text: str) -> list[int]:
    begun: dict[int, None] = {}
    for line in text.splitlines():
        number = line.removeprefix("-")
        if not number.isdigit():
            continue
        if line.startswith("-"):
            begun.pop(int(number), None)
        else:
            begun[int(number)] = None
    return list(begun)
