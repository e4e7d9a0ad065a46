"""网页的外壳：安全头、错误页；什么都不对时也只说一句清楚的话。"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import structlog
from aiohttp import web

from bot.web.assets import Assets
from rules.errors import NotAdmitted, Refusal
from templates.render import page, refusal

log = structlog.get_logger()

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self';"
        " img-src 'self' data:; object-src 'none'; base-uri 'none';"
        " form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
TOO_LARGE = "提交的内容太大，没有写入任何内容，请返回上一页，分几次提交。"
UNREADABLE = "没有收全这次提交，没有写入任何内容，请刷新本页后再试。"
BODY_SECONDS = 60.0
"""How long what a page sends may take to come; the page itself gives up as late."""

STATUS = {"unknown_code": 404, "not_yours": 404, "not_allowed": 403}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def coming() -> AsyncIterator[None]:
    """While a body comes; raises NotAdmitted where it does not come to its end."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            yield
    except TimeoutError as error:
        raise NotAdmitted(UNREADABLE, 408) from error


async def nameless(request: web.Request, response: web.StreamResponse) -> None:
    """Whoever asks need not know which version of which program answers."""
    response.headers.pop("Server", None)


class Frame:
    """Puts pages together, and turns whatever goes wrong into one sentence."""

    def __init__(self, assets: Assets, now: Callable[[], datetime]) -> None:
        """Link to `assets`; say dates as of `now`."""
        self._assets = assets
        self._now = now

    def html(self, name: str, status: int = 200, /, **facts: object) -> web.Response:
        """Return a page under `templates/pages/`."""
        text = page(name, asset=self._assets.url, **facts)
        return web.Response(
            text=text, status=status, content_type="text/html", headers=HEADERS
        )

    def shown(self, handler: Handler) -> Handler:
        """Answer a page's errors with a page."""
        return self._guarded(
            handler, lambda words, status: self._sentence(words, status)
        )

    def told(self, handler: Handler) -> Handler:
        """Answer a script's errors with JSON: `words` and nothing else."""
        return self._guarded(
            handler,
            lambda words, status: web.json_response(
                {"words": words}, status=status, headers=HEADERS
            ),
        )

    def _sentence(self, words: str, status: int) -> web.Response:
        missing = status == web.HTTPNotFound.status_code
        return self.html("h5/sentence", status, words=words, name="", back=missing)

    def _guarded(
        self, handler: Handler, answer: Callable[[str, int], web.Response]
    ) -> Handler:
        async def guarded(request: web.Request) -> web.StreamResponse:
            try:
                return await handler(request)
            except NotAdmitted as error:
                return answer(error.sentence, error.status)
            except Refusal as error:
                return answer(self._words(error), STATUS.get(error.reason, 409))
            except web.HTTPRequestEntityTooLarge:
                return answer(TOO_LARGE, 413)
            except web.RequestPayloadError:
                return answer(UNREADABLE, 400)
            except (web.HTTPException, ConnectionError):
                raise
            except Exception:
                number = secrets.token_hex(2).upper()
                log.exception("page_failed", number=number)
                return answer(f"系统出错，编号 {number}，未作任何更改。", 500)

        return guarded

    def _words(self, error: Refusal) -> str:
        lines = refusal(error.reason, error.facts, self._now().date()).splitlines()
        return "。".join(line.rstrip("。") for line in lines[:2]) + "。"
