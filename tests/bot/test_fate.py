"""库在提交当中断了：办成没有不知道，就说不知道，不说“未作任何更改”。"""

from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from tests.conftest import APP, staged

PERSON = "dengjianing"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("COMMIT", None, psycopg.OperationalError()), "还不知道"),
        (ValueError(), "未作任何更改"),
    ],
)
async def test_what_is_not_known_is_not_claimed(
    directory: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    """断了的说还不知道、怎么看；别的错照旧说没有改动。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()

        async def broken(*what: object, **how: object) -> None:
            """车道办不成。"""
            raise error

        monkeypatch.setattr(stage.house.router._lane, "run", broken)
        answer = await stage.simulator.say(PERSON, "进展 5-006 已修订采购办法")
        monkeypatch.undo()
        assert answer is not None
        assert words in answer.text
        assert ("未作任何更改" in answer.text) == (words == "未作任何更改")
