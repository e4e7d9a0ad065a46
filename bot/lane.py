"""车道：唯一的提交处；几个人的动作排进一笔，各有各的保存点（设计决定 2）。"""

import asyncio
import itertools
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog
from sqlalchemy import Engine
from sqlmodel import Session

from models import carriage, journal, locks
from models.database import reading, writing
from models.driver import savepoint

log = structlog.get_logger()

GROUP = 64
"""Most commands that share one commit."""

WORKERS = 4
"""Writer threads of one process on PostgreSQL; SQLite has one writer by its nature."""

AGAIN = 6
"""How often a command is run when others came first or the database went away."""

Result = TypeVar("Result")
Command = Callable[[Session], Any]


@dataclass(eq=False, slots=True)
class _Job:
    """A command in the queue, and whoever waits for its result."""

    command: Command
    future: "asyncio.Future[Any] | None" = None
    person: str | None = None
    result: Any = None
    error: BaseException | None = None
    entries: list[journal.Entry] = field(default_factory=list)
    mail: list[int] = field(default_factory=list)

    def forget(self) -> None:
        self.entries, self.mail = [], []

    def resolve(self) -> None:
        if self.future is None or self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Lane:
    """The writers; results leave them only after their commit."""

    def __init__(self, engine: Engine) -> None:
        """Write through `engine`."""
        self._engine = engine
        count = WORKERS if engine.dialect.name == "postgresql" else 1
        self._workers = [_Worker(engine, number) for number in range(count)]
        self._turn = itertools.cycle(self._workers)

    def start(self) -> None:
        """Start the writers."""
        for worker in self._workers:
            worker.start()

    async def close(self) -> None:
        """Finish everything that is queued, then stop."""
        await asyncio.gather(*(worker.close() for worker in self._workers))

    async def run(
        self, command: Callable[[Session], Result], *, person: str | None = None
    ) -> Result:
        """Run a command and return its result once it is durable.

        What one `person` sends is worked in the order of its arrival, on any number of
        machines. Raises whatever the command raised; then nothing of it was written.
        """
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        subject = person.casefold() if person else None
        self._worker(subject).put(_Job(command, future, subject))
        return await future

    def _worker(self, person: str | None) -> "_Worker":
        """The same worker for the same person; anyone for the rest."""
        if person is None:
            return next(self._turn)
        return self._workers[hash(person) % len(self._workers)]

    def run_sync(self, command: Callable[[Session], Result]) -> Result:
        """Run a command in this thread in its own transaction (command line)."""
        job = _Job(command)
        _alone(self._engine, job)
        if job.error is not None:
            raise job.error
        return job.result  # type: ignore[no-any-return]

    async def read(self, command: Callable[[Session], Result]) -> Result:
        """Run a question on its own snapshot, beside the writers."""
        return await asyncio.to_thread(self.read_sync, command)

    def read_sync(self, command: Callable[[Session], Result]) -> Result:
        """Run a question on its own snapshot; what it writes is thrown away."""
        with reading(self._engine) as session:
            return command(session)


class _Worker:
    """One writer thread with its queue."""

    def __init__(self, engine: Engine, number: int) -> None:
        self._engine = engine
        self._number = number
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(
            target=self._work, name=f"lane-{self._number}", daemon=True
        )
        self._thread.start()

    async def close(self) -> None:
        if self._thread is None:
            return
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)
        self._thread = None

    def put(self, job: _Job) -> None:
        self._queue.put(job)

    def _work(self) -> None:
        while True:
            job = self._queue.get()
            if job is None:
                return
            group = [job]
            stop = self._gather(group)
            try:
                _together(self._engine, group)
            except Exception as error:
                # A writer that dies answers nobody ever again: let each one know.
                for job in group:
                    job.error = job.error or error
            _deliver(group)
            if stop:
                return

    def _gather(self, group: list[_Job]) -> bool:
        """Take whatever else already waits; True where the end was among it."""
        while len(group) < GROUP:
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                return False
            if job is None:
                return True
            group.append(job)
        return False


def _together(engine: Engine, group: list[_Job]) -> None:
    """Run a group in one transaction; where that dies, one by one."""
    try:
        _transact(engine, group)
    except Exception as error:
        log.warning("commit_failed", commands=len(group), error=type(error).__name__)
        for job in group:
            _alone(engine, job)
            _deliver([job])
        return
    for job in group:
        if job.error is not None and locks.is_conflict(job.error):
            _alone(engine, job)


def _alone(engine: Engine, job: _Job) -> None:
    """Run one command in a transaction of its own, again where others came first."""
    for attempt in range(AGAIN):
        job.result, job.error = None, None
        job.forget()
        try:
            _transact(engine, [job])
        except Exception as error:
            job.error = error
        if job.error is None or not _worth_again(job.error, attempt):
            break


def _worth_again(error: BaseException, attempt: int) -> bool:
    """Say whether another try may succeed; waits while the database comes back.

    Every command may run twice: its identity (message, key, state) stops the second.
    """
    if locks.is_gone(error):
        time.sleep(0.1 * 2**attempt)
        return True
    return locks.is_conflict(error)


def _transact(engine: Engine, group: list[_Job]) -> None:
    """One transaction: the people, the deeds, the chain, the mail, the commit."""
    with writing(engine) as session:
        locks.hold(session, [f"person:{job.person}" for job in group if job.person])
        for job in group:
            _run(job, session)
        ready = [str(mail_id) for job in group for mail_id in job.mail]
        carriage.enqueue(session, carriage.MAIL, ready)
        entries = [entry for job in group for entry in job.entries]
        journal.append(session, entries)
        session.commit()


def _run(job: _Job, session: Session) -> None:
    """Run one command in its savepoint; its journal entries count only if it stands."""
    session.info.update(journal=job.entries, mail=job.mail, stirred=False)
    try:
        with savepoint(session):
            job.result = job.command(session)
    except Exception as error:
        if not session.is_active or locks.is_gone(error):
            raise
        job.error = error
        job.forget()


def _deliver(group: list[_Job]) -> None:
    """Wake everybody of a group with one knock on their loop."""
    waiting = [job for job in group if job.future is not None]
    for loop in {job.future.get_loop() for job in waiting if job.future}:
        loop.call_soon_threadsafe(_resolve, waiting, loop)


def _resolve(group: list[_Job], loop: asyncio.AbstractEventLoop) -> None:
    for job in group:
        if job.future is not None and job.future.get_loop() is loop:
            job.resolve()
