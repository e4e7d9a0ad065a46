"""平常话：口语里的编号、完成、同上、打勾，巡察办随口说的回访，打个招呼。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged

PERSON, OFFICE = "dengjianing", "kuangming"
START = "2026-09-14 09:00"
QUOTE = "巡察整改提醒：1项\n1. 5-005 离退休支部组织生活不正常"


async def _texts(stage: Stage, code: str) -> list[str]:
    """一项记下的原话。"""
    return [one["text"] for one in (await stage.show(code))["progress"]]  # type: ignore[attr-defined,index]


async def test_a_spoken_code_is_not_somebodys_only_finding(directory: Path) -> None:
    """口说“五杠零一九”就是5-019，不会记到自己手上那一项。"""
    async with staged(directory, START) as stage:
        for code in ("5-002", "5-005"):
            await stage.say(OFFICE, f"改派 {code} 邓佳宁给石海涛")
        said = await stage.say(PERSON, "那个五杠零一九已经完成了")
        assert said.startswith("不能办理：5-019")
        assert "5-006" in await stage.say(PERSON, "第五轮六号已完成")
        assert await _texts(stage, "5-006") == []
        done = await stage.say(PERSON, "都整利索了")
        assert done.startswith("已记入：5-006 报告完成")


async def test_done_and_not_done_in_one_line(directory: Path) -> None:
    """“完成5-005，5-006还没”：一项完成，一项没有，各是各的。"""
    async with staged(directory, START) as stage:
        said = await stage.say(PERSON, "完成5-005，5-006还没")
        assert said.startswith("已记入：5-005 报告完成")
        assert await _texts(stage, "5-006") == ["还没"]


async def test_ticks_and_the_same_again(directory: Path) -> None:
    """打勾是完成，打叉是没完成，“同上”说的是上一项那句话。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "我的")
        said = await stage.say(PERSON, "1✅2✅3❌")
        assert said.count("报告完成") == 2
        assert await _texts(stage, "5-005") == ["未完成"]
        await stage.say(PERSON, "1方案已报党组 3同上")
        assert (await _texts(stage, "5-005"))[-1] == "方案已报党组"


async def test_what_was_done_together_is_asked(directory: Path) -> None:
    """引用一项说和另一项一起办的，问是哪一项，答“都是”两项都记。"""
    async with staged(directory, START) as stage:
        words = "这项和5-006一起办的，方案已报党组"
        asked = await stage.say(PERSON, words, quote=QUOTE)
        assert asked.startswith("请确认是哪一项")
        assert await _texts(stage, "5-005") == []
        await stage.say(PERSON, "都是")
        for code in ("5-005", "5-006"):
            assert await _texts(stage, code) == [words]


async def test_a_check_told_in_plain_words_is_read_back(directory: Path) -> None:
    """巡察办说去看了、打电话问了，读回记成什么，确认了才记。"""
    async with staged(directory, START) as stage:
        asked = await stage.say(OFFICE, "今天打电话问了5-045，群众说补贴已到账")
        assert asked.startswith("请确认：5-045 记为电话了解")
        assert (await stage.show("5-045"))["visits"] == []
        assert (await stage.say(OFFICE, "确认")).startswith("已记入电话了解：5-045")
        seen = await stage.say(OFFICE, "去现场看了5-045，已整改，制度上墙")
        assert "结论：到位" in seen
        await stage.say(OFFICE, "取消")
        (call,) = (await stage.show("5-045"))["visits"]  # type: ignore[misc]
        assert (call["kind"], call["verdict"]) == ("phone", None)


async def test_somebodys_own_visit_stays_progress(directory: Path) -> None:
    """责任人说自己去现场看了，是他的进展，不问回访。"""
    async with staged(directory, START) as stage:
        said = await stage.say(PERSON, "去现场看了5-005，制度已上墙")
        assert said.startswith("已记入：5-005")


@pytest.mark.parametrize("words", ["在吗", "大家辛苦了", "早上好"])
async def test_a_greeting_gets_a_human_answer(directory: Path, words: str) -> None:
    """打个招呼，答一句能办什么，什么也不记。"""
    async with staged(directory, START) as stage:
        for who in (PERSON, OFFICE):
            await stage.say(who, "帮助")  # the first answer of all is the greeting
        said = await stage.say(PERSON, words)
        assert said.startswith("您好，在的。办了什么可以直接说，例如：进展 5-00")
        assert "状态" in await stage.say(OFFICE, words)
        for code in await stage.codes():
            assert await _texts(stage, code) == []


async def test_a_maybe_code_of_somebody_else_is_refused(directory: Path) -> None:
    """少写一杠的编号若是别人的，说不归他，不列空单子，也不记到他那一项。"""
    async with staged(directory, START) as stage:
        said = await stage.say(PERSON, "5001已补收党费")
        assert said.startswith("不能办理：5-001")
        asked = await stage.say(PERSON, "5005已补收4人党费")
        assert asked.startswith("请确认是哪一项")
        assert await _texts(stage, "5-005") == []
        await stage.say(PERSON, "1")
        assert await _texts(stage, "5-005") == ["5005已补收4人党费"]


async def test_somebodys_own_urging_stays_progress(directory: Path) -> None:
    """责任人说已督促下面的学校，是他的进展，不是领导的答复。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-006已督促学校整改，9月底前报结果")
        assert await _texts(stage, "5-006") == ["已督促学校整改，9月底前报结果"]
