"""提交了，回音没到：同一件事再来一遍，还是只办一次、只说一次。"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session, select

from bot import transaction, writers
from bot.lane import Lane
from bot.transaction import Job, remembering
from models import database
from models.database import open_database
from models.mailbox import Mail
from rules.vocabulary import MailStatus
from tests import databases
from tests.bot.books import books
from tests.bot.conftest import filled
from tests.bot.test_any_ledger import FEEDBACK
from tests.conftest import staged

SCAN = Path(__file__).parent.parent / "data" / "evidence" / "scan.png"
PERSON, OFFICE = "dengjianing", "feisiyuan"


@contextmanager
def answers_lost(
    monkeypatch: pytest.MonkeyPatch, times: int = 1
) -> Iterator[list[object]]:
    """Lose the database's answer to the first commits of every command."""
    lost: list[object] = []
    finish: Callable[[Session, Sequence[Job]], None] = transaction.finish

    def unheard(session: Session, group: Sequence[Job]) -> None:
        """Commit, and hear nothing of it."""
        finish(session, group)
        fresh = [one.command for one in group if lost.count(one.command) < times]
        lost.extend(fresh)
        if fresh:
            raise OperationalError("COMMIT", None, psycopg.OperationalError())

    with monkeypatch.context() as line:
        line.setattr(transaction, "finish", unheard)
        line.setattr(writers, "finish", unheard)
        yield lost


