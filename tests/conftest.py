"""共用的台子：本地的企业微信、推着走的钟、真的 HTTP 和真的加密。"""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis
import pytest

from bot import logs
from bot.app import House, open_house, served
from bot.clock import PushedClock
from bot.commands.demo import build_simulator, with_both_doors
from bot.config import Database, Settings, WeCom, demo_settings
from bot.policy import policy_of
from bot.robot import frames
from bot.simulator import control
from bot.simulator.phones import Bubble
from bot.simulator.wecom import Simulator
from handlers.views import showing
from models import findings, organisation
from rules.vocabulary import Way
from tests import beginnings, databases


def pytest_addoption(parser: pytest.Parser) -> None:
    """命令行上选库、选门。"""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.addoption("--door", choices=("app", "robot"), default="app")


def pytest_configure(config: pytest.Config) -> None:
    """记下选了哪种库、哪扇门。"""
    databases.Choice.name = config.getoption("--database")
    Door.name = config.getoption("--door")
    logs.set_up()
    # No test measures time: on a busy machine any of them may take long.
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")


def pytest_sessionfinish() -> None:
    """Leave nothing behind."""
    databases.stop_server()


APP = ("app",)
"""The door of stories about the self-built app's own ways."""


class Door:
    """By which door people speak where a story does not care."""

    name = "app"


ZONE = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    """2026-10-16 09:00, on the office's wall."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


class Stage:
    """The whole system around a pushed clock, as a test plays on it."""

    def __init__(self, house: House, simulator: Simulator, clock: PushedClock) -> None:
        self.house = house
        self.simulator = simulator
        self.clock = clock

    async def say(self, userid: str, text: str, quote: str | None = None) -> str:
        """Type for somebody; the passive answer's words, then everything is sent."""
        if self.by_robot:
            return await self._say_to_robot(userid, text, quote)
        answer = await self.simulator.say(userid, text, quote)
        await self.settle()
        return answer.text if answer else ""

    @property
    def by_robot(self) -> bool:
        """Say whether people here have only the robot to speak to."""
        return Way.APP not in self.house.policy.ways

    async def _say_to_robot(self, userid: str, text: str, quote: str | None) -> str:
        quoted = {"msgtype": "text", "text": {"content": quote}} if quote else None
        asked = await self.simulator.robot.say(userid, text, quote=quoted)
        await self.arrived()
        await self.settle()
        return asked.answers[-1].text if asked.answers else ""

    async def tell(self, userid: str, text: str, **more: str) -> str:
        """Write to the robot; its answer's words, then everything is sent."""
        asked = await self.simulator.robot.say(userid, text, **more)  # type: ignore[arg-type]
        answer = await self.simulator.robot.answered(asked)
        await self.settle()
        return answer.text

    async def hand(
        self, userid: str, name: str, data: bytes, kind: str = "file"
    ) -> None:
        """Send a file to the robot and let its bundle be answered."""
        await self.simulator.robot.send_file(userid, kind, data, name)
        await self.arrived()
        await self.wait(seconds=31)

    async def arrived(self) -> None:
        """Let everything that was said to the robot be worked."""
        assert self.house.robot is not None
        connection = self.house.robot.connection
        await connection.request(frames.PING, {})  # what came before it has come
        await connection.rest()

    async def press(self, userid: str, words: str) -> str:
        """Press the newest button that says these words."""
        for bubble in reversed(self.phone(userid)):
            buttons = (bubble.card or {}).get("button_list", [])
            if not bubble.replaced and any(one["key"] == words for one in buttons):
                if self.by_robot:
                    return await self._press_at_robot(bubble, words)
                answer = await self.simulator.press(userid, bubble.task_id, words)
                await self.settle()
                shown = answer.card if answer else None
                return str(shown["sub_title_text"]) if shown else ""
        raise AssertionError(f"no button says {words}")

    async def _press_at_robot(self, bubble: Bubble, words: str) -> str:
        robot = self.simulator.robot
        await robot.press(bubble.userid, bubble.task_id, words)
        await self.arrived()
        await self.settle()
        return str((bubble.card or {}).get("sub_title_text", ""))

    async def send_file(
        self, userid: str, name: str, data: bytes, kind: str = "image"
    ) -> None:
        """Send a file and let its bundle be answered."""
        if self.by_robot:
            await self.hand(userid, name, data, kind)
            return
        await self.simulator.send_file(userid, kind, data, name)
        await self.house.arrivals.settle()
        await self.wait(seconds=31)

    async def wait(self, seconds: int) -> None:
        """Let time pass and everything due be sent."""
        self.clock.push(self.clock.now() + timedelta(seconds=seconds))
        await self.settle()

    async def go(self, text: str) -> None:
        """Push the clock to a moment and run what is due by then."""
        self.clock.push(at(text))
        await self.house.scheduler.run_due()
        await self.settle()

    async def settle(self) -> None:
        """Let every file be fetched and every mail be sent."""
        await self.house.arrivals.settle()
        await self.house.delivery.drain()

    def phone(self, userid: str, conversation: str = "") -> list[Bubble]:
        """Everything in one conversation on somebody's screen."""
        usual = "robot" if self.by_robot else "app"
        return self.simulator.phone(userid, conversation or usual)

    def heard(self, userid: str, conversation: str = "") -> list[str]:
        """The words that the bot pushed or answered to somebody, cards included."""
        shown = self.phone(userid, conversation)
        return [_words(one) for one in shown if one.direction == "out"]

    async def codes(self) -> list[str]:
        """Every code of the book."""
        return await self.house.lane.run(
            lambda s: [row.code for row in findings.in_open_rounds(s)]
        )

    async def show(self, code: str) -> dict[str, object]:
        """One finding as `show --json` gives it."""

        def read(session):  # type: ignore[no-untyped-def]
            """在一笔里读出这一项。"""
            context = self.house.context(session)
            finding = findings.by_code(session, code)
            assert finding is not None
            return showing.document(context, finding)

        return await self.house.lane.run(read)


