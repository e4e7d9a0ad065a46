"""交办的当天正好到了提醒的日子：同一项只说一次（domain.md §5）。"""

from datetime import date
from pathlib import Path

from handlers.notices import planning, releasing
from tests.conftest import Stage, staged

PERSON, LEADER = "dengjianing", "suxiaotong"


async def morning(stage: Stage) -> None:
    """上班了：先放行夜里存下的，再到巡查的时刻。"""
    await stage.go("2026-10-16 08:38")
    await stage.go("2026-10-16 08:50")


async def test_one_word_on_a_finding_on_the_day_it_is_handed_over(
    directory: Path,
) -> None:
    """下班后导入，第二天一早交办，提醒的那一级并在同一条里，不另说一遍。"""
    async with staged(directory, "2026-10-15 18:30") as stage:
        await stage.settle()
        before = len(stage.heard(PERSON))
        await morning(stage)
        told = stage.heard(PERSON)[before:]
        about = [words for words in told if "5-006" in words]
        assert len(about) == 1
        assert about[0].startswith("巡察整改交办")
        assert "已逾期1个工作日，第1次提醒" in about[0]


async def test_a_leader_is_asked_to_urge_where_it_is_handed_over(
    directory: Path,
) -> None:
    """责任领导在交办里就被请去督促，当天不再收到第二条。"""
    async with staged(directory, "2026-10-15 18:30") as stage:
        await morning(stage)
        about = [words for words in stage.heard(LEADER) if "5-006" in words]
        assert len(about) == 1
        assert "已逾期1个工作日，请您督促" in about[0]
        assert "已记录" in await stage.say(LEADER, "已督促 5-006 本周五前报方案")


async def test_the_step_counts_as_said(directory: Path) -> None:
    """并在交办里说的也算一次：下一级告诉领导时，列出那天提醒过。"""
    async with staged(directory, "2026-10-15 18:30") as stage:
        await morning(stage)
        await stage.go("2026-10-20 08:50")
        last = [words for words in stage.heard(LEADER) if "5-006" in words][-1]
        assert "10月16日" in last


async def test_many_are_looked_at_in_portions(directory: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """先看的一批有数，看不完的下一笔再看，一项也不漏，一项也不说两遍。"""
    monkeypatch.setattr(releasing, "LOOKS", 1)
    async with staged(directory, "2026-10-15 18:30") as stage:
        await morning(stage)
        about = [words for words in stage.heard(PERSON) if "5-006" in words]
        assert len(about) == 1
        assert "第1次提醒" in about[0]


async def test_a_rehearsal_says_both_at_the_same_moment(directory: Path) -> None:
    """预演里交办和提醒同时、同一段话，和后来真的发出的一样。"""
    async with staged(directory, "2026-10-15 18:30") as stage:

        def ahead(session):  # type: ignore[no-untyped-def]
            """在一笔里预演两天。"""
            return planning.plan(stage.house.context(session), date(2026, 10, 16), 1)

        planned = [
            one
            for one in await stage.house.lane.read(ahead)
            if one.to == PERSON and one.code == "5-006"
        ]
        assert {one.step for one in planned} == {"delivered", "overdue-1"}
        assert len({(one.at, one.text) for one in planned}) == 1
        await morning(stage)
        assert planned[0].text in stage.heard(PERSON)
