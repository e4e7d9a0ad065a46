"""企业微信的服务端接口：令牌、发消息、改卡片、传文件，错了说得清是哪一种。"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import aiohttp
from yarl import URL

from bot.clock import Clock
from bot.wecom import answers, media
from rules.post.delivery import BUSY

STALE_TOKEN = frozenset({40014, 42001, 41001})
TIMEOUT = aiohttp.ClientTimeout(total=20, connect=5)
THEIRS = {"errcode", "access_token"}
"""Words that only the platform's own answers hold; a proxy answers in others."""
AS_JSON = {"Content-Type": "application/json"}
NO_CONNECTION = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
LOST = (aiohttp.ClientError, TimeoutError, ValueError, LookupError, RecursionError)
"""Whatever a strange answer makes of itself: unreadable is as good as none."""

Result = TypeVar("Result")


class WeComError(Exception):
    """The platform answered with an error code; `hint` is its request id, no secret."""

    def __init__(self, code: int, hint: str = "") -> None:
        """Take the errcode and the hint of errmsg."""
        super().__init__(f"errcode {code} {hint}".strip())
        self.code = code
        self.hint = hint


class NotSent(Exception):
    """The request never reached the platform."""


class Uncertain(Exception):
    """The request was written and no answer came back."""


@dataclass(frozen=True)
class ClientSettings:
    """Which app of which corporation, and where its interface is."""

    corp_id: str
    agent_id: int
    secret: str
    api_base: str


@dataclass(frozen=True)
class Sent:
    """What message/send answered."""

    msgid: str
    response_code: str
    invaliduser: tuple[str, ...]
    unlicensed: tuple[str, ...]


