"""还没有交办的一项，对单位的人等于没有：随怎么问，答的和没有这个编号一样。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged
from tests.holding import NAMED, ONE, hold, hold_one

OFFICE, PERSON, PRINCIPAL = "feisiyuan", "dengjianing", "liangzhenbang"
START, IMPORTED = "2026-10-12 09:00", "2026-09-14 09:00"
UNIT_PEOPLE = (*NAMED, PRINCIPAL)
ASKED = (
    *("{}", "查 {}", "佐证 {}", "打开 {}", "为什么 {}", "{}什么时候到期", "{}谁负责"),
    *("进展 {} 已开会研究", "{}已开会研究", "完成 {} 措施1", "销号 {}", "归到{}"),
    *("延期 {} 到12月31日 缺人手", "已督促 {}", "需协调 {} 缺钱", "同意 {}", "交办 {}"),
    *("退回 {} 材料不全", "改派 {} 邓佳宁给石海涛", "撤销 {}", "导出 {}", "{}、5-002"),
    *("{}写错了，改为已修", "把{}发给我", "收到 {}"),
)
LISTS = (
    *(
        "我的",
        "状态",
        "状态 第5轮",
        "逾期",
        "12月到期",
        "无期限",
        "周报",
        "更多",
        "帮助",
    ),
    *("教育局", "邓佳宁的事项", "哪些单位逾期最多", "关于校车台账的有哪些", "完成率"),
    *("校车台账已补齐", "901号已补齐", "党的领导弱化有几项"),
)


async def answers(stage: Stage, code: str) -> dict[tuple[str, str], str]:
    """Whatever the people of the unit hear; the number they name is called N."""
    heard = {}
    for userid in UNIT_PEOPLE:
        for asked in (*ASKED, *LISTS):
            await stage.wait(seconds=130)  # nothing said before is meant any more
            said = await stage.say(userid, asked.format(code))
            heard[userid, asked] = said.replace(code, "N")
    return heard


async def test_it_is_like_a_number_that_is_not_there(directory: Path) -> None:
    """台账里没有这一项，和有这一项、没交办：责任人、责任领导、主要负责人听到的一字不差。"""
    for place in ("without", "held"):
        (directory / place).mkdir()
    async with staged(directory / "without", START, imported=IMPORTED) as stage:
        without = await answers(stage, ONE)
    async with staged(directory / "held", START, imported=IMPORTED) as stage:
        await hold_one(stage, directory)
        assert await answers(stage, ONE) == without
        assert "已登记1" in await stage.say(OFFICE, "状态")
        assert (await stage.say(OFFICE, ONE)).startswith(f"{ONE}：已登记")


async def test_what_names_it_is_not_bound_to_it(directory: Path) -> None:
    """点了它的编号的话和随后的文件都不归到它名下，引用了它的也不归。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await hold_one(stage, directory)
        assert f"不能办理：{ONE}" in await stage.say(PERSON, f"{ONE} 已补三页")
        await stage.send_file(PERSON, f"{ONE}.jpg", b"\xff\xd8\xff photo")
        quoted = await stage.say(PERSON, "已补三页", quote=f"{ONE} 校车台账缺页")
        assert f"不能办理：{ONE}" in quoted
        shown = await stage.show(ONE)
        assert (shown["progress"], shown["evidence"]) == ([], [])


async def test_struck_off_before_it_never_was(directory: Path) -> None:
    """没有交办就核减了的，单位的人还是看不到，总计里也没有。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await stage.say(PRINCIPAL, "你好")
        before = await stage.say(PRINCIPAL, "状态")
        await hold_one(stage, directory)
        await stage.say(OFFICE, f"核减 {ONE} 领导小组纪要第3期")
        assert await stage.say(PRINCIPAL, "状态") == before
        assert "没有这个编号" in await stage.say(PRINCIPAL, ONE)
        assert "已核减" in await stage.say(OFFICE, ONE)


async def test_from_the_handover_on_it_is_there(directory: Path) -> None:
    """交办以后看得到、办得了；再核减了，还是看得到。"""
    async with staged(directory, START, imported=IMPORTED) as stage:
        await hold_one(stage, directory)
        await stage.say(OFFICE, f"交办 {ONE}")
        assert f"已记入：{ONE}" in await stage.say(PERSON, f"进展 {ONE} 已补三页")
        assert ONE in await stage.say(PERSON, "我的")
        await stage.say(OFFICE, f"核减 {ONE} 领导小组纪要第3期")
        assert (await stage.say(PERSON, ONE)).startswith(f"{ONE}：已核减")


async def test_a_round_of_which_nothing_was_handed_over(directory: Path) -> None:
    """一轮一项也没交办的，单位的人问这一轮，答没有这一轮；巡察办照常数。"""
    async with staged(directory, START, ("花名册.xlsx",)) as stage:
        await hold(stage)
        said = await stage.say(PRINCIPAL, "状态 第5轮")
        assert said.startswith("没有这一轮：第5轮")
        assert "在办的轮次：无" in said
        assert "第5轮在办（共" in await stage.say(OFFICE, "状态 第5轮")


@pytest.mark.parametrize("userid", UNIT_PEOPLE)
async def test_nobody_reports_on_it(directory: Path, userid: str) -> None:
    """先登记还没有交办的，谁来报进展都和没有这个编号一样答，不写。"""
    async with staged(directory, START, ("花名册.xlsx",)) as stage:
        await hold(stage)
        said = await stage.say(userid, "进展 5-002 已修订采购办法")
        assert said.startswith("不能办理：5-002\n没有这个编号，或者该项不在您名下")
        assert (await stage.show("5-002"))["progress"] == []


async def test_the_office_is_told_where_it_stands(directory: Path) -> None:
    """巡察办对还没有交办的一项说早了，答目前是什么、能办什么，不写。"""
    async with staged(directory, START, ("花名册.xlsx",)) as stage:
        await hold(stage)
        said = await stage.say(OFFICE, "同意 5-006")
        assert "该项目前是“已登记”，未作任何改动。" in said
