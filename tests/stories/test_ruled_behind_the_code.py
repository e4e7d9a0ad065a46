"""编号写在前头的决定照样是决定；经办人说同样的话，仍是他的进展。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged
from tests.stories.test_life import LEADER, OFFICE, PERSON, PRINCIPAL, make_ready
from tests.stories.test_sampled_visit import endorsed

START = "2026-09-14 09:00"


async def _status(stage: Stage, code: str = "5-005") -> object:
    """一项现在的状态。"""
    return (await stage.show(code))["status"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("5-005 材料不全，退回", "材料不全"),
        ("5-005退回，名单没附", "名单没附"),
        ("5-005核验不通过，缺签字", "缺签字"),
    ],
)
async def test_sent_back(directory: Path, words: str, reason: str) -> None:
    """“材料不全，退回”写在编号后面，就是退回，前半句是原因。"""
    async with staged(directory, START) as stage:
        await endorsed(stage)
        said = await stage.say(OFFICE, words)
        assert said.startswith(f"已退回：5-005 销号申请\n原因：{reason}")
        assert await _status(stage) == "rectifying"


async def test_let_through(directory: Path) -> None:
    """主要负责人、巡察办说“可以销号”“核验通过”，等着他的那份申请就办了；附条件的先读回。"""
    async with staged(directory, START) as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        other = await stage.say(OFFICE, "5-005可以销号")
        assert "“同意或退回”由梁振邦办理" in other
        asked = await stage.say(PRINCIPAL, "5-005 通过，但要补原件")
        assert asked.startswith("请确认：同意 5-005 销号申请")
        assert await _status(stage) == "submitted"
        signed = await stage.say(PRINCIPAL, "5-005没问题，可以销号")
        assert signed.startswith("已签字：5-005")
        assert (await stage.say(OFFICE, "5-005核验通过")).startswith("已销号：5-005")


@pytest.mark.parametrize("words", ["5-005 材料不全，退回", "5-005可以销号"])
async def test_nothing_waits(directory: Path, words: str) -> None:
    """没有申请等着，就说没有，什么也不改；问一句可不可以，只是问。"""
    async with staged(directory, START) as stage:
        assert (await stage.say(OFFICE, words)).startswith("没有等您办理的")
        assert (await stage.say(LEADER, words)).startswith("没有等您办理的")
        assert (await stage.say(OFFICE, "5-005可以销号吗")).startswith("5-005：")
        assert await _status(stage) == "delivered"


@pytest.mark.parametrize("words", ["5-006可以销号", "同意 5-006 销号"])
async def test_another_request_is_not_meant(directory: Path, words: str) -> None:
    """等着的是延期申请，说“可以销号”不批延期；说“可以延期”才批。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "进展 5-006 已形成轮岗方案")
        await stage.say(PERSON, "延期 5-006 到11月30日 因方案待党组会研究")
        await stage.say(PERSON, "确认")
        said = await stage.say("suxiaotong", words)
        assert said.startswith("没有等您办理的销号申请：5-006")
        assert "等您办理的是延期申请" in said
        agreed = await stage.say("suxiaotong", "5-006可以延期")
        assert agreed.startswith("已同意延期申请：5-006")


ONLY_RULED = ("5-005可以销号", "5-005核验通过")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("5-005 材料不全，退回", "材料不全，退回"),
        ("5-005退回，名单没附", "退回，名单没附"),
        ("5-005退回多收款3万元", "退回多收款3万元"),
        ("5-005可以销号", "可以销号"),
        ("5-005核验通过", "核验通过"),
    ],
)
async def test_said_by_whoever_does_it(directory: Path, words: str, kept: str) -> None:
    """经办人说的同样的话，记成他说的，不是决定；只说该不该销号的，不算实质进展。"""
    async with staged(directory, START) as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        said = await stage.say(PERSON, words)
        assert said.startswith(("已记入：5-005", "已作为情况说明记入：5-005"))
        assert f"“{kept}”" in said
        assert ("不算实质进展" in said) == (words in ONLY_RULED)
        assert await _status(stage) == "submitted"
