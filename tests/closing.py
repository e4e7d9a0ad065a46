"""巡察办办到底：把一项办到销号，花名册里写明负责人。"""

from models import organisation
from models.staffing import Staffing
from rules.vocabulary import Role
from tests.conftest import Stage
from tests.stories.test_life import make_ready

PERSON, PRINCIPAL, OFFICE = "dengjianing", "liangzhenbang", "feisiyuan"


async def close(stage: Stage) -> None:
    """Bring 5-005 through to its closure."""
    await make_ready(stage)
    await stage.say(PERSON, "销号 5-005")
    await stage.say(PERSON, "确认")
    await stage.say(PRINCIPAL, "同意 5-005")
    await stage.say(OFFICE, "同意 5-005")


def name_head(session):  # type: ignore[no-untyped-def]
    """Let the roster name a head of the office."""
    head = organisation.find_person(session, "zhongyi")
    assert head is not None
    staffing = Staffing(session)
    staffing.clear_posts(head.key)
    staffing.add_post("区委巡察办", head.key, Role.OFFICE_HEAD, "主任")
