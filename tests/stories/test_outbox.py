"""发件箱：先取后发，次序、配额、停用和停机都守得住。"""

from collections.abc import AsyncIterator, Collection, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sending import Carrier
from handlers import mail, outbox, releasing, retrying, settling, vitals
from handlers.outbox import Load
from handlers.vitals import Vitals
from models import channels, organisation, post_office
from models.mailbox import Mail
from models.staffing import Staffing
from rules.limits import APP_DAILY_PER_ACCOUNT
from rules.outcomes import NotSent, Outcome, Rejected, Sent, Uncertain
from rules.vocabulary import MailStatus, Way
from tests.conftest import APP, Stage, staged

FIRST, SECOND, THIRD = "dengjianing", "liangzhenbang", "feisiyuan"
ROOM = 10


@pytest.fixture
async def stage(directory: Path) -> AsyncIterator[Stage]:
    """A morning on which nothing waits any more."""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as made:
        await made.settle()
        yield made


async def push(stage: Stage, *told: tuple[str, str], kind: str = "answer") -> list[int]:
    """Store a mail for each (account, text), without its job; return their ids."""

    def store(session):  # type: ignore[no-untyped-def]
        """在一笔里存下。"""
        ctx = stage.house.context(session)
        rows = [
            mail.push(ctx, organisation.find_person(session, userid), text, kind)
            for userid, text in told
        ]
        session.info["mail"].clear()
        return [row.id for row in rows]

    return await stage.house.lane.run(store)


async def turn(
    stage: Stage,
    outcomes: Mapping[int, Outcome] | None = None,
    room: int = ROOM,
    asked: Collection[int] | None = None,
) -> Load:
    """Let one process settle and lease."""
    return await stage.house.lane.run(
        lambda s: outbox.turn(
            stage.house.context(s), outcomes or {}, room, [Way.APP], asked
        )
    )


async def leased(stage: Stage, **how: object) -> list[int]:
    """The ids of what one turn leases."""
    load = await turn(stage, **how)  # type: ignore[arg-type]
    return [parcel.mail_id for parcel in load.parcels]


async def row_of(stage: Stage, mail_id: int) -> Mail:
    """The row of a mail as it stands."""
    return await stage.house.lane.run(lambda s: post_office.mail(s, mail_id))


async def test_one_receivers_mail_is_leased_one_by_one(stage: Stage) -> None:
    """同一个人的后一条，等前一条记下结局才取；别人的不等。"""
    one, two, other = await push(stage, (FIRST, "甲1"), (FIRST, "甲2"), (SECOND, "乙"))
    assert await leased(stage) == [one, other]
    assert await leased(stage) == []
    assert await leased(stage, outcomes={one: Sent("m")}) == [two]


async def test_a_failed_mail_keeps_its_place(stage: Stage) -> None:
    """前一条要再试，后一条不抢先。"""
    one, two = await push(stage, (FIRST, "甲1"), (FIRST, "甲2"))
    assert await leased(stage) == [one]
    assert await leased(stage, outcomes={one: NotSent()}) == []
    stage.clock.push(stage.clock.now().replace(minute=1))
    assert await leased(stage) == [one]
    assert await leased(stage, outcomes={one: Sent("m")}) == [two]


async def test_answers_pass_before_notices(stage: Stage) -> None:
    """成千条提醒排着队，答复先走。"""
    (notice,) = await push(stage, (FIRST, "提醒"), kind="notice")
    (answer,) = await push(stage, (SECOND, "答复"))
    assert await leased(stage, room=1) == [answer]
    assert await leased(stage, room=1) == [notice]


async def test_a_job_brings_the_receivers_oldest_mail(stage: Stage) -> None:
    """派来的活指着后一条，发的还是同一个人的前一条，别人的不动。"""
    one, two, _ = await push(stage, (FIRST, "甲1"), (FIRST, "甲2"), (SECOND, "乙"))
    assert await leased(stage, asked=[two]) == [one]
    assert await leased(stage, outcomes={one: Sent("m")}, asked=[]) == [two]


