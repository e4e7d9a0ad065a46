"""流水：每一种动作都有中文名字，给人看的地方不出代码。"""

import re
from pathlib import Path

from rules import entries

ROOMS = Path(__file__).parents[2]
WRITTEN = re.compile(
    r"\.record\(\s*\"([a-z_-]+)\"|deeds\.(?:change|conclude)\(\s*ctx,\s*\w+,\s*\"([a-z_-]+)\""
)


def test_every_entry_has_a_chinese_name() -> None:
    """动作里记的每一种流水，都叫得出中文名。"""
    sources = [*ROOMS.glob("handlers/**/*.py"), *ROOMS.glob("bot/**/*.py")]
    found = {
        one or other
        for path in sources
        for one, other in WRITTEN.findall(path.read_text("utf-8"))
    }
    assert len(found) > 30
    named = {action: entries.label(action) for action in found}
    assert [a for a, said in named.items() if not re.search("[一-龥]", said)] == []


def test_what_an_entry_says_is_chinese() -> None:
    """流水的内容说中文：状态、日子、原因各有名字，内部的行号和清空的不说。"""
    after = {
        "status": "rectifying",
        "return_reason": "材料不全",
        "submitted_by": 6,
        "measures": [1, 2],
        "closed_on": None,
    }
    said = "状态：整改中；退回原因：材料不全；措施：1、2"
    assert entries.told(after) == said
    assert entries.told({"clock": "long_term", "due_on": ""}) == "时限种类：长期坚持"
