"""共同的钟：几台机器用一个库，都按库的钟走；只有一台的，就是这台自己的钟。"""

from sqlalchemy import Engine
from sqlmodel import Session

from bot.clock import Clock, PushedClock
from bot.lane import Lane
from models import pulse


def common(engine: Engine, clock: Clock) -> Clock:
    """The clock that counts for whoever works on this database.

    Leases, limits and what is late are kept there for all machines, so all go by its
    clock, however wrong their own are. A database that is a file has none; a clock
    that is pushed by hand stays what it is.
    """
    if isinstance(clock, PushedClock):
        return clock
    at = Lane(engine).read_sync(pulse.time)
    return clock if at is None else PushedClock(at, frozen=False)


async def keep(lane: Lane, own: Clock, shared: Clock) -> None:
    """Set the common clock by the database again; it runs on by a counter meanwhile."""
    if shared is own or not isinstance(shared, PushedClock):
        return

    def read(session: Session) -> None:
        """Set it where it is read: who waits for the loop would set it late."""
        at = pulse.time(session)
        if at is not None:
            shared.push(at)

    await lane.read(read)
