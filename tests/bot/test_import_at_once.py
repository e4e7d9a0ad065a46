"""两个管理员同时导入、同时撤回：后到的一个等前一个落了盘再看，话说得准，一样不重。"""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg
import pytest
from sqlmodel import Session

from bot import transaction
from bot.cli import main
from bot.commands import ledger
from bot.transaction import Job
from models import organisation
from models.database import open_database, reading
from tests import databases
from tests.bot.conftest import LEDGERS, SAMPLE

FEEDBACK = ("--round", "5", "--feedback-on", "2026-04-10")
MOMENT = ("--at", "2026-09-14T09:00:00+08:00")
ROSTER, BOOK = SAMPLE / "花名册.xlsx", SAMPLE / "台账-标准.xlsx"


class Two:
    """Two administrators at two desks, on one PostgreSQL."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.url = databases.postgres_url()
        self._config = folder / "config.toml"
        self._config.write_text(
            f'[database]\nurl = "{self.url}"\n'
            f'[files]\ndirectory = "{folder / "evidence"}"\n',
            "utf-8",
        )
        self._patch = monkeypatch
        self._said: dict[str, list[str]] = {}
        monkeypatch.setattr(ledger, "say", self._hear)

    def _hear(self, line: str = "") -> None:
        name = threading.current_thread().name
        self._said.setdefault(name, []).append(line)

    def run(self, *words: object) -> int:
        """Type a command; its status."""
        return main(["--config", str(self._config), *map(str, words)])

    def at_once(self, *words: object) -> tuple[list[str], list[str], set[int]]:
        """Both type the same; the second waits when the first commits.

        What each read, and how they ended.
        """
        self._said.clear()
        ended: set[int] = set()
        second = threading.Thread(
            target=lambda: ended.add(self.run(*words)), name="second"
        )
        finish: Callable[[Session, Sequence[Job]], None] = transaction.finish

        def late(session: Session, group: Sequence[Job]) -> None:
            """Commit only when the second waits for the first."""
            if second.ident is None:
                second.start()
                self._until_it_waits(second)
            finish(session, group)

        with self._patch.context() as line:
            line.setattr(transaction, "finish", late)
            ended.add(self.run(*words))
            second.join()
        first = threading.current_thread().name
        return self._said[first], self._said.get("second", []), ended

    def _until_it_waits(self, second: threading.Thread) -> None:
        waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        with psycopg.connect(databases.server().get_uri(), autocommit=True) as line:
            while second.is_alive() and line.execute(waits).fetchone() == (0,):
                pass


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Two:
    """Two desks and an empty book."""
    return Two(tmp_path, monkeypatch)


def test_the_same_ledger_at_once_is_imported_once(two: Two) -> None:
    """同一份台账两个人同时导：一个说导入45项、给撤回的号，一个说45项都未变、不给号。"""
    assert two.run("import", ROSTER) == 0
    first, second, ended = two.at_once("import", BOOK, *FEEDBACK, *MOMENT)
    assert ended == {0}
    assert "问题45项，更新0项，未变0项" in first[-2]
    assert first[-1] == "导错了可整批撤回：import --undo 1"
    assert "问题0项，更新0项，未变45项" in second[-1]
    assert two.run("audit", "--verify") == 0


def test_another_roster_at_once_doubles_no_post(two: Two) -> None:
    """换岗的花名册两个人同时导：岗位一个不多，两边说的一样。"""
    assert two.run("import", LEDGERS / "花名册.xlsx", "--partial") == 0
    first, second, ended = two.at_once("import", ROSTER)
    assert (ended, first) == ({0}, second)
    engine = open_database(two.url)
    with reading(engine) as session:
        rows = [post for post, _ in organisation.all_posts(session)]
    engine.dispose()
    held = [(row.unit_id, row.person_id, row.role) for row in rows]
    assert len(held) == len(set(held)) > 0


def test_an_import_taken_back_at_once_is_taken_back_once(
    two: Two, capsys: pytest.CaptureFixture[str]
) -> None:
    """同一次导入两个人同时撤回：一个说撤回了45项，一个说已经撤回过。"""
    assert two.run("import", ROSTER) == 0
    assert two.run("import", BOOK, *FEEDBACK, *MOMENT) == 0
    first, second, ended = two.at_once("import", "--undo", "1")
    assert "已撤回1号导入：问题45项" in first[0]
    assert (ended, second) == ({0, 1}, [])
    assert "1号导入已经撤回过" in capsys.readouterr().err
