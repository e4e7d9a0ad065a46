"""要整本台账：一句话，巡察办、领导小组是全部，单位负责人是本单位。"""

from pathlib import Path

import pytest

from tests.conftest import staged

WHOLE = (
    "导出",
    "导出 全部",
    "导出全部台账",
    "导出所有单位",
    "把全部台账发给我",
    "把台账发给我",
)


@pytest.mark.parametrize(
    ("userid", "count"), [("feisiyuan", 45), ("qiwenyuan", 45), ("liangzhenbang", 8)]
)
async def test_one_word_gives_the_whole_table(
    directory: Path, userid: str, count: int
) -> None:
    """“全部”“所有单位”不是单位的名字：看得到多少，导出多少。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for words in WHOLE:
            said = await stage.say(userid, words)
            assert said.startswith(f"正在生成表格：{count}项"), words


async def test_who_counts_nothing_is_given_no_table(directory: Path) -> None:
    """责任人要全部，也不给；要单位的照旧只给那一个单位。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        refused = await stage.say("dengjianing", "导出 全部")
        assert refused.startswith("不能办理")
        one = await stage.say("feisiyuan", "导出 教育局")
        assert one.startswith("正在生成表格：8项")
