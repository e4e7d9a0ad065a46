"""demo：整个系统加本地的企业微信、样例台账和推着走的钟，打开网页就能演。"""

import asyncio
import shutil
import tempfile
import webbrowser
from argparse import Namespace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlmodel import Session

from bot import intake
from bot.app import House, begin, open_house
from bot.clock import PushedClock
from bot.commands.serve import announce, listening, stopping
from bot.commands.stage import StageDoor
from bot.config import Aibot, Settings, demo_settings
from bot.config_values import Secret
from bot.logs import quiet
from bot.simulator import control, robot
from bot.simulator.wecom import Simulator
from handlers import people
from handlers.ledger.importing import Options
from rules.ledger.sheet import Sheet

SAMPLE = Path(__file__).parent.parent / "simulator" / "sample"
WORKBOOKS = (
    "花名册.xlsx",
    "台账-标准.xlsx",
    "台账-整改方案.xlsx",
    "台账-集团.xlsx",
)
FEEDBACK = date(2026, 4, 10)
OPENING = time(9, 0)


def demo(options: Namespace) -> int:
    """Run everything on embedded defaults and print the address of the page."""
    quiet()
    folder = Path(tempfile.mkdtemp(prefix="xiaozhang-demo-"))
    try:
        asyncio.run(_demo(options, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


async def _demo(options: Namespace, folder: Path) -> None:
    base = demo_settings(folder, options.port)
    zone = ZoneInfo(base.calendar.timezone)
    start = datetime.combine(options.start, OPENING, zone)
    clock = PushedClock(start, frozen=False)
    simulator = build_simulator(base, clock)
    settings = with_both_doors(base, simulator, base.server.public_url)
    async with open_house(settings, clock) as house:
        await fill(house, simulator)
        theatre = whole(house, simulator, clock)
        async with listening(theatre, "127.0.0.1", options.port) as address:
            await _play(house, simulator, address, options)


def whole(house: House, simulator: Simulator, clock: PushedClock) -> web.Application:
    """Return the product, the platform and the page of the phones as one application."""
    application = house.web()
    application.add_routes([*simulator.routes(), *control.routes(simulator)])
    application.add_routes(StageDoor(house, clock).routes())
    return application


async def _play(
    house: House, simulator: Simulator, address: str, options: Namespace
) -> None:
    simulator.caller.url = f"{address}/wecom/callback"
    await simulator.start()
    try:
        await begin(house)
        announce(f"演示页：{address}/")
        announce("停止请按 Ctrl+C。数据都在临时文件夹里，停止后即清除。")
        if not options.no_browser:
            webbrowser.open(f"{address}/")
        await stopping().wait()
    finally:
        if house.robot is not None:
            await house.robot.close()
        await simulator.close()


def build_simulator(settings: Settings, clock: PushedClock) -> Simulator:
    """Return the local platform that knows the demo's app."""
    wecom = settings.wecom
    return Simulator(
        wecom.corp_id,
        wecom.agent_id,
        wecom.secret.reveal(),
        wecom.token.reveal(),
        wecom.encoding_aes_key.reveal(),
        clock,
    )


def with_both_doors(settings: Settings, simulator: Simulator, at: str) -> Settings:
    """Point the app and the robot to a simulator that is served at the address `at`."""
    board = simulator.robot.board
    return settings.model_copy(
        update={
            "wecom": settings.wecom.model_copy(
                update={"api_base": at, "oauth_base": at}
            ),
            "aibot": Aibot(
                enabled=True,
                bot_id=board.bot_id,
                secret=Secret(board.secret),
                url=at.replace("http:", "ws:") + robot.PATH,
            ),
        }
    )


async def fill(house: House, simulator: Simulator) -> None:
    """Import the samples and put everybody of the roster into the visible scope."""
    for name in WORKBOOKS:
        sheets = intake.read(SAMPLE / name)
        options = Options(round_code="5", feedback_on=FEEDBACK)
        await house.lane.run(partial(_take, house, sheets, options))
    for userid, name, title in await house.lane.run(
        lambda s: people.cards(house.context(s))
    ):
        simulator.add_member(userid, name, title)


def _take(
    house: House, sheets: list[Sheet], options: Options, session: Session
) -> None:
    intake.take(house.context(session), sheets, options, dry=False)
