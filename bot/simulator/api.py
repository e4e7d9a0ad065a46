"""平台的接口：令牌、发消息、改卡片、素材、成员，连同它会给的错误。"""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from aiohttp import web

from bot.simulator import checks
from bot.simulator.state import State

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Redeem = Callable[[str], str | None]
"""Takes a code of the authorize page, returns whose it is."""

TOKEN_LIVES = timedelta(seconds=7200)
LATE_SECONDS = 1.0
"""How long a `late` answer is held back; the work was done before."""

MEDIA_LIMIT = 20 * 1024 * 1024
HINT = "hint: [1700000000123456789012345], from ip: 127.0.0.1"


def routes(state: State, redeem: Redeem) -> list[web.RouteDef]:
    """Return the routes under /cgi-bin/ that this product calls."""
    platform = Platform(state, redeem)
    return [
        web.get("/cgi-bin/gettoken", platform.token),
        web.post("/cgi-bin/message/send", platform.guarded(platform.send)),
        web.post(
            "/cgi-bin/message/update_template_card", platform.guarded(platform.update)
        ),
        web.post("/cgi-bin/media/upload", platform.guarded(platform.upload)),
        web.get("/cgi-bin/media/get", platform.guarded(platform.media)),
        web.post("/cgi-bin/menu/create", platform.guarded(platform.menu)),
        web.get("/cgi-bin/user/get", platform.guarded(platform.user)),
        web.get("/cgi-bin/auth/getuserinfo", platform.guarded(platform.user_by_code)),
    ]


