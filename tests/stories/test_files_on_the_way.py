"""路上的材料：取不到再取，发件人换了、走了，都有交代。"""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot import errands
from bot.arrivals import FETCHES
from bot.wecom.client import WeComClient
from handlers.clock import vitals
from models import organisation
from tests.conftest import APP, Stage, staged
from tests.stories.test_promises import OTHER, PERSON

SCAN = (Path(__file__).parent.parent / "data" / "evidence" / "scan.png").read_bytes


async def test_a_file_that_did_not_come_is_fetched_again(directory: Path) -> None:
    """取文件时网断了：过一会儿再取，取到了照样归好、答复。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        await stage.say(PERSON, "进展 5-006 已修订采购办法")
        await stage.settle()
        stage.simulator.fail_next("cut")
        await stage.send_file(PERSON, "公示照片.png", SCAN())
        await stage.wait(seconds=31)
        assert not stage.simulator.faults
        shown = await stage.show("5-006")
        assert len(shown["evidence"]) == 1  # type: ignore[arg-type]


async def test_a_file_outlasts_a_line_that_is_down(directory: Path) -> None:
    """网络断了大半天，发来的照片也不丢：通了再取，归好、答复。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        await stage.say(PERSON, "进展 5-006 已修订采购办法")
        await stage.settle()
        stage.simulator.is_away = True
        await stage.send_file(PERSON, "公示照片.png", SCAN())
        for _ in range(3 * FETCHES):
            await stage.wait(seconds=1200)
        stage.simulator.is_away = False
        for _ in range(6):
            await stage.wait(seconds=1200)
        assert len((await stage.show("5-006"))["evidence"]) == 1  # type: ignore[arg-type]


