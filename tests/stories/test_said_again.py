"""没送到的再说：隔了别的再发的算后来送到；巡察办没收到的警报，再有事再说。"""

from pathlib import Path

from handlers.post import retrying
from models import organisation, post_office
from tests.conftest import APP, Stage, staged
from tests.stories.test_clock import OFFICE, leader_of, persons_of, steps, walk
from tests.stories.test_robot_trouble import ONLY, PERSON, push


async def again(stage: Stage, *mail_ids: int) -> None:
    """Have some mails sent by hand."""

    def retry(session):  # type: ignore[no-untyped-def]
        """都再排上。"""
        for mail_id in mail_ids:
            assert retrying.retry(stage.house.context(session), mail_id)

    await stage.house.lane.run(retry)
    await stage.settle()


async def undelivered(stage: Stage, userid: str) -> list[int]:
    """What could not be delivered to somebody, oldest first."""
    rows = await stage.house.lane.run(
        lambda s: post_office.outbox(s, undeliverable=True)
    )
    return [row.key for row in rows if row.userid == userid]


async def test_what_is_sent_by_hand_after_a_later_failure_has_arrived(
    directory: Path,
) -> None:
    """两次都没送到，人把前一次的再发、到了：算收到，逾期照样告诉他的领导。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        leader = await leader_of(stage, "5-006")
        persons = await persons_of(stage, "5-006")
        stage.simulator.unreachable.update(persons)
        await walk(stage, "2026-10-12", "2026-10-15")
        stage.simulator.unreachable.clear()
        await stage.wait(seconds=60)
        oldest = [(await undelivered(stage, one))[0] for one in persons]
        await again(stage, *oldest)
        shown = await stage.show("5-006")
        said = [one for one in shown["notices"] if one["status"] == "sent"]  # type: ignore[attr-defined]
        assert "系统未能送达" not in {one["reason"] for one in said}
        await walk(stage, "2026-10-16")
        assert ("overdue-1", leader) in steps(await stage.show("5-006"))


async def urge(stage: Stage, code: str) -> None:
    """Have those responsible reminded, and the office told what became of it."""
    await stage.simulator.say(OFFICE, f"催 {code}")
    await stage.settle()
    await stage.wait(seconds=60)


async def test_an_alarm_that_nobody_heard_is_said_again(directory: Path) -> None:
    """谁没送到，告诉巡察办的一条也没送到：当天再有一条没送到，再告诉；说过的不再说。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        staff = await stage.house.lane.run(
            lambda s: [one.userid for one in organisation.office_staff(s)]
        )
        persons = await persons_of(stage, "5-006")
        stage.simulator.unreachable.update(staff, persons)
        await urge(stage, "5-006")
        stage.simulator.unreachable.difference_update(staff)
        await urge(stage, "5-005")
        await urge(stage, "5-002")
        told = [one for one in stage.heard(OFFICE) if f"（{persons[0]}）" in one]
        assert [one[:4] for one in told] == ["未能送达"]


async def test_an_alarm_owed_for_long_is_said_once(directory: Path) -> None:
    """巡察办还没和机器人说过话，同一个人一天三次没送到：一开口只说一次，只算一人。

    人把先前的再发、还是没到的，也一样。
    """
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        await stage.settle()
        for text in ("甲1", "甲2", "甲3"):
            await push(stage, PERSON, text)
            await stage.wait(seconds=60)
        await again(stage, *await undelivered(stage, OFFICE))
        await stage.tell(OFFICE, "你好")
        await stage.wait(seconds=60)
        told = [one for one in stage.heard(OFFICE) if f"（{PERSON}）" in one]
        assert [one.count(f"（{PERSON}）") for one in told] == [1]
