"""刑架：一天一天往前走，有人说话，有提醒到期，进程随时被杀，平台时好时坏。"""

import asyncio
import contextlib
import json
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import aiohttp
from aiohttp.test_utils import unused_port
from sqlmodel import select

from bot import intake
from bot.app import open_house, served
from bot.clock import PushedClock
from bot.commands.demo import build_simulator
from bot.config import Database, demo_settings
from bot.simulator.callbacks import Passive
from handlers.ledger.importing import Options
from models import findings, organisation
from models.ledger import Finding, Responsibility
from models.organisation import Person
from rules.calendar.workdays import statutory_calendar
from rules.vocabulary import Role
from tests.beginnings import SAMPLE
from tests.conftest import ZONE
from tests.faults import scales
from tests.faults.scales import Result

FAULTS = (-1, 500, "lost", "cut", "late", 45009, 42001)
START = date(2026, 10, 12)
SPEAKERS = 5
SILENCE = 20
"""Workdays without a report after which a person is reminded of a finding."""

ROOT = Path(__file__).parent.parent.parent


class Rack:
    """One database, one platform, some processes, and a calendar to walk through."""

    def __init__(
        self,
        folder: Path,
        url: str,
        seed: int,
        processes: int,
        start: datetime | None = None,
    ) -> None:
        """Everything that happens by chance comes from `seed`."""
        self.folder, self.url = folder, url
        self.talk = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.chance = random.Random(seed + 1)  # noqa: S311
        self.clock = PushedClock(start or _morning(START), frozen=False)
        self.settings = demo_settings(folder, 0)
        self.simulator = build_simulator(self.settings, self.clock)
        self.ports = [unused_port() for _ in range(processes)]
        self.zygotes: list[asyncio.subprocess.Process] = []
        self.pids: dict[int, int] = {}
        self.platform = ""
        self.speakers: list[tuple[str, str]] = []
        self.reported: dict[str, int] = {}
        self.result = Result()

    @contextlib.asynccontextmanager
    async def standing(self) -> AsyncIterator["Rack"]:
        """Import the samples, then keep the platform and the bare processes ready."""
        application = self.simulator.application()
        async with served(application, "127.0.0.1", 0) as self.platform:
            await self.simulator.start()
            await self._fill()
            self.zygotes = [await _zygote() for _ in self.ports]
            try:
                yield self
            finally:
                for number in list(self.pids):
                    await self.kill(number)
                for process in self.zygotes:
                    process.kill()
                    await process.wait()
                await self.simulator.close()

    async def _fill(self) -> None:
        changed = self.settings.model_copy(update={"database": Database(url=self.url)})
        async with open_house(changed, self.clock) as house:
            for name in ("花名册.xlsx", "台账-标准.xlsx"):
                sheets = intake.read(SAMPLE / name)
                options = Options(round_code="5", feedback_on=date(2026, 4, 10))
                await house.lane.run(
                    lambda s, sheets=sheets, options=options: intake.take(  # type: ignore[misc]
                        house.context(s), sheets, options, dry=False
                    )
                )
            everybody = await house.lane.run(organisation.everybody)
            self.speakers = await house.lane.run(_speakers)
        for person in everybody:
            self.simulator.add_member(person.userid, person.name)

    async def fork(self, number: int) -> None:
        """Let one process serve from this moment on."""
        zygote = self.zygotes[number]
        assert zygote.stdin is not None
        assert zygote.stdout is not None
        order = {
            "folder": str(self.folder),
            "port": str(self.ports[number]),
            "platform": self.platform,
            "database": self.url,
            **self.hands(number),
        }
        zygote.stdin.write(json.dumps(order).encode() + b"\n")
        self.pids[number] = int(await zygote.stdout.readline())

    def hands(self, number: int) -> dict[str, str]:
        """Where the hands of a process's clock stand."""
        return {"now": self.clock.now().isoformat()}

    async def kill(self, number: int, how: int = signal.SIGKILL) -> None:
        """End one process and wait until it is gone."""
        pid = self.pids.pop(number, None)
        if pid is None:
            return
        stdout = self.zygotes[number].stdout
        assert stdout is not None
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)
        await stdout.readline()

    async def say(self, userid: str, words: str) -> None:
        """Somebody writes; the platform delivers it until somebody takes it."""
        fields = {"MsgType": "text", "Content": words}
        msgid = str(self.chance.getrandbits(60))
        while True:
            number = self.chance.randrange(len(self.ports))
            answer = await self._deliver(number, userid, fields, msgid)
            if answer is not None:
                break
            await asyncio.sleep(0.02)
        if answer.text:
            self.simulator.phones.show(
                userid, "out", "text", self.clock.now(), text=answer.text
            )

    async def _deliver(
        self, number: int, userid: str, fields: dict[str, str], msgid: str
    ) -> Passive | None:
        caller = self.simulator.caller
        plain = "".join(f"<{key}>{value}</{key}>" for key, value in fields.items())
        body = (
            f"<xml><ToUserName>{self.settings.wecom.corp_id}</ToUserName>"
            f"<FromUserName>{userid}</FromUserName>"
            f"<CreateTime>{int(self.clock.now().timestamp())}</CreateTime>"
            f"{plain}<MsgId>{msgid}</MsgId><AgentID>1000002</AgentID></xml>"
        )
        url = f"http://127.0.0.1:{self.ports[number]}/wecom/callback"
        try:
            status, answer = await caller.post(body.encode(), url)
        except (OSError, TimeoutError, aiohttp.ClientError):
            return None
        if status != 200:
            return None
        return caller.opened(answer) or Passive("none")

    async def day(self, number: int, day: date, *, kill: bool) -> None:
        """A workday: reminders fall due, people write, processes die and come back."""
        self.clock.push(_morning(day))
        talk = [
            asyncio.create_task(
                self.say(userid, f"进展 {code} 第{number}天第{n}条已办")
            )
            for n, (userid, code) in enumerate(self._who(number))
        ]
        if kill:
            self.simulator.fail_next(*self.chance.choices(FAULTS, k=2))
        await self.serve_all()
        if kill:
            await self._some_die()
        await asyncio.gather(*talk)
        await self.quiet()

    def _who(self, number: int) -> list[tuple[str, str]]:
        """Who writes today; not of what today's reminder of a long silence is about.

        Which of the two comes first that minute is open, and both ways are right.
        """
        chosen = [
            (userid, code)
            for userid, code in self.talk.sample(self.speakers, SPEAKERS)
            if (number - self.reported.get(code, 0)) % SILENCE or not number
        ]
        self.reported |= dict.fromkeys((code for _, code in chosen), number)
        return chosen

    async def serve_all(self) -> None:
        """Let every process serve."""
        for number in range(len(self.ports)):
            await self.fork(number)

    async def _some_die(self) -> None:
        for _ in range(2):
            await asyncio.sleep(self.chance.uniform(0.0, 0.5))
            number = self.chance.randrange(len(self.ports))
            await self.kill(number)
            self.result.kills += 1
            await self.fork(number)

    async def quiet(self) -> None:
        """Let time pass until nothing is owed to anybody any more."""
        for _ in range(40):
            for number in range(len(self.ports)):
                await self.kill(number, signal.SIGTERM)
            if not self.pending():
                return
            self.clock.push(self.clock.now() + timedelta(seconds=100))
            await self.serve_all()
            for _ in range(40):
                await asyncio.sleep(0.05)
                if not self.pending():
                    break
        raise AssertionError(f"never quiet: {self.pending()}")

    def pending(self) -> list[str]:
        """What is still to be said or done by now."""
        return scales.pending(self.url, self.clock.now())

    def weigh(self) -> Result:
        """Compare what people see with what the database says."""
        return scales.weigh(self.url, self.simulator.phones, self.result)


def _speakers(session):  # type: ignore[no-untyped-def]
    rows = session.exec(
        select(Person.userid, Finding.code)
        .join(Responsibility, Responsibility.person_id == Person.id)
        .join(Finding, Finding.id == Responsibility.finding_id)
        .where(Responsibility.role == Role.RESPONSIBLE_PERSON.value)
        .where(Finding.status.in_(findings.OPEN_VALUES))
        .order_by(Finding.code)
    )
    return list(rows)


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 1, tzinfo=ZONE)


async def _zygote() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.faults.worker",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=ROOT,
    )


async def play(
    folder: Path, url: str, *, seed: int, days: int, kill: bool, processes: int = 1
) -> Result:
    """Walk through so many workdays and return what is left."""
    calendar = statutory_calendar()
    async with Rack(folder, url, seed, processes).standing() as rack:
        day = START
        for number in range(days):
            await rack.day(number, day, kill=kill)
            day = calendar.add_workdays(day, 1)
        return rack.weigh()
