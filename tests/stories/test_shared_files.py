"""一份材料归几项、问着的时候怎样答：说几项就是几项，一项不漏，原话不丢。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged

PERSON = "dengjianing"
START = "2026-09-14 09:00"
WORDS = "已召开专题会研究，形成纪要1份"
PICTURE = Path(__file__).parent.parent / "data" / "evidence" / "photo_after.jpg"


async def _send(stage: Stage, name: str = "纪要.jpg") -> None:
    """发一张照片，等到问是哪一项。"""
    await stage.send_file(PERSON, name, PICTURE.read_bytes())


async def _files(stage: Stage, code: str) -> int:
    """一项名下的材料份数。"""
    return len((await stage.show(code))["evidence"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words", ["5-005和5-006都用这份", "5-005、5-006", "1和3", "这份材料1、3都用"]
)
async def test_one_file_of_two_findings(directory: Path, words: str) -> None:
    """问材料归哪一项，答了两项，两项都归到，这句话不记成进展。"""
    async with staged(directory, START) as stage:
        await _send(stage)
        said = await stage.say(PERSON, words)
        assert said.startswith("已收材料：5-00")
        for code in ("5-005", "5-006"):
            assert await _files(stage, code) == 1
            assert (await stage.show(code))["progress"] == []
        assert await _files(stage, "5-002") == 0


async def test_a_shared_file_is_taken_back_from_all(directory: Path) -> None:
    """归到两项的一份材料，撤销就从两项都收回。"""
    async with staged(directory, START) as stage:
        await _send(stage)
        await stage.say(PERSON, "5-005和5-006都用这份")
        assert (await stage.say(PERSON, "撤销")).startswith("已撤销：5-00")
        assert [await _files(stage, code) for code in ("5-005", "5-006")] == [0, 0]


async def test_somebody_elses_finding_takes_nothing_half(directory: Path) -> None:
    """两项里有一项不归他，一项也不归，说清楚，材料仍妥存。"""
    async with staged(directory, START) as stage:
        await _send(stage)
        said = await stage.say(PERSON, "5-005和5-001都用这份")
        assert said.startswith("不能办理：5-001")
        assert await _files(stage, "5-005") == 0
        assert (await stage.say(PERSON, "放到5-005")).startswith("已收材料：5-005")


async def test_words_and_file_go_to_every_finding_that_is_picked(
    directory: Path,
) -> None:
    """先说话再发照片，合在一起问一次；答“1和3”，话和照片两项都有。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, WORDS)
        await _send(stage)
        asked = stage.heard(PERSON)[-1]
        assert f"您发来：“{WORDS}”，文件1份" in asked
        await stage.say(PERSON, "1和3")
        for code in ("5-005", "5-006"):
            (report,) = (await stage.show(code))["progress"]  # type: ignore[misc]
            assert report["text"] == WORDS
            assert await _files(stage, code) == 1


async def test_a_file_named_in_the_question_goes_with_the_answer(
    directory: Path,
) -> None:
    """问的时候写着文件1份，隔了几分钟才答，文件也一起归到。"""
    async with staged(directory, START) as stage:
        await _send(stage)
        await stage.wait(seconds=200)
        assert "文件1份" in await stage.say(PERSON, WORDS)
        await stage.wait(seconds=300)
        await stage.say(PERSON, "二")
        assert await _files(stage, "5-002") == 1


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ("三个都是", ["5-002", "5-005", "5-006"]),
        ("最后一个", ["5-005"]),
        ("头一个", ["5-006"]),
        ("二", ["5-002"]),
        ("前两个", ["5-002", "5-006"]),
        ("5-005和5-006", ["5-005", "5-006"]),
    ],
)
async def test_a_pick_in_any_words(
    directory: Path, answer: str, codes: list[str]
) -> None:
    """问是哪一项，怎么说都听得懂，记的是原话。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, WORDS)
        await stage.say(PERSON, answer)
        for code in await stage.codes():
            told = [one["text"] for one in (await stage.show(code))["progress"]]  # type: ignore[attr-defined,index]
            assert told == ([WORDS] if code in codes else [])


async def test_none_of_them_lets_the_question_go(directory: Path) -> None:
    """答“都不是”，放下不问，说清接着怎么说；再说数字，不会记上那句话。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, WORDS)
        said = await stage.say(PERSON, "都不是")
        assert "请写明编号再发一次" in said
        await stage.say(PERSON, "2")
        await _send(stage)
        assert "“归到”" in await stage.say(PERSON, "都不是")
        for code in await stage.codes():
            shown = await stage.show(code)
            assert (shown["progress"], shown["evidence"]) == ([], [])
