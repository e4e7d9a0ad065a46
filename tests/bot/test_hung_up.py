"""问的人没等到答就挂断了：办的照办，答复另外推送，日志里不当出错。"""

import asyncio
import logging
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from yarl import URL

from bot import app
from bot.wecom import callback
from tests.conftest import APP, staged

PERSON = "dengjianing"
NOT_WHOLE = "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx"


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


async def test_an_answer_that_breaks_off_was_not_said(directory: Path) -> None:
    """写到一半出了别的错，不是对方挂断：也不算说过，照样推送。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        door, spoken = stage.house.callback, stage.house.spoken
        assert door is not None
        spoken.open()
        with pytest.raises(ValueError, match="odd"), door._speaking(7):
            raise ValueError("odd")
        assert (spoken.begun(), spoken.take()) == (set(), [])


async def test_whoever_hangs_up_before_having_said_it_leaves_no_trace(
    directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """话没说完就挂断，谁都做得到：日志里一个字也不添，别人照常办。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        url = URL(stage.simulator.caller.url)
        head = NOT_WHOLE.format(path=url.path)
        with caplog.at_level(logging.WARNING, "aiohttp"):
            for _ in range(5):
                _, writer = await asyncio.open_connection(url.host, url.port)
                writer.write(head.encode())
                await writer.drain()
                assert (await stage.say(PERSON, "我的")).startswith("我的事项")
                writer.transport.abort()
            for _ in range(5):
                assert (await stage.say(PERSON, "我的")).startswith("我的事项")
        assert caplog.text == ""


async def test_whoever_never_comes_to_the_end_is_turned_away_bare(
    directory: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """话说一半就不说了、也不挂断：到时候空着身子的 408，别人照常办。"""
    monkeypatch.setattr(callback, "BODY_SECONDS", 0.05)
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        url = URL(stage.simulator.caller.url)
        reader, writer = await asyncio.open_connection(url.host, url.port)
        writer.write(NOT_WHOLE.format(path=url.path).encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 408")
        assert b"Content-Length: 0" in head
        assert (await stage.say(PERSON, "我的")).startswith("我的事项")
        writer.close()
        assert caplog.text == ""


@pytest.mark.parametrize("said", [b"", b"POST /wecom/callback HTTP/1.1\r\nHo"])
async def test_whoever_says_nothing_does_not_keep_the_line(
    directory: Path, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    """接通了不说话的、开了头不说下去的，过一会儿由我们挂断，不占着线。"""
    monkeypatch.setattr(app, "IDLE_SECONDS", 0.05)
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        url = URL(stage.simulator.caller.url)
        reader, writer = await asyncio.open_connection(url.host, url.port)
        writer.write(said)
        assert await reader.read() == b""
        writer.close()
