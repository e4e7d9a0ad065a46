"""为什么告知：问得出哪天按哪条规则告知了谁，下一步在哪天；别人的事问不出来。"""

from pathlib import Path

from tests.conftest import staged
from tests.stories.test_clock import leader_of, walk

PERSON, OFFICE, STRANGER = "dengjianing", "feisiyuan", "randongsheng"
LATE = ("2026-10-15", "2026-10-16", "2026-10-20", "2026-10-23")


async def test_a_leader_may_ask_why_they_are_told(directory: Path) -> None:
    """领导问“为什么报给我”，答的是哪天按哪一步告知的、下一步在哪天告知谁。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *LATE)
        leader = await leader_of(stage, "5-006")
        words = await stage.say(leader, "为什么报给我")
        assert words.startswith("为什么告知：5-006")
        assert "10月16日 告知责任领导苏晓彤：期限10月15日，逾期满1个工作日" in words
        assert "10月26日（周一）告知主要负责人梁振邦" in words
        assert "邓佳宁" not in words


async def test_what_the_office_weighs_is_its_own(directory: Path) -> None:
    """巡察办先过目、等放行的那一步，问的人听不到；听到的是下一步告知谁。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *LATE[:3])
        words = await stage.say(await leader_of(stage, "5-006"), "为什么 5-006")
        assert "巡察办" not in words
        assert "下一个工作日将告知" not in words
        assert "10月26日（周一）告知主要负责人梁振邦" in words
        assert "下一个工作日将告知" in await stage.say(OFFICE, "为什么 5-006")


async def test_what_was_handed_over_is_not_explained(directory: Path) -> None:
    """改派给了别人的项，原来的人再问“为什么又催我”，说的是还在他手上的。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *LATE)
        await stage.go("2026-10-23 20:00")
        handed = await stage.say(OFFICE, "改派 5-006 邓佳宁 给 王磊")
        assert handed.startswith("已改派：5-006")
        before = await stage.say(PERSON, "为什么又催我")
        assert before.startswith("为什么告知您：")
        assert "5-006" not in before


async def test_whoever_sees_the_book_hears_of_everybody(directory: Path) -> None:
    """巡察办问“为什么 5-006”，每一天告知了哪些人、按哪条规则，都列出来。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *LATE)
        words = await stage.say(OFFICE, "为什么 5-006")
        told = "10月16日 告知责任人邓佳宁、石海涛，责任领导苏晓彤：期限10月15日，"
        assert f"{told}逾期满1个工作日" in words
        assert "告知巡察办" in words


async def test_a_push_of_several_is_explained_line_by_line(directory: Path) -> None:
    """上一条提醒说了几项，“为什么又催我”逐项说缘由，序号点得开。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *LATE)
        words = await stage.say(PERSON, "为什么又催我")
        assert words.startswith("为什么告知您：3项\n您是责任人")
        assert "1. 5-002 意识形态阵地管理有盲区\n20个工作日没有新的进展。" in words
        assert (await stage.say(PERSON, "1")).startswith("5-002：")


async def test_a_digest_in_between_is_passed_over(directory: Path) -> None:
    """最后来的是周报，问的还是告知具体事项的那一条。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *LATE[:3])
        await stage.go("2026-10-26 08:54")
        leader = await leader_of(stage, "5-006")
        assert "周报" in stage.heard(leader)[-1]
        assert (await stage.say(leader, "为什么报给我")).startswith("为什么告知：5-006")


async def test_nobody_learns_of_another_units_finding(directory: Path) -> None:
    """别的单位的人问这一项，和问一个没有的编号一样。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await walk(stage, *LATE)
        asked = await stage.say(STRANGER, "为什么 5-006")
        unknown = await stage.say(STRANGER, "为什么 5-099")
        assert asked == unknown.replace("5-099", "5-006")
        assert "梁振邦" not in asked
