"""假的平台：按路径答话，记下来过什么。"""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.clock import PushedClock
from bot.wecom.client import (
    ClientSettings,
    WeComClient,
)

START = datetime(2026, 10, 16, 1, tzinfo=UTC)


SECRET = "the-secret-of-the-app"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Platform:
    """Gives out tokens t1, t2, … and answers calls from a prepared list."""

    def __init__(self) -> None:
        self.tokens = 0
        self.calls: list[web.Request] = []
        self.bodies: list[bytes] = []
        self.answers: list[Handler] = []
        self.token_answer: Handler = self._token

    async def _token(self, _: web.Request) -> web.StreamResponse:
        self.tokens += 1
        return json(access_token=f"t{self.tokens}", expires_in=7200)

    async def token(self, request: web.Request) -> web.StreamResponse:
        """Give the next token."""
        return await self.token_answer(request)

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Give the next prepared answer."""
        self.calls.append(request)
        self.bodies.append(await request.read())
        handler = self.answers.pop(0) if self.answers else fixed(json())
        return await handler(request)

    def application(self) -> web.Application:
        """Return the application."""
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_get("/cgi-bin/gettoken", self.token)
        app.router.add_route("*", "/cgi-bin/{tail:.*}", self.call)
        return app


def json(errcode: int = 0, errmsg: str = "ok", **more: object) -> web.Response:
    """An answer of the platform."""
    return web.json_response({"errcode": errcode, "errmsg": errmsg, **more})


def fixed(response: web.Response) -> Handler:
    """Always this answer."""

    async def handler(_: web.Request) -> web.StreamResponse:
        """Answer as prepared."""
        return response

    return handler


async def cut(request: web.Request) -> web.StreamResponse:
    """Close the connection after the request was read."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


@pytest.fixture
def platform() -> Platform:
    """The platform, with nothing prepared."""
    return Platform()


@pytest.fixture
def clock() -> PushedClock:
    """A clock that stands still."""
    return PushedClock(START)


@pytest.fixture
async def client(platform: Platform, clock: PushedClock) -> AsyncIterator[WeComClient]:
    """A client that talks to the platform."""
    async with (
        TestServer(platform.application()) as server,
        aiohttp.ClientSession() as session,
    ):
        yield WeComClient(
            session, settings(str(server.make_url("")).rstrip("/")), clock
        )


def settings(base: str) -> ClientSettings:
    """The app under test at this address."""
    return ClientSettings("ww1", 1000002, SECRET, base)


def used_tokens(platform: Platform) -> list[str]:
    """The token of every call."""
    return [call.query["access_token"] for call in platform.calls]
