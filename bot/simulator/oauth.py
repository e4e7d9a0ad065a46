"""授权页：认出是谁的手机，发一张一次一用、五分钟的凭证（wecom-protocol §4.2）。"""

import html
import secrets
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from bot.simulator.callbacks import Caller
from bot.simulator.state import State

CODE_LIVES = timedelta(minutes=5)
PHONE = "simulator_phone"


class Authorize:
    """The authorize page and the codes that it gave out."""

    def __init__(self, state: State, caller: Caller) -> None:
        """Know the members of `state`; the app's own host is where `caller` calls."""
        self._state = state
        self._caller = caller
        self._codes: dict[str, tuple[str, datetime]] = {}

    def routes(self) -> list[web.RouteDef]:
        """Return the page, and the way to be somebody's phone."""
        return [
            web.get("/connect/oauth2/authorize", self.page),
            web.get("/simulator/open", self.become),
        ]

    def code_for(self, userid: str) -> str:
        """Give out a code for a member."""
        code = secrets.token_urlsafe(32)
        self._codes[code] = (userid, self._state.clock.now() + CODE_LIVES)
        return code

    def redeem(self, code: str) -> str | None:
        """Return whose a code is, once and within five minutes."""
        userid, until = self._codes.pop(code, ("", self._state.clock.now()))
        return userid if userid and self._state.clock.now() < until else None

    async def page(self, request: web.Request) -> web.Response:
        """Send the browser back with a code; where nobody is known, ask who it is."""
        error = self._error(request)
        if error:
            return _page(f"<p>{error}</p>")
        asked = request.query.get("userid") or request.cookies.get(PHONE, "")
        member = self._state.phones.find(asked)
        if member is None:
            return _page(self._choices(request))
        back = request.query["redirect_uri"]
        state = request.query.get("state", "")
        query = urlencode({"code": self.code_for(member.userid), "state": state})
        raise web.HTTPFound(f"{back}{'&' if '?' in back else '?'}{query}")

    async def become(self, request: web.Request) -> web.Response:
        """Open one of our pages as a member's phone would, signed in as nobody else."""
        member = self._state.phones.find(request.query.get("userid", ""))
        path = request.query.get("path", "/h5/")
        if member is None or not path.startswith("/h5/"):
            raise web.HTTPNotFound
        response = web.HTTPFound(path)
        response.set_cookie(PHONE, member.userid, httponly=True, samesite="Lax")
        response.del_cookie("xz_session", path="/h5")
        raise response

    def _error(self, request: web.Request) -> str:
        query = request.query
        trusted = urlsplit(self._caller.url).netloc
        if urlsplit(query.get("redirect_uri", "")).netloc != trusted:
            return "50001 redirect_uri 与可信域名不一致"
        if query.get("appid") != self._state.corp_id:
            return "40013 appid 不对"
        if query.get("response_type") != "code" or query.get("scope") != "snsapi_base":
            return "参数不对"
        state = query.get("state", "")
        return "" if state.isalnum() and len(state) <= 128 else "state 不对"

    def _choices(self, request: web.Request) -> str:
        members = self._state.phones.members.values()
        items = [
            f'<li><a href="?{html.escape(urlencode({**request.query, "userid": one.userid}))}">'
            f"{html.escape(one.name)} {html.escape(one.title)}</a></li>"
            for one in members
        ]
        return f"<p>这台手机是谁的？</p><ul>{''.join(items)}</ul>"


def _page(body: str) -> web.Response:
    head = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>授权</title>'
    return web.Response(text=f"{head}{body}", content_type="text/html")
