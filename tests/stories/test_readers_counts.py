"""各看各的数：分管区领导数分管的单位，按轮次看只说一遍，代办只在本单位。"""

from pathlib import Path

from models import findings, organisation
from models.ledger import Responsibility
from models.staffing import Staffing
from rules.vocabulary import Role
from tests.conftest import Stage, staged
from tests.stories.test_released import ABOVE, appoint

PERSON, LEADER, OFFICE = "dengjianing", "suxiaotong", "feisiyuan"
START = "2026-09-14 09:00"


async def add_post(stage: Stage, userid: str, unit: str, role: Role) -> None:
    """Give somebody one more post."""

    def write(session):  # type: ignore[no-untyped-def]
        """在一笔里任职。"""
        person = organisation.find_person(session, userid)
        Staffing(session).add_post(unit, person.key, role)

    await stage.house.lane.run(write)


async def test_a_district_leader_counts_the_units_in_charge(directory: Path) -> None:
    """分管区领导问“状态”“我的”，数的是分管单位的事项，别的单位看不到。"""
    async with staged(directory, START) as stage:
        await appoint(stage)
        assert "（区教育局）：总计8项" in await stage.say(ABOVE, "状态")
        assert (await stage.say(ABOVE, "我的")).startswith("我的事项：8项")
        assert (await stage.say(ABOVE, "状态 青河街道")).startswith("不能办理")
        assert "状态" in await stage.say(ABOVE, "帮助")


async def test_a_second_post_opens_no_other_unit(directory: Path) -> None:
    """在一个单位是联络员、在另一个只是经办人的，数不到后一个单位的全部。"""
    async with staged(directory, START) as stage:
        await add_post(stage, PERSON, "青河街道", Role.LIAISON)
        assert (await stage.say(PERSON, "状态 青河街道")).startswith("青河街道在办")
        assert (await stage.say(PERSON, "状态 区教育局")).startswith("不能办理")


async def test_a_round_is_named_once(directory: Path) -> None:
    """“状态 第5轮”抬头只说一遍轮次；没有的轮次说没有。"""
    async with staged(directory, START) as stage:
        assert (await stage.say(OFFICE, "状态 第5轮")).startswith("第5轮在办（共")
        assert (await stage.say(OFFICE, "状态 第9轮")).startswith("没有这一轮：第9轮")


async def test_a_leader_counts_whatever_unit_it_is_in(directory: Path) -> None:
    """责任领导管着别的单位的一项，“状态”“逾期”里也数得到，和“我的”一样多。"""

    def write(session):  # type: ignore[no-untyped-def]
        """在青河街道的一项上任责任领导。"""
        person = organisation.find_person(session, LEADER)
        finding = findings.by_code(session, "5-052")
        row = Responsibility(
            finding_id=finding.key,
            person_id=person.key,
            role=Role.RESPONSIBLE_LEADER.value,
        )
        session.add(row)

    async with staged(directory, START) as stage:
        await stage.house.lane.run(write)
        assert (await stage.say(LEADER, "我的")).startswith("我的事项：5项")
        assert "（您名下的事项）：总计5项" in await stage.say(LEADER, "状态")


async def test_a_persons_name_after_the_word(directory: Path) -> None:
    """“状态 邓佳宁”说的是人，就看这个人的事项，不说没有这个单位。"""
    async with staged(directory, START) as stage:
        said = await stage.say(OFFICE, "状态 邓佳宁")
        assert said.startswith("邓佳宁的事项：3项")


async def test_the_rest_of_a_list_is_shown_the_next_day(directory: Path) -> None:
    """昨天没看完的列表，今天回“更多”接着看；看完了才说没有更多。"""
    async with staged(directory, START) as stage:
        assert "回复“更多”" in await stage.say(OFFICE, "状态 区教育局")
        await stage.go("2026-09-16 10:00")
        assert (await stage.say(OFFICE, "更多")).startswith("区教育局在办")
        assert (await stage.say(OFFICE, "更多")).startswith("没有更多了")


async def test_a_deputy_is_of_the_same_unit(directory: Path) -> None:
    """请外单位的人代办，不安排，说清他是哪个单位的，为什么不行。"""
    async with staged(directory, START) as stage:
        said = await stage.say(PERSON, "代办 项南 10月12日至16日")
        assert said.startswith("代办未办理\n项南（区住房和城乡建设局）不是本单位的人")
        assert (await stage.say("xiangnan", "我的")).startswith("我的事项")
        assert (await stage.say("xiangnan", "查 5-005")).startswith("不能办理：5-005")
