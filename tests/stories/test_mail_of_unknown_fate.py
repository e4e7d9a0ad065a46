"""发出去没有：确知没到的再发，说不准的不猜，人手再发的看清再发。"""

from datetime import timedelta
from pathlib import Path

import pytest

from handlers.clock import vitals
from handlers.clock.vitals import Vitals
from handlers.post import outbox, retrying
from handlers.post.parcel import LEASE
from models import post_office
from rules.post.outcomes import NotSent, Outcome, Rejected, Sent, Uncertain
from rules.vocabulary import MailStatus
from tests.conftest import APP, Stage, staged
from tests.stories.test_outbox import FIRST, SECOND, leased, push, row_of, turn


async def test_a_send_cut_off_hours_ago_is_left_to_a_person(stage: Stage) -> None:
    """取走没记下结局就停机，四小时后才再起：不知到了没有，列出来，不再发。"""
    (one,) = await push(stage, (FIRST, "甲"))
    assert await leased(stage) == [one]
    stage.clock.push(stage.clock.now().replace(hour=13, minute=1))
    assert await leased(stage) == []
    assert (await row_of(stage, one)).status == "uncertain"


async def test_the_last_minutes_of_the_window_are_not_trusted(stage: Stage) -> None:
    """差一分钟满四小时：再发到平台那里可能已过它认重复的时限，也不再发。"""
    (one,) = await push(stage, (FIRST, "甲"))
    assert await leased(stage) == [one]
    assert await leased(stage, outcomes={one: Uncertain()}) == []
    stage.clock.push(stage.clock.now().replace(hour=4, minute=59))
    assert await leased(stage) == []
    assert (await row_of(stage, one)).status == "uncertain"


async def retry(stage: Stage, mail_id: int) -> bool:
    """What `mail --retry` does, without the job: nobody else takes the mail."""

    def again(session):  # type: ignore[no-untyped-def]
        """再排上，不另派活。"""
        queued = retrying.retry(stage.house.context(session), mail_id)
        session.info["mail"].clear()
        return queued

    return await stage.house.lane.run(again)


async def test_what_is_being_sent_is_not_sent_again_by_hand(stage: Stage) -> None:
    """人叫再发：排着队的、没发成的再排上；正在路上的不动，免得到两份。"""
    (one,) = await push(stage, (FIRST, "甲"))
    assert await retry(stage, one)
    assert await leased(stage) == [one]
    assert not await retry(stage, one)
    assert await leased(stage, outcomes={one: Rejected(40058)}) == []
    assert await retry(stage, one)
    assert await leased(stage) == [one]
    assert await leased(stage, outcomes={one: Sent("m")}) == []
    assert not await retry(stage, one)


async def test_a_late_word_changes_nothing_that_was_queued_by_hand(
    stage: Stage,
) -> None:
    """睡过了租约的醒来报结局，人已叫再发：照人叫的，送信的也不因此停摆。"""
    (one,) = await push(stage, (FIRST, "甲"))
    assert await leased(stage) == [one]
    stage.clock.push(stage.clock.now() + 2 * LEASE)
    assert await retry(stage, one)
    await turn(stage, {one: Uncertain()}, 0)
    assert (await row_of(stage, one)).status == "ready"
    assert await leased(stage) == [one]


async def test_an_outcome_that_is_written_twice_counts_once(stage: Stage) -> None:
    """记结局的一笔落没落不知道，又记了一遍：次数只退一次，下回照样再发。"""
    (one,) = await push(stage, (FIRST, "甲"))
    assert await leased(stage) == [one]
    await turn(stage, {one: Rejected(45009)}, 0)
    await turn(stage, {one: Rejected(45009)}, 0)
    stage.clock.push(stage.clock.now().replace(minute=2))
    assert await leased(stage) == [one]
    assert await leased(stage, outcomes={one: Rejected(-1)}) == []
    assert (await row_of(stage, one)).attempts == 1


async def test_what_was_withdrawn_stays_so(stage: Stage) -> None:
    """已经换了说法、不必再说的，叫再发也不发。"""
    (one,) = await push(stage, (FIRST, "甲"))

    def withdraw(session):  # type: ignore[no-untyped-def]
        """记作不必再说。"""
        post_office.mail(session, one).status = MailStatus.WITHDRAWN

    await stage.house.lane.run(withdraw)
    assert not await retry(stage, one)
    assert await leased(stage) == []


@pytest.mark.parametrize(
    ("first", "fate"), [(Uncertain(), "uncertain"), (NotSent(), "failed")]
)
async def test_a_refusal_after_a_send_of_unknown_fate(
    stage: Stage, first: Outcome, fate: str
) -> None:
    """头一次不知到没到，再发被拒（卡片编号用过了也会拒）：记作可能已送达。"""
    (one,) = await push(stage, (FIRST, "甲"))
    assert await leased(stage) == [one]
    assert await leased(stage, outcomes={one: first}) == []
    stage.clock.push(stage.clock.now().replace(minute=1))
    assert await leased(stage) == [one]
    assert await leased(stage, outcomes={one: Rejected(42015)}) == []
    assert (await row_of(stage, one)).status == fate


async def test_a_send_that_certainly_failed_is_sent_hours_later(stage: Stage) -> None:
    """确知没发出去的，隔了五小时照样再发。"""
    one, two = await push(stage, (FIRST, "甲"), (SECOND, "乙"))
    load = await turn(stage)
    await turn(stage, {one: NotSent()}, 0)
    await stage.house.lane.run(
        lambda s: outbox.give_back(stage.house.context(s), load.parcels[1:])
    )
    assert (await row_of(stage, two)).attempts == 0
    stage.clock.push(stage.clock.now().replace(hour=14))
    assert await leased(stage) == [one, two]


async def _out_of_reach(stage: Stage, times: int) -> None:
    """Let every attempt fail for want of a line, an attempt each six minutes."""
    waiting: list[int] = []
    for _ in range(times):
        load = await turn(stage, dict.fromkeys(waiting, NotSent()))
        waiting = [parcel.mail_id for parcel in load.parcels]
        stage.clock.push(stage.clock.now() + timedelta(minutes=6))
    await turn(stage, dict.fromkeys(waiting, NotSent()), 0)


async def _vitals(stage: Stage) -> Vitals:
    """What /readyz goes by."""
    house = stage.house
    return await house.lane.read(lambda s: vitals.look(house.context(s)))


async def test_an_answer_outlasts_a_line_that_is_down(stage: Stage) -> None:
    """网络断了大半天，答复一直等着，通了照样发出。"""
    (one,) = await push(stage, (FIRST, "甲"))
    await _out_of_reach(stage, 30)
    assert (await row_of(stage, one)).status == "ready"
    stage.clock.push(stage.clock.now() + timedelta(minutes=6))
    assert await leased(stage) == [one]


async def test_a_request_is_said_anew_after_hours_without_a_line(
    directory: Path,
) -> None:
    """网络断了大半天，请人决定的卡片按当时的台账重写，通了以后只到一张，按得动。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.say(FIRST, "延期 5-006 到11月30日 因招标流程未完")
        stage.simulator.is_away = True
        await stage.say(FIRST, "确认")
        for _ in range(30):
            await stage.wait(seconds=360)
        assert "请管理员查看网络" in (await _vitals(stage)).channel_reason
        stage.simulator.is_away = False
        for _ in range(3):
            await stage.wait(seconds=360)
        assert (await _vitals(stage)).channel_reason == ""
        cards = [one for one in stage.phone("suxiaotong") if one.card]
        assert len(cards) == 1
        assert (await stage.press("suxiaotong", "同意 5-006")).startswith("已同意")
