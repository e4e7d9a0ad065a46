"""结论：督查看到的算到位、基本到位还是不到位，各种说法。"""

import re

from rules.speech.more_time import CLAUSE
from rules.vocabulary import Verdict

VERDICTS: tuple[tuple[str, Verdict | None], ...] = (
    (r"虚假整改", Verdict.FALSE),
    (
        r"(?:[还仍尚都均]|全部)*(?:整改)?(?:不算?|没有?|未)(?:整改)?到位|"
        r"(?:[还仍尚都均]|全部)*(?:未|没有?)整改",
        Verdict.NOT_DONE,
    ),
    (r"(?:[都均]|全部)?基本(?:整改)?到位了?", Verdict.MOSTLY),
    (r"正在整改|整改中", None),
    (
        r"(?:[都均]|全部)?(?:整改)?到位了?|(?:[都均]|全部)?已(?:经)?整改(?:到位)?了?",
        Verdict.DONE,
    ),
)
"""How a verdict is worded: that it is not done, people say in many ways."""


def verdict_in(rest: str) -> Verdict | None:
    """The verdict, where it stands as a word of its own (hearsay is none)."""
    for clause in CLAUSE.findall(rest):
        for pattern, verdict in VERDICTS:
            if re.fullmatch(pattern, clause):
                return verdict
    return None
