"""教的都办得成：消息里写的每一句“例如”“请回复”，收到的人照着回，没有一句落空。"""

import re
from pathlib import Path

from tests.conftest import Stage, staged

OFFICE, PERSON = "feisiyuan", "dengjianing"
MORNINGS = ("2026-09-14", "2026-09-16", "2026-10-08", "2026-10-10", "2026-10-16")
TAUGHT = re.compile(
    r"例如：([^\n；。]+)|示例：([^\n]+)|回复“([^”]+)”(?!并)|回复：([^\n，；。]+)"
)
FALLS_FLAT = ("没有读懂", "不能", "没有更多", "未找到", "这里只办理", "请写明编号")


def taught(words: str) -> list[str]:
    """The phrases that a message gives its reader to say."""
    return ["".join(found).strip() for found in TAUGHT.findall(words)]


async def say_all(stage: Stage, userid: str, read: int, known: set[str]) -> list[str]:
    """Say whatever the unread messages of somebody teach; what fell flat."""
    flat = []
    for words in stage.heard(userid)[read:]:
        for phrase in taught(words):
            kind = words[:8] + re.sub(r"\d-\d+|[一-龥]+(局|街道|集团)", "", phrase)
            if kind in known:
                continue
            known.add(kind)
            answer = await stage.say(userid, phrase)
            if answer.startswith(FALLS_FLAT):
                flat.append(f"{words.splitlines()[0]}｜{phrase}｜{answer}")
    return flat


async def test_whatever_a_message_teaches_works(directory: Path) -> None:
    """几个早上的交办、提醒、上报、周报、清单，教的话照着回都办得成。"""
    async with staged(directory, "2026-09-14 08:50") as stage:
        read: dict[str, int] = {}
        known: set[str] = set()
        flat = []
        for day in MORNINGS:
            await stage.go(f"{day} 08:55")
            for userid in stage.simulator.phones.members:
                flat += await say_all(stage, userid, read.get(userid, 0), known)
                read[userid] = len(stage.heard(userid))
        assert len(known) > 15
        assert flat == []


async def test_half_a_command_is_answered_with_the_whole_of_it(directory: Path) -> None:
    """话只说了一半，教的是这句话怎样说全，不教别的，也不记成进展。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for word in ("回访", "更正", "交办", "期限", "核减", "抽查", "群众不满意"):
            answer = await stage.say(OFFICE, word)
            assert answer.startswith("请写明编号")
            assert taught(answer)[0].startswith(word)
        whom = await stage.say(OFFICE, "改派 5-006")
        assert whom.startswith("请写明改派给谁：5-006")


async def test_what_stands_there_already_is_not_moved(directory: Path) -> None:
    """归到它本来就在的那一项，说已经在这一项，不说改记。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "进展 5-006 已开会研究，明确专人办理")
        answer = await stage.say(PERSON, "归到5-006")
        assert answer.startswith("已经在这一项：5-006")
        (report,) = (await stage.show("5-006"))["progress"]
        assert report["text"] == "已开会研究，明确专人办理"
