"""一次说了许多件，答复一条装不下：分几条说完，一件不少，最后问的那一句也在。"""

from pathlib import Path

import pytest

from tests.conftest import Stage, staged

OFFICE = "feisiyuan"
NUMBERS = [f"5-{number:03d}" for number in range(1, 46)]


async def answered(stage: Stage, text: str) -> list[str]:
    """Everything that somebody got after a message, in order."""
    before = len(stage.heard(OFFICE))
    await stage.say(OFFICE, text)
    await stage.wait(seconds=61)
    return stage.heard(OFFICE)[before:]


@pytest.mark.parametrize("word", ["催 ", ""])
async def test_a_long_answer_is_said_whole(directory: Path, word: str) -> None:
    """几十项一次催、一次查：每一项都有下文，每条都装得下，各说一次。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.settle()
        known = [code for code in NUMBERS if code in await stage.codes()]
        told = await answered(stage, "\n".join(f"{word}{code}" for code in known))
        whole = "\n".join(told)
        assert [code for code in known if code not in whole] == []
        assert len(told) > 1
        assert all(len(one.encode()) <= 2048 for one in told)
        assert len(set(told)) == len(told)


async def test_what_was_done_at_the_end_of_a_long_message_is_told(
    directory: Path,
) -> None:
    """前面答了一长串，末尾办了一件：办成什么样看得见。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.settle()
        known = [code for code in NUMBERS if code in await stage.codes()]
        lines = [*known[:20], "暂缓 5-003 到10月16日 因单位已说明"]
        told = await answered(stage, "\n".join(lines))
        assert "提前恢复请回复：取消暂缓 5-003" in told[-1]
        assert (await stage.show("5-003"))["hold"] is not None
