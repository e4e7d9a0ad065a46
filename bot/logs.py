"""日志：键和值，写到标准错误；不记消息正文、不记密钥、不记人的话。"""

import io
import logging
import re
import sys
from types import TracebackType
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, WrappedLogger


class StandardError(io.TextIOBase):
    """Standard error as it is at the moment of writing; a full disk is no reason to die.

    The log may lie on the disk that is full. Who cannot even say so has nobody left to
    say it to, and must go on working: nothing but the line is lost.
    """

    def write(self, text: str) -> int:
        """Write a line, or lose it."""
        try:
            return sys.stderr.write(text)
        except OSError:
            return 0

    def flush(self) -> None:
        """Flush, or leave it."""
        try:
            sys.stderr.flush()
        except OSError:
            return


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


def set_up(level: int = logging.INFO) -> None:
    """Write events of `level` and worse as `key=value` lines to standard error."""
    handler = logging.StreamHandler(STREAM)
    handler.setFormatter(Discreet(logging.BASIC_FORMAT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
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
        logger_factory=structlog.PrintLoggerFactory(STREAM),
    )


def quiet() -> None:
    """Only warnings and worse: for commands and the demo."""
    set_up(logging.WARNING)
