"""库收下了提交，线断在回音路上：命令再来一遍，还是只办一次、只说一次。"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.config import Database, demo_settings
from tests import databases
from tests.conftest import APP, staged

PERSON, OFFICE = "dengjianing", "feisiyuan"
COMMIT = b"COMMIT\0"
ROUNDS = 10


class Wire:
    """Carries bytes to a PostgreSQL; cuts a line whose commit has just come through."""

    def __init__(self, url: str) -> None:
        """Lead to the server of `url`."""
        self._url = make_url(url)
        self._there = str(self._url.query.get("host") or self._url.host)
        self._port = self._url.port or 5432
        self._ready = threading.Event()
        self._carriers: set[asyncio.Task[None] | None] = set()
        self.to_cut = self.cut = 0
        self.url = ""

    async def _serve(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        here = {"host": "127.0.0.1", "port": server.sockets[0].getsockname()[1]}
        url = self._url.set(query={}, **here)
        self.url = url.render_as_string(hide_password=False)
        self._ready.set()
        await self._over.wait()
        server.close()
        await asyncio.gather(*(one for one in self._carriers if one))

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if self._there.startswith("/"):
            path = f"{self._there}/.s.PGSQL.{self._port}"
            there = await asyncio.open_unix_connection(path)
        else:
            there = await asyncio.open_connection(self._there, self._port)
        self._carriers.add(asyncio.current_task())
        back = asyncio.ensure_future(self._pass(there[0], writer))
        with suppress(OSError):
            while data := await reader.read(1 << 16):
                if COMMIT in data and self.to_cut:
                    self.to_cut, self.cut = self.to_cut - 1, self.cut + 1
                    back.cancel()
                    await asyncio.wait([back])
                    there[1].write(data)
                    await there[0].read(1 << 16)  # it is committed, and nobody hears it
                    break
                there[1].write(data)
        back.cancel()
        for end in (writer, there[1]):
            end.transport.abort()
            with suppress(OSError):
                await end.wait_closed()

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(1 << 16):
                writer.write(data)
        writer.close()

    @contextmanager
    def standing(self) -> Iterator["Wire"]:
        """Carry in a thread of its own: whoever asks the database may stop the loop."""
        thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        thread.start()
        self._ready.wait()
        try:
            yield self
        finally:
            self._loop.call_soon_threadsafe(self._over.set)
            thread.join()


async def test_a_commit_whose_answer_is_lost_is_not_done_twice(directory: Path) -> None:
    """十天里每回说话、催办，提交的回音都断在路上：各记一次、各说一次。"""
    base = demo_settings(directory, 0)
    wire = await asyncio.to_thread(Wire, databases.postgres_url())
    manager = wire.standing()
    await asyncio.to_thread(manager.__enter__)
    settings = base.model_copy(update={"database": Database(url=wire.url)})
    async with staged(
        directory, "2026-09-14 09:00", settings=settings, own_database=True, doors=APP
    ) as stage:
        await stage.settle()
        before = len(stage.heard(PERSON))
        for number in range(ROUNDS):
            wire.to_cut = 3
            await stage.say(PERSON, f"进展 5-006 已修订第{number}条办法")
        wire.to_cut = 3
        await stage.say(OFFICE, "催 5-005")
        wire.to_cut = 0
        await stage.wait(seconds=61)
        assert len((await stage.show("5-006"))["progress"]) == ROUNDS  # type: ignore[arg-type]
        told = stage.heard(PERSON)[before:]
        assert len([one for one in told if "5-005" in one]) == 1
        assert len(told) == ROUNDS + 1
        assert wire.cut >= ROUNDS
    await asyncio.to_thread(manager.__exit__, None, None, None)
