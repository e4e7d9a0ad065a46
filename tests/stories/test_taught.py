"""教的都办得成：消息里写的每一句“例如”“请回复”，收到的人照着回，没有一句落空。"""

import re
from pathlib import Path

from tests.conftest import Stage, staged

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
