"""机器人的文件：来的加密挂出去，五分钟有效；去的一块一块收（wecom-protocol §5.5、§5.6）。"""

import base64
import binascii
import hashlib
import itertools
import os
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from aiohttp import web
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bot.clock import Clock
from bot.simulator import checks

ADDRESS_LIVES = timedelta(minutes=5)
SESSION_LIVES = timedelta(minutes=30)
CHUNK = 512 * 1024
MOST_CHUNKS = 100
LIMITS = {"image": 10, "video": 10, "voice": 2, "file": 20}
MEGABYTE = 1024 * 1024
SIGNATURE = "q-sign-time=1%3B2&q-key=a%2Fb%2Bc%3D%7E"
"""Stands in every address; a client that writes it otherwise is refused."""

KEY_STYLES: tuple[Callable[[str], str], ...] = (
    lambda key: key.rstrip("="),
    lambda key: key,
    lambda key: key.rstrip("=") + "%3D",
)

Answer = tuple[int, dict[str, Any]]


class Shelf:
    """Files that people sent, each under a key and an address of its own."""

    def __init__(self, clock: Clock) -> None:
        """Let addresses grow old by `clock`."""
        self._clock = clock
        self._kept: dict[str, tuple[bytes, str, datetime]] = {}
        self._styles = itertools.cycle(KEY_STYLES)
        self.extended_names = True

    def keep(self, data: bytes, name: str, base: str) -> dict[str, str]:
        """Encrypt a file; return its address and key as a message names them."""
        key = os.urandom(32)
        padder = padding.PKCS7(256).padder()
        encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
        padded = padder.update(data) + padder.finalize()
        sealed = encryptor.update(padded) + encryptor.finalize()
        token = secrets.token_urlsafe(16)
        self._kept[token] = (sealed, name, self._clock.now() + ADDRESS_LIVES)
        style = next(self._styles)
        return {
            "url": f"{base}/robot/files/{token}?{SIGNATURE}",
            "aeskey": style(base64.b64encode(key).decode()),
        }

    async def serve(self, request: web.Request) -> web.Response:
        """Give out a file: 400 for an address written anew, 403 for an old one."""
        if request.raw_path.partition("?")[2] != SIGNATURE:
            return web.Response(status=400)
        kept = self._kept.get(request.match_info["token"])
        if kept is None or self._clock.now() >= kept[2]:
            return web.Response(status=403, text="<Error>Request has expired</Error>")
        named = (
            f"filename*=UTF-8''{quote(kept[1])}"
            if self.extended_names
            else f'filename="{kept[1]}"'
        )
        return web.Response(
            body=kept[0],
            content_type="application/octet-stream",
            headers={"Content-Disposition": f"attachment; {named}"},
        )


@dataclass
class Session:
    """An upload under way; it outlives the line on which it began."""

    facts: dict[str, Any]
    began: datetime
    chunks: dict[int, bytes] = field(default_factory=dict)


class Uploads:
    """Takes files piece by piece, in any order, repeats ignored."""

    def __init__(self, clock: Clock, keep: Callable[[bytes, str, str], str]) -> None:
        """Hand whole files to `keep`, which returns their media_id."""
        self._clock = clock
        self._keep = keep
        self._began: deque[datetime] = deque()
        self.sessions: dict[str, Session] = {}
        self.first_index = 0

    def init(self, body: dict[str, Any]) -> Answer:
        """aibot_upload_media_init."""
        if checks.is_over(self._began, self._clock.now()):
            return 45009, {}
        size, count = body.get("total_size"), body.get("total_chunks")
        limit = LIMITS.get(str(body.get("type")), 0) * MEGABYTE
        if not limit or not body.get("filename") or not body.get("md5"):
            return 40058, {}
        if not isinstance(size, int) or not 5 < size <= limit:
            return 40009, {}
        if not isinstance(count, int) or not 1 <= count <= MOST_CHUNKS:
            return 40058, {}
        self._began.append(self._clock.now())
        upload_id = "U" + secrets.token_urlsafe(16)
        self.sessions[upload_id] = Session(body, self._clock.now())
        return 0, {"upload_id": upload_id}

    def chunk(self, body: dict[str, Any]) -> Answer:
        """aibot_upload_media_chunk."""
        session = self._session(body)
        if session is None:
            return 40058, {}
        index = body.get("chunk_index")
        count = session.facts["total_chunks"]
        if not isinstance(index, int) or not 0 <= index - self.first_index < count:
            return 40058, {}
        try:
            data = base64.b64decode(str(body.get("base64_data")), validate=True)
        except binascii.Error:
            return 40058, {}
        if len(data) > CHUNK:
            return 40009, {}
        session.chunks.setdefault(index, data)
        return 0, {}

    def finish(self, body: dict[str, Any]) -> Answer:
        """aibot_upload_media_finish."""
        session = self._session(body)
        if session is None or len(session.chunks) != session.facts["total_chunks"]:
            return 40058, {}
        facts = session.facts
        data = b"".join(session.chunks[index] for index in sorted(session.chunks))
        digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
        if len(data) != facts["total_size"] or digest != facts["md5"]:
            return 40058, {}
        del self.sessions[str(body["upload_id"])]
        media_id = self._keep(data, facts["filename"], facts["type"])
        stamp = str(int(self._clock.now().timestamp()))
        return 0, {"type": facts["type"], "media_id": media_id, "created_at": stamp}

    def _session(self, body: dict[str, Any]) -> Session | None:
        session = self.sessions.get(str(body.get("upload_id")))
        if session is None or self._clock.now() - session.began >= SESSION_LIVES:
            return None
        return session