async def test_a_stop_does_not_wait_for_a_file_that_never_comes(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """文件取到一半没了下文，这时停机：停得下来，再起来接着取，归好。"""
    monkeypatch.setattr(errands, "LAST_SECONDS", 0.05)
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        await stage.say(PERSON, "进展 5-006 已修订采购办法")
        begun = asyncio.Event()

        async def silent(client: WeComClient, media_id: str, limit: int) -> None:
            """一直没有下文。"""
            begun.set()
            await asyncio.Event().wait()

        with monkeypatch.context() as line:
            line.setattr(WeComClient, "fetch_media", silent)
            await stage.simulator.send_file(PERSON, "image", SCAN(), "公示照片.png")
            await begun.wait()
            await stage.house.arrivals.close()
        assert (await _fetching(stage)) == 1
        stage.house.arrivals._closing = False
        await stage.wait(seconds=61)
        await stage.wait(seconds=31)
        assert len((await stage.show("5-006"))["evidence"]) == 1  # type: ignore[arg-type]


async def test_a_late_file_goes_where_it_was_sent(directory: Path) -> None:
    """照片取晚了，这中间又报了别的一项：照片归发它的时候说的那一项。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        await stage.say(PERSON, "进展 5-006 已修订采购办法")
        stage.simulator.fail_next("cut")
        await stage.send_file(PERSON, "公示照片.png", SCAN())
        stage.clock.push(stage.clock.now() + timedelta(seconds=3))
        await stage.say(PERSON, "进展 5-005 已补收4人党费")
        await stage.wait(seconds=60)
        await stage.wait(seconds=60)
        assert len((await stage.show("5-006"))["evidence"]) == 1  # type: ignore[arg-type]
        assert (await stage.show("5-005"))["evidence"] == []


async def test_a_sender_who_leaves_while_it_is_fetched(directory: Path) -> None:
    """正取着文件，发它的人离开了花名册：这份放下，别的照常。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        await stage.simulator.send_file(PERSON, "image", SCAN(), "公示照片.png")
        await stage.house.lane.run(_leave)
        await stage.house.arrivals.settle()
        assert (await _fetching(stage)) == 0
        assert (await stage.say(OTHER, "帮助")) != ""


async def _fetching(stage: Stage) -> int:
    """How many files are still to come."""
    house = stage.house
    seen = await house.lane.read(lambda s: vitals.look(house.context(s)))
    return seen.fetching


async def test_a_file_of_somebody_who_left_is_let_go(directory: Path) -> None:
    """发文件的人离开了花名册，没取到的文件不再去取。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        stage.simulator.is_away = True
        await stage.send_file(PERSON, "公示照片.png", SCAN())
        await stage.house.lane.run(_leave)
        await stage.wait(seconds=300)
        await stage.wait(seconds=300)
        assert (await _fetching(stage)) == 0


def _leave(session: Session) -> None:
    """Take somebody off the roster."""
    person = organisation.find_person(session, PERSON)
    assert person is not None
    person.userid = person.userid_key = "somebodyelse"
    session.add(person)


async def test_many_files_at_once_are_fetched_a_few_at_a_time(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """一下子来了许多照片：同时取的只有几份，不占满内存和出口，一份不少。"""
    under_way: list[str] = []
    seen: list[int] = []
    fetch = WeComClient.fetch_media

    async def counted(client: WeComClient, media_id: str, limit: int):  # type: ignore[no-untyped-def]
        """记下有几份同时在路上。"""
        under_way.append(media_id)
        seen.append(len(under_way))
        try:
            return await fetch(client, media_id, limit)
        finally:
            under_way.remove(media_id)

    monkeypatch.setattr(WeComClient, "fetch_media", counted)
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        await stage.say(PERSON, "进展 5-006 已修订采购办法")
        pictures = [SCAN() + bytes([number]) for number in range(3 * FETCHES)]
        await asyncio.gather(
            *(stage.simulator.say_image(PERSON, one, "照片.png") for one in pictures)
        )
        await stage.settle()
        await stage.wait(seconds=31)
        assert max(seen) <= FETCHES
        kept = (await stage.show("5-006"))["evidence"]
        assert len(kept) == len(pictures)  # type: ignore[arg-type]


async def test_closure_asked_while_a_file_is_on_its_way(directory: Path) -> None:
    """照片还在接收就申请销号：答复说正在接收、收好再说一次；收好以后就受理。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        await stage.say(PERSON, "进展 5-006 已修订采购办法，印发执行")
        await stage.say(PERSON, "完成 5-006")
        stage.simulator.is_away = True
        await stage.simulator.send_file(PERSON, "image", SCAN(), "公示照片.png")
        await stage.house.arrivals.settle()
        early = await stage.say(PERSON, "销号 5-006")
        assert early.startswith("暂不能申请销号：5-006")
        assert "您发来的文件1份正在接收" in early
        assert "那时请再回复：销号 5-006" in early
        stage.simulator.is_away = False
        for _ in range(3):
            await stage.wait(seconds=1200)
        asked = await stage.say(PERSON, "销号 5-006")
        assert asked.startswith("请确认：申请销号 5-006")


@pytest.mark.parametrize("said", ["归到5-005", "归到5-005和5-006", "撤销"])
async def test_what_is_said_of_a_file_touches_nothing_before_it(
    directory: Path, said: str
) -> None:
    """照片还在接收就说归到哪项、要撤销的，说的是照片：前面报的进展一个字不动，请他收好再说。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        await stage.say(PERSON, "进展 5-006 已修订采购办法，印发执行")
        stage.simulator.is_away = True
        await stage.simulator.send_file(PERSON, "image", SCAN(), "公示照片.png")
        await stage.house.arrivals.settle()
        early = await stage.say(PERSON, said)
        assert early.startswith("文件正在接收")
        assert await _reported(stage, "5-006") == ["已修订采购办法，印发执行"]
        assert await _reported(stage, "5-005") == []
        stage.simulator.is_away = False
        for _ in range(3):
            await stage.wait(seconds=1200)
        assert len((await stage.show("5-006"))["evidence"]) == 1  # type: ignore[arg-type]


async def _reported(stage: Stage, code: str) -> list[str]:
    """What stands as reported on a finding."""
    rows = (await stage.show(code))["progress"]
    assert isinstance(rows, list)
    return [row["text"] for row in rows if not row.get("withdrawn")]
