"""巡察办和领导随口一问：数得出、列得出，只列问的人看得到的；问的话从不当成办的话。"""

import re
from pathlib import Path

import pytest

from tests.conftest import Stage, staged
from tests.stories.test_life import LEADER, OFFICE, PERSON, PRINCIPAL, make_ready
from tests.stories.test_sampled_visit import endorsed

START = "2026-09-14 09:00"
HEADED = {
    "教育局销了几个了": "区教育局已销号的事项：没有",
    "哪些单位还没动": "尚未收到进展的单位：6个",
    "谁还没回": "尚未收到进展的事项：45项",
    "哪几家逾期最多": "各单位整改情况：6个单位",
    "青河街道整改得怎么样了": "青河街道在办（共8项，已销号0）：8项",
    "邓佳宁手上还有几件": "邓佳宁的事项：3项",
    "欧阳局长名下哪些没办完": "欧阳若溪的事项：4项",
    "交通局王磊有几项": "王磊的事项：",
    "校服采购那个问题进展如何": "5-003：",
    "住建局和交通局各有几项没销": "各单位整改情况：2个单位",
    "逾期一个月以上的有哪些": "逾期30天以上事项：2项",
    "哪些还缺佐证材料": "缺佐证材料的事项：45项",
    "最近半个月没更新的": "15天内没有进展的事项：没有",
    "还有哪些没回访": "未回访的事项：45项",
    "今天有什么新情况": "今天有变化的事项：45项",
    "昨天有谁报了进展": "昨天报过进展的事项：没有",
    "最近谁报了进展": "最近报过进展的事项：没有",
    "最近两周谁报了进展": "最近两周报过进展的事项：没有",
    "三季度销号的有哪些": "第三季度销号的事项：没有",
    "一个月内到期的": "一个月内到期：9项",
    "10月1日到10月15日到期的": "10月1日至10月15日到期：6项",
    "教育局10月15日前到期的": "区教育局10月15日前到期：3项",
    "已经到期的有哪些": "逾期事项：3项",
    "第一季度到期的": "2027年第一季度到期：没有",
    "5号到期的": "没有读懂",
    "立行立改的完成了几项": "立行立改的事项：6项",
    "核减了几项": "已核减的事项：没有",
    "重新整改的有几个": "重新整改的事项：没有",
    "一共多少个问题，整改完了多少": "巡察整改情况（第5轮）：总计45项",
    "导出全部": "正在生成表格：45项",
    "谁没收到提醒": "还没联系上的：",
}


async def test_the_office_asks_as_people_do(stage: Stage) -> None:
    """巡察办随口问的数和清单，每一句都有答。"""
    for words, heading in HEADED.items():
        answer = await stage.say(OFFICE, words)
        assert answer.startswith(heading), (words, answer)


@pytest.mark.parametrize("words", ["核减了几项", "昨天有谁报了进展"])
async def test_that_there_is_nothing_is_said_once(stage: Stage, words: str) -> None:
    """没有的，一句说完，不再说一遍。"""
    await stage.say(OFFICE, "帮助")  # whoever is met first hears what is kept, too
    assert await stage.say(OFFICE, words) == HEADED[words]


async def test_what_has_happened_is_found(directory: Path) -> None:
    """报过的、等谁签的、等核验的，随口问得到。"""
    async with staged(directory, START) as stage:
        await make_ready(stage)
        none = "目前没有等您决定的申请。"
        assert (await stage.say(PRINCIPAL, "有几个要我签")).startswith(none)
        assert "5-005" in await stage.say(OFFICE, "今天谁报了进展")
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        assert "5-005" in await stage.say(OFFICE, "梁书记那里压着几件")
        assert "5-005" in await stage.say(PRINCIPAL, "有几个要我签")
        await stage.say(PRINCIPAL, "退回 5-005 签到表不全")
        assert "5-005" in await stage.say(OFFICE, "被退回的有哪些")


async def test_an_extension_that_waits_is_found(directory: Path) -> None:
    """申请了延期的，问得到；说不出的人数不到别人的。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "延期 5-006 到12月31日 因方案未过会")
        await stage.say(PERSON, "确认")
        assert "5-006" in await stage.say(OFFICE, "谁申请延期了")
        assert "5-006" in await stage.say(PERSON, "我的延期批了没")
        other = await stage.say("xiongjianjun", "延期还没批的有哪些")
        assert "5-006" not in other


@pytest.mark.parametrize(
    "words",
    [
        "谁还没回",
        "哪些单位还没动",
        "最近有什么变化",
        "还有哪些没回访",
        "邓佳宁还有几件",
        "逾期一天以上的有哪些",
        "各单位没交材料的有几个",
    ],
)
async def test_only_what_the_asker_may_see(stage: Stage, words: str) -> None:
    """别的单位的负责人这样问，只有本单位的：没有别的单位的编号、单位。"""
    answer = await stage.say("xiongjianjun", words)
    assert "教育局" not in answer
    codes = set(re.findall(r"5-\d{3}", answer))
    assert all("5-046" <= code <= "5-053" for code in codes)


async def test_another_unit_is_not_told(stage: Stage) -> None:
    """问别的单位销了几个的，说谁能查，不报数。"""
    answer = await stage.say("xiongjianjun", "教育局销了几个了")
    assert answer.startswith("不能办理")


async def test_a_leader_asks_of_those_below(stage: Stage) -> None:
    """责任领导问得到手下的人在他分管的几项，问不到别的；经办人问不到别人。"""
    below = await stage.say(LEADER, "邓佳宁的那几项报了没有")
    assert set(re.findall(r"5-\d{3}", below)) == {"5-005"}
    assert (await stage.say(PERSON, "石海涛报了没")).startswith("不能办理")


async def test_a_leaders_question_is_no_answer_to_a_notice(directory: Path) -> None:
    """领导收到督促以后问一句，不问他记成已知悉还是已督促。"""
    async with staged(directory, START) as stage:
        await endorsed(stage)
        await stage.go("2026-10-20 09:30")
        answer = await stage.say("yaojingyi", "巡察办催过我们几次")
        assert "请确认怎样记" not in answer


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (PERSON, "梁书记那里压着几件"),
        (PERSON, "石海涛逾期的有哪些"),
        ("xiongjianjun", "住建局和教育局各有几项没销"),
    ],
)
async def test_who_may_not_ask_is_told_so(stage: Stage, who: str, words: str) -> None:
    """问不该问的人和单位，说清由谁查，不答系统出错。"""
    assert (await stage.say(who, words)).startswith("不能办理")


async def test_a_surname_tells_no_name_of_another_unit(stage: Stage) -> None:
    """只说姓和职务，别的单位的人不说出全名；同名的人在哪个单位也不说。"""
    answer = await stage.say("xiongjianjun", "欧阳局长还有几件")
    assert "若溪" not in answer
    answer = await stage.say("xiongjianjun", "王磊有几项")
    assert answer.startswith("王磊的事项：没有")
