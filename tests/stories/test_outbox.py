"""发件箱：先取后发，次序、配额、停用和停机都守得住。"""

from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.sending import Carrier
from handlers.notices import releasing
from handlers.post import mail, outbox
from handlers.post.outbox import Load
from handlers.post.parcel import FRESH, LEASE, Parcel
from models import channels, organisation, post_office
from models.mailbox import Mail
from models.staffing import Staffing
from rules.post.limits import APP_DAILY_PER_ACCOUNT
from rules.post.outcomes import NotSent, Outcome, Rejected, Sent, Uncertain
from rules.vocabulary import Way
from tests.conftest import APP, Stage, staged

FIRST, SECOND, THIRD = "dengjianing", "liangzhenbang", "feisiyuan"
ROOM = 10


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
    outcomes: Mapping[int | Parcel, Outcome] | None = None,
    room: int = ROOM,
    asked: Collection[int] | None = None,
) -> Load:
    """Let one process settle and lease; a mere id is the mail as it is in hand now."""
    back = {
        one if isinstance(one, Parcel) else await in_hand(stage, one): outcome
        for one, outcome in (outcomes or {}).items()
    }
    return await stage.house.lane.run(
        lambda s: outbox.turn(stage.house.context(s), back, room, [Way.APP], asked)
    )


async def in_hand(stage: Stage, mail_id: int) -> Parcel:
    """What whoever has leased a mail last holds of it."""
    row = await row_of(stage, mail_id)
    until = row.lease_until or stage.clock.now()
    return Parcel(mail_id, Way(row.way), row.kind, row.request, until - LEASE)


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


async def test_a_parcel_that_waited_too_long_is_not_sent(stage: Stage) -> None:
    """取来放得太久的不发：租约快到头了，别人可能接手。"""
    await push(stage, (FIRST, "甲"))
    (parcel,) = (await turn(stage)).parcels
    assert parcel.is_fresh(stage.clock.now() + FRESH)
    assert LEASE > 2 * FRESH
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
        await turn(stage, dict.fromkeys(slept.parcels, late))
    assert (await row_of(stage, one)).status == "sent"


@pytest.mark.parametrize("late", [NotSent(), Uncertain(), Rejected(81013)])
async def test_whoever_slept_past_the_lease_takes_it_from_nobody(
    stage: Stage, late: Outcome
) -> None:
    """睡过了租约的进程醒来报失败，别人正送着：还归那人，第三个不来再领一份。"""
    (one,) = await push(stage, (FIRST, "甲"))
    slept = await turn(stage)
    stage.clock.push(stage.clock.now().replace(minute=1, second=1))
    (mine,) = (await turn(stage)).parcels
    assert await leased(stage, outcomes=dict.fromkeys(slept.parcels, late)) == []
    assert (await row_of(stage, one)).lease_until == mine.ends_at
    stage.clock.push(stage.clock.now().replace(minute=1, second=30))
    assert await leased(stage) == []
    await turn(stage, {mine: Sent("m")})
    assert (await row_of(stage, one)).status == "sent"


async def test_whoever_slept_past_the_lease_rewrites_nothing(stage: Stage) -> None:
    """传文件传过了租约的，不改别人照着在发的那一份：再发要一字不差。"""
    (one,) = await push(stage, (FIRST, "甲"))
    slept = await turn(stage)
    stage.clock.push(stage.clock.now() + LEASE)
    mine = await turn(stage)
    for parcel, request in ((mine.parcels[0], "mine"), (slept.parcels[0], "late")):
        await stage.house.lane.run(
            partial(_rewrite, stage, parcel=parcel, request=request)
        )
    assert (await row_of(stage, one)).request == "mine"


def _rewrite(stage: Stage, session: Session, parcel: Parcel, request: str) -> None:
    outbox.rewrite(stage.house.context(session), parcel, request)


async def test_the_code_of_a_card_outlives_a_copy_that_was_dropped(
    stage: Stage,
) -> None:
    """同一张卡片送了两份，平台丢掉后一份、没给码：先前的码留着，卡片还换得了。"""
    (one,) = await push(stage, (FIRST, "甲"))
    slept = await turn(stage)
    await turn(stage, dict.fromkeys(slept.parcels, Sent("m", "code")))
    await turn(stage, dict.fromkeys(slept.parcels, Sent("n")))
    assert (await row_of(stage, one)).response_code == "code"


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


async def test_a_notice_that_cannot_be_written_stops_nobody_else(
    stage: Stage,
) -> None:
    """有一条写不成话（事实里缺了东西）：只缓它一个钟头，别人照收，来话照办。"""
    facts: dict[str, object] = {"what": "undeliverable", "line": "某人"}

    def owe(session):  # type: ignore[no-untyped-def]
        """一人欠一条写不成的，一人欠一条好的。"""
        ctx = stage.house.context(session)
        for userid, known in ((FIRST, {}), (SECOND, facts)):
            person = organisation.find_person(session, userid)
            mail.owe(ctx, person, "office-undeliverable", facts=known)

    def mend(session):  # type: ignore[no-untyped-def]
        """补上缺的。"""
        (notice,) = post_office.waiting_notices(session)
        notice.facts = facts

    await stage.house.lane.run(owe)
    await stage.settle()
    assert stage.heard(SECOND)[-1].startswith("未能送达：1人\n某人")
    assert "5-006" in await stage.say(FIRST, "5-006")
    await stage.house.lane.run(mend)
    await stage.wait(seconds=3601)
    assert stage.heard(FIRST)[-1].startswith("未能送达：1人\n某人")


async def test_what_closes_leaves_no_note_for_later(directory: Path) -> None:
    """刚答完就停：该记的当场记完，不留一个没人办的定时。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        delivery = stage.house.delivery
        await stage.say(FIRST, "我的")
        stage.house.spoken.end(1, written=True)
        assert isinstance(delivery, Carrier)
        assert delivery.noter.is_noting
    assert not delivery.noter.is_noting
    stage.house.spoken.end(1, written=True)
    assert not delivery.noter.is_noting
