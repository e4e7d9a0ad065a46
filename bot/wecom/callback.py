"""企业微信的门：先验签，再记下并办好，然后才答（设计决定 4）。"""

import asyncio
import itertools
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

import structlog
from aiohttp import web
from aiohttp.http_exceptions import BadHttpMessage
from structlog.contextvars import bind_contextvars

from bot.clock import Clock
from bot.meters import Meters
from bot.spoken import Spoken
from bot.wecom import cards, messages
from bot.wecom.envelope import Envelope, Forged
from handlers.incoming import Incoming
from handlers.talk.conversation import Heard

log = structlog.get_logger()

BODY_LIMIT = 64 * 1024
"""Bytes of a callback body; real ones stay under 10 KiB."""

BODY_SECONDS = 10.0
"""How long a body may take to come; the platform itself gives up after five."""

Hear = Callable[[Incoming], Awaitable[Heard]]


class Callback:
    """GET proves that the address is ours, POST brings messages and events."""

    def __init__(
        self,
        envelope: Envelope,
        clock: Clock,
        hear: Hear,
        spoken: Spoken,
        meters: Meters,
    ) -> None:
        """Open envelopes with `envelope`, hand messages to `hear`."""
        self._envelope = envelope
        self._clock = clock
        self._hear = hear
        self._spoken = spoken
        self._meters = meters
        self._number = itertools.count(secrets.randbits(40))

    def routes(self, path: str = "/wecom/callback") -> list[web.RouteDef]:
        """Return the routes of the door; any other method is turned away bare."""
        return [
            web.get(path, self.verify, allow_head=False),
            web.post(path, self.receive),
            web.route("*", path, self.refuse),
        ]

    async def refuse(self, request: web.Request) -> web.Response:
        """Say nothing to a method that the platform never uses."""
        return web.Response(status=405, headers={"Allow": "GET,POST"})

    async def verify(self, request: web.Request) -> web.Response:
        """Answer a URL verification with the decrypted echo, the same three times."""
        query = request.query
        try:
            echo = self._envelope.open_echo(
                query.get("msg_signature", ""),
                query.get("timestamp", ""),
                query.get("nonce", ""),
                query.get("echostr", ""),
            )
        except Forged:
            return web.Response(status=403)
        return web.Response(body=echo, content_type="text/plain")

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """Open, work and answer one callback; forgeries get a bare 4xx."""
        bind_contextvars(request=f"{next(self._number):x}")
        begun = perf_counter()
        response = await self._receive(request)
        self._meters.answered(response.status, perf_counter() - begun)
        return response

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _read(request)
        except TimeoutError:
            return web.Response(status=408)
        except (web.HTTPRequestEntityTooLarge, BadHttpMessage):
            return web.Response(status=413)
        except web.RequestPayloadError:
            return web.Response(status=400)
        query = request.query
        try:
            plain = self._envelope.open(
                body,
                query.get("msg_signature", ""),
                query.get("timestamp", ""),
                query.get("nonce", ""),
            )
        except Forged:
            return web.Response(status=403)
        incoming = messages.parse(plain)
        if incoming is None:
            return web.Response()
        heard = await self._hear(incoming)
        return await self._reply(request, incoming, heard)

    async def _reply(
        self, request: web.Request, incoming: Incoming, heard: Heard
    ) -> web.StreamResponse:
        """Write the sealed answer ourselves, to know that it reached the socket."""
        response = web.Response(
            body=self._sealed(incoming, heard), content_type="text/xml"
        )
        try:
            with self._speaking(heard.mail_id):
                await response.prepare(request)
                await response.write_eof()
        except ConnectionError:
            # Whoever asked hung up: what was done stays, and is pushed.
            log.info("answer_not_taken", mail=heard.mail_id)
        return response

    @contextmanager
    def _speaking(self, mail_id: int | None) -> Iterator[None]:
        """Note on this machine that an answer leaves, before and after it does."""
        if mail_id is None:
            yield
            return
        self._spoken.begin(mail_id)
        try:
            yield
        except Exception:
            self._spoken.end(mail_id, written=False)
            raise
        self._spoken.end(mail_id, written=True)

    def _sealed(self, incoming: Incoming, heard: Heard) -> bytes:
        stamp = int(self._clock.now().timestamp())
        receiver = self._envelope.receive_id
        if heard.card is not None:
            plain = cards.passive_update_card(
                incoming.userid, receiver, stamp, heard.card
            )
        elif heard.text:
            plain = cards.passive_text(incoming.userid, receiver, stamp, heard.text)
        else:
            return b""
        return self._envelope.seal(plain, stamp, f"{next(self._number):x}")


async def _read(request: web.Request) -> bytes:
    """Read at most the limit; a longer body is refused before it is read to its end."""
    announced = request.content_length
    if announced is not None:
        if announced > BODY_LIMIT:
            raise web.HTTPRequestEntityTooLarge(BODY_LIMIT, announced)
        return await request.read()
    body = bytearray()
    async for chunk in request.content.iter_chunked(8192):
        body.extend(chunk)
        if len(body) > BODY_LIMIT:
            raise web.HTTPRequestEntityTooLarge(BODY_LIMIT, len(body))
    return bytes(body)
