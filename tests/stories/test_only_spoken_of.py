"""像吩咐的话不是吩咐：问的、假设的、转述的、将来的，一项也不改。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged
from tests.stories.test_life import LEADER, OFFICE, PERSON, PRINCIPAL, make_ready
from tests.stories.test_sampled_visit import endorsed

START = "2026-09-14 09:00"


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (OFFICE, "催过5-006没有"),
        (OFFICE, "催了几次了 5-006"),
        (OFFICE, "谁没收到提醒"),
        (OFFICE, "回访5-006安排在下周"),
        (OFFICE, "打算电话问5-006"),
        (OFFICE, "改派5-006给石海涛行不行"),
        (OFFICE, "把5-006改派给石海涛的事再议"),
        (OFFICE, "抽查5-006了吗"),
        (OFFICE, "不要核减5-006"),
        (LEADER, "已督促了吗"),
        (PERSON, "5-006到谁那了"),
        (PERSON, "5-005完成没有"),
        (PERSON, "「5-005已完成」这句话怎么撤回"),
        (PERSON, "销号 5-005 不行的话再说"),
    ],
)
async def test_nothing_is_done(stage: Stage, who: str, words: str) -> None:
    """问的、假设的、还没办的，不记进展、不催、不算回访。"""
    before = [await stage.show(code) for code in ("5-005", "5-006")]
    answer = await stage.say(who, words)
    after = [await stage.show(code) for code in ("5-005", "5-006")]
    for old, new in zip(before, after, strict=True):
        for part in ("status", "people", "progress", "visits", "notices"):
            assert old[part] == new[part] or words.startswith("销号"), (part, answer)
    assert "已安排催办" not in answer
    assert "已记录" not in answer


@pytest.mark.parametrize(
    "words",
    [
        "王科长说5-005已经完成了",
        "听说5-005要销号了",
        "打算下周申请销号5-005",
        "下周把5-005销号",
        "上次说5-005完成是误报",
        "巡察办要求5-005月底前完成",
    ],
)
async def test_hearsay_and_plans_are_no_progress(stage: Stage, words: str) -> None:
    """转述的、打算的话照记，不算实质进展，提醒照常。"""
    answer = await stage.say(PERSON, words)
    assert answer.startswith("已作为情况说明记入：5-005")
    silent = await stage.say(OFFICE, "教育局没报进展的有哪些")
    assert "区教育局尚未收到进展的事项：8项" in silent


async def test_a_question_sends_nothing_back(directory: Path) -> None:
    """“退回的话怎么办”不是退回，“同意了没有”不是同意。"""
    async with staged(directory, START) as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        for words in ("5-005退回的话怎么办", "5-005同意了没有", "同意不同意5-005"):
            await stage.say(PRINCIPAL, words)
            assert (await stage.show("5-005"))["status"] == "submitted"


async def test_two_rulings_in_one_line_are_two(directory: Path) -> None:
    """“退回5-001，5-005同意”：第二项的决定不是第一项的原因。"""
    async with staged(directory, START) as stage:
        await endorsed(stage)
        answer = await stage.say(OFFICE, "退回5-001，5-005同意")
        assert "原因：同意" not in answer
        assert (await stage.show("5-005"))["status"] == "closed"
        assert (await stage.show("5-001"))["status"] == "delivered"


async def test_what_is_right_alone_is_no_report(stage: Stage) -> None:
    """只说“说错了，是轮岗办法”，没说错的是哪个词：不记进展，说怎么改。"""
    await stage.say(PERSON, "进展 5-006 轮岗方案已印发")
    answer = await stage.say(PERSON, "说错了，是轮岗办法")
    assert answer.startswith("尚未改动")
    assert len((await stage.show("5-006"))["progress"]) == 1


@pytest.mark.parametrize(
    "words",
    [
        "按巡察办要求已于9月8日前完成5-005",
        "5-005已按上级要求完成",
        "5-005上次退回的已办理完成",
        "进展 5-005 上次要求的都已完成",
        "5-005已催办完成",
    ],
)
async def test_what_was_asked_for_and_is_done_counts(stage: Stage, words: str) -> None:
    """按谁的要求办完的、上次退回已经改好的，是办了，照样算进展。"""
    answer = await stage.say(PERSON, words)
    assert answer.startswith("已记入：5-005"), answer
    silent = await stage.say(OFFICE, "教育局没报进展的有哪些")
    assert "区教育局尚未收到进展的事项：7项" in silent


@pytest.mark.parametrize(
    "words",
    [
        "电话 5-006 计划本月底办完",
        "电话5-006，下个月开展自查",
        "函询 5-006 计划11月底完成",
        "电话 5-006 下周去财政局办手续",
        "听取汇报 5-006 打算年底前完成",
        "回访过5-006 现场 已整改",
        "回访5-006 定在台账里的3项已整改 现场",
    ],
)
async def test_what_was_heard_of_plans_is_recorded(stage: Stage, words: str) -> None:
    """电话里说的打算、已经回访过的，照样记下来，一条不丢。"""
    answer = await stage.say(OFFICE, words)
    assert answer.startswith("已记入"), answer
    assert len((await stage.show("5-006"))["visits"]) == 1


@pytest.mark.parametrize(
    "words",
    [
        "催一下5-006 过两天我再问",
        "催一下5-006好吗",
        "催办5-006，问问办好了吗",
        "催一下5-006，材料交了没有",
    ],
)
async def test_what_the_others_are_asked_is_urged(stage: Stage, words: str) -> None:
    """催的时候客气一句、带一句问责任人的话，照样催。"""
    assert (await stage.say(OFFICE, words)).startswith("已安排催办：5-006")


async def test_after_it_was_sent_back_is_a_reason(directory: Path) -> None:
    """“退回5-005之后请一周内补齐”是退回，原因原样告知。"""
    async with staged(directory, START) as stage:
        await endorsed(stage)
        answer = await stage.say(OFFICE, "退回5-005之后请一周内补齐")
        assert answer.startswith("已退回：5-005")


async def test_a_leader_asks_for_help_in_a_question(directory: Path) -> None:
    """“需协调 5-006 资金怎么办”是领导要协调，照样记下。"""
    async with staged(directory, START) as stage:
        await stage.go("2026-10-29 09:30")
        answer = await stage.say("suxiaotong", "需协调 5-006 资金没到位怎么办")
        assert answer.startswith("已记录：需协调 5-006"), answer