class WeComClient:
    """One app's calls, with its access token kept and renewed."""

    def __init__(
        self, session: aiohttp.ClientSession, settings: ClientSettings, clock: Clock
    ) -> None:
        """Call with `session`; `clock` says when the token grows old."""
        self._session = session
        self._settings = settings
        self._clock = clock
        self._token = ""
        self._fetched = 0
        self._good_until: datetime | None = None
        self._addresses: dict[tuple[str, str], URL] = {}
        self._renewal: asyncio.Task[None] | None = None
        self.hear: Callable[[Mapping[str, str]], None] = _nobody

    async def send(self, request: bytes) -> Sent:
        """Send one message, byte for byte; raises WeComError, NotSent or Uncertain."""
        answer = _said(await self._post("/cgi-bin/message/send", request))
        return Sent(
            msgid=str(answer.get("msgid", "")),
            response_code=str(answer.get("response_code", "")),
            invaliduser=answers.names(answer.get("invaliduser")),
            unlicensed=answers.names(answer.get("unlicenseduser")),
        )

    async def update_card(self, request: bytes) -> None:
        """Change a card that was sent, by its response code (one use, 72 h)."""
        _said(await self._post("/cgi-bin/message/update_template_card", request))

    async def upload(self, kind: str, name: str, data: bytes) -> str:
        """Upload a temporary media file and return its media_id."""

        async def call(token: str) -> dict[str, Any]:
            form = aiohttp.FormData(quote_fields=False)
            form.add_field("media", data, filename=media.header_name(name))
            return await self._json(
                "POST",
                self._url("/cgi-bin/media/upload"),
                params={"access_token": token, "type": kind},
                data=form,
            )

        return _text((await self._with_token(call)).get("media_id"))

    async def fetch_media(self, media_id: str, limit: int) -> tuple[bytes, str, str]:
        """Return (content, media type, name) of a media file.

        Reads at most one byte over `limit`, so that the caller sees that it is too
        large. Raises WeComError for the JSON error that comes with status 200.
        """

        async def call(token: str) -> tuple[bytes, str, str]:
            return await self._download(token, media_id, limit)

        return await self._with_token(call)

    async def create_menu(self, agent_id: int, menu: dict[str, Any]) -> None:
        """Set the app's menu (menu/create)."""
        payload = json.dumps(menu, ensure_ascii=False).encode()
        await self._post("/cgi-bin/menu/create", payload, agentid=str(agent_id))

    async def user(self, userid: str) -> dict[str, Any]:
        """Return what the address book says about an account."""
        return await self._get("/cgi-bin/user/get", {"userid": userid})

    async def user_by_code(self, code: str) -> dict[str, Any]:
        """Return who an OAuth code belongs to."""
        return await self._get("/cgi-bin/auth/getuserinfo", {"code": code})

    async def _get(self, path: str, params: dict[str, str]) -> dict[str, Any]:
        async def call(token: str) -> dict[str, Any]:
            query = {"access_token": token, **params}
            return await self._json("GET", self._url(path), params=query)

        return await self._with_token(call)

    async def _post(self, path: str, payload: bytes, **params: str) -> dict[str, Any]:
        async def call(token: str) -> dict[str, Any]:
            how: dict[str, Any] = {"data": payload, "headers": AS_JSON}
            url = self._address(path, token)
            return await self._json("POST", url, params=params or None, **how)

        return await self._with_token(call)

    async def _with_token(self, call: Callable[[str], Awaitable[Result]]) -> Result:
        """Call with the token; a stale one is renewed once."""
        token = await self.access_token()
        fetched = self._fetched
        try:
            return await call(token)
        except WeComError as error:
            if error.code not in STALE_TOKEN:
                raise
        self._forget(fetched)
        return await call(await self.access_token())

    async def access_token(self) -> str:
        """The token, fetched once however many ask for it at the same time.

        They share its end, a bad one too: to try one after another would let those
        who come last wait for many minutes, with the senders of every way in hand.
        """
        if self._good_until is None or self._clock.now() >= self._good_until:
            await self.renew_token()
        return self._token

    async def renew_token(self) -> None:
        """Have the platform answer, however young our token is; it stays until then."""
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew(self._clock.now()))
        await asyncio.shield(self._renewal)

    async def _renew(self, now: datetime) -> None:
        answer = await self._new_token()
        self._token = answer["access_token"]
        self._fetched += 1
        self._addresses.clear()
        self._good_until = now + answers.good_for(answer.get("expires_in"))

    async def _new_token(self) -> dict[str, Any]:
        """Without a token nothing was sent, however the call for it ended."""
        params = {"corpid": self._settings.corp_id, "corpsecret": self._settings.secret}
        try:
            url = self._url("/cgi-bin/gettoken")
            answer = await self._json("GET", url, params=params)
            _text(answer.get("access_token"))
        except Uncertain as error:
            raise NotSent from error
        except WeComError as error:
            if error.code != BUSY:
                raise
            raise NotSent from error
        return answer

    def _forget(self, fetched: int) -> None:
        """Fetch anew, unless somebody has done so since that many were fetched.

        The platform may give out the very token again that it refused.
        """
        if fetched == self._fetched:
            self._good_until = None

    def _url(self, path: str) -> URL:
        return URL(self._settings.api_base + path)

    def _address(self, path: str, token: str) -> URL:
        """Where a call goes; parsed once in a token's life."""
        url = self._addresses.get((path, token))
        if url is None:
            url = self._url(path).with_query(access_token=token)
            self._addresses[path, token] = url
        return url

    async def _json(self, method: str, url: URL, **how: Any) -> dict[str, Any]:
        try:
            async with self._session.request(
                method, url, timeout=TIMEOUT, **how
            ) as response:
                if response.status >= 500:
                    raise Uncertain
                answer = await response.json(content_type=None)
                if isinstance(answer, dict) and answer.keys() & THEIRS:
                    self.hear(response.headers)
        except NO_CONNECTION as error:
            raise NotSent from answers.bare(error)
        except LOST as error:
            raise Uncertain from answers.bare(error)
        return _checked(answer)

    async def _download(
        self, token: str, media_id: str, limit: int
    ) -> tuple[bytes, str, str]:
        """Bring the file piece by piece, until its end or one byte over `limit`."""
        params = {"access_token": token, "media_id": media_id}
        data = bytearray()
        while True:
            piece = await self._piece(params, len(data), limit)
            data.extend(piece.content)
            if piece.last or len(data) > limit:
                return bytes(data), piece.media_type, piece.name

    async def _piece(
        self, params: dict[str, str], start: int, limit: int
    ) -> media.Piece:
        url = self._settings.api_base + "/cgi-bin/media/get"
        first, last = media.span(start, limit)
        wanted = {"Range": f"bytes={first}-{last}"}
        try:
            async with self._session.get(
                url, params=params, headers=wanted, timeout=TIMEOUT
            ) as response:
                piece = await media.read_piece(response, start, last - first + 1, limit)
        except NO_CONNECTION as error:
            raise NotSent from answers.bare(error)
        except LOST as error:
            raise Uncertain from answers.bare(error)
        _checked(media.error_answer(piece) or {})
        if not piece.fits:
            raise Uncertain
        return piece


def _nobody(headers: Mapping[str, str]) -> None:
    """Until somebody wants to know what stands in the head of an answer."""


def _checked(answer: Any) -> dict[str, Any]:
    if not isinstance(answer, dict):
        raise Uncertain
    code = answer.get("errcode", 0)
    if not isinstance(code, int):
        raise Uncertain
    if code:
        raise WeComError(code, answers.hint(str(answer.get("errmsg", ""))))
    return answer


def _said(answer: dict[str, Any]) -> dict[str, Any]:
    """Believe that something was done only where the platform itself says so.

    A proxy on the way may answer with an object of its own.
    """
    if "errcode" not in answer:
        raise Uncertain
    return answer


def _text(value: object) -> str:
    """A value that a good answer must have."""
    if not isinstance(value, str) or not value:
        raise Uncertain
    return value
