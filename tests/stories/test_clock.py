"""钟走起来：提醒、逾期、阶梯、周报、停机以后。"""

from datetime import timedelta
from pathlib import Path

from handlers.ladder import almanac
from models import post_office
from tests.conftest import APP, Stage, at, staged

PERSON, PRINCIPAL, OFFICE = "dengjianing", "liangzhenbang", "feisiyuan"
SMALL = ("花名册.xlsx", "台账-标准.xlsx")


def steps(shown: dict[str, object], status: str = "sent") -> list[tuple[str, str]]:
    """The steps of one finding's notices of a status, with their receivers."""
    notices = shown["notices"]
    assert isinstance(notices, list)
    return [(one["step"], one["to"]) for one in notices if one["status"] == status]


async def walk(stage: Stage, *days: str) -> None:
    """Let these mornings begin."""
    for day in days:
        await stage.go(f"{day} 08:50")


async def leader_of(stage: Stage, code: str) -> str:
    """Who answers for a finding."""
    people = (await stage.show(code))["people"]
    assert isinstance(people, list)
    return next(one["userid"] for one in people if one["role"] == "responsible_leader")


async def test_overdue_climbs_person_leader_principal_office(directory: Path) -> None:
    """逾期按阶梯上报：次日经办人和责任领导，七日主要负责人，先给巡察办过目，十五日巡察办。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        leader = await leader_of(stage, "5-006")
        await walk(stage, "2026-10-15")
        assert ("remind-0", PERSON) in steps(await stage.show("5-006"))
        await walk(stage, "2026-10-16")
        sent = steps(await stage.show("5-006"))
        assert ("overdue-1", PERSON) in sent
        assert ("overdue-1", leader) in sent
        assert not any(who == PRINCIPAL for _, who in sent)
        await walk(stage, "2026-10-20", "2026-10-23")
        sent = steps(await stage.show("5-006"))
        assert ("overdue-3", leader) in sent
        assert ("office-upcoming:overdue-7", OFFICE) in sent
        assert ("overdue-7", PRINCIPAL) not in sent
        await walk(stage, "2026-10-26")
        assert ("overdue-7", PRINCIPAL) in steps(await stage.show("5-006"))
        await walk(stage, "2026-11-05")
        assert ("overdue-15", OFFICE) in steps(await stage.show("5-006"))


async def test_patrol_twice_says_nothing_twice(directory: Path) -> None:
    """同一天巡查跑两遍，谁也不会收到第二条。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, "2026-10-15")
        before = len(stage.phone(PERSON))
        await stage.house.scheduler.run("patrol", stage.clock.now())
        await stage.settle()
        assert len(stage.phone(PERSON)) == before


async def test_after_darkness_only_the_newest_step_speaks(directory: Path) -> None:
    """停机几天以后，每人只听到最新的一步，略过的留着缘由。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, "2026-09-15")
        await walk(stage, "2026-10-16")
        shown = await stage.show("5-006")
        told = [
            step for step, who in steps(shown) if who == PERSON and step != "delivered"
        ]
        assert told.count("overdue-1") == 1
        assert "remind-0" not in told
        passed = [step for step, who in steps(shown, "withdrawn") if who == PERSON]
        assert "remind-0" in passed


async def test_monday_digest_after_a_holiday_monday(directory: Path) -> None:
    """周一放假，周报在本周第一个工作日发，一周只一份。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        before = len([w for w in stage.heard(OFFICE) if "周报" in w])
        await stage.go("2026-10-05 09:00")
        assert len([w for w in stage.heard(OFFICE) if "周报" in w]) == before
        await stage.go("2026-10-08 09:00")
        digests = [w for w in stage.heard(OFFICE) if w.startswith("巡察整改周报")]
        assert len(digests) == before + 1
        assert "总计45项" in digests[-1]
        await stage.go("2026-10-09 09:00")
        assert len([w for w in stage.heard(OFFICE) if "周报" in w]) == before + 1


async def test_quiet_hours_hold_what_nobody_asked_for(directory: Path) -> None:
    """晚上催办不当场发，答复里说明何时发；第二天上班才到，避开平台拥挤的半点。"""
    async with staged(
        directory, "2026-09-14 20:00", imported="2026-09-14 09:00"
    ) as stage:
        answer = await stage.say(OFFICE, "催 5-005")
        assert "9月15日（周二）08:37发出" in answer
        assert not any("提醒" in words for words in stage.heard(PERSON))
        await stage.go("2026-09-15 08:36")
        assert not any("提醒" in words for words in stage.heard(PERSON))
        await stage.go("2026-09-15 08:37")
        assert any(
            "5-005" in words and "提醒" in words for words in stage.heard(PERSON)
        )


async def test_urging_twice_a_day_is_refused(directory: Path) -> None:
    """同一事项一天催一次，再催说明间隔。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert (await stage.say(OFFICE, "催 5-005")).startswith("已安排催办：5-005")
        assert (await stage.say(OFFICE, "催 5-005")).startswith("暂不能再催：5-005")


async def test_restart_between_fact_and_push_loses_nothing(directory: Path) -> None:
    """事实记下以后、消息发出以前停机，重新启动后照样发出，只发一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.simulator.say(OFFICE, "催 5-005")
        assert not any("巡察整改提醒" in words for words in stage.heard(PERSON))
    async with staged(directory, "2026-09-14 09:05", doors=APP, workbooks=()) as stage:
        await stage.settle()
        await stage.settle()
        told = [words for words in stage.heard(PERSON) if "5-005" in words]
        assert len(told) == 1
        assert "第1次提醒" in told[0]


