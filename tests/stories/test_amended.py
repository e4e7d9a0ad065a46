"""更正：刚报的数说错了，补一句就改得过来，原话留着。"""

from pathlib import Path

from tests.conftest import Stage, staged

PERSON = "dengjianing"
START = "2026-09-14 09:00"


async def _texts(stage: Stage, code: str) -> list[str]:
    """一项记下的原话。"""
    return [one["text"] for one in (await stage.show(code))["progress"]]  # type: ignore[attr-defined,index]


async def test_a_wrong_figure_is_put_right_on_the_same_finding(directory: Path) -> None:
    """“说错了，是212名”记成同一项的更正，原话不抹去；撤销只收回更正。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-006 已谈话214名")
        told = await stage.say(PERSON, "说错了，是212名")
        assert told.startswith("已记入更正：5-006")
        assert "原话：“已谈话214名”" in told
        kept = "更正：说错了，是212名（原话：已谈话214名）"
        assert await _texts(stage, "5-006") == ["已谈话214名", kept]
        assert (await stage.say(PERSON, "撤销")).startswith("已撤销：5-006")
        assert await _texts(stage, "5-006") == ["已谈话214名"]


async def test_what_it_corrects_must_be_clear(directory: Path) -> None:
    """上一条说了几项，或者没有这样的数，不猜着改，教一句怎么改。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-006已谈话7人；5-005已补收4人")
        assert (await stage.say(PERSON, "说错了，是5人")).startswith("尚未改动")
        await stage.say(PERSON, "5-006 已开会研究")
        assert (await stage.say(PERSON, "说错了，是5人")).startswith("尚未改动")
        assert await _texts(stage, "5-006") == ["已谈话7人", "已开会研究"]


async def test_a_claim_sent_by_mistake_is_taken_back(directory: Path) -> None:
    """报了完成，接着说“发错了，还没完成”，完成的标记收回。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-006已完成")
        told = await stage.say(PERSON, "不好意思发错了，还没完成")
        assert told.startswith("已撤销：5-006")
        measures = (await stage.show("5-006"))["measures"]
        assert not any(one["done_at"] for one in measures)  # type: ignore[attr-defined]


async def test_words_that_wait_are_not_put_right_elsewhere(directory: Path) -> None:
    """后一句还问着归哪项，“说错了”说的是它，不改到前一项上去。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-005 已补收4人")
        await stage.say(PERSON, "轮岗7人已到岗")
        assert (await stage.say(PERSON, "说错了，是8人")).startswith("尚未改动")
        assert await _texts(stage, "5-005") == ["已补收4人"]


async def test_a_report_is_not_taken_back_for_a_claim(directory: Path) -> None:
    """“发错了，还没完成”只收回报的完成；上一条是办了什么的，不动它。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "5-006 已开会研究")
        said = await stage.say(PERSON, "发错了，还没完成")
        assert said.startswith("尚未改动")
        assert await _texts(stage, "5-006") == ["已开会研究"]


async def test_all_that_was_claimed_is_taken_back(directory: Path) -> None:
    """一条报了两项完成，“发错了，还没完成”两项都收回。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "完成 5-005、5-006")
        said = await stage.say(PERSON, "您好，发错了，还没完成")
        assert said.startswith("已撤销")
        for code in ("5-005", "5-006"):
            assert await _texts(stage, code) == []
