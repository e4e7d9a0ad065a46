"""不成样的请求：一个光的状态码，不报程序的名字和版本，不念回来的话。"""

import asyncio
from http import HTTPStatus
from typing import Any

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

REFUSAL = "HTTP/1.1 {status} {phrase}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Bare(web.Response):
    """An answer that is a status and nothing else; aiohttp would put its name into it."""

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter:
        """Write the one line."""
        phrase = HTTPStatus(self.status).phrase
        line = REFUSAL.format(status=self.status, phrase=phrase)
        await request.writer.write(line.encode())
        return request.writer

    async def write_eof(self, data: bytes = b"") -> None:
        """Add nothing: the line was all."""


class Terse(web.RequestHandler):
    """Answers what is no HTTP with a status alone.

    No application sees such a request, so none can take the program's name out of the
    answer, or the caller's own bytes that are read back to him.
    """

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Refuse a request that cannot be read, and hang up."""
        answer = super().handle_error(request, status, exc, message)
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            answer = Bare(status=status)
            answer.force_close()
        return answer


class Listener(web.Server):
    """Takes the calls for a server whose handlers are terse."""

    def __init__(self, server: web.Server, **how: Any) -> None:
        """Hand requests to the handlers of `server`; `how` is for each connection."""
        super().__init__(
            server.request_handler, request_factory=server.request_factory, **how
        )
        self._how = how

    def __call__(self) -> web.RequestHandler:
        """Return what attends to one connection."""
        return Terse(self, loop=asyncio.get_running_loop(), **self._how)