async def test_whatever_was_committed_unheard_is_not_done_twice(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """每一笔都落了盘、都没听见回音：进展记一次，答一次，催办说一次，没有送不出的。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.settle()
        before = len(stage.heard(PERSON))
        with answers_lost(monkeypatch) as lost:
            said = await stage.say(PERSON, "进展 5-006 已修订采购办法")
            await stage.say(OFFICE, "催 5-005")
        assert len(lost) > 2
        assert "5-006" in said
        assert len((await stage.show("5-006"))["progress"]) == 1  # type: ignore[arg-type]
        told = stage.heard(PERSON)[before:]
        assert len([one for one in told if "5-005" in one]) == 1
        mails = await stage.house.lane.run(lambda s: list(s.exec(select(Mail.status))))
        assert set(mails) == {MailStatus.SENT}


async def test_a_file_whose_message_was_kept_unheard_is_fetched_at_once(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """发来照片，记下了、没听见回音：当时就去取，不等一分钟，也不取两遍。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.settle()
        await stage.say(PERSON, "进展 5-006 已修订采购办法")
        with answers_lost(monkeypatch):
            await stage.send_file(PERSON, "公示照片.png", SCAN.read_bytes())
        assert len((await stage.show("5-006"))["evidence"]) == 1  # type: ignore[arg-type]


def test_an_import_kept_unheard_says_what_it_did(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """导入落了盘、没听见回音：说的是导进去了几项、几号，不是“未变”。"""
    with answers_lost(monkeypatch) as lost:
        filled(run)  # it looks for the figures
    assert len(lost) == 2
    assert "问题45项" in run("import", "--undo", "1")[1]


def test_an_import_of_people_and_findings_kept_unheard_twice(
    run: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """花名册和台账在一个文件里，两回都没听见回音，说的还是导进去了几项、怎么撤回。"""
    sheets = {
        "花名册": [
            ["单位", "姓名", "账号", "角色"],
            ["区司法局", "苗雨", "miaoyu", "经办人"],
        ],
        "台账": [
            ["序号", "被巡察单位", "具体问题", "整改措施", "责任人", "完成时限"],
            [1, "区司法局", "学习不深入", "补学", "苗雨", "2026年6月底"],
        ],
    }
    path = books(tmp_path / "both.xlsx", sheets)
    with answers_lost(monkeypatch, times=2):
        status, out, _ = run("import", path, *FEEDBACK)
    assert (status, "问题1项" in out, "import --undo 1" in out) == (0, True, True), out


def test_an_import_taken_back_unheard_says_what_it_did(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """撤回落了盘、没听见回音：说的是撤回了几项；再撤一次才说撤回过。"""
    filled(run)
    with answers_lost(monkeypatch, times=2):
        status, out, _ = run("import", "--undo", "1")
    assert (status, "已撤回1号导入：问题45项" in out) == (0, True), out
    assert "已经撤回过" in run("import", "--undo", "1")[2]
    assert run("audit", "--verify")[0] == 0


def test_a_mail_queued_again_unheard_is_queued_once(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """再发落了盘、没听见回音：不再排一遍，旁边的程序这时也许已经送出去了。"""
    filled(run)
    run("tick", "--at", "2026-09-14T09:05:00+08:00")
    number = run("mail")[1].split()[0]
    with answers_lost(monkeypatch):
        assert run("mail", "--retry", number)[0] == 0
    assert run("audit")[1].count("mail_retry") == 1


def test_a_restore_kept_unheard_says_what_it_did(
    run: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """恢复落了盘、没听见回音：照说恢复了多少，再来一遍才说不是空的。"""
    filled(run)
    saved, empty = str(tmp_path / "saved.zip"), tmp_path / "empty"
    assert run("backup", saved)[0] == 0
    empty.mkdir()
    config = empty / "config.toml"
    config.write_text(
        f'[database]\nurl = "sqlite:///{empty / "x.db"}"\n'
        f'[files]\ndirectory = "{empty / "evidence"}"\n',
        "utf-8",
    )
    with answers_lost(monkeypatch):
        status, out, _ = run("restore", saved, config=config)
    assert (status, "已恢复到" in out) == (0, True)
    assert run("restore", saved, config=config)[0] == 1
    assert run("audit", "--verify", config=config)[0] == 0


async def test_a_commit_unheard_and_then_one_that_failed(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """先是落了盘没听见，再是没落盘：头一回领下的也放回去，不必等租约过完。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.settle()
        with answers_lost(monkeypatch) as lost, monkeypatch.context() as line:
            unheard: Callable[[Session, Sequence[Job]], None] = transaction.finish
            cut: list[object] = []

            def failing(session: Session, group: Sequence[Job]) -> None:
                """The second time of every command commit nothing; each takes a second."""
                stage.clock.push(stage.clock.now() + timedelta(seconds=1))
                fresh = [one.command for one in group if one.command not in cut]
                if any(command in lost for command in fresh):
                    cut.extend(fresh)
                    raise OperationalError("COMMIT", None, psycopg.OperationalError())
                unheard(session, group)

            line.setattr(transaction, "finish", failing)
            line.setattr(writers, "finish", failing)
            await stage.say(OFFICE, "催 5-005")
        assert len(cut) > 2
        mails = await stage.house.lane.run(lambda s: list(s.exec(select(Mail.status))))
        assert set(mails) == {MailStatus.SENT}


def test_a_try_that_came_to_nothing_is_not_taken_for_ones_own_work() -> None:
    """别人先落了盘，这一回白办：再来时不许把白办的当成自己办成的；没听见回音的才算。"""
    engine = open_database(databases.postgres_url())
    told: list[int | None] = []
    errors: list[Exception] = [
        OperationalError("COMMIT", None, psycopg.OperationalError()),
        IntegrityError("COMMIT", None, psycopg.IntegrityError()),
    ]

    def deed(session: Session, before: int | None) -> int:
        """做到第几回。"""
        told.append(before)
        return len(told)

    class Failing(Session):
        """Its commit ends as it was planned."""

        def commit(self) -> None:
            """Fail as long as there is something to fail with."""
            if errors:
                raise errors.pop()

    with pytest.MonkeyPatch.context() as line:
        line.setattr(database, "Session", Failing)
        assert Lane(engine).run_sync(remembering(deed)) == 3
    engine.dispose()
    assert told == [None, None, 2]
