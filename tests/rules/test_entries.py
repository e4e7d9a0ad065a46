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