async def test_undeliverable_is_told_to_the_office_not_the_leader(
    directory: Path,
) -> None:
    """本人收不到，只告诉巡察办，不因此告诉他的领导。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        people = (await stage.show("5-006"))["people"]
        persons = [
            one["userid"] for one in people if one["role"] == "responsible_person"
        ]
        leader = await leader_of(stage, "5-006")
        stage.simulator.unreachable.update(persons)
        await walk(stage, "2026-10-15", "2026-10-16")
        shown = await stage.show("5-006")
        assert ("overdue-1", leader) not in steps(shown)
        assert any("未能送达" in words for words in stage.heard(OFFICE))


async def persons_of(stage: Stage, code: str) -> list[str]:
    """The accounts of whoever is responsible for a finding."""
    people = (await stage.show(code))["people"]
    return [one["userid"] for one in people if one["role"] == "responsible_person"]  # type: ignore[attr-defined]


async def test_who_was_not_reached_once_and_is_since_is_no_excuse(
    directory: Path,
) -> None:
    """本人有一次没收到，后来又都收到了：逾期照样告诉他的领导。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        leader = await leader_of(stage, "5-006")
        stage.simulator.unreachable.update(await persons_of(stage, "5-006"))
        await walk(stage, "2026-10-12")
        stage.simulator.unreachable.clear()
        await walk(stage, "2026-10-15", "2026-10-16")
        assert ("overdue-1", leader) in steps(await stage.show("5-006"))


async def test_what_the_platform_refuses_is_told_like_what_does_not_arrive(
    directory: Path,
) -> None:
    """提醒被平台拒收，本人没收到：点名告诉巡察办，不因此告诉他的领导。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        leader = await leader_of(stage, "5-006")
        persons = await persons_of(stage, "5-006")
        await walk(stage, "2026-10-14")
        stage.simulator.fail_next(*([85002] * len(persons)))
        await stage.simulator.say(OFFICE, "催 5-006")
        await stage.settle()
        await walk(stage, "2026-10-16")
        shown = await stage.show("5-006")
        assert ("overdue-1", leader) not in steps(shown)
        told = [one for one in stage.heard(OFFICE) if one.startswith("没有发出")]
        assert all(f"（{person}）" in told[0] for person in persons)
        assert "python -m bot mail" in told[0]
        fates = {one["status"] for one in shown["notices"] if one["to"] in persons}  # type: ignore[attr-defined]
        assert "waiting" not in fates


async def test_everybody_who_was_not_reached_is_named(directory: Path) -> None:
    """没送达的有几人就点几个人的名，一个不省。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        others = set(stage.simulator.phones.members) - {OFFICE}
        stage.simulator.unreachable.update(others)
        await walk(stage, "2026-10-15", "2026-10-16")
        lists = [one for one in stage.heard(OFFICE) if one.startswith("未能送达：")]
        totals = [int(one.splitlines()[0][5:-1]) for one in lists]
        assert max(totals) > 5
        assert [len(one.splitlines()[1].split("、")) for one in lists] == totals


async def test_leader_answers_by_button(directory: Path) -> None:
    """领导按“已督促”，答复留存，卡片变成回执。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        leader = await leader_of(stage, "5-006")
        await walk(stage, "2026-10-15", "2026-10-16")
        answer = await stage.say(leader, "已督促 5-006 本周五前补齐")
        assert answer.startswith("已记录：已督促 5-006")
        kept = (await stage.show("5-006"))["answers"]
        assert [one["kind"] for one in kept] == ["urged_on"]


async def test_watchman_alarms_when_the_patrol_did_not_run(directory: Path) -> None:
    """巡查到点没跑，更夫告诉巡察办，一次缺班只说一遍。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        await stage.house.scheduler.run("patrol", stage.clock.now())
        await stage.go("2026-09-14 08:55")
        stage.clock.push(at("2026-09-15 09:20"))
        await stage.house.scheduler.run("watchman", stage.clock.now())
        await stage.house.scheduler.run("watchman", stage.clock.now())
        await stage.settle()
        told = [words for words in stage.heard(OFFICE) if "巡查未运行" in words]
        assert len(told) == 1


async def test_stuck_mail_is_told(directory: Path) -> None:
    """消息积压超过一刻钟，更夫告诉巡察办有几条、等了多久。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        stage.simulator.fail_next(*([-1] * 20))
        await stage.simulator.say(OFFICE, "催 5-005")
        await stage.house.delivery.drain()
        await stage.wait(seconds=1)
        stage.clock.push(stage.clock.now() + timedelta(minutes=20))
        await stage.house.scheduler.run("watchman", stage.clock.now())
        shown = await stage.house.lane.run(_waiting)
        assert "office-mail_stuck" in shown


def _waiting(session):  # type: ignore[no-untyped-def]
    return {row.step for row in post_office.waiting_notices(session)}


async def test_a_notice_entered_passes_over_no_day_of_a_rehearsal(
    directory: Path,
) -> None:
    """录入放假通知的钟走在演练前面，演练里到了日子的提醒照样说。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        stage.clock.push(at("2026-12-01 09:00"))
        house = stage.house
        await house.lane.run(lambda s: almanac.replan(house.context(s)))
        await stage.go("2026-10-16 08:50")
        assert any("第1次提醒" in one for one in stage.heard(PERSON))
