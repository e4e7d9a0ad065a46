"""等签字的时候说了别的：“可以”不算签字，说清还没办；说了半句的，教他写同意还是退回。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged
from tests.stories.test_life import PERSON, PRINCIPAL, make_ready

START = "2026-09-14 09:00"


async def _asked_to_sign(stage: Stage) -> None:
    """经办人申请了 5-005 销号，等主要负责人签字。"""
    await make_ready(stage, "5-005", PERSON)
    await stage.say(PERSON, "销号 5-005")
    await stage.say(PERSON, "确认")


@pytest.mark.parametrize("words", ["可以", "行", "好的", "没问题"])
async def test_a_short_yes_signs_nothing_and_says_so(
    directory: Path, words: str
) -> None:
    """主要负责人只说“可以”，不算签字；答话说清尚未办理，怎样才算。"""
    async with staged(directory, START) as stage:
        await _asked_to_sign(stage)
        said = await stage.say(PRINCIPAL, words)
        assert said.startswith("尚未办理：1项申请")
        assert "同意请回复：同意 5-005" in said
        assert (await stage.show("5-005"))["status"] == "submitted"


async def test_a_receipt_is_a_receipt(directory: Path) -> None:
    """主要负责人说“收到”，只是收到，不催他签字。"""
    async with staged(directory, START) as stage:
        await _asked_to_sign(stage)
        assert not (await stage.say(PRINCIPAL, "收到")).startswith("尚未办理")


async def test_half_a_decision_is_taught(directory: Path) -> None:
    """没说同意也没说退回，不猜；例子就是等着的那一项。"""
    async with staged(directory, START) as stage:
        await _asked_to_sign(stage)
        said = await stage.say(PRINCIPAL, "材料里没有银行回单")
        assert "例如：同意 5-005，或：退回 5-005 原因" in said
        assert (await stage.show("5-005"))["status"] == "submitted"
