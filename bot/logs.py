"""日志：键和值，写到标准错误；不记消息正文、不记密钥、不记人的话。"""

import io
import logging
import re
import select
import sys
import threading
import traceback
from types import TracebackType
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, WrappedLogger

PIECE = 1024
"""Characters that a pipe with any room at all takes without keeping us waiting."""


class StandardError(io.TextIOBase):
    """Standard error as it is at the moment of writing; its trouble is not ours.

    The log may lie on the disk that is full, or run into a pipe that nobody reads any
    more. Who cannot even say so has nobody left to say it to, and must go on working:
    nothing but the lines is lost, and how many is said as soon as there is room.
    """

    def __init__(self) -> None:
        """Nothing is lost yet."""
        self._lost = 0
        self._turn = threading.Lock()

    def write(self, text: str) -> int:
        """Write a line, or lose it or its end; never wait for whoever reads."""
        with self._turn:
            if self._lost and _put(
                f"\nlevel=warning event=log_lost lines={self._lost}\n"
            ):
                self._lost = 0
            self._lost += not _put(text)
        return len(text)

    def flush(self) -> None:
        """Every line is flushed as it is written."""


def _put(text: str) -> bool:
    """Say whether all of it was written."""
    try:
        for start in range(0, len(text), PIECE):
            if not _has_room():
                return False
            sys.stderr.write(text[start : start + PIECE])
            sys.stderr.flush()
    except (OSError, ValueError):  # a full disk, a reader that is gone, a closed stream
        return False
    return True


def _has_room() -> bool:
    """Say whether a piece can be written at once; True where only writing tells."""
    try:
        number = sys.stderr.fileno()
    except OSError:  # no file of the system
        return True
    poll = select.poll()
    poll.register(number, select.POLLOUT)
    return bool(poll.poll(0))


STREAM = cast(TextIO, StandardError())

DETAIL = re.compile(
    r"\n(?:DETAIL|CONTEXT): .*?(?=\n\[SQL|\n\(Background|\n\nThe above|\n\nDuring|\Z)",
    re.DOTALL,
)
"""Where PostgreSQL repeats the row that it refuses: names, accounts, what was said."""


def discreet(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Leave out of a traceback what the database says about the row itself."""
    if "exception" in event:
        event["exception"] = DETAIL.sub("", event["exception"])
    return event


class Discreet(logging.Formatter):
    """The same for what libraries log."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return the traceback without the row."""
        return DETAIL.sub("", super().formatException(ei))


NO_MORE_FILES = "out of system resource"
"""What asyncio says, 128 times a second, while nobody more can be let in."""

AGAIN = 60.0
"""Seconds after which it is said once more."""


class Once(logging.Filter):
    """Says once a minute, in one line, that no more files can be opened.

    Told in full each time it would fill a disk with gigabytes a day.
    """

    def __init__(self) -> None:
        """Nothing has been said yet."""
        super().__init__()
        self._said = -AGAIN

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the first through, without where it happened."""
        if NO_MORE_FILES not in record.getMessage():
            return True
        if abs(record.created - self._said) < AGAIN:
            return False
        self._said, record.exc_info = record.created, None
        return True


ONCE = Once()


def complain(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Tell the traceback of a command that fell down, without the row."""
    told = "".join(traceback.format_exception(kind, error, trace))
    STREAM.write(DETAIL.sub("", told))


def set_up(level: int = logging.INFO) -> None:
    """Write events of `level` and worse as `key=value` lines to standard error."""
    handler = logging.StreamHandler(STREAM)
    handler.setFormatter(Discreet(logging.BASIC_FORMAT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("asyncio").addFilter(ONCE)
    sys.excepthook = complain
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            discreet,
            structlog.processors.LogfmtRenderer(
                key_order=["timestamp", "level", "event"]
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(STREAM),
    )


def quiet() -> None:
    """Only warnings and worse: for commands and the demo."""
    set_up(logging.WARNING)