class Platform:
    """The calls, each with the checks that the real one makes."""

    def __init__(self, state: State, redeem: Redeem) -> None:
        """Act on `state`; `redeem` knows the codes of the authorize page."""
        self._state = state
        self._redeem = redeem

    def guarded(self, handler: Handler) -> Handler:
        """Check the token first, and let a planned fault happen."""

        async def checked(request: web.Request) -> web.StreamResponse:
            fault = self._state.faults.popleft() if self._state.faults else None
            if fault == "cut":
                return self._cut(request)
            if isinstance(fault, int) and 500 <= fault < 600:
                return web.Response(status=fault)
            if isinstance(fault, int):
                return _error(fault)
            expires = self._state.tokens.get(request.query.get("access_token", ""))
            if expires is None or self._state.is_away:
                return _error(40014)
            if self._state.clock.now() >= expires:
                return _error(42001)
            answer = await handler(request)
            if fault == "late":
                await asyncio.sleep(LATE_SECONDS)
            if fault == "busy":  # it says that it could not, and has done so before
                return _error(-1)
            return self._cut(request) if fault == "lost" else answer

        return checked

    def _cut(self, request: web.Request) -> web.Response:
        """Close the connection without an answer: `lost` has done its work before."""
        if request.transport is not None:
            request.transport.close()
        return web.Response()

    async def token(self, request: web.Request) -> web.Response:
        """gettoken."""
        if self._state.is_away:
            return web.Response(status=503)
        if request.query.get("corpid") != self._state.corp_id:
            return _error(40013)
        if request.query.get("corpsecret") != self._state.secret:
            return _error(40001)
        token = secrets.token_urlsafe(48)
        self._state.tokens[token] = self._state.clock.now() + TOKEN_LIVES
        return _ok(access_token=token, expires_in=7200)

    async def send(self, request: web.Request) -> web.Response:
        """message/send."""
        body = await _body(request)
        if body is None:
            return _error(47001)
        self._state.requests.append(("send", body))
        if self._state.is_double(body):
            return _ok(msgid=secrets.token_urlsafe(12))
        code = checks.message_error(
            body, self._state.agent_id, self._state.task_ids, self._state.kinds
        )
        if code:
            return _error(code)
        return self._deliver(body)

    def _deliver(self, body: dict[str, Any]) -> web.Response:
        asked = [name for name in str(body.get("touser", "")).split("|") if name]
        found = [self._state.phones.find(name) for name in asked]
        good = [
            one for one in found if one and one.userid not in self._state.unreachable
        ]
        if not good:
            return _error(81013)
        known = {one.userid.casefold() for one in good}
        bad = [name.lower() for name in asked if name.casefold() not in known]
        self._state.took(body)
        msgid = secrets.token_urlsafe(16)
        answer: dict[str, Any] = {"msgid": msgid, "invaliduser": "|".join(bad)}
        card = body.get("template_card") or {}
        if card.get("task_id"):
            self._state.task_ids.add(card["task_id"])
            answer["response_code"] = secrets.token_urlsafe(16)
            self._state.response_codes[answer["response_code"]] = card["task_id"]
        for member in good:
            self._state.arrived(member.userid, body, msgid)
        return _ok(**answer)

    async def update(self, request: web.Request) -> web.Response:
        """update_template_card: a response code is good for one call."""
        body = await _body(request)
        if body is None:
            return _error(47001)
        task_id = self._state.response_codes.pop(str(body.get("response_code")), None)
        if task_id is None:
            return _error(42045)
        bad = []
        for userid in body.get("userids", []):
            member = self._state.phones.find(userid)
            card = self._state.phones.card(member.userid, task_id) if member else None
            if card is None:
                bad.append(userid)
                continue
            self._replace(card, body)
        return _ok(invaliduser=bad)

    def _replace(self, card: Any, body: dict[str, Any]) -> None:
        if "button" in body:
            card.replaced = body["button"]["replace_name"]
        else:
            card.card = body["template_card"]
            card.replaced = body["template_card"].get("replace_text", "")
        self._state.phones.touch(card)

    async def upload(self, request: web.Request) -> web.Response:
        """media/upload."""
        form = await request.post()
        part = form.get("media")
        if not isinstance(part, web.FileField):
            return _error(41005)
        data = part.file.read()
        if len(data) <= 5 or len(data) > MEDIA_LIMIT:
            return _error(40006 if not data else 40009)
        kind = request.query.get("type", "file")
        media_id = self._state.keep_media(data, part.filename, kind)
        return _ok(type=kind, media_id=media_id, created_at="0")

    async def media(self, request: web.Request) -> web.Response:
        """media/get, with Range; an error comes as JSON with status 200."""
        kept = self._state.media.get(request.query.get("media_id", ""))
        if kept is None or self._state.clock.now() >= kept[3]:
            return _error(40007)
        data, name, _, _ = kept
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Accept-Ranges": "bytes",
        }
        span = request.http_range
        if span.start is None and span.stop is None:
            return web.Response(
                body=data, headers=headers, content_type="application/octet-stream"
            )
        return web.Response(body=data[span], headers=headers, status=206)

    async def menu(self, request: web.Request) -> web.Response:
        """menu/create: at most three buttons of at most five, names in bytes."""
        body = await _body(request)
        buttons = (body or {}).get("button", [])
        good = 1 <= len(buttons) <= 3 and all(
            len(one.get("sub_button", [])) <= 5 and len(one["name"].encode()) <= 16
            for one in buttons
        )
        if not good:
            return _error(40016)
        self._state.menu = body
        return _ok()

    async def user(self, request: web.Request) -> web.Response:
        """user/get."""
        member = self._state.phones.find(request.query.get("userid", ""))
        if member is None:
            return _error(60111)
        return _ok(userid=member.userid, name=member.name, status=1)

    async def user_by_code(self, request: web.Request) -> web.Response:
        """auth/getuserinfo: whose code it is, once; an outsider has no userid."""
        userid = self._redeem(request.query.get("code", ""))
        if userid is None:
            return _error(40029)
        member = self._state.phones.find(userid)
        return _ok(userid=member.userid) if member else _ok(openid=userid)


async def _body(request: web.Request) -> dict[str, Any] | None:
    try:
        body = json.loads(await request.read())
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _ok(**more: Any) -> web.Response:
    return web.json_response({"errcode": 0, "errmsg": "ok", **more})


def _error(code: int) -> web.Response:
    return web.json_response({"errcode": code, "errmsg": f"error {code}, {HINT}"})
