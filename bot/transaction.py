"""一笔：一组动作合在一个事务里；出错的单独再来，别人的照样落下（设计决定 2）。"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog
from sqlalchemy import Engine
from sqlmodel import Session

from bot.clock import running
from models import carriage, journal, locks
from models.database import begin
from models.driver import settle

log = structlog.get_logger()

AGAIN = 6
"""How often a command is run when others came first or the database went away."""

UNHEARD = "unheard"
"""Under which a session says that nobody heard how its command's last try ended."""

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
    unheard: bool = False
    entries: list[journal.Entry] = field(default_factory=list)
    mail: list[int] = field(default_factory=list)

    def run(self, session: Session) -> None:
        """Run the command; raises Failed with whatever it raised."""
        self.result, self.error, self.entries, self.mail = None, None, [], []
        session.info.update(journal=self.entries, mail=self.mail, stirred=False)
        session.info[UNHEARD], self.unheard = self.unheard, False
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


def remembering(
    deed: Callable[[Session, Result | None], Result],
) -> Callable[[Session], Result]:
    """A command whose next try is told what the last one came to; None the first time.

    It is run again where nobody heard whether its commit came through, and may find
    its own work done. A try that certainly came to nothing has left none to be found:
    what stands there then is another's.
    """
    before: Result | None = None
    last: Result | None = None

    def command(session: Session) -> Result:
        nonlocal before, last
        if session.info.get(UNHEARD):
            before = last
        last = deed(session, before)
        return last

    return command


class Failed(Exception):
    """One command of a group failed; the cause says how."""

    def __init__(self, job: Job) -> None:
        """Remember which."""
        super().__init__()
        self.job = job


class Patience:
    """How long a database that is away is waited for: from a stop on, not for long.

    Whoever asked is answered by nobody then, and asks again: a message that was
    not taken is delivered anew, and what was owed stands where it stood.
    """

    def __init__(self) -> None:
        """No stop has begun."""
        self._until: float | None = None
        self.lost: BaseException | None = None

    def end_in(self, seconds: float) -> None:
        """From so many seconds on, whoever finds it away waits no more."""
        self._until = running() + seconds

    def wait(self, attempt: int, error: BaseException) -> bool:
        """Wait a while for the database; False where nobody waits any more."""
        if self._until is not None and running() >= self._until:
            self.lost = error
            return False
        time.sleep(0.1 * 2**attempt)
        return True


def together(engine: Engine, group: Sequence[Job], patience: Patience) -> None:
    """Run a group in one transaction; whoever fails is run alone after the others."""
    good, failed = list(group), []
    while len(good) > 1 and patience.lost is None:
        try:
            transact(engine, good)
            break
        except Failed as stop:
            good.remove(stop.job)
            failed.append(stop.job)
        except Exception as error:
            warn(good, error)
            failed, good = list(group), []
    else:
        failed += good
    for job in failed:
        alone(engine, job, patience)


def alone(engine: Engine, job: Job, patience: Patience) -> None:
    """Run one command in a transaction of its own, again where others came first."""
    for attempt in range(AGAIN):
        job.error = patience.lost or _tried(engine, job)
        if job.error is None or not _worth_again(job.error, attempt, patience):
            return


def _tried(engine: Engine, job: Job) -> BaseException | None:
    """Run one command in a transaction of its own; return what stopped it."""
    job.result = None
    try:
        transact(engine, [job])
    except Failed as stop:
        return stop.__cause__
    except Exception as error:
        doubt([job], error)
        return error
    return None


def _worth_again(error: BaseException, attempt: int, patience: Patience) -> bool:
    """Say whether another try may succeed; waits while the database comes back.

    Every command may run twice: its identity (message, key, state) stops the second.
    """
    if locks.is_gone(error):
        return patience.wait(attempt, error)
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


def doubt(group: Sequence[Job], error: Exception) -> None:
    """Note of those who came as far as the commit that nobody heard how it ended."""
    if locks.is_gone(error):
        for job in group:
            job.unheard |= job.result is not None


def warn(group: Sequence[Job], error: Exception) -> None:
    """Log that a group could not be committed together; it is tried anew."""
    doubt(group, error)
    cause = error.__cause__ if isinstance(error, Failed) else error
    log.warning("commit_failed", commands=len(group), error=type(cause).__name__)
