"""巡察办办错了、问偏了：说清没有改动，接下来怎么办；照片不跟着收回的回访丢掉。"""

from pathlib import Path

from tests.conftest import staged
from tests.stories.test_life import OFFICE, PRINCIPAL
from tests.stories.test_sampled_visit import COLLEAGUE, endorsed, sent

START = "2026-09-14 09:00"


async def test_a_decision_is_not_undone_but_the_way_is_said(directory: Path) -> None:
    """销号以后说撤销：没有撤销，说清怎样重新整改；状态不变。"""
    async with staged(directory, START) as stage:
        await endorsed(stage)
        await stage.say(OFFICE, "同意 5-005")
        told = await stage.say(OFFICE, "撤销")
        assert told.startswith("没有撤销：5-005")
        assert "例如：重新整改 5-005" in told
        assert (await stage.show("5-005"))["status"] == "closed"


async def test_a_gate_says_what_opens_it(directory: Path) -> None:
    """材料不合格的，教退回补材料，不叫人回访；没有材料的，不叫巡察办自己交。"""
    async with staged(directory, START) as stage:
        await endorsed(stage)
        await stage.say(OFFICE, "佐证不合格 5-005 1 签字不清")
        gate = await stage.say(OFFICE, "同意 5-005")
        assert "退回 5-005" in gate
        assert "补一次回访" not in gate
        none = await stage.say(OFFICE, "佐证 5-006")
        assert "还没有材料" in none
        assert "照片直接发到这里" not in none


async def test_a_photo_outlives_a_visit_taken_back(directory: Path) -> None:
    """回访记错了收回，带回的照片还在，记对了以后归得上。"""
    async with staged(directory, START) as stage:
        await sent(stage, OFFICE)
        await stage.say(OFFICE, "回访 5-006 到位 看了名册")
        wrong = await stage.say(OFFICE, "归到5-004")
        assert "先回复“撤销”" in wrong
        back = await stage.say(OFFICE, "记错了，撤回刚才的回访")
        assert back.startswith("已撤销：5-006")
        assert "现场.jpg仍妥存" in back
        assert (await stage.show("5-006"))["visits"] == []
        await stage.say(OFFICE, "回访 5-004 到位 看了名册")
        await stage.say(OFFICE, "归到5-004")
        (visit,) = (await stage.show("5-004"))["visits"]
        assert len(visit["evidence"]) == 1


async def test_what_the_public_says_in_a_call_is_not_lost(directory: Path) -> None:
    """回访里说到群众不满意的，只记原话，告诉他怎样另记。"""
    async with staged(directory, START) as stage:
        words = "5-004 电话回访群众3人，满意2人，不满意1人"
        kept = await stage.say(COLLEAGUE, words)
        assert "群众不满意 5-004" in kept
        bare = await stage.say(COLLEAGUE, "回访 5-004")
        assert bare.startswith("请写明看到的情况：5-004")


async def test_all_are_urged_on_at_once(directory: Path) -> None:
    """主要负责人说几项“都已督促”，每一项都记已督促，不当成签收。"""
    async with staged(directory, START) as stage:
        kept = await stage.say(PRINCIPAL, "5-003和5-008都已督促")
        assert "已记录：已督促 5-003" in kept
        assert "已记录：已督促 5-008" in kept


async def test_one_finding_is_not_the_whole_table(directory: Path) -> None:
    """说导出一项的，不把整本台账发出去。"""
    async with staged(directory, START) as stage:
        told = await stage.say(OFFICE, "导出 5-004")
        assert told.startswith("一项不单独导出：5-004")
        assert (await stage.say(OFFICE, "导出 教育局")).startswith("正在生成表格：8项")


async def test_what_was_set_is_taken_back_by_its_own_words(directory: Path) -> None:
    """群众不满意、列入抽查、改派，说撤销收不回，说清各自怎么改回来。"""
    async with staged(directory, START) as stage:
        for said, way in (
            ("群众不满意 5-004 反映没发钱", "群众满意 5-004"),
            ("抽查 5-004", "取消抽查 5-004"),
            ("改派 5-004 崔国栋给石海涛", "改派 5-004"),
            ("更正 5-004 标题 资助发放不及时", "更正 5-004 标题"),
        ):
            await stage.say(OFFICE, said)
            told = await stage.say(OFFICE, "撤销")
            assert told.startswith("没有撤销：5-004")
            assert f"例如：{way}" in told
        taught = await stage.say(OFFICE, "更正 5-004 期限 11月30日")
        assert taught.startswith("已有期限：5-004")
        assert "补办 5-004" in taught
        assert (await stage.show("5-004"))["due_on"] == "2026-12-31"
