"""道谢：只是谢一声，答一句就够，不讲规矩。"""

import re

from rules.writing.patterns import run
from rules.writing.text import fold, tidy

THANKS = re.compile(
    run(
        r"好的?|嗯|哦|多谢|谢谢?|感谢|辛苦|费心|麻烦|您|你们?|领导|主任|老师|同志|真是|太|非常|了|啦|啊|哈|[\s,;。!~]",
        "thanks",
        1,
    )
)
"""Thanks and nothing else; 谢谢提醒, 收到，谢谢 answer a reminder."""


def is_thanks(text: str) -> bool:
    """Say whether words only thank: they are answered in a word, and never taught."""
    plain = tidy(fold(text))
    thanked = re.search("谢|辛苦|费心|麻烦", plain)
    return bool(thanked and THANKS.fullmatch(plain))
