"""暂缓怎么说：少了什么，谁能说，一句几项，什么时候没有要暂缓的。"""

from pathlib import Path

from tests.conftest import staged
from tests.stories.test_clock import leader_of, walk
from tests.stories.test_held import CLIMB, HOLD, OFFICE, PERSON, PRINCIPAL

GROUP = "zhuolifeng"


async def test_a_hold_needs_a_day_and_a_reason(directory: Path) -> None:
    """少了日子、少了原因、日子过了或太远，各答一句，教的照着说就办成。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB)
        for words, start, why in (
            ("暂缓", "请写明编号", "暂缓 5-"),
            ("暂缓 5-006", "请写明暂缓到哪天：5-006", "没有读到具体日期"),
            ("暂缓 5-006 因单位10月20日已说明", "请写明暂缓到哪天", "没有读到"),
            ("暂缓 5-006 到今天 因单位已说明", "请写明暂缓到哪天", "不晚于今天"),
            ("暂缓 5-006 到昨天 因单位已说明", "请写明暂缓到哪天", "不晚于今天"),
            (
                "暂缓 5-006 到12月31日 因单位已说明",
                "请写明暂缓到哪天",
                "11月20日（周五）",
            ),
            (
                "暂缓 5-006 到10月30日",
                "请写明原因：5-006",
                "例如：暂缓 5-006 到10月29日",
            ),
            ("暂缓 5-006 到10月26日 因单位已说明", "没有要暂缓的：5-006", "10月26日"),
        ):
            answer = await stage.say(OFFICE, words)
            assert answer.startswith(start), answer
            assert why in answer
        assert (await stage.show("5-006"))["hold"] is None
        for words in (
            "五天 因单位已说明",
            "到下周五，单位已书面说明",
            "到10月30日单位已说明",
        ):
            answer = await stage.say(OFFICE, f"暂缓 5-006 {words}")
            assert answer.startswith("已暂缓：5-006"), answer


async def test_nothing_to_hold_is_said(directory: Path) -> None:
    """已经告知的、等签字的、已销号的，说清为什么没有要暂缓的。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        early = await stage.say(OFFICE, "暂缓 5-006 到9月30日 因单位已说明")
        assert early.startswith("没有要暂缓的：5-006")
        assert "下一次是10月26日（周一）告知主要负责人梁振邦" in early
        await walk(stage, *CLIMB, "2026-10-26")
        late = await stage.say(OFFICE, HOLD)
        assert late.startswith("没有要暂缓的：5-006")
        assert "10月26日已告知主要负责人" in late
        await stage.say(OFFICE, "核减 5-007 领导小组会议纪要第3期，问题不成立")
        await stage.say("zhongyi", "同意 5-007")
        gone = await stage.say(OFFICE, "暂缓 5-007 到10月30日 因单位已说明")
        assert gone.startswith("现在不能暂缓：5-007")


async def test_only_the_office_holds(directory: Path) -> None:
    """暂缓由巡察办和负责人办，责任人、领导、领导小组都不行；汇报里的暂缓不是命令。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *CLIMB)
        leader = await leader_of(stage, "5-006")
        for person in (PERSON, leader, PRINCIPAL, GROUP):
            for words in (HOLD, "取消暂缓 5-006"):
                answer = await stage.say(person, words)
                assert answer.startswith("不能办理：5-006"), answer
        report = await stage.say(PERSON, "5-006 暂缓采购，方案已重新报批")
        assert report.startswith("已记入：5-006")
        assert (await stage.say("zhongyi", HOLD)).startswith("已暂缓：5-006")


async def test_several_are_held_in_one_message(directory: Path) -> None:
    """一句话缓几项：一个日子的、各有日子的，逐项读回。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, "2026-10-16")
        listed = stage.heard(OFFICE)[-1]
        codes = [
            line.split()[1] for line in listed.splitlines() if line[:2] in ("1.", "2.")
        ]
        one, two = codes
        both = await stage.say(OFFICE, f"暂缓 {one}、{two} 到10月30日 因单位已说明")
        assert f"已暂缓：{one}" in both
        assert f"已暂缓：{two}" in both
        each = await stage.say(
            OFFICE, f"暂缓 {one} 到10月28日，{two} 到10月29日 因单位已说明"
        )
        assert each.count("原因：单位已说明") == 2
        assert "暂缓到10月28日（周三）" in each
        assert "暂缓到10月29日（周四）" in each
        lifted = await stage.say(OFFICE, f"取消暂缓 {one} {two}")
        assert lifted.count("已取消暂缓：") == 2
        asked = await stage.say(OFFICE, "暂缓 2 到10月30日 因单位已说明")
        assert asked.startswith("请确认是哪一项")
        assert (await stage.say(OFFICE, two)).startswith(f"已暂缓：{two}")


async def test_a_step_far_ahead_is_not_held_yet(directory: Path) -> None:
    """下一次往上告知还远，今天缓到哪天都够不着的，说清是哪天，不教一句用不上的话。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for words in (HOLD, "暂缓 5-006"):
            told = await stage.say(OFFICE, words)
            assert told.startswith("没有要暂缓的：5-006")
            assert "下一次是10月26日（周一）告知主要负责人" in told
            assert "例如" not in told
