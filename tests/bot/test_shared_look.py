"""几台机器合用：自己线上等着的信一遍遍看，记在手上的不越看越多。"""

from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session

from bot.app import open_house
from bot.clock import PushedClock
from bot.config import Database, demo_settings
from bot.shared import Shared
from models.mailbox import Mail
from models.organisation import Person
from rules.vocabulary import MailStatus, Way
from tests import databases

NOON = datetime(2026, 10, 16, 4, 0, tzinfo=UTC)


def owe(session: Session) -> None:
    """写一封机器人送的信。"""
    person = Person(userid="zhang", userid_key="zhang", name="张三")
    session.add(person)
    session.flush()
    session.add(
        Mail(
            person_id=person.key,
            userid="zhang",
            way=Way.ROBOT.value,
            kind="notice",
            status=MailStatus.READY.value,
            text="提醒",
            request="{}",
            created_at=NOON,
            next_try_at=NOON,
        )
    )


async def test_what_waits_for_a_slow_line_is_asked_for_once(tmp_path: Path) -> None:
    """机器人的线慢，看三遍，等着的那封在手上还是只有一份。"""
    base = demo_settings(tmp_path, 0)
    url = Database(url=databases.postgres_url())
    settings = base.model_copy(update={"database": url})
    async with open_house(settings, PushedClock(NOON)) as house:
        shared = house.delivery
        assert isinstance(shared, Shared)
        shared.gateways = {Way.ROBOT: shared.gateways[Way.APP]}  # open, like a line
        await house.lane.run(owe)
        for _ in range(3):
            await shared._look()
        assert len(shared._asked) == 1
        shared._asked = []
