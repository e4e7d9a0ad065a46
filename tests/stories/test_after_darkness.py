"""停机以后：一条里说清哪几天没有提醒，给领导的也注明；没停过的，一个字也不多。"""

from datetime import date
from pathlib import Path

from handlers.notices import planning
from models import findings
from tests.conftest import Stage, staged
from tests.stories.test_answered_and_vacant import about, mornings, without
from tests.stories.test_clock import steps
from tests.stories.test_past_figures import limited

PERSON, LEADER, PRINCIPAL = "dengjianing", "ouyangruoxi", "liangzhenbang"
OFFICE = "feisiyuan"


async def dark(stage: Stage, until: str) -> None:
    """Let the system be down from a Tuesday on: 5-005 falls due on the Wednesday."""
    await limited(stage, "5-005", date(2026, 9, 23))
    await without(stage, "5-005", "nobody")
    await mornings(stage, "2026-09-14", "2026-09-21")
    await stage.go(until)


async def test_the_person_hears_on_which_days_nothing_came(directory: Path) -> None:
    """停了两天，补发的一条写明停机的日子、本应提醒的那天，表示歉意，期限不变。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await dark(stage, "2026-09-24 08:50")
        (told,) = about(stage, PERSON, "5-005", "逾期1个工作日")
        assert told.startswith("补发提醒：")
        assert "本应于9月23日提醒，系统未能发出" in told
        assert "歉意" in told
        (led,) = about(stage, LEADER, "5-005", "逾期1个工作日")
        assert "系统故障，9月23日未能提醒经办人" in led


async def test_several_are_said_with_the_days_of_the_outage(directory: Path) -> None:
    """几项打成一条的，开头写停机从哪天到哪天，项项写自己缺的那几天，请他核对。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await limited(stage, "5-006", date(2026, 9, 24))
        await without(stage, "5-006", "nobody")
        await dark(stage, "2026-09-24 08:50")
        (told,) = about(stage, PERSON, "5-005", "5-006", "补发提醒")
        assert told.startswith("补发提醒：2项")
        assert "9月22日（周二）至9月23日（周三）系统故障，未能向您发送提醒" in told
        assert told.count("系统未能发出") == 1
        assert "故障期间发过的，请回复“我的”核对" in told


async def test_nothing_is_said_of_an_outage_that_was_none(directory: Path) -> None:
    """天天巡查的，没有一条说补发、故障；头一次导入就逾期的也不说。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await limited(stage, "5-005", date(2026, 9, 23))
        await without(stage, "5-005", "nobody")
        await mornings(stage, "2026-09-14", "2026-10-12")
        for userid in stage.simulator.phones.members:
            assert not about(stage, userid, "补发提醒")
            assert not about(stage, userid, "故障")


async def test_what_a_leader_answered_is_passed_on(directory: Path) -> None:
    """责任领导答复过的，报给主要负责人、巡察办时写明谁哪天怎样答复。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await limited(stage, "5-005", date(2026, 9, 18))
        await without(stage, "5-005", "nobody")
        await mornings(stage, "2026-09-15", "2026-09-21")
        await stage.say(LEADER, "已督促 5-005 本周五前补齐")
        await mornings(stage, "2026-09-22", "2026-10-15")
        for reader in (PRINCIPAL, OFFICE):
            told = about(stage, reader, "5-005", "欧阳若溪9月21日回复“已督促”")
            assert told, reader


async def test_what_was_handed_over_later_missed_nothing(directory: Path) -> None:
    """停机以后才交办的，日子早过了也不说系统没有提醒：那几天它还不在册。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await handed_over(stage, "5-005", date(2026, 9, 24))
        await dark(stage, "2026-09-24 08:50")
        assert about(stage, PERSON, "5-005", "逾期1个工作日")
        for userid in (PERSON, LEADER):
            assert not about(stage, userid, "5-005", "故障")


async def handed_over(stage: Stage, code: str, day: date) -> None:
    """Let a finding be handed over on a day."""

    def write(session):  # type: ignore[no-untyped-def]
        """在一笔里改交办的日子。"""
        finding = findings.by_code(session, code)
        assert finding is not None
        finding.delivered_on = day

    await stage.house.lane.run(write)


async def test_what_was_owed_in_the_evening_gives_way_to_the_mornings_step(
    directory: Path,
) -> None:
    """到期那天晚上才开机，第二天一早同一项只说一次，说的是最新的一步。"""
    async with staged(directory, "2026-10-14 09:00") as stage:
        await stage.settle()
        await stage.go("2026-10-15 19:00")
        before = len(stage.heard(PERSON))
        await stage.go("2026-10-16 08:38")
        await stage.go("2026-10-16 08:50")
        told = [one for one in stage.heard(PERSON)[before:] if "5-006" in one]
        assert len(told) == 1
        shown = await stage.show("5-006")
        assert ("overdue-1", PERSON) in steps(shown)
        assert ("remind-0", PERSON) in steps(shown, "withdrawn")


async def test_a_rehearsal_says_the_newest_step_alone(directory: Path) -> None:
    """晚上欠下的、第二天一早有更新一步的，预演也只列最新的一步，和后来发出的一样。"""
    async with staged(directory, "2026-10-14 09:00") as stage:
        await stage.settle()
        await stage.go("2026-10-15 19:00")

        def ahead(session):  # type: ignore[no-untyped-def]
            """在一笔里预演第二天。"""
            context = stage.house.context(session)
            return planning.plan(context, date(2026, 10, 16), 1)

        planned = [
            one
            for one in await stage.house.lane.read(ahead)
            if one.to == PERSON and one.code == "5-006"
        ]
        assert [one.step for one in planned] == ["overdue-1"]
        await stage.go("2026-10-16 08:38")
        assert ("overdue-1", PERSON) in steps(await stage.show("5-006"))
