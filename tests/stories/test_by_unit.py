"""各单位情况、哪个单位最慢：逾期多的在前；只管一个单位的只看到自己的；要表就发表。"""

from pathlib import Path

from tests.conftest import staged
from tests.stories.test_life import OFFICE, PERSON, PRINCIPAL

LATE = "2026-11-04 09:00"


async def test_units_worst_first(directory: Path) -> None:
    """每个单位逾期几项、最长几天、销了几项，五个一页，其余回更多；序号不指单位。"""
    async with staged(directory, LATE) as stage:
        said = await stage.say(OFFICE, "哪个单位最慢")
        lines = said.splitlines()
        assert lines[0] == "各单位整改情况：6个单位"
        assert lines[1] == "区农业农村局：逾期4项（最长43个工作日），已销号0/7。"
        assert "另有1个单位" in said
        rest = await stage.say(OFFICE, "更多")
        assert "青河街道：逾期" in rest
        assert "农业农村局" not in rest
        assert "没有更多" in await stage.say(OFFICE, "更多")
        assert (await stage.say(OFFICE, "各单位情况")).startswith(said[:100])


async def test_a_unit_sees_its_own(directory: Path) -> None:
    """主要负责人只看到本单位的数，也只要得到本单位的表。"""
    async with staged(directory, LATE) as stage:
        said = await stage.say(PRINCIPAL, "各单位情况")
        assert said.startswith("各单位整改情况：1个单位\n区教育局：逾期3项")
        assert "农业农村局" not in said
        table = await stage.say(PRINCIPAL, "教育局的表发我一份")
        assert table.startswith("正在生成表格：8项")
        other = await stage.say(PRINCIPAL, "把住建局的台账发给我")
        assert other.startswith("不能办理")


async def test_whoever_reports_gets_no_figures(directory: Path) -> None:
    """经办人说这些话，看不到别人的数；带编号的仍是进展。"""
    async with staged(directory, LATE) as stage:
        for words in ("各单位情况", "排个名", "把教育局的台账发给我"):
            said = await stage.say(PERSON, words)
            assert "已销号" not in said
            assert "正在生成表格" not in said
        kept = await stage.say(PERSON, "5-006 各股室情况和台账已核对一遍")
        assert kept.startswith("已记入：5-006")
