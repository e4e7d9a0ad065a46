"""领导答复以后没有下文的再告知；岗位空缺由上一级接收的，巡察办知道。"""

from datetime import date, timedelta
from pathlib import Path

from models import findings
from tests.conftest import Stage, staged
from tests.stories.test_kept_word import foreseen, sent
from tests.stories.test_past_figures import limited

PERSON, LEADER, PRINCIPAL = "dengjianing", "ouyangruoxi", "liangzhenbang"
OFFICE, GROUP = "feisiyuan", "zhuolifeng"


async def mornings(stage: Stage, first: str, last: str) -> None:
    """Let every morning begin from one day to another."""
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        await stage.go(f"{day} 08:50")
        day += timedelta(days=1)


async def without(stage: Stage, code: str, role: str) -> None:
    """Leave a post on a finding vacant."""

    def write(session):  # type: ignore[no-untyped-def]
        """在一笔里去掉。"""
        finding = findings.by_code(session, code)
        assert finding is not None
        finding.next_look_on = date(2026, 9, 14)
        for row in findings.responsibilities(session, finding.key):
            if row.role == role:
                session.delete(row)

    await stage.house.lane.run(write)


def about(stage: Stage, userid: str, *marks: str) -> list[str]:
    """What somebody heard that says all of this."""
    return [one for one in stage.heard(userid) if all(mark in one for mark in marks)]


async def late(stage: Stage) -> None:
    """Let the limit of 5-005 be the first Friday, and its Monday begin."""
    await limited(stage, "5-005", date(2026, 9, 18))
    await without(stage, "5-005", "nobody")
    await mornings(stage, "2026-09-15", "2026-09-21")


async def test_an_answer_that_brought_nothing_comes_back(directory: Path) -> None:
    """领导答复已督促，五个工作日没有新的进展，再告知他本人一次，说明是哪天答复的。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await late(stage)
        await stage.say(LEADER, "已督促 5-005 本周五前补齐")
        await mornings(stage, "2026-09-22", "2026-09-28")
        assert not about(stage, LEADER, "此后没有新的进展")
        planned = await foreseen(stage, "2026-09-29")
        assert ("answered", LEADER) in {(one["step"], one["to"]) for one in planned}
        await mornings(stage, "2026-09-29", "2026-09-29")
        (told,) = about(stage, LEADER, "5-005", "此后没有新的进展")
        assert "您9月21日回复“已督促”，此后没有新的进展" in told
        await mornings(stage, "2026-09-30", "2026-10-14")
        assert len(about(stage, LEADER, "此后没有新的进展")) == 1


async def test_an_answer_that_brought_news_does_not(directory: Path) -> None:
    """答复以后有了实质进展的，不再告知；答复需协调的，由巡察办对接，也不再催他。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await late(stage)
        await stage.say(LEADER, "已督促 5-005 本周五前补齐")
        await stage.say(PERSON, "进展 5-005 已补收4人党费，双人签到表已启用")
        await mornings(stage, "2026-09-22", "2026-10-14")
        assert not about(stage, LEADER, "此后没有新的进展")


async def test_asking_for_coordination_is_not_held_against_a_leader(
    directory: Path,
) -> None:
    """答复需协调的，等的是巡察办，不再告知他没有进展。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await late(stage)
        await stage.say(LEADER, "需协调 5-005 需区财政局批复")
        await mornings(stage, "2026-09-22", "2026-10-14")
        assert not about(stage, LEADER, "此后没有新的进展")


async def test_who_asks_for_help_later_is_not_told_again(directory: Path) -> None:
    """先答复已督促、后答复需协调的，以后一次为准：等的是巡察办，不再告知他。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await late(stage)
        await stage.say(LEADER, "已督促 5-005 本周五前补齐")
        await mornings(stage, "2026-09-22", "2026-09-23")
        await stage.say(LEADER, "需协调 5-005 需区财政局批复")
        await mornings(stage, "2026-09-24", "2026-10-14")
        assert not about(stage, LEADER, "此后没有新的进展")


async def test_a_leader_who_is_the_principal_is_told_once_more(directory: Path) -> None:
    """责任领导就是主要负责人的，答复以后没有下文，也再告知一次，恰好一次。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(OFFICE, "更正 5-005 责任领导 梁振邦")
        await late(stage)
        await stage.say(PRINCIPAL, "已督促 5-005 本周五前补齐")
        await mornings(stage, "2026-09-22", "2026-09-29")
        assert len(about(stage, PRINCIPAL, "5-005", "此后没有新的进展")) == 1


async def test_what_those_above_answered_stays_above(directory: Path) -> None:
    """领导小组的人怎样答复，不写给单位的主要负责人看。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await late(stage)
        await mornings(stage, "2026-09-22", "2026-09-28")
        await stage.say(GROUP, "需协调 5-005 请巡察办盯紧")
        await mornings(stage, "2026-09-29", "2026-09-30")
        (told,) = about(stage, PRINCIPAL, "5-005", "您是该项的主要负责人")
        assert "卓立峰" not in told


async def test_the_office_sees_one_line_of_what_is_told_now(directory: Path) -> None:
    """责任领导中途空缺的，拟发清单只列现在告知的一步，以前说过、被代替的不再一一列出。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await limited(stage, "5-005", date(2026, 9, 18))
        await without(stage, "5-005", "nobody")
        await mornings(stage, "2026-09-14", "2026-09-25")
        await without(stage, "5-005", "responsible_leader")
        await mornings(stage, "2026-09-28", "2026-09-28")
        (told,) = about(stage, OFFICE, "拟发清单", "5-005")
        assert told.count("责任领导空缺，由主要负责人接收") == 1
        assert "逾期满3个工作日" in told


async def test_the_office_sees_what_falls_to_the_principal(directory: Path) -> None:
    """责任领导空缺，轮到主要负责人的每一步，前一个工作日列给巡察办；本人的消息写明缘由。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await without(stage, "5-005", "responsible_leader")
        await late(stage)
        says = "责任领导空缺，由主要负责人接收：期限9月18日，逾期满1个工作日"
        assert len(about(stage, OFFICE, "拟发清单", "5-005", says)) == 1
        (told,) = about(stage, PRINCIPAL, "5-005", "逾期1个工作日")
        assert "责任领导空缺，按规则报您" in told
        assert about(stage, PERSON, "逾期1个工作日")


async def test_the_office_hears_once_of_a_finding_without_its_person(
    directory: Path,
) -> None:
    """责任人空缺，提醒由责任领导接收的，巡察办得知一次，写明怎样补定。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await without(stage, "5-005", "responsible_person")
        await late(stage)
        (told,) = about(stage, OFFICE, "岗位空缺", "5-005")
        assert "责任人空缺，由责任领导接收" in told
        assert "更正 5-005 责任人 姓名" in told
        assert about(stage, LEADER, "5-005", "逾期1个工作日")


async def test_what_a_vacancy_causes_is_foreseen(directory: Path) -> None:
    """空缺引起的每一条，预演和真发的一条不差。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await without(stage, "5-005", "responsible_leader")
        await without(stage, "5-006", "responsible_person")
        await limited(stage, "5-005", date(2026, 9, 24))
        await mornings(stage, "2026-09-14", "2026-09-16")
        day = date(2026, 9, 17)
        while day < date(2026, 10, 20):
            planned = await foreseen(stage, day.isoformat())
            before = await sent(stage)
            await stage.go(f"{day} 08:50")
            told = {(one["step"], one["code"], one["to"]) for one in planned}
            assert {one for one in told if one[1]} == await sent(stage) - before, day
            day += timedelta(days=1)
