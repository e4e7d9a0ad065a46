"""嫌久：对延期申请说“太久了，最多到月底”的，不是同意，也不是进展。"""

import re

from rules.speech.targets import CODE
from rules.writing.text import fold, tidy

LONGEST = 40
TOO_LONG = r"(?:时间|期限|延期|这|也|有点|实在|未免|[\s,])*(?:太|过于?|有点|有些)(?:久|长|晚|迟|靠后)"
CAP = r"(?:最多|最晚|最迟|顶多|至多|最长|只能|不能超过|不得超过|不要超过|别超过|不超过)"
CAPPED = re.compile(
    rf"^(?:不行|不同意|不可以|不妥|[\s,。;])*(?:{TOO_LONG}|(?:给|你们|他们|本项|时间|延期|[\s,])*{CAP}(?:延|给|宽限|放)*[到至]?"
    r"(?=.*(?:\d|[月周年]|天|底)))"
)


def caps(text: str) -> bool:
    """Say whether words find a time too long, or set an end to it."""
    folded = tidy(CODE.sub("", fold(text)))
    return 0 < len(folded) <= LONGEST and bool(CAPPED.match(folded))
