"""机器人收到的文件：五分钟内照地址取回，用它自己的钥匙解开（wecom-protocol §5.5）。"""

import base64
import binascii
import json
from datetime import datetime, timedelta
from urllib.parse import unquote

import aiohttp
from yarl import URL

from bot import cipher
from bot.clock import Clock
from bot.disposition import file_name
from bot.robot.errors import NotSent, Uncertain
from rules.errors import Refusal

LIVES = timedelta(minutes=5)
CHUNK = 64 * 1024
TIMEOUT = aiohttp.ClientTimeout(total=120, connect=5, sock_read=20)
GONE = frozenset({400, 401, 403, 404, 410})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
NO_CONNECTION = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
LOST = (aiohttp.ClientError, TimeoutError, OSError)


class Files:
    """Fetches what people send to the robot.

    An address is followed only over https, to where it points and no further: the
    certificate and the lack of redirects keep a forged one away from this machine's
    own services. Private deployments have addresses of their own, so no host is
    preferred. With `loopback` plain http to this machine is followed too (simulator).
    """

    def __init__(
        self, session: aiohttp.ClientSession, clock: Clock, *, loopback: bool = False
    ) -> None:
        """Fetch with `session`; `clock` says whether an address is still good."""
        self._session = session
        self._clock = clock
        self._loopback = loopback

    async def fetch(self, media_id: str, limit: int) -> tuple[bytes, str]:
        """Return a file's content and name; media_id is the one of frames.parse_all.

        Of a larger file comes one byte over `limit`, so that the caller sees it.
        Raises Refusal `file` where asking again is no use (`expired`, `address`,
        `broken`); NotSent or Uncertain where it may be.
        """
        facts = json.loads(media_id)
        key, url = _key(facts["aeskey"]), self._address(facts["url"])
        if "at" in facts:
            received_at = datetime.fromisoformat(facts["at"])
            if self._clock.now() - received_at >= LIVES:
                raise _expired()
        sealed, name = await self._download(url, limit + cipher.BLOCK)
        return _opened(key, sealed, limit), name

    def _address(self, text: str) -> URL:
        """The address byte for byte: quoting it anew would spoil its signature."""
        try:
            url = URL(text, encoded=True)
            host = url.host or ""
        except ValueError as error:
            raise _foreign() from error
        near = self._loopback and host in LOOPBACK
        if host and (url.scheme == "https" or (near and url.scheme == "http")):
            return url
        raise _foreign()

    async def _download(self, url: URL, most: int) -> tuple[bytes, str]:
        """Read at most one byte over `most`."""
        try:
            async with self._session.get(
                url, allow_redirects=False, timeout=TIMEOUT
            ) as response:
                if response.status in GONE:
                    raise _expired()
                if response.status != 200:
                    raise Uncertain
                data = bytearray()
                async for chunk in response.content.iter_chunked(CHUNK):
                    data.extend(chunk)
                    if len(data) > most:
                        break
                disposition = response.headers.get("Content-Disposition", "")
        except NO_CONNECTION as error:
            raise NotSent from _bare(error)
        except LOST as error:
            raise Uncertain from _bare(error)
        return bytes(data[: most + 1]), file_name(disposition)


def _opened(key: bytes, sealed: bytes, limit: int) -> bytes:
    try:
        if len(sealed) > limit + cipher.BLOCK:
            whole = len(sealed) - len(sealed) % cipher.BLOCK
            return cipher.decrypt(key, sealed[:whole])[: limit + 1]
        return cipher.open_sealed(key, sealed)
    except cipher.Broken as error:
        raise _broken() from error


def _key(text: str) -> bytes:
    """The key of one file: 43 characters, with or without `=`, or as `%3D`."""
    bare = unquote(text).rstrip("=")
    try:
        key = base64.b64decode(bare + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError) as error:
        raise _broken() from error
    if len(key) != 32:
        raise _broken()
    return key


def _expired() -> Refusal:
    return Refusal("file", kind="expired", why="下载地址已过5分钟有效期，请重新发送。")


def _foreign() -> Refusal:
    return Refusal("file", kind="address", why="下载地址不安全，没有去取，请重新发送。")


def _broken() -> Refusal:
    return Refusal("file", kind="broken", why="文件没有解开，没有保存，请重新发送。")


def _bare(error: Exception) -> Exception:
    """The error without its text: an address in it is signed for whoever holds it."""
    return RuntimeError(type(error).__name__)
