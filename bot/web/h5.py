"""手机网页：我的事项、一项的来龙去脉、报进展；写的都走同一条走廊。"""

import re
import secrets
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.web.auth import Visitor
from bot.web.inside import Inside
from bot.web.pages import coming
from handlers.incoming import Incoming
from handlers.views import pages
from rules.errors import NotAdmitted
from rules.speech import targets
from rules.writing.text import fit, fold

ONCE = re.compile(r"[0-9a-f]{32}")
CODE = r"{code:[0-9A-Za-z]{1,8}-[0-9]{1,6}}"
LONGEST = 2000
"""Characters of one report."""
TOO_LONG = f"进展超过{LONGEST}字，没有写入任何内容，请返回上一页，分几次提交。"
MOST_FIELDS = 20


class H5:
    """The pages that people open from chat."""

    def __init__(self, inside: Inside, zone: str) -> None:
        """Say dates as they are in `zone`."""
        self._in, self._zone = inside, ZoneInfo(zone)

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the pages."""
        shown = self._in.frame.shown
        entry = [
            web.get(route.path, shown(route.handler))
            for route in self._in.gate.routes()
        ]
        return [
            *entry,
            web.get("/h5", self.home),
            web.get("/h5/", shown(self.mine)),
            web.get("/h5/open", shown(self.open)),
            web.get(f"/h5/finding/{CODE}", shown(self.finding)),
            web.post(f"/h5/finding/{CODE}/progress", shown(self.progress)),
        ]

    def nowhere(self) -> list[web.RouteDef]:
        """Return the route for every other address or method; to be added last."""
        return [web.route("*", "/h5/{rest:.*}", self._in.frame.shown(self._nowhere))]

    async def home(self, request: web.Request) -> web.Response:
        """Send the short address to the list."""
        raise web.HTTPFound("/h5/")

    async def _nowhere(self, request: web.Request) -> web.StreamResponse:
        raise NotAdmitted("没有这个网页，请从消息里重新打开。", 404)

    async def mine(self, request: web.Request) -> web.Response:
        """List the visitor's open findings."""
        visitor = await self._in.gate.admit(request)
        if visitor.code:
            raise web.HTTPFound(f"/h5/finding/{visitor.code}")
        name, items = await self._in.lane.read(
            lambda s: pages.mine(self._in.context(s), visitor.userid)
        )
        return self._in.frame.html("h5/mine", name=name, items=items, **self._when())

    async def open(self, request: web.Request) -> web.Response:
        """Go to the finding whose code was typed."""
        match = targets.CODE.search(fold(request.query.get("code", "")))
        if match is None:
            raise NotAdmitted("请写编号，例如 5-023。", 404)
        raise web.HTTPFound(f"/h5/finding/{targets.code_of(match)}")

    async def finding(self, request: web.Request) -> web.Response:
        """Show one finding with its forms."""
        code = request.match_info["code"]
        visitor = await self._in.gate.admit(request)
        visitor.ensure(code)
        name, page = await self._in.lane.read(
            lambda s: pages.one(self._in.context(s), visitor.userid, code)
        )
        answer = await self._answer(visitor, request.query.get("answer", ""))
        return self._in.frame.html(
            "h5/finding",
            name=name,
            page=page,
            answer=answer,
            alone=bool(visitor.code),
            once=secrets.token_hex(16),
            csrf=self._in.gate.ticket(visitor, f"progress:{code}"),
            upload_csrf=self._in.gate.ticket(visitor, f"upload:{code}"),
            max_bytes=self._in.max_bytes,
            longest=LONGEST,
            **self._when(),
        )

    async def progress(self, request: web.Request) -> web.Response:
        """Take a report, once however often it is sent, and show the answer."""
        code = request.match_info["code"]
        visitor = self._in.gate.must_know(request)
        visitor.ensure(code)
        form = await _form(request)
        self._in.gate.check(visitor, f"progress:{code}", form.get("csrf", ""))
        once, text = form.get("once", ""), form.get("text", "").strip()
        if len(text) > LONGEST:
            raise NotAdmitted(TOO_LONG, 413)
        if not ONCE.fullmatch(once):
            raise NotAdmitted("本页已过期，请刷新后再提交，没有写入任何内容。")
        await self._in.lane.read(
            lambda s: pages.one(self._in.context(s), visitor.userid, code)
        )
        heard = await self._in.router.hear(
            Incoming(
                key=_key(visitor, once),
                channel="h5",
                userid=visitor.userid,
                kind="text",
                created_at=self._in.clock.now(),
                text=text,
                report_on=code,
            )
        )
        if heard.mail_id is None and heard.text:
            raise NotAdmitted(heard.text, 500)
        raise web.HTTPSeeOther(f"/h5/finding/{code}?answer={once}#answer")

    async def _answer(self, visitor: Visitor, once: str) -> str:
        """The words that answered a form, which have now been seen."""
        if not ONCE.fullmatch(once):
            return ""
        found = await self._in.lane.read(
            lambda s: pages.answered(
                self._in.context(s), visitor.userid, _key(visitor, once)
            )
        )
        if found is None:
            return ""
        text, mail_id = found
        await self._in.router.seen(mail_id)
        return text

    def _when(self) -> dict[str, object]:
        now = self._in.clock.now()
        return {
            "now": now,
            "today": now.astimezone(self._zone).date(),
            "clock_zone": self._zone.key,
        }


def _key(visitor: Visitor, once: str) -> str:
    return f"h5:{visitor.userid}:{once}"


async def _form(request: web.Request) -> dict[str, str]:
    """The fields of a form, with what a database can keep; none where it is no form."""
    async with coming():
        body = (await request.read()).decode(errors="replace")
    try:
        fields = parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    return {name: fit(value).replace("\r\n", "\n") for name, value in fields}
