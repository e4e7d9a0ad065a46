"""写者：几个人的动作合成一笔；出错的单独再来，别人的照样落下（设计决定 2）。"""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import structlog
from sqlalchemy import Engine
from sqlmodel import Session

from models import carriage, journal, locks
from models.database import begin
from models.driver import settle

log = structlog.get_logger()

GROUP = 64
"""Most commands that share one commit."""

AGAIN = 6
"""How often a command is run when others came first or the database went away."""

SLICE = 0.002
"""Seconds that commands may have the loop before its other work gets a turn."""

Command = Callable[[Session], Any]
Result = TypeVar("Result")


@dataclass(eq=False, slots=True)
class Job:
    """A command in the queue, and whoever waits for its result."""

    command: Command
    future: "asyncio.Future[Any] | None" = None
    person: str | None = None
    quick: bool = False
    result: Any = None
    error: BaseException | None = None
    entries: list[journal.Entry] = field(default_factory=list)
    mail: list[int] = field(default_factory=list)

    def run(self, session: Session) -> None:
        """Run the command; raises Failed with whatever it raised."""
        self.result, self.error, self.entries, self.mail = None, None, [], []
        session.info.update(journal=self.entries, mail=self.mail, stirred=False)
        try:
            self.result = self.command(session)
            settle(session)
        except Exception as error:
            raise Failed(self) from error

    def resolve(self) -> None:
        """Wake whoever waits, in their own loop."""
        if self.future is None or self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Failed(Exception):
    """One command of a group failed; the cause says how."""

    def __init__(self, job: Job) -> None:
        """Remember which."""
        super().__init__()
        self.job = job


class Writer(Protocol):
    """Works the commands of one queue, as many as wait in one transaction."""

    def start(self) -> None:
        """Begin to work."""

    async def close(self) -> None:
        """Finish everything that is queued, then stop."""

    def put(self, job: Job) -> None:
        """Queue a command."""


