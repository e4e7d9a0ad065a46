"""送达的诺言：限流、停用、网断、停机，该到的都到，只到一次。"""

from pathlib import Path

import aiohttp

from handlers.clock import vitals
from handlers.incoming import Incoming
from handlers.post import mail
from models import organisation
from tests.conftest import APP, Stage, staged

PERSON, OTHER, OFFICE = "dengjianing", "liangzhenbang", "feisiyuan"


async def push(stage: Stage, userid: str, *texts: str) -> None:
    """Owe somebody these texts at once."""

    def store(session):  # type: ignore[no-untyped-def]
        """在一笔里存下。"""
        ctx = stage.house.context(session)
        person = organisation.find_person(session, userid)
        assert person is not None
        for text in texts:
            mail.push(ctx, person, text, "answer")

    await stage.house.lane.run(store)


def got(stage: Stage, userid: str, mark: str) -> list[str]:
    """The first lines of what reached somebody and begins with a mark, in order."""
    heard = [words.split("\n")[0] for words in stage.heard(userid)]
    return [line for line in heard if line.startswith(mark)]


async def ready(stage: Stage) -> tuple[int, dict[str, str]]:
    """What /readyz says."""
    address = stage.simulator.caller.url.removesuffix("/wecom/callback")
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{address}/readyz") as answer,
    ):
        return answer.status, (await answer.json())["reasons"]


async def test_a_flood_to_one_member_is_spread_and_complete(directory: Path) -> None:
    """一分钟里欠同一个人六十条：每分钟不超过三十条，按次序，一条不少。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        await stage.wait(seconds=60)
        texts = [f"甲{number:02d}" for number in range(60)]
        await push(stage, PERSON, *texts)
        await stage.settle()
        assert got(stage, PERSON, "甲") == texts[:30]
        await stage.wait(seconds=61)
        assert got(stage, PERSON, "甲") == texts
        await push(stage, OTHER, "乙")
        await stage.settle()
        assert got(stage, OTHER, "乙") == ["乙"]


async def test_a_refused_address_rests_the_channel_and_alarms(directory: Path) -> None:
    """出口IP被拒：整条通道歇下，就绪检查说明原因，修好以后按次序补发，巡察办知道。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        stage.house.delivery.start()
        stage.simulator.fail_next(60020)
        await push(stage, PERSON, "甲1", "甲2")
        await stage.settle()
        tried = len(stage.simulator.requests)
        await push(stage, OTHER, "乙1")
        await stage.settle()
        assert len(stage.simulator.requests) == tried
        status, reasons = await ready(stage)
        assert status == 503
        assert "可信IP" in reasons["channel"]
        await stage.wait(seconds=301)
        assert got(stage, PERSON, "甲") == ["甲1", "甲2"]
        assert got(stage, OTHER, "乙") == ["乙1"]
        assert any("消息一度发不出去" in words for words in stage.heard(OFFICE))
        assert "channel" not in (await ready(stage))[1]


async def test_a_rate_limit_pauses_and_loses_nothing(directory: Path) -> None:
    """平台说太快了：歇满它要的时间再发，一条不丢，也不重复。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        stage.simulator.fail_next(45009)
        await push(stage, PERSON, "甲1", "甲2", "甲3")
        await stage.settle()
        assert got(stage, PERSON, "甲") == []
        await stage.wait(seconds=61)
        assert got(stage, PERSON, "甲") == ["甲1", "甲2", "甲3"]


async def test_a_lost_answer_is_sent_again_and_seen_once(directory: Path) -> None:
    """平台收下却断了线：原样再发，手机上只有一条，后面的不抢先。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        stage.simulator.fail_next("lost", 500, "cut")
        await push(stage, PERSON, "甲1", "甲2")
        await stage.settle()
        for _ in range(8):
            await stage.wait(seconds=40)
        assert got(stage, PERSON, "甲") == ["甲1", "甲2"]


async def test_a_platform_that_is_busy_may_have_taken_it(directory: Path) -> None:
    """平台说系统繁忙（−1），收没收不知道：原样再发，只到一条；再发被拒，列为可能已送达。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        stage.simulator.fail_next("busy")
        await push(stage, PERSON, "甲1")
        await stage.settle()
        await stage.wait(seconds=40)
        stage.simulator.fail_next("busy", 40058)
        await push(stage, PERSON, "甲2")
        await stage.settle()
        await stage.wait(seconds=40)
        assert got(stage, PERSON, "甲") == ["甲1", "甲2"]
        shown = await stage.house.lane.run(
            lambda s: vitals.look(stage.house.context(s)).mail
        )
        assert (shown["uncertain"], shown["failed"]) == (1, 0)


async def test_an_answer_that_was_not_noted_is_not_said_twice(directory: Path) -> None:
    """答过以后没来得及入库就停机：本机记着已经开口，不再推送。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        spoken = stage.house.spoken
        spoken.open()
        await stage.simulator.say(PERSON, "帮助")
        assert len(spoken.take()) == 1
        before = len(stage.heard(PERSON))
        spoken.close()
        assert len(spoken.open()) == 1
        await stage.wait(seconds=40)
        assert len(stage.heard(PERSON)) == before


