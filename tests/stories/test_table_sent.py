"""发到聊天里的表：平台再慢也只到一份，过了三天再发不成的说清楚。"""

import errno
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot import outtake
from handlers.post import retrying
from handlers.post.parcel import LEASE
from models import post_office
from models.mailbox import Mail
from rules.vocabulary import MailStatus
from tests.conftest import APP, Stage, staged

OFFICE = "feisiyuan"


def tables(stage: Stage) -> list[str]:
    """The names of the tables on the office's phone."""
    return [one.name for one in stage.phone(OFFICE) if one.kind == "file"]


async def table_mail(stage: Stage) -> Mail:
    """The mail that brings the table."""

    def find(session: Session) -> Mail:
        """在一笔里找出。"""
        rows = post_office.outbox(session, False)
        return next(row for row in rows if row.kind == "file")

    return await stage.house.lane.run(find)


async def test_a_slow_upload_does_not_send_under_an_ended_lease(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """传表用了五十秒，租约剩下的不够发：这次不发，下次不用再传，手机上只有一份。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        uploads: list[str] = []
        keep = stage.simulator.keep_media

        def slow(data: bytes, name: str, kind: str) -> str:
            """收下一个文件，过了五十秒才答。"""
            uploads.append(name)
            stage.clock.push(stage.clock.now() + LEASE - timedelta(seconds=10))
            return keep(data, name, kind)

        monkeypatch.setattr(stage.simulator, "keep_media", slow)
        await stage.say(OFFICE, "导出 教育局")
        assert tables(stage) == []
        assert (await table_mail(stage)).last_error == "not_sent"
        await stage.wait(seconds=6)
        assert tables(stage) == uploads
        assert len(uploads) == 1


async def test_a_table_that_could_not_be_made_was_not_sent(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """做表的那一刻盘满了：确知没发，不等租约到头，几秒后再做再发，不算说不准。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:

        def full(table: object) -> bytes:
            """没有地方写。"""
            raise OSError(errno.ENOSPC, "no space")

        monkeypatch.setattr(outtake, "workbook", full)
        await stage.say(OFFICE, "导出 教育局")
        row = await table_mail(stage)
        assert (row.status, row.last_error) == (MailStatus.READY, "not_sent")
        assert row.first_try_at is None
        monkeypatch.undo()
        await stage.wait(seconds=6)
        assert len(tables(stage)) == 1


@pytest.mark.parametrize(("days", "again"), [(2, True), (4, False)])
async def test_a_table_of_days_ago_is_exported_anew(
    directory: Path, days: int, again: bool
) -> None:
    """没发成的表：三天以内可以再发；过了三天平台已不留，不再排队。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.settle()
        stage.simulator.fail_next(None, 40058)  # the upload passes, the message not
        await stage.say(OFFICE, "导出 教育局")
        row = await table_mail(stage)
        assert row.status == MailStatus.FAILED
        stage.clock.push(stage.clock.now() + timedelta(days=days))
        queued = await stage.house.lane.run(
            lambda s: retrying.retry(stage.house.context(s), row.key)
        )
        assert (queued is not None) is again
        await stage.settle()
        assert len(tables(stage)) == int(again)
