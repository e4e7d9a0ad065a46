"""演示页对机器人的接口：替人打字、发文件、按按钮、进会话，也管天气。"""

import inspect
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from bot.simulator.wecom import Simulator

KINDS = {"image": "image", "video": "video"}


def routes(sim: "Simulator") -> list[web.RouteDef]:
    """Return the routes under /simulator/robot/."""
    panel = RobotPanel(sim)
    return [
        web.post("/simulator/robot/say", panel.say),
        web.post("/simulator/robot/file", panel.file),
        web.post("/simulator/robot/press", panel.press),
        web.post("/simulator/robot/enter", panel.enter),
        web.post("/simulator/robot/weather", panel.weather),
    ]


class RobotPanel:
    """What people do in the robot's chat, and what befalls its line."""

    def __init__(self, sim: "Simulator") -> None:
        """Act on the robot of `sim`."""
        self._sim = sim
        board = sim.robot.board
        self._weather = {
            "cut": board.cut,
            "hang_up": board.hang_up,
            "fall_mute": board.fall_mute,
            "forget": board.forget,
            "kick": board.kick,
            "refuse": board.refuse,
            "admit": board.admit,
            "go_away": board.go_away,
            "come_back": board.come_back,
        }

    async def say(self, request: web.Request) -> web.Response:
        """Type for somebody; with `chat` in that group, after an @."""
        body = await request.json()
        userid, chat = self._member(body["userid"]), str(body.get("chat", ""))
        await self._sim.robot.say(userid, str(body["text"]), chat=chat)
        return self._seen()

    async def file(self, request: web.Request) -> web.Response:
        """Send a picture, video or file for somebody."""
        form = await request.post()
        part = form["file"]
        if not isinstance(part, web.FileField):
            raise web.HTTPBadRequest
        kind = KINDS.get(part.content_type.split("/")[0], "file")
        userid = self._member(str(form["userid"]))
        await self._sim.robot.send_file(userid, kind, part.file.read(), part.filename)
        return self._seen()

    async def press(self, request: web.Request) -> web.Response:
        """Press a button for somebody."""
        body = await request.json()
        userid = self._member(body["userid"])
        await self._sim.robot.press(userid, str(body["task_id"]), str(body["key"]))
        return self._seen()

    async def enter(self, request: web.Request) -> web.Response:
        """Open the robot's chat for somebody."""
        body = await request.json()
        await self._sim.robot.enter(self._member(body["userid"]))
        return self._seen()

    async def weather(self, request: web.Request) -> web.Response:
        """Let something befall the line: `how` is the name of it."""
        how = self._weather.get(str((await request.json()).get("how")))
        if how is None:
            raise web.HTTPBadRequest
        done = how()
        if inspect.isawaitable(done):
            await done
        return self._seen()

    def _member(self, userid: str) -> str:
        member = self._sim.phones.find(userid)
        if member is None:
            raise web.HTTPNotFound
        return member.userid

    def _seen(self) -> web.Response:
        return web.json_response({"seq": self._sim.phones.changed})
