"""车道：几个人的动作合成一笔，出错的只退自己，一个也不丢。"""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot import transaction
from bot.lane import Lane
from bot.transaction import Job
from models import database, journal, organisation
from models.database import open_database
from models.journal import Entry
from models.organisation import Unit
from models.schema import ensure_schema


@pytest.fixture
async def lane(tmp_path: Path) -> AsyncIterator[Lane]:
    """A lane on an empty database."""
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    ensure_schema(engine)
    made = Lane(engine)
    made.start()
    yield made
    await made.close()
    engine.dispose()


def entry(action: str) -> Entry:
    """A journal entry of a made-up deed."""
    at = datetime(2026, 10, 16, tzinfo=UTC)
    return Entry(at, "somebody", "test", action, None, None, "", {}, {"n": 1})


def add_unit(session: Session, name: str) -> int:
    """Write one row and one journal entry."""
    organisation.put_unit(session, name)
    session.info["journal"].append(entry(name))
    return len(organisation.units(session))


async def test_many_at_once_lose_nothing(lane: Lane) -> None:
    """两百个动作同时来，一个不丢，流水相链。"""
    names = [f"单位{number}" for number in range(200)]
    await asyncio.gather(*(lane.run(lambda s, n=n: add_unit(s, n)) for n in names))
    kept = await lane.read(lambda s: [unit.name for unit in organisation.units(s)])
    assert sorted(kept) == sorted(names)
    assert await lane.read(journal.verify) is None
    assert await lane.read(lambda s: len(list(journal.entries(s)))) == 200


@pytest.mark.parametrize("quick", [True, False])
async def test_one_failure_takes_nobody_along(lane: Lane, quick: bool) -> None:
    """同一笔里有一个出错，只退回它自己的，流水里也没有它；快的慢的都一样。"""

    def broken(session: Session) -> None:
        """写一行再出错。"""
        add_unit(session, "不该留下")
        raise ValueError("made up")

    results = await asyncio.gather(
        lane.run(lambda s: add_unit(s, "甲"), quick=quick),
        lane.run(broken, quick=quick),
        lane.run(lambda s: add_unit(s, "乙"), quick=quick),
        return_exceptions=True,
    )
    assert isinstance(results[1], ValueError)
    kept = await lane.read(lambda s: {unit.name for unit in organisation.units(s)})
    assert kept == {"甲", "乙"}
    actions = await lane.read(lambda s: [row.action for row in journal.entries(s)])
    assert "不该留下" not in actions


async def test_a_failing_write_takes_nobody_along(lane: Lane) -> None:
    """同一笔里有一个写不进库，整笔重来，别人的都在，只有它没有。"""

    def twice(session: Session) -> None:
        """写两个同名的单位，第二个写不进去。"""
        add_unit(session, "不该留下")
        session.add(Unit(name="不该留下"))

    results = await asyncio.gather(
        lane.run(lambda s: add_unit(s, "甲")),
        lane.run(twice),
        lane.run(lambda s: add_unit(s, "乙")),
        return_exceptions=True,
    )
    assert isinstance(results[1], IntegrityError)
    kept = await lane.read(lambda s: {unit.name for unit in organisation.units(s)})
    assert kept == {"甲", "乙"}
    assert await lane.read(journal.verify) is None


async def test_commit_that_fails_is_run_again_one_by_one(lane: Lane) -> None:
    """合在一起提交不成，就一个一个再来，能成的都成。"""

    def breaks_commit(session: Session) -> None:
        """写一行要到提交时才发现不对的。"""
        session.connection().execute(text("PRAGMA defer_foreign_keys=ON"))
        session.connection().execute(
            text(
                "INSERT INTO post (unit_id, person_id, role, title)"
                " VALUES (999, NULL, 'office', '')"
            )
        )

    results = await asyncio.gather(
        lane.run(lambda s: add_unit(s, "甲")),
        lane.run(breaks_commit),
        lane.run(lambda s: add_unit(s, "乙")),
        return_exceptions=True,
    )
    assert isinstance(results[1], Exception)
    kept = await lane.read(lambda s: {unit.name for unit in organisation.units(s)})
    assert kept == {"甲", "乙"}
    assert await lane.read(journal.verify) is None


async def test_two_writers_on_one_file_lose_no_update(tmp_path: Path) -> None:
    """两个进程写同一个库，谁的也不丢。"""
    url = f"sqlite:///{tmp_path / 'y.db'}"
    engines = [open_database(url), open_database(url)]
    ensure_schema(engines[0])
    lanes = [Lane(engine) for engine in engines]
    for one in lanes:
        one.start()
    await asyncio.gather(
        *(
            lanes[number % 2].run(lambda s, n=number: add_unit(s, f"单位{n}"))
            for number in range(60)
        )
    )
    assert len(await lanes[0].read(organisation.units)) == 60
    assert await lanes[1].read(journal.verify) is None
    for one, engine in zip(lanes, engines, strict=True):
        await one.close()
        engine.dispose()


async def test_changed_journal_is_found(lane: Lane) -> None:
    """有人改了流水里的一条，验得出是哪一条。"""
    for name in ("甲", "乙", "丙"):
        await lane.run(lambda s, n=name: add_unit(s, n))
    await lane.run(
        lambda s: (
            s.connection().execute(
                text("UPDATE journal SET userid='someone_else' WHERE seq=2")
            )
            and None
        )
    )
    assert await lane.read(journal.verify) == 2


async def test_quick_and_slow_keep_their_order(lane: Lane) -> None:
    """快的慢的混着来，先来的先办，各在各的地方办。"""
    order: list[int] = []
    threads: dict[bool, set[str]] = {True: set(), False: set()}

    def note(session: Session, number: int, *, quick: bool) -> None:
        """记下轮到谁、在哪里办。"""
        order.append(number)
        threads[quick].add(threading.current_thread().name)

    for quick in (True, False):
        await asyncio.gather(
            *(
                lane.run(partial(note, number=n, quick=quick), quick=quick)
                for n in range(5)
            )
        )
    assert order == [0, 1, 2, 3, 4] * 2
    assert threads == {True: {"MainThread"}, False: {"lane_0"}}


async def test_the_loop_goes_on_while_another_process_writes(
    lane: Lane, tmp_path: Path
) -> None:
    """别的进程占着写锁，快的也在一旁等，别的事照常。"""
    other = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    with other.connect() as holder:
        holder.begin()
        waiting = asyncio.create_task(lane.run(lambda s: add_unit(s, "甲"), quick=True))
        assert await lane.read(organisation.units) == []
        assert not waiting.done()
        holder.rollback()
    assert await waiting == 1
    other.dispose()


@pytest.mark.parametrize("quick", [True, False])
async def test_a_lock_held_for_longer_than_one_wait_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, quick: bool
) -> None:
    """别的程序占着写锁，一次等不到就再等，等到了照办。"""
    url = f"sqlite:///{tmp_path / 'z.db'}"
    other = open_database(url)
    ensure_schema(other)
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 1)
    engine = open_database(url)
    lane = Lane(engine)
    lane.start()
    tries = 0

    with other.connect() as holder:
        holder.begin()
        real = transaction.transact

        def third(engine: Engine, group: Sequence[Job]) -> None:
            """试到第三次，放开锁。"""
            nonlocal tries
            tries += 1
            if tries == 3:
                holder.rollback()
            real(engine, group)

        monkeypatch.setattr(transaction, "transact", third)
        assert await lane.run(lambda s: add_unit(s, "甲"), quick=quick) == 1
    await lane.close()
    engine.dispose()
    other.dispose()
