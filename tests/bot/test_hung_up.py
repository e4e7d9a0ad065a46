"""问的人没等到答就挂断了：办的照办，答复另外推送，日志里不当出错。"""

import logging
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.conftest import APP, staged

PERSON = "dengjianing"


async def test_whoever_hangs_up_gets_the_answer_pushed(
    directory: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """没等到答就挂断：进展记下一次，答复三十秒后推送一次，不记成出错。"""

    async def gone(response: web.Response, request: web.BaseRequest) -> None:
        """写到一条已经断了的线上。"""
        raise aiohttp.ClientConnectionResetError("Cannot write to closing transport")

    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        before = len(stage.heard(PERSON))
        with caplog.at_level(logging.WARNING, "aiohttp"), monkeypatch.context() as line:
            line.setattr(web.Response, "prepare", gone)
            assert (
                await stage.simulator.say(PERSON, "进展 5-006 已修订采购办法") is None
            )
        assert caplog.records == []
        await stage.wait(seconds=31)
        (pushed,) = stage.heard(PERSON)[before:]
        assert "5-006" in pushed