class ThreadWriter:
    """Works its queue in a thread of its own: waiting for the database costs nobody."""

    def __init__(self, engine: Engine, number: int) -> None:
        """Write through `engine`; `number` tells the threads of a process apart."""
        self._engine = engine
        self._number = number
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread."""
        self._thread = threading.Thread(
            target=self._work, name=f"lane-{self._number}", daemon=True
        )
        self._thread.start()

    async def close(self) -> None:
        """Finish everything that is queued, then stop."""
        if self._thread is None:
            return
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)
        self._thread = None

    def put(self, job: Job) -> None:
        """Queue a command."""
        self._queue.put(job)

    def _work(self) -> None:
        stop = False
        while not stop:
            group, stop = _gather(self._queue.get(), self._queue.get_nowait)
            try:
                together(self._engine, group)
            except Exception as error:
                _blame(group, error)
            _deliver(group)


class LoopWriter:
    """Works quick commands on the loop itself, and goes to a thread only to wait.

    The lock and the disk are waited for beside the loop, and slow commands run there;
    what is quick runs where its message came in: two threads that pass the
    interpreter's lock to each other at every statement would cost a third more.
    """

    def __init__(self, engine: Engine) -> None:
        """Write through `engine`, whose database has one writer by its nature."""
        self._engine = engine
        self._queue: asyncio.Queue[Job | None] = asyncio.Queue()
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="lane")
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to work on the running loop."""
        self._task = asyncio.create_task(self._work(), name="lane")

    async def close(self) -> None:
        """Finish everything that is queued, then stop."""
        if self._task is None:
            return
        self._queue.put_nowait(None)
        await self._task
        self._task = None
        self._beside.shutdown()

    def put(self, job: Job) -> None:
        """Queue a command."""
        self._queue.put_nowait(job)

    async def _work(self) -> None:
        stop = False
        while not stop:
            group, stop = _gather(await self._queue.get(), self._queue.get_nowait)
            try:
                await self._together(group)
            except Exception as error:
                _blame(group, error)
            for job in group:
                job.resolve()

    async def _together(self, group: list[Job]) -> None:
        if not (all(job.quick for job in group) and await self._on_the_loop(group)):
            await self._aside(together, self._engine, group)

    async def _on_the_loop(self, group: Sequence[Job]) -> bool:
        """Say whether they are committed; where not, nothing of them was written."""
        try:
            await self._transact(group)
        except Exception as error:
            _warn(group, error)
            return False
        return True

    async def _transact(self, group: Sequence[Job]) -> None:
        session = await self._aside(begin, self._engine)
        try:
            await self._run(group, session)
            await self._aside(finish, session, group)
        finally:
            session.close()

    async def _run(self, group: Sequence[Job], session: Session) -> None:
        """Run each command whole; between two of them the loop may do other things."""
        clock = asyncio.get_running_loop().time
        until = clock() + SLICE
        for job in group:
            job.run(session)
            if clock() > until:
                await asyncio.sleep(0)
                until = clock() + SLICE

    async def _aside(self, work: Callable[..., Result], *what: object) -> Result:
        """Do something that waits, beside the loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._beside, work, *what)


def _gather(
    first: Job | None, more: Callable[[], Job | None]
) -> tuple[list[Job], bool]:
    """Take whatever else already waits; True where the end was among it."""
    group: list[Job] = []
    job = first
    while job is not None:
        group.append(job)
        if len(group) == GROUP:
            return group, False
        try:
            job = more()
        except (queue.Empty, asyncio.QueueEmpty):
            return group, False
    return group, True


def _blame(group: Sequence[Job], error: Exception) -> None:
    """A writer that dies answers nobody ever again: let each one know."""
    for job in group:
        job.error = job.error or error


def _warn(group: Sequence[Job], error: Exception) -> None:
    cause = error.__cause__ if isinstance(error, Failed) else error
    log.warning("commit_failed", commands=len(group), error=type(cause).__name__)


def together(engine: Engine, group: Sequence[Job]) -> None:
    """Run a group in one transaction; whoever fails is run alone after the others."""
    good, failed = list(group), []
    while len(good) > 1:
        try:
            transact(engine, good)
            break
        except Failed as stop:
            good.remove(stop.job)
            failed.append(stop.job)
        except Exception as error:
            _warn(good, error)
            failed, good = list(group), []
    else:
        failed += good
    for job in failed:
        alone(engine, job)


def alone(engine: Engine, job: Job) -> None:
    """Run one command in a transaction of its own, again where others came first."""
    for attempt in range(AGAIN):
        job.error = _tried(engine, job)
        if job.error is None or not _worth_again(job.error, attempt):
            return


def _tried(engine: Engine, job: Job) -> BaseException | None:
    """Run one command in a transaction of its own; return what stopped it."""
    try:
        transact(engine, [job])
    except Failed as stop:
        return stop.__cause__
    except Exception as error:
        return error
    return None


def _worth_again(error: BaseException, attempt: int) -> bool:
    """Say whether another try may succeed; waits while the database comes back.

    Every command may run twice: its identity (message, key, state) stops the second.
    """
    if locks.is_gone(error):
        time.sleep(0.1 * 2**attempt)
        return True
    return locks.is_conflict(error)


def transact(engine: Engine, group: Sequence[Job]) -> None:
    """One transaction: the people, the deeds, the chain, the mail, the commit."""
    with begin(engine) as session:
        locks.hold(session, [f"person:{job.person}" for job in group if job.person])
        for job in group:
            job.run(session)
        finish(session, group)


def finish(session: Session, group: Sequence[Job]) -> None:
    """Chain the journal, queue the mail and commit."""
    ready = [str(mail_id) for job in group for mail_id in job.mail]
    carriage.enqueue(session, carriage.MAIL, ready)
    entries = [entry for job in group for entry in job.entries]
    journal.append(session, entries)
    session.commit()


def _deliver(group: Sequence[Job]) -> None:
    """Wake everybody of a group with one knock on their loop."""
    waiting = [job for job in group if job.future is not None]
    for loop in {job.future.get_loop() for job in waiting if job.future}:
        loop.call_soon_threadsafe(_resolve, waiting, loop)


def _resolve(group: Sequence[Job], loop: asyncio.AbstractEventLoop) -> None:
    for job in group:
        if job.future is not None and job.future.get_loop() is loop:
            job.resolve()
