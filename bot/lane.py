"""车道：唯一的提交处；几个人的动作排进一笔，各有各的保存点（设计决定 2）。"""

import asyncio
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog
from sqlalchemy import Engine
from sqlmodel import Session

from models import journal
from models.database import reading, writing

log = structlog.get_logger()

GROUP = 64
"""Most commands that share one commit."""

Result = TypeVar("Result")
Command = Callable[[Session], Any]


@dataclass
class _Job:
    """A command in the queue, and where its result goes."""

    command: Command
    done: Callable[[Any, BaseException | None], None]
    result: Any = None
    error: BaseException | None = None
    entries: list[journal.Entry] = field(default_factory=list)

    def deliver(self) -> None:
        self.done(self.result, self.error)


class Lane:
    """One writer thread; results leave it only after their commit."""

    def __init__(self, engine: Engine) -> None:
        """Write through `engine`."""
        self._engine = engine
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the writer."""
        self._thread = threading.Thread(target=self._work, name="lane", daemon=True)
        self._thread.start()

    async def close(self) -> None:
        """Finish everything that is queued, then stop."""
        if self._thread is None:
            return
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)
        self._thread = None

    async def run(
        self, command: Callable[[Session], Result], *, person: str | None = None
    ) -> Result:
        """Run a command and return its result once it is durable.

        Commands run in the order of arrival, so what one `person` sends stays in
        order. Raises whatever the command raised; then nothing of it was written.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()

        def done(result: Any, error: BaseException | None) -> None:
            loop.call_soon_threadsafe(_resolve, future, result, error)

        self._queue.put(_Job(command, done))
        return await future

    def run_sync(self, command: Callable[[Session], Result]) -> Result:
        """Run a command in this thread in its own transaction (command line)."""
        outcome: list[tuple[Any, BaseException | None]] = []
        job = _Job(command, lambda result, error: outcome.append((result, error)))
        self._alone(job)
        result, error = outcome[0]
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]

    async def read(self, command: Callable[[Session], Result]) -> Result:
        """Run a question on its own snapshot, beside the writer."""
        return await asyncio.to_thread(self.read_sync, command)

    def read_sync(self, command: Callable[[Session], Result]) -> Result:
        """Run a question on its own snapshot; what it writes is thrown away."""
        with reading(self._engine) as session:
            return command(session)

    def _work(self) -> None:
        while True:
            job = self._queue.get()
            if job is None:
                return
            group = [job]
            stop = self._gather(group)
            self._together(group)
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

    def _together(self, group: list[_Job]) -> None:
        """Run a group in one transaction; where that dies, one by one."""
        try:
            self._transact(group)
        except Exception:
            if len(group) == 1:
                log.exception("commit_failed")
            for job in group:
                self._alone(job)
            return
        for job in group:
            job.deliver()

    def _alone(self, job: _Job) -> None:
        job.result, job.error, job.entries = None, None, []
        try:
            self._transact([job])
        except Exception as error:
            job.error = error
        job.deliver()

    def _transact(self, group: list[_Job]) -> None:
        with writing(self._engine) as session:
            for job in group:
                _run(job, session)
            entries = [entry for job in group for entry in job.entries]
            journal.append(session, entries)
            session.commit()


def _run(job: _Job, session: Session) -> None:
    """Run one command in its savepoint; its journal entries count only if it stands."""
    session.info["journal"] = job.entries
    try:
        with session.begin_nested():
            job.result = job.command(session)
            session.flush()
    except Exception as error:
        job.error = error
        job.entries = []


def _resolve(
    future: "asyncio.Future[Any]", result: Any, error: BaseException | None
) -> None:
    if future.cancelled():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)
