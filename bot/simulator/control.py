"""演示页的接口：看手机，替人在应用或机器人里打字、按按钮、发文件。"""

import asyncio
import mimetypes
from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

from bot.simulator.wecom import MOST_BYTES, Simulator

PAGE = Path(__file__).parent / "page"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
KINDS = {
    "app": {"image": "image", "audio": "voice", "video": "video"},
    "robot": {"image": "image", "video": "video"},
}
"""As what a conversation sends a file of some media type; all others are files."""

PAUSE = 0.2


def routes(sim: Simulator) -> list[web.RouteDef]:
    """Return the routes under /simulator/ and the page itself."""
    panel = Panel(sim)
    return [
        web.get("/", panel.page),
        web.get("/page/{name}", panel.asset),
        web.get("/simulator/phones", panel.phones),
        web.get("/simulator/events", panel.events),
        web.post("/simulator/enter", panel.enter),
        web.post("/simulator/say", panel.say),
        web.post("/simulator/image", panel.files),
        web.post("/simulator/press", panel.press),
        web.get("/simulator/media/{media_id}", panel.media),
    ]


def application(sim: Simulator) -> web.Application:
    """Return an application with the platform and its page."""
    whole = sim.application()
    whole.add_routes(routes(sim))
    return whole


class Panel:
    """What the page may do: only what people do on their phones."""

    def __init__(self, sim: Simulator) -> None:
        """Act on `sim`."""
        self._sim = sim

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The page of the phones."""
        return self._file("index.html")

    async def asset(self, request: web.Request) -> web.StreamResponse:
        """A style sheet, script or picture of the page."""
        return self._file(request.match_info["name"])

    def _file(self, name: str) -> web.StreamResponse:
        path = PAGE / Path(name).name
        if not path.is_file():
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return web.Response(
            body=path.read_bytes(),
            content_type=kind,
            charset="utf-8" if kind.startswith(("text/", "application/java")) else None,
            headers={
                "Content-Security-Policy": POLICY,
                "Cache-Control": "no-cache",
                "X-Content-Type-Options": "nosniff",
            },
        )

    async def phones(self, request: web.Request) -> web.Response:
        """Members, and every bubble that is new since `after`."""
        after = _number(request.query.get("after", "0"))
        phones = self._sim.phones
        return web.json_response(
            {
                "members": [vars(member) for member in phones.members.values()],
                "seq": phones.changed,
                "bubbles": [bubble.as_json() for bubble in phones.since(after)],
            }
        )

    async def events(self, request: web.Request) -> web.StreamResponse:
        """A stream that says when something has changed."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        last = _number(request.query.get("after", "0"))
        while True:
            changed = self._sim.phones.changed
            if changed != last:
                await response.write(f'data: {{"seq": {changed}}}\n\n'.encode())
                last = changed
            await asyncio.sleep(PAUSE)

    async def enter(self, request: web.Request) -> web.Response:
        """Open the robot's chat for somebody."""
        body = await request.json()
        await self._sim.robot.enter(self._member(body["userid"]))
        return self._done()

    async def say(self, request: web.Request) -> web.Response:
        """Type for somebody."""
        body = await request.json()
        userid, text = self._member(body["userid"]), str(body["text"])
        if _conversation(body) == "robot":
            await self._sim.robot.say(userid, text)
        else:
            await self._sim.say(userid, text, body.get("quote"))
        return self._done()

    async def files(self, request: web.Request) -> web.Response:
        """Send pictures, voices, videos or files for somebody, one after another."""
        form = await request.clone(client_max_size=MOST_BYTES).post()
        userid, conversation = self._member(str(form["userid"])), _conversation(form)
        door = self._sim.robot if conversation == "robot" else self._sim
        for part in form.getall("file"):
            if not isinstance(part, web.FileField):
                raise web.HTTPBadRequest
            kinds = KINDS[conversation]
            kind = kinds.get(part.content_type.split("/")[0], "file")
            with part.file as content:
                await door.send_file(userid, kind, content.read(), part.filename)
        return self._done()

    async def press(self, request: web.Request) -> web.Response:
        """Press a button for somebody."""
        body = await request.json()
        door = self._sim.robot if _conversation(body) == "robot" else self._sim
        await door.press(
            self._member(body["userid"]), str(body["task_id"]), str(body["key"])
        )
        return self._done()

    async def media(self, request: web.Request) -> web.Response:
        """Show a picture in its bubble."""
        kept = self._sim.media.get(request.match_info["media_id"])
        if kept is None:
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(kept[1])[0] or "application/octet-stream"
        return web.Response(
            body=kept[0],
            content_type=kind,
            headers={"X-Content-Type-Options": "nosniff"},
        )

    def _done(self) -> web.Response:
        return web.json_response({"seq": self._sim.phones.changed})

    def _member(self, userid: str) -> str:
        member = self._sim.phones.find(userid)
        if member is None:
            raise web.HTTPNotFound
        return member.userid


def _conversation(fields: Mapping[str, object]) -> str:
    """Where somebody does something: with the app where nothing else is said."""
    conversation = str(fields.get("conversation", "app"))
    if conversation not in KINDS:
        raise web.HTTPBadRequest
    return conversation


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
