"""上门的人：替测试打开网页、登录、取表单里的票、一段一段传文件。"""

import asyncio
import hashlib
import itertools
import random
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from yarl import URL

from tests.conftest import APP, Stage, staged

PERSON, LEADER, OTHER = "dengjianing", "ouyangruoxi", "shihaitao"
CODE = "5-005"
START, IMPORTED = "2026-10-12 09:00", "2026-09-14 09:00"


BELOW_CALLERS = range(20_000, 32_000)
"""Ports that systems give to nobody who calls out, so that none is taken meanwhile."""

PORTS = itertools.cycle(random.SystemRandom().sample(BELOW_CALLERS, len(BELOW_CALLERS)))
"""In an order of this process's own: those beside it look for ports, too."""


def free_port() -> int:
    """A port that nobody listens on: links must name it before it is opened."""
    return next(port for port in PORTS if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Visitor:
    """One browser with its cookies."""

    def __init__(self, stage: Stage, base: str, client: aiohttp.ClientSession) -> None:
        self.stage, self.base, self.client = stage, base, client

    async def get(self, path: str, **how: object) -> tuple[int, str]:
        """Open an address; status and text."""
        async with self.client.get(self.base + path, **how) as response:  # type: ignore[arg-type]
            return response.status, await response.text()

    async def enter(self, userid: str, path: str = "/h5/") -> tuple[int, str]:
        """Open a page as somebody's phone inside WeCom does."""
        platform = self.stage.house.settings.wecom.api_base
        url = f"{platform}/simulator/open?userid={userid}"
        async with self.client.get(url, allow_redirects=False):
            return await self.get(path)

    async def report(self, text: str, **changed: str) -> tuple[int, str]:
        """Fill in the progress form and send it; `changed` replaces fields."""
        _, page = await self.get(f"/h5/finding/{CODE}")
        fields = {
            "csrf": field(page, "csrf"),
            "once": field(page, "once"),
            "text": text,
            **changed,
        }
        url = f"{self.base}/h5/finding/{CODE}/progress"
        async with self.client.post(url, data=fields) as response:
            return response.status, await response.text()

    async def token(self) -> str:
        """The token of the upload form."""
        _, page = await self.get(f"/h5/finding/{CODE}")
        found = re.search(r'data-csrf="([^"]+)"', page)
        return found.group(1) if found else ""

    async def announce(
        self, name: str, data: bytes, token: str, **changed: object
    ) -> tuple[int, dict[str, object]]:
        """Say which file will come."""
        facts = {
            "name": name,
            "size": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
            **changed,
        }
        url = f"{self.base}/h5/finding/{CODE}/uploads"
        headers = {"X-CSRF-Token": token}
        async with self.client.post(url, json=facts, headers=headers) as response:
            return response.status, await response.json()

    async def patch(
        self, ticket: object, offset: int, data: bytes, token: str
    ) -> tuple[int, dict[str, object]]:
        """Send a piece."""
        headers = {"X-CSRF-Token": token, "Upload-Offset": str(offset)}
        url = f"{self.base}/h5/uploads/{ticket}"
        async with self.client.patch(url, data=data, headers=headers) as response:
            return response.status, await response.json()

    async def head(self, ticket: object, token: str) -> tuple[int, str]:
        """Ask how much has come."""
        url = f"{self.base}/h5/uploads/{ticket}"
        headers = {"X-CSRF-Token": token}
        async with self.client.head(url, headers=headers) as response:
            return response.status, response.headers.get("Upload-Offset", "")

    async def raw(
        self, method: str, path: str, *headers: bytes, body: bytes = b""
    ) -> tuple[int, str]:
        """Send a request byte for byte, without cookies but those named; see `get`."""
        host, port = self.base.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        lines = [
            f"{method} {path} HTTP/1.1".encode(),
            f"Host: {host}\r\nConnection: close".encode(),
            f"Content-Length: {len(body)}".encode(),
            *headers,
        ]
        writer.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)
        head, _, rest = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        await writer.wait_closed()
        return int(head.split()[1]), rest.decode()

    def cookies(self) -> bytes:
        """The header with this browser's cookies."""
        jar = self.client.cookie_jar.filter_cookies(URL(self.base + "/h5/"))
        pairs = (f"{name}={one.value}" for name, one in jar.items())
        return f"Cookie: {'; '.join(pairs)}".encode()

    async def upload(self, name: str, data: bytes) -> dict[str, object]:
        """Send a whole file and return its verdict."""
        token = await self.token()
        _, start = await self.announce(name, data, token)
        if "state" in start:
            return start
        _, verdict = await self.patch(start["ticket"], 0, data, token)
        return verdict


def field(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


def sentence(page: str) -> str:
    """The one sentence of an error page."""
    found = re.search(r'<p class="sentence">([^<]*)</p>', page)
    return found.group(1) if found else ""


@asynccontextmanager
async def visited(
    directory: Path, doors: tuple[str, ...] = APP
) -> AsyncIterator[Visitor]:
    """The whole system at an address that links can name, and one browser."""
    port = free_port()
    async with (
        staged(directory, START, imported=IMPORTED, port=port, doors=doors) as stage,
        browser(stage, port) as visitor,
    ):
        yield visitor


@asynccontextmanager
async def browser(stage: Stage, port: int) -> AsyncIterator[Visitor]:
    """A browser without cookies."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        yield Visitor(stage, f"http://127.0.0.1:{port}", client)
