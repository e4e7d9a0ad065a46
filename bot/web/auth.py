"""门卫：企业微信里静默登录，别处凭限时链接；会话盖章，表单验票。"""

import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from bot.clock import Clock
from bot.config import LOOPBACK, Settings
from rules import tickets
from rules.errors import NotAdmitted

SESSION, STATE = "xz_session", "xz_state"
SESSION_LIVES = timedelta(hours=8)
STATE_LIVES = timedelta(minutes=10)
INSIDE = re.compile(r"wxwork|wwlocal", re.IGNORECASE)
PAGE = re.compile(r"/h5/(?:finding/[0-9A-Za-z-]{1,20})?")
ELSEWHERE = (
    "请在企业微信里打开本页；在别的浏览器里，请先在对话中回复“打开”加编号，"
    "用得到的链接打开。"
)
BY_LINK = "本页凭链接打开，请在对话中回复“打开”加编号，用得到的链接打开。"
"""Where there is no signing in, opening the page inside WeCom would not help."""

Identify = Callable[[str], Awaitable[str]]


@dataclass(frozen=True)
class Visitor:
    """Who is at the door; `code` limits a link's visitor to one finding."""

    userid: str
    code: str
    nonce: str
    until: int

    def ensure(self, code: str) -> None:
        """Raise NotAdmitted where the link was for another finding."""
        if self.code and self.code != code:
            raise NotAdmitted(f"这条链接只能打开 {self.code}，别的事项请另取链接。")


class Gate:
    """Lets people in, and knows them again by a signed cookie."""

    def __init__(
        self, settings: Settings, clock: Clock, identify: Identify | None
    ) -> None:
        """Sign with `server.secret_key`; ask `identify` whose an OAuth code is.

        Without the self-built app there is no OAuth: only signed links open pages.
        """
        self._wecom = settings.wecom
        self._public = settings.server.public_url
        self._key = settings.server.secret_key.reveal().encode()
        self._clock = clock
        self._identify = identify
        self._rehearsal = urlsplit(settings.wecom.oauth_base).hostname in LOOPBACK

    def routes(self) -> list[web.RouteDef]:
        """Return the two ways in."""
        return [
            web.get("/h5/enter", self.enter),
            web.get("/h5/link/{ticket}", self.link),
        ]

    async def admit(self, request: web.Request) -> Visitor:
        """Return who opens a page, or send them to sign in.

        Raises web.HTTPFound towards the authorize page inside WeCom, NotAdmitted
        elsewhere.
        """
        known = self.known(request)
        if known is not None:
            return known
        if not self._key:
            raise NotAdmitted("网页尚未开通，请在企业微信对话里办理。", 503)
        if self._inside(request):
            raise self._to_authorize(request.path)
        raise NotAdmitted(ELSEWHERE if self._identify else BY_LINK, 401)

    def known(self, request: web.Request) -> Visitor | None:
        """Return who the session cookie names, or None."""
        facts = self._opened(SESSION, request.cookies.get(SESSION, ""))
        return Visitor(**facts) if facts else None  # type: ignore[arg-type]

    def must_know(self, request: web.Request) -> Visitor:
        """Return who sends a form; raises NotAdmitted where the session is over."""
        known = self.known(request)
        if known is None:
            raise NotAdmitted("登录已过期，请重新打开本页，没有写入任何内容。", 401)
        return known

    def ticket(self, visitor: Visitor, form: str) -> str:
        """Return the token that belongs into one form of one session."""
        facts = {"session": visitor.nonce, "form": form}
        return tickets.sealed(self._key, "form", facts).partition(".")[2]

    def check(self, visitor: Visitor, form: str, token: str) -> None:
        """Raise NotAdmitted where a form does not carry its token."""
        if not tickets.same(token, self.ticket(visitor, form)):
            raise NotAdmitted("本页已过期，请刷新后再提交，没有写入任何内容。")

    async def enter(self, request: web.Request) -> web.Response:
        """Come back from the authorize page with a code, and get a session."""
        facts = self._opened(STATE, request.cookies.get(STATE, ""))
        state, code = request.query.get("state", ""), request.query.get("code", "")
        if facts is None or facts.get("nonce") != state or self._identify is None:
            raise NotAdmitted("登录没有完成，请关上本页，从消息里重新打开。", 401)
        if not code or len(code) > 512:
            raise NotAdmitted("没有取得登录授权，请关上本页，重新打开。", 401)
        userid = await self._identify(code)
        response = web.HTTPFound(str(facts["path"]))
        response.del_cookie(STATE, path="/h5")
        self._remember(response, userid, "", SESSION_LIVES)
        raise response

    async def link(self, request: web.Request) -> web.Response:
        """Open a signed link; inside WeCom the account itself counts, not the link."""
        now = self._clock.now()
        facts = tickets.opened(self._key, "link", request.match_info["ticket"], now)
        if facts is None:
            raise NotAdmitted("链接已失效，请在对话中回复“打开”加编号，重新取得。", 410)
        path = f"/h5/finding/{facts['code']}"
        known = self.known(request)
        if known is not None and known.userid == facts["userid"] and not known.code:
            raise web.HTTPFound(path)
        if self._inside(request) and not self._rehearsal:
            raise self._to_authorize(path)
        response = web.HTTPFound(path)
        left = timedelta(seconds=int(str(facts["until"])) - now.timestamp())
        lives = min(left, SESSION_LIVES)
        self._remember(response, str(facts["userid"]), str(facts["code"]), lives)
        raise response

    def _inside(self, request: web.Request) -> bool:
        agent = request.headers.get("User-Agent", "")
        inside = self._rehearsal or INSIDE.search(agent) is not None
        return inside and self._identify is not None

    def _to_authorize(self, path: str) -> web.HTTPFound:
        """The authorize page; the state stands in a cookie of this very browser."""
        nonce = secrets.token_hex(16)
        query = urlencode(
            {
                "appid": self._wecom.corp_id,
                "redirect_uri": f"{self._public}/h5/enter",
                "response_type": "code",
                "scope": "snsapi_base",
                "state": nonce,
                "agentid": self._wecom.agent_id,
            }
        )
        base = self._wecom.oauth_base
        response = web.HTTPFound(
            f"{base}/connect/oauth2/authorize?{query}#wechat_redirect"
        )
        facts = {"nonce": nonce, "path": path if PAGE.fullmatch(path) else "/h5/"}
        self._set(response, STATE, facts, STATE_LIVES)
        return response

    def _remember(
        self, response: web.HTTPFound, userid: str, code: str, lives: timedelta
    ) -> None:
        facts = {"userid": userid, "code": code, "nonce": secrets.token_hex(16)}
        self._set(response, SESSION, facts, lives)

    def _set(
        self,
        response: web.HTTPFound,
        name: str,
        facts: dict[str, str],
        lives: timedelta,
    ) -> None:
        until = int((self._clock.now() + lives).timestamp())
        response.set_cookie(
            name,
            tickets.sealed(self._key, name, {**facts, "until": until}),
            max_age=int(lives.total_seconds()),
            path="/h5",
            httponly=True,
            samesite="Lax",
            secure=self._public.startswith("https:"),
        )

    def _opened(self, name: str, value: str) -> dict[str, object] | None:
        return tickets.opened(self._key, name, value, self._clock.now())
