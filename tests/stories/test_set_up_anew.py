"""配置改了：换了应用、停了一条路，还没发的照样发出，不挡住别人。"""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import demo_settings
from handlers.post import mail, outbox
from models import organisation, post_office
from rules.vocabulary import Way
from tests.conftest import APP, Stage, staged
from tests.stories.test_outbox import FIRST, SECOND

BOTH, ROBOT = ("app", "robot"), ("robot",)
MORNING = "2026-09-14 09:00"
NEW_APP = 1000003


async def push(stage: Stage, userid: str, *texts: str, by: str = "") -> list[int]:
    """Store what somebody is to be told; nobody sends it now."""

    def store(session):  # type: ignore[no-untyped-def]
        """在一笔里存下。"""
        person = organisation.find_person(session, userid)
        context = replace(stage.house.context(session).by(person), came_by=by)
        kept = [mail.push(context, person, text, "answer").id for text in texts]
        session.info["mail"].clear()
        return kept

    return await stage.house.lane.run(store)


def told(stage: Stage, userid: str) -> list[str]:
    """The first lines of what somebody got of it, by any way."""
    shown = [one for one in stage.simulator.phones.bubbles if one.userid == userid]
    return [one.text.split("\n")[0] for one in shown if one.text[:1] in "甲乙"]


async def test_mail_of_the_former_app_leaves_by_the_new_one(directory: Path) -> None:
    """停用旧应用换了新的 AgentId：旧号没发的由新应用发，一字不改，别人的不等。"""
    async with staged(directory, MORNING, doors=APP) as stage:
        await stage.settle()
        await push(stage, FIRST, "甲1", "甲2")
    base = demo_settings(directory, 0)
    app = base.wecom.model_copy(update={"agent_id": NEW_APP})
    anew = base.model_copy(update={"wecom": app})
    async with staged(directory, MORNING, (), settings=anew, doors=APP) as stage:
        await push(stage, SECOND, "乙")
        await stage.settle()
        assert told(stage, FIRST) == ["甲1", "甲2"]
        assert told(stage, SECOND) == ["乙"]


@pytest.mark.parametrize(
    ("former", "now"), [(ROBOT, APP), (BOTH, APP), (BOTH, ROBOT), (APP, ROBOT)]
)
async def test_what_waits_for_a_way_that_is_no_more_goes_by_the_other(
    directory: Path, former: tuple[str, ...], now: tuple[str, ...]
) -> None:
    """停了一条路：等着走它的改走还在的那条，一条不少，后面的也不被它挡住。"""
    async with staged(directory, MORNING, doors=former) as stage:
        await stage.settle()
        for userid, *texts in ((FIRST, "甲1", "甲2"), (SECOND, "乙1")):
            await push(stage, userid, *texts, by=former[-1])
    async with staged(directory, MORNING, (), doors=now) as stage:
        stage.simulator.robot.desk.wrote.update({FIRST, SECOND})
        await stage.house.lane.run(lambda s: outbox.readdress(stage.house.context(s)))
        await push(stage, SECOND, "乙2")
        await stage.settle()
        assert told(stage, FIRST) == ["甲1", "甲2"]
        assert told(stage, SECOND) == ["乙1", "乙2"]


async def test_what_cannot_move_to_another_way_is_left_to_a_person(
    directory: Path,
) -> None:
    """停了一条路：说不准到没到的、改不了样的，列出来请人看，不再发。"""
    async with staged(directory, MORNING, doors=BOTH) as stage:
        await stage.settle()
        doubtful, card = await push(stage, FIRST, "甲1", "甲2", by="robot")

        def prepare(session):  # type: ignore[no-untyped-def]
            """一条领走没有下文，一条是改卡片。"""
            post_office.mail(session, card).kind = "update_card"
            outbox.turn(stage.house.context(session), {}, 9, [Way.ROBOT])

        await stage.house.lane.run(prepare)
    async with staged(directory, "2026-09-14 09:02", (), doors=APP) as stage:
        await stage.house.lane.run(lambda s: outbox.readdress(stage.house.context(s)))
        await stage.settle()
        assert told(stage, FIRST) == []
        kept = await stage.house.lane.run(post_office.outbox)
        fates = {row.id: row.status for row in kept}
        assert fates == {doubtful: "uncertain", card: "failed"}
