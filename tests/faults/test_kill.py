"""随时被杀：收下的一件不丢、不重办，该说的人人听到一次。"""

import os
from pathlib import Path

import pytest

from tests import databases
from tests.faults.torture import play

DAYS = int(os.environ.get("FAULT_DAYS", "10"))
"""Each day kills twice; `make test-faults` walks a hundred days."""

ALARMS = frozenset({"office-mail_stuck", "office-channel", "office-patrol_missed"})
"""What only a hurt system says, and rightly: mail has waited for a quarter of an hour,
a patrol for twenty minutes. A patrol in dead hands is handed on after twenty real
seconds (`bot.shared.STALE`); the clock of the rack runs on by as many minutes meanwhile.
"""


@pytest.mark.parametrize(("database", "processes"), [("sqlite", 1), ("postgresql", 2)])
async def test_killed_at_any_moment_nothing_is_lost_or_doubled(
    tmp_path: Path, database: str, processes: int
) -> None:
    """进程在任何时刻被杀再起：每条来话办一次、答一次，每条提醒到一次，和没被杀时一样。"""

    def url(name: str) -> str:
        """A database for one of the two runs."""
        (tmp_path / name).mkdir()
        if database == "postgresql":
            return databases.postgres_url()
        return f"sqlite:///{tmp_path / name}.db"

    calm = await play(tmp_path / "calm", url("calm"), seed=7, days=DAYS, kill=False)
    hurt = await play(
        tmp_path / "hurt",
        url("hurt"),
        seed=7,
        days=DAYS,
        kill=True,
        processes=processes,
    )
    assert hurt.kills == 2 * DAYS
    assert max(hurt.kept.values()) == 1
    assert hurt.kept == calm.kept
    assert (hurt.missing, hurt.doubled) == ([], [])
    assert hurt.unsent == []
    assert {one for one in hurt.notices if one[0] not in ALARMS} == {
        one for one in calm.notices if one[0] not in ALARMS
    }
