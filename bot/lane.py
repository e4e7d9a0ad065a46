"""车道：唯一的提交处；几个人的动作排进一笔，落了盘才回话（设计决定 2）。"""

import asyncio
import itertools
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from bot.threads import Threads
from bot.transaction import Job, Patience, alone
from bot.writers import LoopWriter, ThreadWriter, Writer
from models import locks
from models.database import reading

WORKERS = 4
"""Writers of one process on PostgreSQL; SQLite has one by its nature."""

READERS = 8
"""Questions that one process reads at once, beside its writers."""

LAST_SECONDS = 10.0
"""How long a stop waits for a database that is away, however many commands wait."""

Result = TypeVar("Result")


class Lane:
    """The writers, and readers beside them; results leave only after their commit."""

    def __init__(self, engine: Engine) -> None:
        """Write through `engine`."""
        self._engine = engine
        self._patience = Patience()
        self._writers = _writers(engine, self._patience)
        self._turn = itertools.cycle(self._writers)
        self._readers = Threads(READERS, "reading")

    def start(self) -> None:
        """Start the writers on the running loop."""
        for writer in self._writers:
            writer.start()

    def hurry(self) -> None:
        """A stop has begun: from soon on wait no more for a database that is away.

        One that answers is given all the time it needs.
        """
        self._patience.end_in(LAST_SECONDS)

    async def close(self) -> None:
        """Finish everything that is queued or being read, then stop."""
        await asyncio.gather(*(writer.close() for writer in self._writers))
        await self._readers.close()

    async def run(
        self,
        command: Callable[[Session], Result],
        *,
        person: str | None = None,
        quick: bool = False,
    ) -> Result:
        """Run a command and return its result once it is durable.

        What one `person` sends is worked in the order of its arrival, on any number of
        machines. What is `quick` (milliseconds) may run on the loop itself. Raises
        whatever the command raised; then nothing of it was written.
        """
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        subject = person.casefold() if person else None
        self._writer(subject).put(Job(command, future, subject, quick))
        return await future

    def _writer(self, person: str | None) -> Writer:
        """The same writer for the same person; anyone for the rest."""
        if person is None:
            return next(self._turn)
        return self._writers[hash(person) % len(self._writers)]

    def run_sync(self, command: Callable[[Session], Result]) -> Result:
        """Run a command in this thread in its own transaction (command line)."""
        job = Job(command)
        alone(self._engine, job, self._patience)
        if job.error is not None:
            raise job.error
        return job.result  # type: ignore[no-any-return]

    async def read(self, command: Callable[[Session], Result]) -> Result:
        """Run a question on its own snapshot, beside the writers."""
        return await self._readers.run(self.read_sync, command)

    def read_sync(self, command: Callable[[Session], Result]) -> Result:
        """Run a question on its own snapshot; what it writes is thrown away."""
        with reading(self._engine) as session:
            return command(session)


def is_doubtful(error: BaseException) -> bool:
    """Say whether nobody knows if a command was done: the database went away.

    Its commit may have come through before.
    """
    return locks.is_gone(error)


def _writers(engine: Engine, patience: Patience) -> list[Writer]:
    if locks.shared(engine):
        return [ThreadWriter(engine, patience, number) for number in range(WORKERS)]
    return [LoopWriter(engine, patience)]
