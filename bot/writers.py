"""写者：各有一条队，等着的合成一笔；在线程里办，或者就在收发的那条线上办。"""

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from sqlalchemy import Engine
from sqlmodel import Session

from bot.threads import Threads
from bot.transaction import Job, Patience, finish, together, warn
from models.database import begin

GROUP = 64
"""Most commands that share one commit."""

SLICE = 0.002
"""Seconds that commands may have the loop before its other work gets a turn."""


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

    def __init__(self, engine: Engine, patience: Patience, number: int) -> None:
        """Write through `engine`; `number` tells the threads of a process apart."""
        self._engine = engine
        self._patience = patience
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
                together(self._engine, group, self._patience)
            except Exception as error:
                _blame(group, error)
            _deliver(group)


class LoopWriter:
    """Works quick commands on the loop itself, and goes to a thread only to wait.

    The lock and the disk are waited for beside the loop, and slow commands run there;
    what is quick runs where its message came in: two threads that pass the
    interpreter's lock to each other at every statement would cost a third more.
    """

    def __init__(self, engine: Engine, patience: Patience) -> None:
        """Write through `engine`, whose database has one writer by its nature."""
        self._engine = engine
        self._patience = patience
        self._queue: asyncio.Queue[Job | None] = asyncio.Queue()
        self._beside = Threads(1, "lane")
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
        await self._beside.close()

    def put(self, job: Job) -> None:
        """Queue a command."""
        self._queue.put_nowait(job)

    async def _work(self) -> None:
        stop = False
        while not stop:
            group, stop = _gather(await self._queue.get(), self._queue.get_nowait)
            for quick, jobs in groupby(group, attrgetter("quick")):
                await self._settle(list(jobs), quick=quick)

    async def _settle(self, group: list[Job], *, quick: bool) -> None:
        """Work one transaction and tell everybody how it ended."""
        try:
            if not (quick and await self._on_the_loop(group)):
                await self._beside.run(together, self._engine, group, self._patience)
        except Exception as error:
            _blame(group, error)
        for job in group:
            job.resolve()

    async def _on_the_loop(self, group: Sequence[Job]) -> bool:
        """Say whether they are committed; where not, nothing of them was written."""
        try:
            await self._transact(group)
        except Exception as error:
            warn(group, error)
            return False
        return True

    async def _transact(self, group: Sequence[Job]) -> None:
        session = await self._beside.run(begin, self._engine)
        try:
            await self._run(group, session)
            await self._beside.run(finish, session, group)
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


def _deliver(group: Sequence[Job]) -> None:
    """Wake everybody of a group with one knock on their loop."""
    waiting = [job for job in group if job.future is not None]
    for loop in {job.future.get_loop() for job in waiting if job.future}:
        loop.call_soon_threadsafe(_resolve, waiting, loop)


def _resolve(group: Sequence[Job], loop: asyncio.AbstractEventLoop) -> None:
    for job in group:
        if job.future is not None and job.future.get_loop() is loop:
            job.resolve()
