"""敲门的：钟拨回来了接着敲；停机时手上的工作退下，不算出错。"""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.scheduler import EVERY, KNOCK
from bot.wecom.carrier import WeComGateway
from rules.post.outcomes import Outcome, Uncertain
from tests.conftest import APP, at, staged

GUARD = 30.0
"""Seconds after which something is taken to be waited for in vain."""


async def test_a_clock_that_is_set_back_does_not_silence_the_knocker(
    directory: Path,
) -> None:
    """机器的钟快了一天又拨回来：不等到第二天，一分钟内接着敲门。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        scheduler = stage.house.scheduler
        scheduler.start()
        job = scheduler._knocker.get_job(KNOCK)
        job.modify(next_run_time=SystemClock().now() + timedelta(days=1))
        await stage.house.delivery.prepare()
        assert job.next_run_time - SystemClock().now() <= EVERY


async def test_a_clock_that_ran_ahead_is_told_of(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """钟快了四十天、巡查跑过，拨回来：同样的日子不会再跑，日志说一次，该看什么。"""
    async with staged(directory, "2026-10-12 09:00") as stage:
        await stage.go("2026-11-20 09:00")
        stage.clock.push(at("2026-10-12 09:05"))
        for _ in range(2):
            await stage.house.scheduler._knock()
        said = capsys.readouterr().err
        assert said.count("jobs_from_the_future") == 1
        assert "ran_at=2026-11-20" in said


async def test_a_platform_that_never_answers_does_not_hold_up_the_knocker(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """平台接通了不答话，几十条都挂着：这一次敲门照样敲完，下一刻的工作误不了。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        asked, over = asyncio.Event(), asyncio.Event()

        async def silent(gateway: WeComGateway, kind: str, request: str) -> Outcome:
            """接下了，不答。"""
            asked.set()
            await over.wait()
            return Uncertain()

        monkeypatch.setattr(WeComGateway, "send", silent)
        stage.clock.push(at("2026-10-16 09:00"))
        stage.house.delivery.start()
        knock = asyncio.create_task(stage.house.scheduler._knock())
        finished, _ = await asyncio.wait({knock}, timeout=GUARD)
        assert finished
        await asyncio.wait_for(asked.wait(), GUARD)
        over.set()


async def test_a_stop_in_the_middle_of_a_job_is_no_error(
    directory: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """正跑着定时工作就停机：工作退下，日志里没有出错，下次起来再跑。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        begun, cut = asyncio.Event(), asyncio.Event()

        async def endless() -> list[str]:
            """跑起来就不完，直到被叫停。"""
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                cut.set()
            return []

        monkeypatch.setattr(stage.house.scheduler, "_run_missing", endless)
        with caplog.at_level(logging.WARNING, "apscheduler"):
            stage.house.scheduler.start()
            await begun.wait()
            stage.house.scheduler.close()
            await cut.wait()
            await asyncio.sleep(0)
        assert caplog.records == []


async def test_a_stop_before_the_first_step_of_a_knock_is_no_error(
    directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """刚要敲门、一步没走就停机：日志里没有出错。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        scheduler = stage.house.scheduler
        with caplog.at_level(logging.WARNING, "apscheduler"):
            scheduler._knocker.start(paused=True)
            scheduler._knocker.add_job(scheduler._knock)
            scheduler._knocker.resume()
            scheduler.close()  # it comes to that at its next turn on the loop
            scheduler._knocker._process_jobs()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        assert caplog.records == []
