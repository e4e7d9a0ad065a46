"""智能机器人的长连接：接通、订阅、心跳；怎么断的都再接上，等多久看是怎么断的。"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
import structlog

from bot.clock import Clock
from bot.ending import end
from bot.robot import frames
from bot.robot.errors import BAD_CREDENTIALS, NotSent, RobotError, Uncertain
from bot.robot.frames import Frame
from bot.robot.line import Line
from bot.robot.pace import UNANSWERED, Pace, Pause

log = structlog.get_logger()

CONNECTING, CONNECTED, KICKED, REFUSED = "connecting", "connected", "kicked", "refused"
NO_LINE = (aiohttp.ClientError, OSError, TimeoutError)
DICE = random.SystemRandom()

OnFrame = Callable[[Frame], Awaitable[None]]
Sleep = Callable[[float], Awaitable[object]]


@dataclass(frozen=True)
class ConnectionSettings:
    """Which robot, and where its long connection is."""

    bot_id: str
    secret: str
    url: str


@dataclass(frozen=True)
class State:
    """One word, why, and since when; only `connected` is good."""

    word: str
    reason: str
    since: datetime


@dataclass(frozen=True)
class End:
    """How a connection ended: `word` is the state until the next one stands."""

    word: str
    reason: str


class Connection:
    """One robot's line to the platform, stood up again for as long as we run.

    Callbacks go to `on_frame`, each as a task of its own; those of one sender one
    after another, in the order in which they came.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        settings: ConnectionSettings,
        on_frame: OnFrame,
        clock: Clock,
        pace: Pace | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Connect through `session`, whose connector knows which certificates to trust.

        `sleep` waits between two attempts, in seconds.
        """
        self._session = session
        self._settings = settings
        self._on_frame = on_frame
        self._clock = clock
        self._pace = pace or Pace()
        self._sleep = sleep
        self._line: Line | None = None
        self._running: asyncio.Task[None] | None = None
        self._at_work: set[asyncio.Task[None]] = set()
        self._last_of: dict[str, asyncio.Task[None]] = {}
        self._ends: Counter[str] = Counter()
        self._online = asyncio.Event()
        self._state = State(CONNECTING, "not started", clock.now())

    @property
    def state(self) -> State:
        """How it stands, for /readyz."""
        return self._state

    def start(self) -> None:
        """Begin to connect, and never stop trying."""
        self._running = asyncio.create_task(self._run())

    async def online(self) -> None:
        """Wait until it is connected."""
        await self._online.wait()

    async def rest(self) -> None:
        """Wait until everything that has come is worked."""
        while self._at_work:
            await asyncio.wait(self._at_work)

    async def close(self) -> None:
        """Finish what is in hand, then hang up."""
        await self.rest()
        await end(self._running)

    async def request(
        self, cmd: str, body: dict[str, Any], req_id: str | None = None
    ) -> dict[str, Any]:
        """Send a request and return the body of its answer (see Line.request).

        Raises NotSent where nothing went out, Uncertain where no answer came within
        five seconds, RobotError with the platform's code.
        """
        if self._line is None:
            raise NotSent
        return await self._line.request(cmd, body, req_id or "")

    async def _run(self) -> None:
        while True:
            began = self._clock.now()
            end = await self._attempt()
            pause = self._pause_after(end)
            lived = (self._clock.now() - began).total_seconds()
            if lived > pause.longest:
                del self._ends[end.word]
            self._ends[end.word] += 1
            self._become(end.word, end.reason)
            wait = pause.wait(self._ends[end.word], DICE.random())
            log.warning("robot_offline", how=end.word, why=end.reason, wait=round(wait))
            await self._sleep(wait)

    def _pause_after(self, end: End) -> Pause:
        pauses = {KICKED: self._pace.kicked, REFUSED: self._pace.refused}
        return pauses.get(end.word, self._pace.lost)

    async def _attempt(self) -> End:
        """One connection from beginning to end; the unexpected is an end as well."""
        try:
            async with asyncio.timeout(self._pace.connect_within):
                socket = await self._session.ws_connect(
                    self._settings.url,
                    timeout=aiohttp.ClientWSTimeout(ws_close=self._pace.close_within),
                )
        except NO_LINE as error:
            return End(CONNECTING, type(error).__name__)
        except Exception as error:
            return _unexpected(error)
        try:
            return await self._live(Line(socket, self._clock, self._pace))
        except Exception as error:
            return _unexpected(error)
        finally:
            await socket.close()

    async def _live(self, line: Line) -> End:
        tasks = [
            asyncio.create_task(self._listen(line)),
            asyncio.create_task(self._keep(line)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            ends = [task.result() for task in tasks if task.done()]
        finally:
            self._line = None
            self._online.clear()
            await end(*tasks)
            line.abandon()
        return next((end for end in ends if end.word != CONNECTING), ends[0])

    async def _listen(self, line: Line) -> End:
        async for frame in line.frames():
            if frame.event == frames.DISCONNECTED:
                return End(KICKED, "another connection took over")
            self._hand_over(frame)
        return End(CONNECTING, line.reason)

    async def _keep(self, line: Line) -> End:
        """Subscribe, then ping until too many stay unanswered."""
        try:
            await line.request(
                frames.SUBSCRIBE,
                {"bot_id": self._settings.bot_id, "secret": self._settings.secret},
            )
        except (RobotError, NotSent, Uncertain) as error:
            return _not_subscribed(error)
        self._line = line
        self._become(CONNECTED, "")
        self._online.set()
        log.info("robot_online")
        unanswered = 0
        while unanswered < UNANSWERED:
            await asyncio.sleep(self._pace.ping_every)
            try:
                await line.request(frames.PING, None)
            except (RobotError, NotSent, Uncertain):
                unanswered += 1
            else:
                unanswered = 0
        return End(CONNECTING, "silent")

    def _become(self, word: str, reason: str) -> None:
        since = self._state.since if word == self._state.word else self._clock.now()
        self._state = State(word, reason, since)

    def _hand_over(self, frame: Frame) -> None:
        sender = frame.sender
        task = asyncio.create_task(self._work(frame, self._last_of.get(sender)))
        self._at_work.add(task)
        self._last_of[sender] = task

        def done(finished: asyncio.Task[None]) -> None:
            self._at_work.discard(finished)
            if self._last_of.get(sender) is finished:
                del self._last_of[sender]

        task.add_done_callback(done)

    async def _work(self, frame: Frame, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        try:
            await self._on_frame(frame)
        except Exception:
            log.exception("robot_frame_failed", cmd=frame.cmd)


def _unexpected(error: Exception) -> End:
    log.error("robot_failed", exc_info=error)
    return End(CONNECTING, type(error).__name__)


def _not_subscribed(error: Exception) -> End:
    if isinstance(error, RobotError) and error.code == BAD_CREDENTIALS:
        return End(REFUSED, "bad credentials: check aibot.bot_id and aibot.secret")
    return End(CONNECTING, f"not subscribed: {error or type(error).__name__}")
