"""问法和索引：查等着的，只翻等着的，不随发过的多少变慢。"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from models import channels, exchange, leaving, owing, post_office, told
from models.database import open_database
from models.schema import ensure_schema

NOW = datetime(2026, 10, 16, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda s: post_office.is_anything_due(s, NOW), "ix_notice_owed"),
        (lambda s: owing.owed(s, NOW, 50), "ix_notice_owed_person"),
        (lambda s: post_office.waiting_notices(s), "ix_notice_owed"),
        (lambda s: post_office.notices_of_mail(s, 1), "ix_notice_mail_id"),
        (lambda s: post_office.inbox_in(s, ["fetching"]), "ix_inbox_unfinished"),
        (lambda s: channels.fetching(s), "ix_inbox_unfinished"),
        (lambda s: channels.stuck(s, NOW), "ix_mail_waiting"),
        (lambda s: exchange.is_asked(s, "x", "{}", NOW), "ix_mail_pushed"),
        (lambda s: leaving.spans(s, ["x"], NOW), "ix_mail_budget"),
    ],
)
def test_what_waits_is_found_by_its_own_index(
    tmp_path: Path, ask: Callable[[Session], object], index: str
) -> None:
    """每一句都用只含等着的那个索引。"""
    plans = _plans(tmp_path, ask)
    assert any(f"INDEX {index}" in plan for plan in plans), plans
    assert not any(plan == "SCAN notice" for plan in plans)


def test_who_got_little_is_known_without_reading_the_mail(tmp_path: Path) -> None:
    """近来收得不多的人，只翻索引就知道，信一封也不读。"""
    plans = _plans(tmp_path, lambda s: leaving.spans(s, ["x"], NOW))
    assert any("COVERING INDEX ix_mail_budget" in plan for plan in plans), plans


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: told.since(s, "x", NOW),
        lambda s: post_office.entries_of_inbox(s, "x", NOW),
    ],
)
def test_what_was_said_lately_is_not_looked_for_in_all_that_ever_came(
    tmp_path: Path, ask: Callable[[Session], object]
) -> None:
    """近来说过的话只在最新的来话里找，不从头翻。"""
    plans = _plans(tmp_path, ask)
    assert "SEARCH inbox USING INTEGER PRIMARY KEY (rowid>?)" in plans, plans
    assert "SCAN inbox" not in plans


def _plans(folder: Path, ask: Callable[[Session], object]) -> list[str]:
    """Return how SQLite goes about what a question asks."""
    engine = open_database(f"sqlite:///{folder / 'x.db'}")
    ensure_schema(engine)
    asked: list[str] = []
    with Session(engine) as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(asked.append)
        ask(session)
        driver.set_trace_callback(None)
        selects = [sql for sql in asked if sql.startswith("SELECT")]
        plans = [
            row[3]
            for sql in selects
            for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")
        ]
    engine.dispose()
    assert selects
    return plans
