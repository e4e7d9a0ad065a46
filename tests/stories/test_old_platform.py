"""老版本的私有部署：不认得卡片的，降成链接卡片或文字，事照样办完。"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.config import demo_settings
from bot.simulator import checks
from tests.conftest import APP, Stage, staged

PERSON, PRINCIPAL = "dengjianing", "liangzhenbang"


async def _submit(stage) -> None:  # type: ignore[no-untyped-def]
    """申请销号，走到请主要负责人签字。"""
    await stage.say(PERSON, "进展 5-005 已补收4人党费")
    await stage.say(PERSON, "完成 5-005")
    await stage.send_file(PERSON, "凭证.png", PICTURE.read_bytes())
    await stage.say(PERSON, "销号 5-005")
    await stage.say(PERSON, "确认")


PICTURE = Path(__file__).parent.parent / "data" / "evidence" / "scan.png"


@asynccontextmanager
async def linking(directory: Path) -> AsyncIterator[Stage]:
    """A platform that knows link cards only, and pages that they open."""
    base = demo_settings(directory, 0)
    server = base.server.model_copy(update={"public_url": "https://x.example.gov.cn"})
    settings = base.model_copy(update={"server": server})
    async with staged(
        directory, "2026-09-14 09:00", doors=APP, settings=settings
    ) as stage:
        stage.simulator.kinds = checks.KINDS - {"template_card"}
        await stage.say(PRINCIPAL, "你好")  # what comes first says more
        yield stage


async def test_no_cards_become_words(directory: Path) -> None:
    """平台不认得卡片：同一件事改用文字说，打字签字，一步不少，只说一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        stage.simulator.kinds = {"text", "image", "file"}
        await _submit(stage)
        asked = [words for words in stage.heard(PRINCIPAL) if "请您审签" in words]
        assert len(asked) == 1
        assert "同意请回复：同意 5-005" in asked[0]
        await stage.say(PRINCIPAL, "同意 5-005")
        assert (await stage.show("5-005"))["status"] == "endorsed"


async def test_no_template_cards_become_link_cards(directory: Path) -> None:
    """只认得链接卡片的平台：卡片上的话一句不少，点开是这一项的网页。"""
    async with linking(directory) as stage:
        await _submit(stage)
        sent = [body for _, body in stage.simulator.requests if "textcard" in body]
        assert len(sent) == 1
        card = sent[0]["textcard"]
        assert card["url"] == "https://x.example.gov.cn/h5/finding/5-005"
        assert card["title"] == "请您审签：销号申请1项"
        assert "同意 5-005" in card["description"]
        assert len(card["description"].encode()) <= 512


async def test_a_second_link_card_is_told_apart(directory: Path) -> None:
    """链接卡片没有卡片号：退回以后再申请，第二张写明第2次，不被当作重发丢掉。"""
    async with linking(directory) as stage:
        await _submit(stage)
        await stage.say(PRINCIPAL, "退回 5-005 请核对人数")
        await stage.say(PERSON, "进展 5-005 人数已逐一核对")
        await stage.say(PERSON, "进展 5-005 已补收4人党费")
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        await stage.settle()
        sent = [body for _, body in stage.simulator.requests if "textcard" in body]
        titles = [body["textcard"]["title"] for body in sent]
        assert titles == ["请您审签：销号申请1项", "【第2次】请您审签：销号申请1项"]


async def test_the_form_is_learned_once(directory: Path) -> None:
    """平台拒过卡片，以后直接用它认得的样式，不再白试。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        stage.simulator.kinds = {"text", "image", "file"}
        await _submit(stage)
        tried = len(stage.simulator.requests)
        await stage.say(PRINCIPAL, "同意 5-005")
        later = [body["msgtype"] for _, body in stage.simulator.requests[tried:]]
        assert later
        assert "template_card" not in later