async def test_what_another_process_said_is_not_said_again(directory: Path) -> None:
    """另一个进程答过、没来得及入库就全停了：后来的进程看得见它的笔记，不再推送。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        spoken = stage.house.spoken
        spoken.open()
        await stage.simulator.say(PERSON, "帮助")
        (mail_id,) = spoken.take()
        spoken.forget(mail_id)
        (directory / "answers-9999.log").write_text(f"{mail_id}\n", "ascii")
        before = len(stage.heard(PERSON))
        await stage.wait(seconds=40)
        assert len(stage.heard(PERSON)) == before


async def test_notes_of_another_database_hide_no_answer(directory: Path) -> None:
    """换了一个新库，本机的笔记还是旧库的：没写出去的答复照样推送，一份不少。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        spoken = stage.house.spoken
        ids = range(1, 1000)
        spoken.path.write_text("".join(f"{one}\n" for one in ids), "ascii")
        spoken.open()
        await stage.settle()
        await stage.house.router.hear(asking(stage))
        before = len(stage.heard(PERSON))
        await stage.wait(seconds=40)
        assert len(stage.heard(PERSON)) == before + 1


def asking(stage: Stage) -> Incoming:
    """A question that came by the callback, whoever answers it."""
    now = stage.clock.now()
    return Incoming("甲", "wecom", PERSON, "text", created_at=now, text="帮助")


async def test_a_late_retry_does_not_say_again_what_was_pushed(
    directory: Path,
) -> None:
    """答复没有写出去，已经推送了，平台这才又递来一次：不再答，只有一份。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        asked = asking(stage)
        first = await stage.house.router.hear(asked)
        assert (await stage.house.router.hear(asked)).text == first.text
        before = len(stage.heard(PERSON))
        await stage.wait(seconds=40)
        assert len(stage.heard(PERSON)) == before + 1
        assert (await stage.house.router.hear(asked)).text == ""


async def test_an_answer_that_was_not_written_is_pushed(directory: Path) -> None:
    """答复没有写出去，三十秒后推送，只推一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        spoken = stage.house.spoken
        spoken.open()
        await stage.simulator.say(PERSON, "帮助")
        for mail_id in spoken.take():
            spoken.end(mail_id, written=False)
        spoken.close()
        assert spoken.open() == []
        answer = stage.heard(PERSON)[-1]
        await stage.wait(seconds=40)
        await stage.wait(seconds=40)
        assert stage.heard(PERSON).count(answer) == 2


async def test_instruments_show_what_happened(directory: Path) -> None:
    """表盘上看得到回调、发送和积压，没有一个字的正文。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.say(PERSON, "我的")
        address = stage.simulator.caller.url.removesuffix("/wecom/callback")
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{address}/metrics") as answer,
        ):
            text = await answer.text()
        assert 'xiaozhang_callbacks_total{result="200"} 1.0' in text
        assert 'xiaozhang_sends_total{result="sent"}' in text
        assert "xiaozhang_mail_oldest_due_seconds 0.0" in text
        assert "我的" not in text


async def behind(stage: Stage) -> bool:
    """Whether /readyz would say that mail has waited too long."""
    house = stage.house
    seen = await house.lane.read(lambda s: vitals.look(house.context(s)))
    return seen.behind


async def test_a_platform_out_of_reach_is_said(directory: Path) -> None:
    """企业微信一直连不上：一刻钟以后说有消息没发出去，发出去就好。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        stage.simulator.fail_next(*[503] * 60)
        await push(stage, PERSON, "甲1")
        for _ in range(13):
            await stage.wait(seconds=70)
        assert await behind(stage)
        stage.simulator.faults.clear()
        for _ in range(20):
            await stage.wait(seconds=100)
        assert got(stage, PERSON, "甲") == ["甲1"]
        assert not await behind(stage)


async def test_a_patrol_that_does_not_run_is_said(directory: Path) -> None:
    """巡查到点一刻钟还没跑成，就绪检查说是哪一样；跑成了就好。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.go("2026-09-14 11:05")
        assert await stage.house.scheduler.overdue() == ""
        await stage.wait(seconds=2 * 24 * 3600)
        late = await stage.house.scheduler.overdue()
        assert late == "patrol due 138 minutes ago has not run"
        assert (await ready(stage))[0] == 503
        await stage.house.scheduler.run_due()
        assert await stage.house.scheduler.overdue() == ""
