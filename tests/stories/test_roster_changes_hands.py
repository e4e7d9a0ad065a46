"""花名册换了人：等着这个岗位签字、审阅的，马上改请现在轮到的人（domain.md §5）。"""

from pathlib import Path

from sqlmodel import Session

from bot import intake
from handlers.acting import turn_changes
from handlers.ledger.importing import Options
from models.staffing import Staffing
from rules.ledger.sheet import Sheet
from rules.vocabulary import Role
from tests.conftest import Stage, staged
from tests.stories.test_extended_again import asked_again
from tests.stories.test_held import CLIMB, walk
from tests.stories.test_life import make_ready
from tests.stories.test_retired_edges import out_of_plan

PERSON, LEADER, PRINCIPAL, OFFICE, HEAD = (
    "dengjianing",
    "suxiaotong",
    "liangzhenbang",
    "feisiyuan",
    "zhongyi",
)
HEADER = ["姓名", "账号", "单位", "职务", "角色"]
NEW = "xinren"
VACANT = ["（空缺）", "", "区教育局", "党组书记", "主要负责人"]
FILLED = ["辛任", NEW, "区教育局", "党组书记", "主要负责人"]


async def roster(stage: Stage, *rows: list[str]) -> None:
    """Import a roster of some rows."""
    sheet = Sheet("花名册", [HEADER, *rows])
    await stage.house.lane.run(
        lambda s: intake.take(stage.house.context(s), [sheet], Options(), dry=False)
    )
    stage.simulator.add_member(NEW, "辛任")
    stage.simulator.robot.desk.wrote.add(NEW)
    await stage.settle()


async def submitted(stage: Stage) -> None:
    """5-005 waits for the principal's signature."""
    await make_ready(stage)
    await stage.say(PERSON, "销号 5-005")
    await stage.say(PERSON, "确认")


def asked(stage: Stage, userid: str, words: str) -> int:
    """How often somebody was asked."""
    return sum(words in one for one in stage.heard(userid))


async def test_whoever_comes_into_the_post_is_asked_to_sign(directory: Path) -> None:
    """先写明空缺、后补入新人：空缺时告诉巡察办，补入的马上收到审签请求，照样能签。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await submitted(stage)
        assert asked(stage, PRINCIPAL, "请您审签：销号申请1项") == 1
        await roster(stage, VACANT)
        assert asked(stage, OFFICE, "岗位空缺：1项") == 1
        assert (await stage.say(PRINCIPAL, "同意 5-005")).startswith(
            ("没有", "不能", "不在")
        )
        await roster(stage, FILLED)
        assert asked(stage, NEW, "请您审签：销号申请1项") == 1
        assert asked(stage, OFFICE, "岗位空缺：1项") == 1
        assert (await stage.press(NEW, "同意 5-005")).startswith("已签字：5-005")


async def test_a_change_of_hands_at_once_asks_the_new_one_only(
    directory: Path,
) -> None:
    """一张花名册里换了人：请新的，原来的卡片收起来；再导一遍，谁也不再请。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await submitted(stage)
        for _ in range(2):
            await roster(stage, VACANT, FILLED)
            assert asked(stage, NEW, "请您审签") == 1
            assert asked(stage, PRINCIPAL, "请您审签") == 1
            assert asked(stage, OFFICE, "岗位空缺") == 0


async def test_at_night_the_new_one_is_asked_in_the_morning(directory: Path) -> None:
    """夜里导入的，请求等到早上；原来的人那时已不在任，不再请他。"""
    async with staged(directory, "2026-09-14 18:30") as stage:
        await submitted(stage)
        await roster(stage, VACANT, FILLED)
        assert asked(stage, NEW, "请您审签") == 0
        await stage.go("2026-09-15 09:00")
        assert asked(stage, NEW, "请您审签") == 1
        assert asked(stage, PRINCIPAL, "请您审签") == 0


async def test_a_second_extension_passes_on_where_the_post_is_vacant(
    directory: Path,
) -> None:
    """等主要负责人审阅的再次延期：空缺的送巡察办，补入新人的再送他审阅。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await asked_again(stage)
        await stage.say(LEADER, "同意 5-006")
        before = asked(stage, OFFICE, "请审核：再次延期申请1项")
        await roster(stage, VACANT)
        assert asked(stage, OFFICE, "请审核：再次延期申请1项") == before + 1
        await roster(stage, FILLED)
        assert asked(stage, NEW, "请您审阅：再次延期申请1项") == 1
        agreed = await stage.say(NEW, "同意 5-006")
        assert agreed.startswith("已同意延期申请：5-006"), agreed


async def test_who_joins_the_office_is_asked_for_what_waits_there(
    directory: Path,
) -> None:
    """等巡察办核验的：新来的工作人员也收到请求，原有的人不重复收。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await submitted(stage)
        await stage.say(PRINCIPAL, "同意 5-005")
        before = asked(stage, OFFICE, "请核验：销号申请1项")
        await roster(stage, ["辛任", NEW, "区委巡察办", "科员", "巡察办"])
        assert asked(stage, NEW, "请核验：销号申请1项") == 1
        assert asked(stage, OFFICE, "请核验：销号申请1项") == before


async def test_the_ladder_looks_anew_where_a_post_changed(directory: Path) -> None:
    """主要负责人空缺、又补入：下一次该看的日子当场重算，不等到那天才发现。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB)
        for rows in ([VACANT], [FILLED]):
            await roster(stage, *rows)
            assert await out_of_plan(stage) == []


async def test_what_began_to_wait_while_a_roster_was_read_asks_who_has_come(
    directory: Path,
) -> None:
    """读花名册的工夫里别人刚报来的销号申请：原来的人已请过，只再请新来的。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await submitted(stage)

        def changed(session: Session) -> None:
            """The roster is written; the request was not there when it began."""
            ctx = stage.house.context(session)
            seats = turn_changes.before(ctx).seats
            staffing, unit = Staffing(session), "区教育局"
            new = staffing.put_person(NEW, "辛任")
            staffing.add_post(unit, new.key, Role.PRINCIPAL, "党组书记")
            session.flush()
            turn_changes.ask_anew(ctx, turn_changes.Before(seats, {}))

        await stage.house.lane.run(changed)
        stage.simulator.add_member(NEW, "辛任")
        stage.simulator.robot.desk.wrote.add(NEW)
        await stage.settle()
        assert asked(stage, NEW, "请您审签：销号申请1项") == 1
        assert asked(stage, PRINCIPAL, "请您审签：销号申请1项") == 1
