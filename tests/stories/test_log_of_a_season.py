"""日志和仪表：一个季度办下来，没有一个人名、账号、问题名称，没有一句说过的话。"""

import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
import structlog

from bot import logs
from models import findings, organisation
from tests.conftest import staged
from tests.visiting import browser, free_port

PERSON, OFFICE, STRANGER = "dengjianing", "feisiyuan", "someone_unknown"
SAID = "绝不该进日志的话"
PLACES = ("/metrics", "/readyz", "/healthz")


def _told(session) -> list[str]:  # type: ignore[no-untyped-def]
    """Everything that belongs to people: names, accounts, titles."""
    people = organisation.everybody(session)
    titles = [row.title for row in findings.in_open_rounds(session)]
    return [*(one.name for one in people), *(one.userid for one in people), *titles]


@pytest.fixture
def full_log(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the log say all that a service says, whatever a command set before."""
    kept = structlog.get_config()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    logs.set_up()
    yield
    structlog.configure(**kept)


@pytest.mark.usefixtures("full_log")
async def test_the_log_tells_nothing_of_people(
    directory: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """提醒、报告、材料、回访、网页、平台出错都来一遍：日志和仪表只说事，不说人。"""
    port, shown = free_port(), ""
    start, imported = "2026-10-12 09:00", "2026-09-14 09:00"
    doors = ("app", "robot")
    async with staged(
        directory, start, imported=imported, port=port, doors=doors
    ) as stage:
        private = await stage.house.lane.run(_told)
        for day in ("2026-10-13", "2026-10-19", "2026-11-16"):
            await stage.go(f"{day} 08:58")
        await stage.say(PERSON, f"进展 5-006 {SAID}")
        await stage.say(PERSON, f"延期 5-006 到12月31日 {SAID}")
        await stage.say(STRANGER, SAID)
        await stage.tell(PERSON, SAID)
        await stage.hand(PERSON, f"{SAID}.txt", "机密★".encode())
        await stage.say(OFFICE, f"回访 5-006 现场 {SAID}")
        stage.simulator.fail_next(-1, 503, 45009, 40058, "lost", 60020)
        await stage.say(OFFICE, "催 5-005")
        await stage.wait(4000)
        async with browser(stage, port) as visitor:
            await visitor.enter(PERSON)
            await visitor.report(SAID)
            await visitor.upload(f"{SAID}.txt", b"\x00\x01")
        async with aiohttp.ClientSession() as session:
            for place in PLACES:
                async with session.get(visitor.base + place) as response:
                    shown += await response.text()
    logged = capfd.readouterr().err
    assert "job_ran" in logged
    assert "xiaozhang_" in shown
    for word in (SAID, STRANGER, *private):
        assert word not in logged, word
        assert word not in shown, word