async def test_the_days_quota_is_never_exceeded(stage: Stage) -> None:
    """当天只剩两条配额：取两条，第三条等到第二天。"""
    ids = await push(stage, (FIRST, "甲"), (SECOND, "乙"), (THIRD, "丙"))

    def use_up(session):  # type: ignore[no-untyped-def]
        """只给今天留两条。"""
        ctx = stage.house.context(session)
        whole = channels.accounts(session) * APP_DAILY_PER_ACCOUNT
        channels.hold(session, Way.APP)
        channels.count_sent(session, Way.APP, ctx.today, whole - 2)

    await stage.house.lane.run(use_up)
    taken = await leased(stage)
    assert taken == ids[:2]
    assert await leased(stage, outcomes=dict.fromkeys(taken, Sent("m"))) == []
    stage.clock.push(stage.clock.now().replace(day=15))
    assert await leased(stage) == ids[2:]


async def test_what_is_in_flight_does_not_end_a_rest(stage: Stage) -> None:
    """平台说太快了：早先发出的成功了也照样歇满，歇满先试一条。"""
    one, two, three = await push(stage, (FIRST, "甲"), (SECOND, "乙"), (THIRD, "丙"))
    load = await turn(stage)
    assert (await turn(stage, {one: Rejected(45009)})).resting
    assert (await turn(stage, {two: Sent("m")})).resting
    await stage.house.lane.run(
        lambda s: outbox.give_back(stage.house.context(s), load.parcels[2:])
    )
    stage.clock.push(stage.clock.now().replace(minute=1, second=1))
    assert await leased(stage) == [one]
    assert await leased(stage, outcomes={one: Sent("m")}) == [three]


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


async def test_a_parcel_that_waited_too_long_is_not_sent(stage: Stage) -> None:
    """取来放得太久的不发：租约快到头了，别人可能接手。"""
    await push(stage, (FIRST, "甲"))
    (parcel,) = (await turn(stage)).parcels
    assert parcel.is_fresh(stage.clock.now() + outbox.FRESH)
    assert settling.LEASE > 2 * outbox.FRESH
    stage.clock.push(stage.clock.now().replace(second=21))
    assert not parcel.is_fresh(stage.clock.now())


@pytest.mark.parametrize("late", [None, NotSent(), Uncertain()])
async def test_whoever_slept_past_the_lease_changes_nothing(
    stage: Stage, late: Outcome | None
) -> None:
    """睡过了租约的进程醒来，退回或报失败都不算数：别人已经送到，不再发一遍。"""
    (one,) = await push(stage, (FIRST, "甲"))
    slept = await turn(stage)
    stage.clock.push(stage.clock.now().replace(minute=1, second=1))
    assert await leased(stage) == [one]
    await turn(stage, {one: Sent("m")})
    if late is None:
        await stage.house.lane.run(
            lambda s: outbox.give_back(stage.house.context(s), slept.parcels)
        )
    else:
        await turn(stage, {one: late})
    assert (await row_of(stage, one)).status == "sent"


async def test_more_people_than_one_release_are_all_told(stage: Stage) -> None:
    """一次放行只放一批人，接着放下一批，一个不落。"""
    accounts = [f"new{number}" for number in range(releasing.RECEIVERS + 5)]

    def owe(session):  # type: ignore[no-untyped-def]
        """欠每个人一句。"""
        ctx, staffing = stage.house.context(session), Staffing(session)
        for userid in accounts:
            person = staffing.put_person(userid, f"新人{userid}")
            mail.owe(
                ctx, person, "office-undeliverable", facts={"what": "undeliverable"}
            )

    for userid in accounts:
        stage.simulator.add_member(userid, userid)
    await stage.house.lane.run(owe)
    await stage.settle()
    assert {len(stage.heard(userid)) for userid in accounts} == {1}


async def test_what_closes_leaves_no_note_for_later(directory: Path) -> None:
    """刚答完就停：该记的当场记完，不留一个没人办的定时。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        delivery = stage.house.delivery
        await stage.say(FIRST, "我的")
        stage.house.spoken.end(1, written=True)
        assert isinstance(delivery, Carrier)
        assert delivery.is_noting
    assert not delivery.is_noting
    stage.house.spoken.end(1, written=True)
    assert not delivery.is_noting