def _words(bubble: Bubble) -> str:
    if bubble.card is None:
        return bubble.text
    card = bubble.card
    rows = card.get("horizontal_content_list", [])
    lines = [
        card["main_title"]["title"],
        card["main_title"].get("desc", ""),
        card.get("sub_title_text", ""),
        *(f"{row['keyname']}：{row['value']}" for row in rows),
    ]
    return "\n".join(lines)


@asynccontextmanager
async def staged(
    directory: Path,
    start: str,
    workbooks: tuple[str, ...] = ("花名册.xlsx", "台账-标准.xlsx"),
    imported: str | None = None,
    settings: Settings | None = None,
    port: int = 0,
    *,
    own_database: bool = False,
    doors: tuple[str, ...] = (),
) -> AsyncIterator[Stage]:
    """Build the system on a fresh database, samples imported, and serve it.

    `doors`: the self-built app, the robot, or both; where a story does not say it, the
    one that was chosen, and then everybody has written to the robot before.
    """
    usual = not doors
    doors = doors or (Door.name,)
    clock = PushedClock(at(imported or start))
    base = settings or demo_settings(directory, port)
    async with AsyncExitStack() as stack:
        simulator = build_simulator(base, clock)
        platform = await stack.enter_async_context(
            served(control.application(simulator), "127.0.0.1", 0)
        )
        whole = with_both_doors(base, simulator, platform)
        aibot = whole.aibot.model_copy(update={"enabled": "robot" in doors})
        changed = whole.model_copy(
            update={
                "wecom": whole.wecom if "app" in doors else WeCom(),
                "aibot": aibot,
            }
        )
        policy, moment = policy_of(changed), clock.now()
        if not own_database:
            workbooks = beginnings.lay(directory, policy, moment, workbooks)
            database = Database(url=databases.url_for(directory))
            changed = changed.model_copy(update={"database": database})
        house = await stack.enter_async_context(open_house(changed, clock))
        address = await stack.enter_async_context(
            served(house.web(), "127.0.0.1", port)
        )
        simulator.caller.url = f"{address}/wecom/callback"
        await simulator.start()
        stack.push_async_callback(simulator.close)
        beginnings.bring(
            house.engine, policy=policy, moment=moment, workbooks=workbooks
        )
        await house.lane.run(lambda s: _scope(s, simulator))
        if usual:
            simulator.robot.desk.wrote.update(simulator.phones.members)
        if house.robot is not None:
            house.robot.start()
            await house.robot.connection.online()
        clock.push(at(start))
        yield Stage(house, simulator, clock)


def _scope(session, simulator: Simulator) -> None:  # type: ignore[no-untyped-def]
    for person in organisation.everybody(session):
        simulator.add_member(person.userid, person.name)


@pytest.fixture(autouse=True)
def _lent_databases() -> Iterator[None]:
    """Take back the databases that a test was lent on a server."""
    yield
    databases.drop_lent()


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Path]:
    """An empty folder for database and evidence."""
    return tmp_path
