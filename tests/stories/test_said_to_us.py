"""说给我们听的：先别销号、别提醒、谢谢、延期手续交了、金额文号，不当成别的事。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged

PERSON, OFFICE = "dengjianing", "kuangming"
START = "2026-09-14 09:00"


async def _texts(stage: Stage, code: str) -> list[str]:
    """一项记下的原话。"""
    return [one["text"] for one in (await stage.show(code))["progress"]]  # type: ignore[attr-defined,index]


@pytest.mark.parametrize("who", [PERSON, OFFICE])
async def test_not_to_close_is_no_report(directory: Path, who: str) -> None:
    """“先不销号”是交代，不是进展：什么也不记，说清没人申请就不会销号。"""
    async with staged(directory, START) as stage:
        told = await stage.say(who, "5-006先不销号")
        assert told.startswith("未作改动：5-006")
        assert "没有人申请，就不会销号" in told
        assert await _texts(stage, "5-006") == []


@pytest.mark.parametrize("words", ["5-006先别催了", "5-006不要提醒我了"])
async def test_not_to_remind_is_no_report(directory: Path, words: str) -> None:
    """“先别催了”不记成进展，说清提醒的规矩。"""
    async with staged(directory, START) as stage:
        assert "不能单独停发" in await stage.say(PERSON, words)
        assert await _texts(stage, "5-006") == []


async def test_thanks_are_not_taught(directory: Path) -> None:
    """报完一句“谢谢”，只答一句；好的、收到也不再讲签收不算进展。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-006 轮岗7人已到岗")
        for words in ("谢谢", "辛苦了", "好的谢谢领导"):
            assert await stage.say(PERSON, words) == "不客气。"
        assert await stage.say(PERSON, "好的，收到") == "好的。"
        quoted = await stage.say(PERSON, "谢谢", "已记入：5-006\n轮岗7人已到岗")
        assert quoted == "不客气。"
        assert len(await _texts(stage, "5-006")) == 1


@pytest.mark.parametrize(
    "words", ["5-006 补办延期手续已交", "5-006 延期报告正在走流程"]
)
async def test_papers_of_an_extension_ask_for_none(directory: Path, words: str) -> None:
    """延期手续交了、在走流程，是情况，不问延到哪天。"""
    async with staged(directory, START) as stage:
        assert "已" in (await stage.say(PERSON, words))[:2]
        assert await _texts(stage, "5-006") == [words.removeprefix("5-006 ")]


async def test_a_sum_is_not_written_on_the_finding_it_looks_like(
    directory: Path,
) -> None:
    """“已退还学生5-006元”问归哪一项，不记到5-006上。"""
    async with staged(directory, START) as stage:
        asked = await stage.say(PERSON, "已退还学生5-006元")
        assert asked.startswith("请确认是哪一项")
        assert await _texts(stage, "5-006") == []


async def test_the_number_of_a_document_loses_no_report(directory: Path) -> None:
    """报告里写着〔2026〕5-12号，照记，不说没有这一项。"""
    async with staged(directory, START) as stage:
        words = "办法已印发，文号青教发〔2026〕5-12号"
        assert (await stage.say(PERSON, f"5-006 {words}")).startswith("已记入：5-006")
        asked = await stage.say(PERSON, words)
        assert asked.startswith("请确认是哪一项")


async def test_a_check_goes_on_about_what_was_looked_at(directory: Path) -> None:
    """巡察办刚看过一项，接着说“现场，基本到位”：读回来确认，不要求重写编号，也不猜着记。"""
    async with staged(directory, START) as stage:
        await stage.say(OFFICE, "5-005")
        await stage.say(OFFICE, "5-006")
        read = await stage.say(OFFICE, "现场，基本到位")
        assert read.startswith("请确认：5-006 记为回访")
        assert (await stage.show("5-006"))["visits"] == []
        await stage.say(OFFICE, "确认")
        (visit,) = (await stage.show("5-006"))["visits"]  # type: ignore[misc,attr-defined]
        assert visit["verdict"] == "基本到位"
        await stage.say(OFFICE, "状态")
        refused = await stage.say(OFFICE, "现场，基本到位")
        assert "回访 5-023 现场" in refused


@pytest.mark.parametrize(
    "words", ["10-13党组会通过轮岗方案", "轮岗方案已发到5-077号楼各科室"]
)
async def test_what_may_be_no_code_loses_no_report(directory: Path, words: str) -> None:
    """像日子的、夹在话里又没有这一项的编号，问归哪一项，原话一字不少，不拒收。"""
    async with staged(directory, START) as stage:
        asked = await stage.say(PERSON, words)
        assert asked.startswith("请确认是哪一项")
        await stage.say(PERSON, "5-006")
        assert await _texts(stage, "5-006") == [words]
