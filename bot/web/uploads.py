"""传材料：一段一段收，断了问收到哪里接着传，传完当场说收没收。"""

import asyncio
import hashlib
import json
import re
from dataclasses import asdict

from aiohttp import web

from bot.config import MEGABYTE
from bot.disposition import plain_name
from bot.uploads import Halves, Upload
from bot.web.auth import Visitor
from bot.web.h5 import CODE
from bot.web.inside import Inside
from bot.web.pages import HEADERS, coming
from handlers.acting import filing
from handlers.acting.filing import Verdict
from rules import tickets
from rules.errors import NotAdmitted
from rules.writing.text import fit

SHA256 = re.compile(r"(?:[0-9a-f]{64})?")
OFFSET = "Upload-Offset"
ODD = (ValueError, KeyError, TypeError, AttributeError)
SENSELESS = "没有读懂要传的文件，请刷新后再试。"
BROKEN = "文件在路上坏了，请重试，会从头再传。"


class UploadDoor:
    """Announce a file, ask how much of it came, send the rest."""

    def __init__(self, inside: Inside, halves: Halves, key: bytes) -> None:
        """Keep halves in `halves`; seal tickets with `key`."""
        self._in, self._halves, self._key = inside, halves, key

    def routes(self) -> list[web.RouteDef]:
        """Return the three routes."""
        told = self._in.frame.told
        return [
            web.post(f"/h5/finding/{CODE}/uploads", told(self.announce)),
            web.head("/h5/uploads/{ticket}", told(self.how_much)),
            web.patch("/h5/uploads/{ticket}", told(self.more)),
        ]

    async def announce(self, request: web.Request) -> web.Response:
        """Take name, size and SHA-256; answer with the ticket and what is here already.

        A file that is known answers with its verdict at once.
        """
        visitor = self._visitor(request, code := request.match_info["code"])
        async with coming():
            body = await request.read()
        upload = _announced(body, visitor.userid, code)
        known = await self._in.lane.read(
            lambda s: filing.known(
                self._in.context(s),
                upload.userid,
                code,
                f"h5:{upload.key}",
                upload.sha256,
            )
        )
        if known is not None:
            return _said(upload.size, known)
        if upload.size > self._in.max_bytes:
            limit = self._in.max_bytes // MEGABYTE
            words = f"文件超过{limit}MB，请压缩或分开发送。"
            return _said(0, Verdict("refused", words))
        now = self._in.clock.now()
        offset = await asyncio.to_thread(self._halves.open, upload, now)
        ticket = tickets.sealed(self._key, "upload", asdict(upload))
        return _json({"ticket": ticket, "offset": offset})

    async def how_much(self, request: web.Request) -> web.Response:
        """Say in a header how many bytes of a file have come."""
        upload = self._upload(request)
        offset = await asyncio.to_thread(self._halves.size, upload)
        return web.Response(headers={**HEADERS, OFFSET: str(offset)})

    async def more(self, request: web.Request) -> web.Response:
        """Take the next piece; what came before a break counts.

        409 with the true offset where the piece does not fit on; the last piece
        answers with the verdict.
        """
        upload = self._upload(request)
        start = request.headers.get(OFFSET, "")
        if not re.fullmatch(r"\d{1,12}", start):
            raise NotAdmitted("本页已过期，请刷新后重试。", 400)
        offset = int(start)
        if offset != await asyncio.to_thread(self._halves.size, upload):
            return await self._not_there(upload)
        async with coming():
            came = await self._taken(request, upload, offset)
        if came is None:
            return await self._not_there(upload)
        if came < upload.size:
            return _json({"offset": came})
        verdict = await self._finish(upload)
        return _said(came, verdict) if verdict else await self._not_there(upload)

    async def _taken(
        self, request: web.Request, upload: Upload, offset: int
    ) -> int | None:
        """Add what comes at once; the new size, or None where it does not fit on."""
        async for piece in request.content.iter_any():
            now = self._in.clock.now()
            size = await asyncio.to_thread(
                self._halves.append, upload, offset, piece, now
            )
            if size != offset + len(piece):
                return None
            offset = size
        return offset

    async def _not_there(self, upload: Upload) -> web.Response:
        size = await asyncio.to_thread(self._halves.size, upload)
        return _json({"offset": size}, 409)

    async def _finish(self, upload: Upload) -> Verdict | None:
        """Hand a whole file in; it is forgotten here only when its fate is written.

        None where another request did so meanwhile.
        """
        data = await asyncio.to_thread(self._halves.read, upload)
        if len(data) != upload.size:
            return None
        if upload.sha256 and hashlib.sha256(data).hexdigest() != upload.sha256:
            await asyncio.to_thread(self._halves.drop, upload)
            raise NotAdmitted(BROKEN, 422)
        verdict = await self._in.arrivals.receive(upload, data)
        await asyncio.to_thread(self._halves.drop, upload)
        return verdict

    def _upload(self, request: web.Request) -> Upload:
        """The file that a ticket names, for whom it was made out."""
        now = self._in.clock.now()
        facts = tickets.opened(self._key, "upload", request.match_info["ticket"], now)
        if facts is None:
            raise NotAdmitted("本页已过期，请刷新后重新选择文件，会接着传。")
        upload = Upload(**facts)  # type: ignore[arg-type]
        visitor = self._visitor(request, upload.code)
        if visitor.userid != upload.userid:
            raise NotAdmitted("本页已过期，请刷新后重新选择文件，会接着传。")
        return upload

    def _visitor(self, request: web.Request, code: str) -> Visitor:
        visitor = self._in.gate.must_know(request)
        visitor.ensure(code)
        token = request.headers.get("X-CSRF-Token", "")
        self._in.gate.check(visitor, f"upload:{code}", token)
        return visitor


def _announced(body: bytes, userid: str, code: str) -> Upload:
    """Read what a browser says of a file; raises NotAdmitted where it makes no sense."""
    try:
        facts = json.loads(body)
        name, mark = plain_name(facts["name"]), fit(facts.get("mark", ""))[:64]
        size, sha256 = facts["size"], facts.get("sha256", "")
        good = isinstance(size, int) and size >= 0 and SHA256.fullmatch(sha256)
    except (*ODD, RecursionError) as error:
        raise NotAdmitted(SENSELESS, 400) from error
    if not good:
        raise NotAdmitted(SENSELESS, 400)
    return Upload(userid, code, name or "文件", size, sha256, mark)


def _said(offset: int, verdict: Verdict) -> web.Response:
    return _json({"offset": offset, "state": verdict.state, "words": verdict.words})


def _json(facts: dict[str, object], status: int = 200) -> web.Response:
    return web.json_response(facts, status=status, headers=HEADERS)
